// Which directory a document's program is: whoever knows only the document looks for it.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { relativePath } from './overlay.js';

/** What stands beside the rules of a program, and nowhere else. */
const MARKS = ['syncrule.config.json', 'rulec.config.json', 'schemas', 'environments'];

/**
 * The directory of the program that a file belongs to, searched from the file's own directory up to the workspace
 * folder: the nearest that holds a configuration, `schemas` or `environments`; else the highest that holds rules itself;
 * else the file's own.
 */
export const programDirectory = (path: string, folders: readonly string[]): string => {
  const directories = upwards(dirname(path), folders);
  const marked = directories.find((directory) => MARKS.some((mark) => existsSync(join(directory, mark))));
  return marked ?? directories.findLast(holdsRules) ?? dirname(path);
};

/** From a directory up to the workspace folder that holds it; only itself where none does. */
const upwards = (directory: string, folders: readonly string[]): readonly string[] => {
  const isInside = folders.some((folder) => relativePath(folder, directory) !== undefined);
  return isInside ? [directory, ...upwards(dirname(directory), folders)] : [directory];
};

const holdsRules = (directory: string): boolean => {
  try {
    return readdirSync(directory).some((name) => name.endsWith('.syncrule'));
  } catch {
    return false;
  }
};
