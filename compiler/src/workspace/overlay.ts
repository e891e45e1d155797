// A program's files as somebody writes them: documents that are not saved yet lie over what is on disk.
import { join, relative, sep } from 'node:path';
import type { Host } from './host.js';

/** The texts of documents that are not saved yet, by absolute path. */
export type OpenDocuments = ReadonlyMap<string, string>;

/** `disk` with the documents of `directory` over it. */
export const overlay = (disk: Host, directory: string, documents: OpenDocuments): Host => ({
  name: disk.name,
  list: () => [...new Set([...disk.list(), ...openBelow(directory, documents)])],
  read: (path) => {
    const text = documents.get(join(directory, path));
    return text === undefined ? disk.read(path) : { kind: 'text', text };
  },
});

const openBelow = (directory: string, documents: OpenDocuments): readonly string[] =>
  [...documents.keys()].flatMap((path) => relativePath(directory, path) ?? []);

/** The path of a file relative to a directory that holds it, with `/`; undefined for a file elsewhere. */
export const relativePath = (directory: string, path: string): string | undefined => {
  const below = relative(directory, path);
  const isElsewhere = below === '' || below === '..' || below.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(below);
  return isElsewhere ? undefined : below.split(sep).join('/');
};
