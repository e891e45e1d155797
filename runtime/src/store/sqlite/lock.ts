// One writer at a time. The lock is a lock of the operating system on a small file beside the store, so that it ends
// with the process however that ends; readers of the store are not held up. The file also says who holds it.
import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { StoreError } from '../error.js';

export interface WriterLock {
  release(): void;
}

/** Takes the right to write to this store, or throws a {@link StoreError} that names who has it. */
export function lockForWriting(file: string): WriterLock {
  const lock = new Database(`${file}-lock`, { timeout: 0 });
  try {
    lock.pragma('synchronous = off');
    lock.exec('begin immediate');
    lock.exec('create table if not exists holder (pid integer, host text, since text, command text)');
    lock.exec('delete from holder');
    lock.prepare('insert into holder values (?, ?, ?, ?)').run(...whoWeAre());
    // Others must be able to read who it is, so it is committed, and the lock taken again.
    lock.exec('commit; begin immediate');
    return { release: () => lock.close() };
  } catch (error) {
    const holder = isBusy(error) ? describeHolder(lock) : undefined;
    lock.close();
    if (holder === undefined) throw error;
    throw new StoreError(
      'locked',
      `the store ${file} is in use by ${holder}; only one process may write at a time. Wait until it has ended, or stop it. Commands that only read may run beside it.`,
      { cause: error },
    );
  }
}

const whoWeAre = (): readonly [number, string, string, string] => [
  process.pid,
  hostname(),
  new Date().toISOString(),
  process.argv.slice(2, 4).join(' '),
];

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');

function describeHolder(lock: Database.Database): string {
  try {
    const row = lock
      .prepare<[], readonly [number, string, string, string]>('select pid, host, since, command from holder')
      .raw()
      .get();
    if (row === undefined) return 'another process';
    const [pid, host, since, command] = row;
    return `process ${pid} on ${host}${command === '' ? '' : ` (${command})`}, since ${since}`;
  } catch {
    return 'another process';
  }
}
