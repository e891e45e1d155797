// Bringing a store to the format of this version, on purpose: for real with a copy kept, or on a copy only.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreError } from '../../error.js';
import { copyKeptFor, openFile } from '../file.js';
import { MIGRATIONS } from '../migrations.js';
import { backupStore } from './backup.js';
import { checkStore, type StoreCheck } from './check.js';

export interface Migration {
  readonly from: number;
  readonly to: number;
  /** The copy of what was before; nothing where nothing had to be done, or on a trial. */
  readonly kept: string | undefined;
  readonly check: StoreCheck;
}

/** Migrates the store. Throws a `StoreError` for one that is missing, foreign, newer, or written to by somebody. */
export const migrateStore = (file: string): Migration => {
  const before = checkStore(file);
  openFile({ file }).close();
  const kept = before.format === MIGRATIONS.length ? undefined : copyKeptFor(file, before.format);
  return { from: before.format, to: MIGRATIONS.length, kept, check: whole(file) };
};

/** Does the same to a copy, and throws it away. */
export const tryMigration = async (file: string): Promise<Migration> => {
  const before = checkStore(file);
  const directory = mkdtempSync(join(tmpdir(), 'syncrule-migration-'));
  try {
    const copy = join(directory, 'store.db');
    await backupStore(file, copy);
    return { ...migrateStore(copy), from: before.format, kept: undefined };
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const whole = (file: string): StoreCheck => {
  const check = checkStore(file);
  const [first] = check.faults;
  if (first !== undefined) throw new StoreError('unusable', `the store ${file} is not whole: ${first}.`);
  return check;
};
