// How many objects of each type are visible to joins: counted along, so that the question costs one row.
import type { Database } from 'better-sqlite3';

export interface VisibleCounts {
  add(counts: ReadonlyMap<number, number>): void;
  any(type: number): boolean;
}

/** Whether joins see an object: confirmed, not set aside, not linked. */
export const isVisible = (object: {
  readonly existence: string;
  readonly explicit: boolean;
  readonly link: unknown;
}): boolean => object.existence === 'confirmed' && !object.explicit && object.link === undefined;

export function openVisibleCounts(db: Database): VisibleCounts {
  const add = db.prepare<[number, number]>(
    'insert into visible values (?, ?) on conflict (type) do update set n = n + excluded.n',
  );
  const get = db.prepare<[number], number>('select n from visible where type = ?').pluck();
  return {
    add: (counts) => {
      for (const [type, n] of counts) if (n !== 0) add.run(type, n);
    },
    any: (type) => (get.get(type) ?? 0) > 0,
  };
}
