// The SQLite store: one file, one writer, any number of readers.

import { distinguishedNames, type NameForm } from '../names.js';
import type { Store } from '../port.js';
import { type FileOptions, openFile } from './file.js';
import { storeOver } from './store.js';

export interface SqliteStoreOptions extends FileOptions {
  /** How names of objects are found; as distinguished names if not given. */
  readonly names?: NameForm;
}

/**
 * Opens a store; a file that is not there is made, unless it is opened `readonly`. Throws a `StoreError` for a file that
 * is not ours, of a later version, or that another process is writing to.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { db, close } = openFile(options);
  try {
    return storeOver(db, { names: options.names ?? distinguishedNames, write: !options.readonly, close });
  } catch (error) {
    close();
    throw error;
  }
}
export { type Branch, branchSqliteStore } from './branch.js';
export type { NameForm };
