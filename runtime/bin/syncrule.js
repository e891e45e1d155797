#!/usr/bin/env node
// Where Node can (22.1 and newer), it keeps what it compiled for the next start.
import module from 'node:module';

module.enableCompileCache?.();

const { main, processIo } = await import('../dist/cli/index.js');
process.exitCode = await main(process.argv.slice(2), processIo());
