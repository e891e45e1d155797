// Writing files so that a reader sees the old or the new contents, never half of them.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../workspace/index.js';
import { UsageError } from './error.js';

/** Writes beside the file and renames. Throws a {@link UsageError} when it cannot. */
export const writeAtomically = (path: string, text: string): void => {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeDurably(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(
      `cannot write ${path}: ${reasonOf(error)}`,
      'Name a file in a directory that exists and may be written to',
    );
  }
};

const writeDurably = (path: string, text: string): void => {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
