// A program in a directory on disk.
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkspaceError } from './error.js';
import type { FileReading, Host } from './host.js';

/** `name`: of the directory in messages. Throws a {@link WorkspaceError} when there is no such directory. */
export const diskHost = (directory: string, name: string = directory): Host => {
  expectDirectory(directory, name);
  return {
    name,
    list: () => filesBelow(directory, ''),
    read: (path) => readText(join(directory, path)),
  };
};

const expectDirectory = (directory: string, name: string): void => {
  const stats = statSync(directory, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new WorkspaceError(
      `expected a directory with .syncrule files, found no ${name}`,
      'Name the directory that holds the program, not a file in it',
    );
  }
  if (!stats.isDirectory()) {
    throw new WorkspaceError(
      `expected a directory with .syncrule files, found the file ${name}`,
      'A program is all .syncrule files under one directory: name that directory',
    );
  }
};

/** Directories that begin with a dot and `node_modules` hold no rules; linked directories are not followed. */
const filesBelow = (directory: string, prefix: string): readonly string[] =>
  entriesOf(join(directory, prefix)).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) return isSkipped(entry.name) ? [] : filesBelow(directory, `${path}/`);
    return [path];
  });

const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

const entriesOf = (directory: string): readonly Dirent[] => {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw new WorkspaceError(`cannot list the directory ${directory}: ${reasonOf(error)}`, 'Check its permissions');
  }
};

/** Reads a file as UTF-8 without its byte order mark. */
export const readText = (path: string): FileReading => {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error) };
  }
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'it does not exist'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
]);

/** Why a file operation failed, in words. */
export const reasonOf = (error: unknown): string =>
  REASONS.get(codeOf(error)) ?? (error instanceof Error ? error.message : String(error));
