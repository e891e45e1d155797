// Copies of a store: made while others write to it, verified, and put back.
import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../error.js';
import { lockForWriting } from '../lock.js';
import { checkStore, type StoreCheck } from './check.js';

/** Pages that were copied, and of how many. */
export type OnCopied = (done: number, total: number) => void;

/** Pages in one go; a writer gets its turn in between. */
const PAGES = 2_000;

/**
 * Writes a copy of the store to a file that is not there yet, for its owner only, and verifies it. Others may write to
 * the store meanwhile. Throws a `StoreError`; nothing is left behind then.
 */
export const backupStore = async (file: string, to: string, onCopied: OnCopied = () => {}): Promise<StoreCheck> => {
  if (!existsSync(file)) throw new StoreError('missing', `there is no store at ${file}.`);
  if (existsSync(to)) throw new StoreError('unusable', `${to} is there already. Name another file for the copy.`);
  const unfinished = `${to}.unfinished`;
  try {
    await copy(file, unfinished, onCopied);
    const check = verified(unfinished);
    renameSync(unfinished, to);
    return check;
  } catch (error) {
    throw asStoreError(`the copy ${to} could not be made`, error);
  } finally {
    rmSync(unfinished, { force: true });
  }
};

export interface Restored {
  readonly check: StoreCheck;
  /** Where the store that was replaced is now; nothing where there was none. */
  readonly replaced: string | undefined;
}

/**
 * Puts a copy in the place of the store. The copy is checked first and stays; the store that was there is kept beside it
 * under a name with `stamp`. Throws a `StoreError` where the copy is not whole or somebody writes to the store.
 */
export const restoreStore = async (
  from: string,
  file: string,
  { stamp, onCopied = () => {} }: { readonly stamp: string; readonly onCopied?: OnCopied },
): Promise<Restored> => {
  verified(from);
  makeForOwnerOnly(`${file}-lock`);
  const lock = lockForWriting(file);
  const unfinished = `${file}.unfinished`;
  try {
    await copy(from, unfinished, onCopied);
    const check = verified(unfinished);
    const replaced = existsSync(file) ? setAside(file, `${file}.replaced-${stamp}`) : undefined;
    renameSync(unfinished, file);
    return { check, replaced };
  } catch (error) {
    throw asStoreError(`${from} could not be restored`, error);
  } finally {
    rmSync(unfinished, { force: true });
    lock.release();
  }
};

const copy = async (from: string, to: string, onCopied: OnCopied): Promise<void> => {
  rmSync(to, { force: true });
  makeForOwnerOnly(to);
  const db = new Database(from, { readonly: true });
  try {
    await db.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        onCopied(totalPages - remainingPages, totalPages);
        return PAGES;
      },
    });
  } finally {
    db.close();
  }
  chmodSync(to, 0o600);
};

const verified = (file: string): StoreCheck => {
  const check = checkStore(file);
  const [first] = check.faults;
  if (first === undefined) return check;
  throw new StoreError('unusable', `${file} is not whole: ${first}. It was not used.`);
};

/** With all that is in its log, as one file. */
const setAside = (file: string, to: string): string => {
  const db = new Database(file);
  try {
    db.pragma('wal_checkpoint(truncate)');
  } finally {
    db.close();
  }
  renameSync(file, to);
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  return to;
};

const makeForOwnerOnly = (file: string): void => {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
};

const asStoreError = (what: string, error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError('unusable', `${what}: ${error instanceof Error ? error.message : String(error)}.`, {
        cause: error,
      });
