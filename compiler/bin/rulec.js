#!/usr/bin/env node
// Starts rulec: from its bundle, a few files in place of four hundred, where one of this very build is there.
import module from 'node:module';
import { bundleIsCurrent } from './bundle.js';

// Where Node can (22.1 and newer), it keeps what it compiled for the next start.
module.enableCompileCache?.();

const { run } = await import(bundleIsCurrent() ? '../dist/bundle/index.js' : '../dist/cli/index.js');
await run();
