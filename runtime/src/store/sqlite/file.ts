// The database file: opened, recognised as ours, brought up to date.
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../error.js';
import { lockForWriting } from './lock.js';
import { MIGRATIONS } from './migrations.js';

export interface FileOptions {
  /** Path of the store, or `:memory:`. */
  readonly file: string;
  /** Page cache; 32 MB if not given. */
  readonly cacheBytes?: number;
  readonly readonly?: boolean;
}

export interface OpenFile {
  readonly db: Database.Database;
  close(): void;
}

/** `SYNR`: tells our files from other SQLite databases. */
export const APPLICATION_ID = 0x53594e52;
const DEFAULT_CACHE = 32 * 1024 * 1024;

/** Opens the file for reading and writing (new ones are made, for their owner only), or for reading. */
export function openFile(options: FileOptions): OpenFile {
  if (options.file === ':memory:') return closable(prepareDatabase(new Database(':memory:'), options));
  return options.readonly ? openForReading(options) : openForWriting(options);
}

function openForReading(options: FileOptions): OpenFile {
  if (!existsSync(options.file)) {
    throw new StoreError('missing', `there is no store at ${options.file}; an import or a sync makes one.`);
  }
  return closable(usable(options.file, () => prepareDatabase(new Database(options.file, { readonly: true }), options)));
}

function openForWriting(options: FileOptions): OpenFile {
  const { file } = options;
  // SQLite gives the files beside it (-wal, -shm) the permissions of the store.
  usable(file, () => makeForOwnerOnly(file));
  refuseForeign(file);
  usable(file, () => makeForOwnerOnly(`${file}-lock`));
  const lock = usable(file, () => lockForWriting(file));
  try {
    return closable(
      usable(file, () => prepareDatabase(new Database(file), options)),
      lock.release,
    );
  } catch (error) {
    lock.release();
    throw error;
  }
}

const makeForOwnerOnly = (file: string): void => closeSync(openSync(file, 'a', 0o600));

/** Before anything is put beside it: a file that is not ours stays as it is, and alone. */
function refuseForeign(file: string): void {
  const db = usable(file, () => new Database(file, { readonly: true }));
  try {
    usable(file, () => readVersion(db, file));
  } finally {
    db.close();
  }
}

function prepareDatabase(db: Database.Database, options: FileOptions): Database.Database {
  try {
    const version = readVersion(db, options.file);
    setPragmas(db, options);
    migrate(db, version, options);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function setPragmas(db: Database.Database, options: FileOptions): void {
  db.pragma(`cache_size = -${Math.ceil((options.cacheBytes ?? DEFAULT_CACHE) / 1024)}`);
  db.pragma('temp_store = memory');
  db.pragma('trusted_schema = off');
  if (options.readonly) return;
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = normal');
  db.pragma('wal_autocheckpoint = 8000');
}

/** Number of the last migration that the file has seen; 0 for a new one. Throws a `StoreError` for what is not ours, or newer. */
export function readVersion(db: Database.Database, file: string): number {
  const application = db.pragma('application_id', { simple: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  const tables = db.prepare<[], number>('select count(*) from sqlite_schema').pluck().get();
  if (application === 0 && version === 0 && tables === 0) return 0;
  if (application !== APPLICATION_ID) throw foreign(file);
  if (version > MIGRATIONS.length) {
    throw new StoreError(
      'newer',
      `the store ${file} has format ${version}, but this version of Syncrule knows formats up to ${MIGRATIONS.length}. Use the newer Syncrule that wrote it, or another store.`,
    );
  }
  return version;
}

function migrate(db: Database.Database, version: number, options: FileOptions): void {
  if (version === MIGRATIONS.length) return;
  if (options.readonly && options.file !== ':memory:') {
    throw new StoreError(
      'older',
      `the store ${options.file} has format ${version}, and this command only reads; format ${MIGRATIONS.length} is needed. Run: syncrule migrate`,
    );
  }
  if (version > 0 && options.file !== ':memory:') keepCopy(db, copyKeptFor(options.file, version));
  db.pragma(`application_id = ${APPLICATION_ID}`);
  MIGRATIONS.slice(version).forEach((sql, i) => {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version + i + 1}`);
    }).immediate();
  });
}

/** Where a migration leaves the store as it was in this format. */
export const copyKeptFor = (file: string, format: number): string => `${file}.format-${format}`;

/** A copy for its owner only, in place of one of that name. */
function keepCopy(db: Database.Database, to: string): void {
  rmSync(to, { force: true });
  makeForOwnerOnly(to);
  db.prepare('vacuum into ?').run(to);
}

const foreign = (file: string, cause?: unknown): StoreError =>
  new StoreError(
    'foreign',
    `${file} is not a store of Syncrule, and is left as it is. Name another file for the store.`,
    { cause },
  );

/** What SQLite and the file system report about this file, in our words. */
function usable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    if (code === 'SQLITE_NOTADB') throw foreign(file, error);
    throw new StoreError(
      'unusable',
      `the store ${file} cannot be opened: ${error.message}. Check that its folder exists and may be written to.`,
      { cause: error },
    );
  }
}

const closable = (db: Database.Database, release?: () => void): OpenFile => ({
  db,
  close: () => {
    db.close();
    release?.();
  },
});
