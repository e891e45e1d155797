// Doing something again when a file of a program changes, until somebody interrupts.
import { resolve } from 'node:path';
import { watch } from 'chokidar';
import { WorkspaceError } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import type { Io } from '../io.js';

/** Editors write several files at once, and some write twice. */
const QUIET = 80;

/** Runs once the directory is watched, and again after each change of rules, schemas or environments. Ends when it is aborted. */
export const watching = async (
  io: Io,
  directory: string,
  signal: AbortSignal,
  run: () => Promise<unknown>,
): Promise<void> => {
  const root = resolve(io.directory, directory);
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (path) => /(^|[/\\])(\.[^/\\]+|node_modules)$/.test(path) && path !== root,
  });
  const changes = new Changes();
  watcher.on('all', (_, path) => {
    if (/\.(syncrule|json)$/.test(path)) changes.note();
  });
  // What changes before the watcher has seen the directory would go unnoticed: the first run comes after.
  await new Promise<void>((resolvePromise) => void watcher.once('ready', resolvePromise));
  const stop = (): void => changes.note();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      await runOnce(io, run);
      if (signal.aborted) break;
      io.err('waiting for changes; Ctrl-C ends\n');
      await changes.next();
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await watcher.close();
  }
};

/** What is wrong with the program is said, and may be mended: the watch goes on. */
const runOnce = async (io: Io, run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof WorkspaceError || error instanceof UsageError)) throw error;
    io.err(`rulec: ${error.message}\n  help: ${error.help}\n`);
  }
};

/** Changes that came since somebody asked last. */
class Changes {
  #waiting: (() => void) | undefined;
  #pending = false;

  note(): void {
    this.#pending = true;
    this.#waiting?.();
  }

  /** Waits for a change, and until no other comes for a moment. */
  async next(): Promise<void> {
    if (!this.#pending)
      await new Promise<void>((resolvePromise) => {
        this.#waiting = resolvePromise;
      });
    this.#waiting = undefined;
    do {
      this.#pending = false;
      await new Promise((resolvePromise) => void setTimeout(resolvePromise, QUIET));
    } while (this.#pending);
  }
}
