// The rulec command, connected to the process.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { EXIT } from './exit.js';
import { mayColour } from './io.js';
import { main } from './main.js';

export type { Io } from './io.js';
export { main } from './main.js';

/**
 * How much bytecode a function runs before V8 optimises it: six times the default. A command is over so soon that most of
 * what is optimised hardly runs again (docs/benchmarks.md has the figures); what is hot in a long run still gets its turn.
 */
const OPTIMISE_LATER = '--interrupt-budget=400000';

/** Runs rulec with the arguments, streams and environment of this process. */
export const run = async (): Promise<void> => {
  setFlagsFromString(OPTIMISE_LATER);
  const { argv, env, stdout, stderr } = process;
  stdout.on('error', endWhenNobodyReads);
  process.exitCode = await main(argv.slice(2), {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    readStdin: () => readFileSync(0, 'utf8'),
    directory: process.cwd(),
    colours: { out: mayColour(stdout.isTTY, env), err: mayColour(stderr.isTTY, env) },
    watched: stderr.isTTY,
    interruption,
  });
};

/** The first Ctrl-C asks, the second ends at once. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    process.once('SIGINT', () => process.exit(EXIT.interrupted));
    controller.abort();
  });
  return controller.signal;
};

/** `rulec functions | head`: who reads has had enough, which is no fault. */
const endWhenNobodyReads = (error: NodeJS.ErrnoException): void => {
  if (error.code === 'EPIPE') process.exit(EXIT.fine);
  throw error;
};
