// Transactions of one connection. Commits that others follow at once are made lasting together: a page of an index that
// several of them touch is written once, and what they hold in memory can go meanwhile.
import type { Database } from 'better-sqlite3';

/** So many commits become lasting together at most: that much work is lost with the process. */
const TOGETHER = 8;

export interface Transactions {
  /** All or nothing, and lasting when it returns. */
  alone<T>(work: () => T): T;
  /** All or nothing; lasting with one that is, or when there are enough. One that fails takes those along that are not lasting. */
  followed(work: () => void): void;
  /** All that is read is of one moment. */
  reading<T>(work: () => T): T;
  /** Makes lasting what is not yet. */
  settle(): void;
}

/** `failed`: what is remembered of the database may be wrong. */
export function openTransactions(db: Database, failed: () => void): Transactions {
  const [begin, end] = [db.prepare('begin'), db.prepare('commit')];
  let open = 0;
  const settle = (): void => {
    if (open === 0) return;
    open = 0;
    end.run();
  };
  const orNothing = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (db.inTransaction) db.exec('rollback');
      open = 0;
      failed();
      throw error;
    }
  };
  return {
    alone: (work) => {
      settle();
      return orNothing(db.transaction(work));
    },
    followed: (work) =>
      orNothing(() => {
        if (open === 0) begin.run();
        open += 1;
        work();
        if (open >= TOGETHER) settle();
      }),
    reading: (work) => (open > 0 ? work() : db.transaction(work)()),
    settle,
  };
}
