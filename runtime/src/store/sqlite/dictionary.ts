// Texts that stand for themselves as small integers: names of connectors and types, and phrases that many rows share.
import type { Database } from 'better-sqlite3';

export interface Dictionary {
  /** The number of a text, if it has one. */
  find(text: string): number | undefined;
  /** The number of a text; gives it one. */
  give(text: string): number;
  text(id: number): string;
  /** What is remembered may be wrong: after a transaction that was rolled back. */
  forget(): void;
}

const REMEMBERED = 50_000;

/** A dictionary in a table with the columns `id` and, unless said otherwise, `name`. */
export function openDictionary(db: Database, table: string, column = 'name'): Dictionary {
  const select = db.prepare<[string], number>(`select id from ${table} where ${column} = ?`).pluck();
  const selectText = db.prepare<[number], string>(`select ${column} from ${table} where id = ?`).pluck();
  const insert = db.prepare<[string]>(`insert into ${table} (${column}) values (?)`);
  const ids = new Map<string, number>();
  const texts = new Map<number, string>();

  const forget = (): void => {
    ids.clear();
    texts.clear();
  };
  const remember = (id: number, text: string): void => {
    if (texts.size >= REMEMBERED) forget();
    ids.set(text, id);
    texts.set(id, text);
  };
  const find = (text: string): number | undefined => {
    const known = ids.get(text) ?? select.get(text);
    if (known !== undefined && !texts.has(known)) remember(known, text);
    return known;
  };
  return {
    find,
    give: (text) => {
      const known = find(text);
      if (known !== undefined) return known;
      const id = Number(insert.run(text).lastInsertRowid);
      remember(id, text);
      return id;
    },
    text: (id) => {
      const known = texts.get(id) ?? selectText.get(id);
      if (known === undefined) throw new Error(`bug: ${table} has no row ${id}`);
      if (!texts.has(id)) remember(id, known);
      return known;
    },
    forget,
  };
}
