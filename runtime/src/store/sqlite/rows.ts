// Rows in bulk: many of them in one statement, and lists handed to SQLite as JSON.
import type { Database } from 'better-sqlite3';

export type Cell = string | number | null;
export type CellRow = readonly Cell[];

/** Measured: for narrow tables 50 rows to a statement are three times as fast as one. */
const ROWS_PER_STATEMENT: readonly number[] = [50, 10, 1];

/** Compiles `insert into … ` (everything before `values`) for any number of rows of this width. */
export function rowInserter(
  db: Database,
  insert: string,
  width: number,
  onConflict = '',
): (rows: readonly CellRow[]) => void {
  const tuple = `(${Array(width).fill('?').join(', ')})`;
  const blocks = ROWS_PER_STATEMENT.map((size) => ({
    size,
    statement: db.prepare<Cell[]>(`${insert} values ${Array(size).fill(tuple).join(', ')} ${onConflict}`),
    cells: Array<Cell>(size * width).fill(null),
  }));
  return (rows) => {
    let start = 0;
    for (const { size, statement, cells } of blocks)
      for (; start + size <= rows.length; start += size) {
        let at = 0;
        for (let i = start; i < start + size; i++) for (const cell of rows[i] ?? []) cells[at++] = cell;
        statement.run(...cells);
      }
  };
}

/** Compiles a query whose first parameter is a list, that it reads with `json_each(?)`, and whose rows are tuples. */
export function listQuery<Row extends readonly unknown[], More extends unknown[] = []>(
  db: Database,
  sql: string,
): (list: Iterable<string | number>, ...more: More) => Row[] {
  const statement = db.prepare<[string, ...More], Row>(sql).raw();
  return (list, ...more) => {
    const items = Array.isArray(list) ? list : [...list];
    return items.length === 0 ? [] : statement.all(JSON.stringify(items), ...more);
  };
}

/** The same, of tuples. */
export function tupleQuery<Row extends readonly unknown[]>(
  db: Database,
  sql: string,
): (tuples: readonly (readonly number[])[]) => Row[] {
  const statement = db.prepare<[string], Row>(sql).raw();
  return (tuples) => (tuples.length === 0 ? [] : statement.all(JSON.stringify(tuples)));
}

/** Compiles a statement that runs once for a list. */
export function listRunner(db: Database, sql: string): (list: Iterable<string | number>) => void {
  const statement = db.prepare<[string]>(sql);
  return (list) => {
    const items = [...list];
    if (items.length > 0) statement.run(JSON.stringify(items));
  };
}

/** The list under `key`, made if it is not there. */
export const listAt = <K, V>(map: Map<K, V[]>, key: K): V[] => valueAt(map, key, () => []);

/** The map under `key`, made if it is not there. */
export const mapAt = <K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> => valueAt(map, key, () => new Map());

function valueAt<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** Splits `first␟rest` texts by their first part. */
export function bySeparator(texts: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const at = text.indexOf('\u001f');
    if (at < 0) throw new Error(`bug: '${text}' has no separator`);
    listAt(groups, text.slice(0, at)).push(text.slice(at + 1));
  }
  return groups;
}

/** All that comes of each, one after the other. Nearly nothing comes of most. */
export function listed<T, Of>(items: readonly T[], of: (item: T) => readonly Of[]): readonly Of[] {
  const all: Of[] = [];
  for (const item of items) for (const each of of(item)) all.push(each);
  return all;
}
