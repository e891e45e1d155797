// For tests of commands: a directory of its own, and rulec run in it as a person would.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../main.js';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Desk {
  readonly directory: string;
  /** The arguments of the command, separated by blanks. */
  readonly rulec: (arguments_: string) => Promise<Outcome>;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  readonly read: (path: string) => string;
  readonly remove: () => void;
}

export const openDesk = (): Desk => {
  const directory = mkdtempSync(join(tmpdir(), 'rulec-'));
  return {
    directory,
    rulec: (arguments_) => run(directory, arguments_),
    write: (files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
    },
    read: (path) => readFileSync(join(directory, path), 'utf8'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};

const run = async (directory: string, arguments_: string): Promise<Outcome> => {
  const streams = { out: '', err: '' };
  const code = await main(arguments_.split(' ').filter(Boolean), {
    out: (text) => {
      streams.out += text;
    },
    err: (text) => {
      streams.err += text;
    },
    readStdin: () => '',
    directory,
    colours: { out: false, err: false },
    watched: false,
    interruption: () => new AbortController().signal,
  });
  return { code, ...streams };
};
