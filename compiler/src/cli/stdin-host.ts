// One file from standard input as a program: an editor checks what is not saved yet.
import { basename, dirname, join, resolve } from 'node:path';
import { type Host, readText } from '../workspace/index.js';
import type { Io } from './io.js';

/** The program is that file alone; the schemas that it names are looked for beside `path`, or else where the command runs. */
export const stdinHost = (io: Io, path = 'stdin.syncrule'): { readonly host: Host; readonly root: string } => {
  const root = resolve(io.directory, dirname(path));
  const name = basename(path).endsWith('.syncrule') ? basename(path) : `${basename(path)}.syncrule`;
  const text = io.readStdin().replace(/^\uFEFF/, '');
  const host: Host = {
    name: 'standard input',
    list: () => [name],
    read: (each) => (each === name ? { kind: 'text', text } : readText(join(root, each))),
  };
  return { host, root };
};
