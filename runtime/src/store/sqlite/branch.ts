// A branch of a store: a copy as it is at one moment, on which anything can be tried and which is then thrown away.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openFile } from './file.js';

export interface Branch {
  /** A store like the other. It lies in a folder of its own beside it, for its owner only. */
  readonly file: string;
  readonly remove: () => Promise<void>;
}

const FOLDER = '.syncrule-branch-';
const PAGES_AT_ONCE = 10_000;
const A_DAY = 86_400_000;

/** Copies a store, while others may read and write it. Throws a `StoreError` where there is none. */
export const branchSqliteStore = async (file: string): Promise<Branch> => {
  const { db, close } = openFile({ file, readonly: true });
  try {
    await removeForgotten(dirname(file));
    const folder = await mkdtemp(join(dirname(file), FOLDER));
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      const copy = join(folder, 'store.db');
      await db.backup(copy, { progress: () => PAGES_AT_ONCE });
      return { file: copy, remove };
    } catch (error) {
      await remove();
      throw error;
    }
  } finally {
    close();
  }
};

/** What a process left behind that was killed: it holds what the store holds. */
const removeForgotten = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(FOLDER)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > A_DAY) await rm(path, { recursive: true, force: true });
  }
};
