// One file from standard input: an editor checks what is not saved yet.
import { resolve } from 'node:path';
import { diskHost, type Host, overlay, programDirectory, readText } from '../workspace/index.js';
import type { Io } from './io.js';

interface Read {
  readonly host: Host;
  readonly root: string;
}

/** Without a path the file is the program; with one, it is that file of its program, whatever is on disk. */
export const stdinHost = (io: Io, path: string | undefined): Read => {
  const text = io.readStdin().replace(/^\uFEFF/, '');
  return path === undefined ? alone(io.directory, text) : within(io.directory, path, text);
};

const NAME = 'stdin.syncrule';

/** Schemas that it names are looked for where the command runs. */
const alone = (directory: string, text: string): Read => ({
  host: {
    name: 'standard input',
    list: () => [NAME],
    read: (each) => (each === NAME ? { kind: 'text', text } : readText(resolve(directory, each))),
  },
  root: directory,
});

const within = (directory: string, path: string, text: string): Read => {
  const file = resolve(directory, path.endsWith('.syncrule') ? path : `${path}.syncrule`);
  const root = programDirectory(file, [directory]);
  return { host: overlay(diskHost(root), root, new Map([[file, text]])), root };
};
