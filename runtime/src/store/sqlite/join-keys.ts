// Join keys: the index over them, and the text in which their holder keeps its own.
import type { Database } from 'better-sqlite3';
import type { KeyRow } from '../records.js';
import { type CellRow, listQuery, rowInserter } from './rows.js';

export interface KeyChange {
  readonly owner: number;
  readonly before: readonly KeyRow[];
  readonly after: readonly KeyRow[];
}

export interface KeyIndex {
  write(changes: readonly KeyChange[]): void;
  /** Owners of these texts of one spec, ascending. */
  owners(spec: number, texts: readonly string[]): readonly (readonly [text: string, owner: number])[];
}

/** The keys of connector-space objects (`object_key`) or of metaverse objects (`mv_key`). */
export function openKeyIndex(db: Database, table: string): KeyIndex {
  const insert = rowInserter(db, `insert into ${table} (spec, text, owner)`, 3, 'on conflict do nothing');
  const remove = db.prepare<[number, string, number]>(`delete from ${table} where spec = ? and text = ? and owner = ?`);
  const select = listQuery<readonly [string, number], [number]>(
    db,
    `select k.text, k.owner from json_each(?) j cross join ${table} k on k.spec = ? and k.text = j.value
     order by k.owner`,
  );
  return {
    write: (changes) => {
      const rows: CellRow[] = [];
      for (const { owner, before, after } of changes) {
        for (const [spec, text] of without(before, after)) remove.run(spec, text, owner);
        for (const [spec, text] of without(after, before)) rows.push([spec, text, owner]);
      }
      insert(rows.sort(inKeyOrder));
    },
    owners: (spec, texts) => select(texts, spec),
  };
}

/** Whether both lists hold the same keys in the same order. */
export const sameKeys = (a: readonly KeyRow[], b: readonly KeyRow[]): boolean =>
  a === b || (a.length === b.length && a.every((key, i) => isSameKey(key, b[i])));

const isSameKey = (a: KeyRow, b: KeyRow | undefined): boolean => b !== undefined && a[0] === b[0] && a[1] === b[1];

const without = (keys: readonly KeyRow[], others: readonly KeyRow[]): readonly KeyRow[] =>
  others.length === 0 ? keys : keys.filter((key) => !others.some((other) => isSameKey(key, other)));

/** Neighbours in the index one after the other: fewer pages are touched. */
const inKeyOrder = (a: CellRow, b: CellRow): number =>
  Number(a[0]) - Number(b[0]) || (String(a[1]) < String(b[1]) ? -1 : 1);

/** `[spec, text, spec, text, …]`. */
export function encodeKeys(keys: readonly KeyRow[]): string {
  if (keys.length === 0) return '[]';
  const flat: (string | number)[] = [];
  for (const [spec, text] of keys) flat.push(spec, text);
  return JSON.stringify(flat);
}

/** What {@link encodeKeys} wrote. */
export function decodeKeys(text: string | null): readonly KeyRow[] {
  if (text === null || text === '[]') return [];
  const flat: readonly (string | number)[] = JSON.parse(text);
  const keys: KeyRow[] = [];
  for (let i = 0; i < flat.length; i += 2) keys.push([Number(flat[i]), String(flat[i + 1])]);
  return keys;
}
