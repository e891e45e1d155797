// Looks whether a store is whole: the file, its format, and that rows which point to rows find them.
import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../error.js';
import { readVersion } from '../file.js';
import { MIGRATIONS } from '../migrations.js';

export interface StoreCheck {
  /** Number of the format of the file, and the one that this version writes. */
  readonly format: number;
  readonly newest: number;
  readonly bytes: number;
  /** What is wrong; nothing: all is well. */
  readonly faults: readonly string[];
}

/** Checks a store without writing to it. Throws a `StoreError` for what is not there or is no store of ours. */
export const checkStore = (file: string): StoreCheck => {
  if (!existsSync(file)) throw new StoreError('missing', `there is no store at ${file}.`);
  const db = new Database(file, { readonly: true });
  try {
    const format = readVersion(db, file);
    const faults = [...integrityFaults(db), ...(format === MIGRATIONS.length ? danglingFaults(db) : [])];
    return { format, newest: MIGRATIONS.length, bytes: statSync(file).size, faults };
  } catch (error) {
    throw error instanceof StoreError ? error : damaged(file, error);
  } finally {
    db.close();
  }
};

const damaged = (file: string, cause: unknown): StoreError =>
  new StoreError(
    'unusable',
    `the store ${file} is damaged: ${cause instanceof Error ? cause.message : String(cause)}. Restore a backup: syncrule restore FILE`,
    { cause },
  );

/** SQLite's own words; it says `ok` where it finds nothing. */
const integrityFaults = (db: Database.Database): readonly string[] =>
  db
    .prepare<[], string>('pragma integrity_check(20)')
    .pluck()
    .all()
    .filter((line) => line !== 'ok')
    .map((line) => `the file is damaged: ${line}`);

/** Rows that must find another row: table, column, and where it must be. */
const POINTERS: readonly (readonly [table: string, column: string, target: string])[] = [
  ['object', 'type', 'type'],
  ['object', 'connector', 'connector'],
  ['object', 'above', 'object'],
  ['object_keys', 'object', 'object'],
  ['object_written', 'object', 'object'],
  ['written_reference', 'holder', 'object_written'],
  ['written_reference', 'list', 'written_list'],
  ['object_reference', 'holder', 'object'],
  ['object_reference', 'target', 'reference_text'],
  ['link', 'object', 'object'],
  ['link', 'mv', 'mv'],
  ['mv', 'type', 'type'],
  ['mv_reference', 'holder', 'mv'],
  ['mv_reference', 'target', 'reference_text'],
  ['object_key', 'owner', 'object'],
  ['mv_key', 'owner', 'mv'],
  ['claim', 'mv', 'mv'],
  ['add_refusal', 'mv', 'mv'],
];

const danglingFaults = (db: Database.Database): readonly string[] =>
  POINTERS.flatMap(([table, column, target]) => {
    const count = db
      .prepare<[], number>(
        `select count(*) from ${table} t
         where t.${column} is not null and not exists (select 1 from ${target} o where o.rowid = t.${column})`,
      )
      .pluck()
      .get();
    return count ? [`${count} rows of ${table} name a ${target} that is not there`] : [];
  });
