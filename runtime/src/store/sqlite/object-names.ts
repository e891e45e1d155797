// Names of objects as a relation: an object that stands below another keeps its own part of the name and points to what
// is above, so that renaming a container is one row. Full names are put together, and looked up, by way of those above.
import type { Database } from 'better-sqlite3';
import type { ObjectId } from '../../values/value.js';
import { joinName, type NameForm } from '../names.js';
import { existenceNumber } from './existences.js';
import { listAt, listQuery } from './rows.js';

/** How the row of an object holds its name. With `above` name and key are the own part alone, and there is no parent key. */
export type NameCells = [name: string | null, nameKey: string | null, parentKey: string | null, above: number | null];

/** An object that gets a name, or gives up its own. */
export interface Named {
  readonly id: ObjectId;
  readonly connector: number;
  readonly name: string | undefined;
  /** It is gone: nothing stands below it. */
  readonly gone: boolean;
}

/** Puts full names together. It remembers what stands above others, so it is good for as long as nothing is written. */
export type FullNames = (own: string, above: number | null) => string;

export interface ObjectNames {
  reader(): FullNames;
  /** Full names of all that others stand below. */
  containers(): ReadonlyMap<number, string>;
  /** Objects by normalised full name, ascending. */
  bearers(keys: readonly string[], connector: number): readonly NamedId[];
  /** Objects directly below normalised full names, ascending. */
  below(keys: readonly string[], connector: number): readonly NamedId[];
  /** How to write new objects: below what is there, or among them. Those renamed by the same transaction come first. */
  placed(created: readonly Named[]): ReadonlyMap<ObjectId, NameCells>;
  /** Gives objects that are there another name, or none. */
  rename(renamed: readonly Named[]): void;
  /** These are gone now, or there again. */
  turn(turned: readonly Named[]): void;
  /** These keep the full name that they have. Before anything above them is renamed. */
  keep(ids: readonly ObjectId[]): void;
  /** These will have no name any more, or be removed: what stands below them keeps its full name. */
  release(ids: readonly ObjectId[]): void;
  /** At the end of a transaction: what waited for a name that there is now stands below it. */
  settle(): void;
  /** What is still to be settled is not: the transaction was rolled back. */
  forget(): void;
}

type NamedId = readonly [key: string, id: ObjectId];

export function openObjectNames(db: Database, form: NameForm): ObjectNames {
  const rows = openNameRows(db);
  /** Connectors with the names that others may wait for; `all`: any. */
  const unsettled = new Map<number, Set<string> | 'all'>();

  const reader = (): FullNames => {
    const known = new Map<number, string>();
    const full: FullNames = (own, above) => (above === null ? own : joinName(own, nameOf(above)));
    const nameOf = (id: number): string => {
      const before = known.get(id);
      if (before !== undefined) return before;
      const [own, above] = rows.one(id);
      const name = full(own, above);
      known.set(id, name);
      return name;
    };
    return full;
  };
  const nameOf = (id: number): string => reader()(...rows.one(id));

  const bearers = (keys: readonly string[], connector: number): readonly NamedId[] => {
    const parts = keys.flatMap((key) => partsOf(form, key) ?? []);
    const above = grouped(parts.length === 0 ? [] : bearers([...new Set(parts.map((part) => part.above))], connector));
    const asked = parts.flatMap(({ key, own, above: name }) =>
      (above.get(name) ?? []).map((id) => ({ key, own, above: id })),
    );
    return ascending([...rows.flat(keys, connector), ...rows.attached(asked)]);
  };
  const below = (keys: readonly string[], connector: number): readonly NamedId[] => {
    const above = bearers(keys, connector);
    return ascending([...rows.waiting(keys, connector), ...rows.children(above)]);
  };

  const flatCells = (name: string | undefined): NameCells => {
    if (name === undefined) return [null, null, null, null];
    const key = form.key(name);
    return [name, key, form.parentOfKey(key) ?? null, null];
  };
  const free = (id: ObjectId, connector: number, name: string | undefined): void => {
    rows.write(id, flatCells(name));
    unsettled.set(connector, 'all');
  };
  const release = (ids: readonly ObjectId[]): void => {
    const names = rows.aboveOthers(ids).map((id) => [id, nameOf(id)] as const);
    for (const [id, name] of names) rows.detach(id, name, form.key(name));
    for (const connector of rows.connectorsOf(ids)) unsettled.set(connector, 'all');
  };
  const awaitNames = (connector: number, keys: Iterable<string>): void => {
    const known = unsettled.get(connector) ?? new Set<string>();
    unsettled.set(connector, known);
    if (known !== 'all') for (const key of keys) known.add(key);
  };

  return {
    reader,
    containers: () => new Map(rows.allAbove().map((id) => [id, nameOf(id)])),
    bearers,
    below,
    placed: (created) => {
      const cells = new Map<ObjectId, NameCells>();
      for (const [connector, own] of byConnector(created)) {
        for (const { id, name } of own) cells.set(id, flatCells(name));
        const find = parentFinder(form, own, (keys) => rows.living(bearers(keys, connector)), nameOf);
        for (const { id, name } of own) {
          const place = name === undefined ? undefined : find(name);
          if (place !== undefined) cells.set(id, [place.own, place.ownKey, null, place.above]);
        }
        awaitNames(
          connector,
          own.flatMap(({ name }) => (name === undefined ? [] : [form.key(name)])),
        );
      }
      return cells;
    },
    turn: (turned) => release(turned.map(({ id }) => id)),
    rename: (renamed) => {
      release(renamed.flatMap(({ id, name }) => (name === undefined ? [id] : [])));
      for (const { id, connector, name } of renamed) free(id, connector, name);
    },
    keep: (ids) => {
      const full = reader();
      const kept = rows.some(ids).map(([id, connector, own, above]) => [id, connector, full(own, above)] as const);
      for (const [id, connector, name] of kept) free(id, connector, name);
    },
    release,
    settle: () => {
      for (const [connector, keys] of unsettled) {
        const awaited = keys === 'all' ? rows.allAwaited(connector) : rows.awaited([...keys], connector);
        for (const [key, ids] of grouped(rows.living(bearers(awaited, connector)))) {
          const [id, another] = ids;
          if (id !== undefined && another === undefined) rows.attach(id, nameOf(id), connector, key);
        }
      }
      unsettled.clear();
    },
    forget: () => unsettled.clear(),
  };
}

const ascending = (found: readonly NamedId[]): readonly NamedId[] => found.toSorted(([, a], [, b]) => a - b);

function grouped(found: readonly NamedId[]): ReadonlyMap<string, readonly ObjectId[]> {
  const groups = new Map<string, ObjectId[]>();
  for (const [key, id] of found) listAt(groups, key).push(id);
  return groups;
}

function byConnector(named: readonly Named[]): ReadonlyMap<number, readonly Named[]> {
  const groups = new Map<number, Named[]>();
  for (const each of named) listAt(groups, each.connector).push(each);
  return groups;
}

/** A normalised name in parts; nothing at the top. */
function partsOf(form: NameForm, key: string) {
  const parts = form.parentOfKey(key) === undefined ? undefined : form.split(key);
  return parts && { key, ...parts };
}

interface Place {
  readonly own: string;
  readonly ownKey: string;
  readonly above: number;
}

/** Finds what stands above a name, among objects that are written together and those that are there. */
function parentFinder(
  form: NameForm,
  created: readonly Named[],
  bearers: (keys: readonly string[]) => readonly NamedId[],
  nameOf: (id: number) => string,
): (name: string) => Place | undefined {
  const own = new Map<string, { readonly id: number; readonly name: string }[]>();
  const asked = new Set<string>();
  for (const { id, name, gone } of created) {
    if (name === undefined) continue;
    const key = form.key(name);
    if (!gone) listAt(own, key).push({ id, name });
    const above = partsOf(form, key)?.above;
    if (above !== undefined) asked.add(above);
  }
  const there = grouped(bearers([...asked]));
  const only = new Map<string, { readonly id: number; readonly name: string }>();
  for (const key of asked) {
    const all = [...(own.get(key) ?? []), ...(there.get(key) ?? []).map((id) => ({ id, name: undefined }))];
    const [one, another] = all;
    if (one !== undefined && another === undefined) only.set(key, { id: one.id, name: one.name ?? nameOf(one.id) });
  }
  return (name) => {
    const key = partsOf(form, form.key(name));
    const parts = form.split(name);
    const above = key && only.get(key.above);
    if (key === undefined || above === undefined || parts?.above !== above.name) return undefined;
    return { own: parts.own, ownKey: key.own, above: above.id };
  };
}

/** The statements. */
function openNameRows(db: Database) {
  const one = db
    .prepare<[number], readonly [string, number | null]>('select name, above from object where id = ?')
    .raw();
  const some = listQuery<readonly [id: ObjectId, connector: number, own: string, above: number | null]>(
    db,
    `select o.id, o.connector, o.name, o.above from json_each(?) j cross join object o on o.id = j.value
     where o.name is not null`,
  );
  const write = db.prepare<[...NameCells, number]>(
    'update object set name = ?, name_key = ?, parent_key = ?, above = ? where id = ?',
  );
  const keyed = (column: string) =>
    listQuery<NamedId, [number]>(
      db,
      `select j.value, o.id from json_each(?) j
       cross join object o on o.connector = ? and o.${column} = j.value and o.above is null`,
    );
  const [flat, waiting] = [keyed('name_key'), keyed('parent_key')];
  const attached = db
    .prepare<[string], readonly [index: number, id: ObjectId]>(
      `select j.key, o.id from json_each(?) j
       cross join object o on o.above = j.value ->> 0 and o.name_key = j.value ->> 1`,
    )
    .raw();
  const children = listQuery<readonly [above: ObjectId, id: ObjectId]>(
    db,
    'select o.above, o.id from json_each(?) j cross join object o on o.above = j.value',
  );
  const detach = db.prepare<[string, string, string, number]>(
    `update object set name = name || ',' || ?, name_key = name_key || ',' || ?, parent_key = ?, above = null
     where above = ?`,
  );
  const attach = db.prepare<[{ id: number; name: string; connector: number; key: string }]>(
    `update object set
       above = :id, name = substr(name, 1, length(name) - length(:name) - 1),
       name_key = substr(name_key, 1, length(name_key) - length(:key) - 1), parent_key = null
     where connector = :connector and parent_key = :key and above is null
       and substr(name, -length(:name) - 1) = ',' || :name`,
  );
  const column = <T extends string | number, More extends unknown[] = []>(sql: string) => {
    const query = listQuery<readonly [T], More>(db, sql);
    return (list: Iterable<string | number>, ...more: More): readonly T[] =>
      query(list, ...more).map(([value]) => value);
  };
  const living = column<number, []>(
    `select o.id from json_each(?) j cross join object o on o.id = j.value where o.existence <> ${existenceNumber('gone')}`,
  );
  const distinctAwaited =
    'select distinct o.parent_key from object o where o.connector = ? and o.above is null and o.parent_key is not null';
  const allAwaited = db.prepare<[number], string>(distinctAwaited).pluck();
  const allAbove = db.prepare<[], number>('select distinct above from object where above is not null').pluck();
  return {
    one: (id: number): readonly [string, number | null] => {
      const row = one.get(id);
      if (row === undefined) throw new Error(`bug: objects stand below ${id}, which is not there`);
      return row;
    },
    some,
    write: (id: ObjectId, cells: NameCells): void => void write.run(...cells, id),
    flat,
    waiting,
    attached: (asked: readonly { readonly key: string; readonly own: string; readonly above: number }[]) =>
      asked.length === 0
        ? []
        : attached
            .all(JSON.stringify(asked.map(({ own, above }) => [above, own])))
            .flatMap(([index, id]): readonly NamedId[] => {
              const key = asked[index]?.key;
              return key === undefined ? [] : [[key, id]];
            }),
    children: (above: readonly NamedId[]): readonly NamedId[] => {
      const keys = new Map(above.map(([key, id]) => [id, key]));
      return children(keys.keys()).flatMap(([id, child]): readonly NamedId[] => {
        const key = keys.get(id);
        return key === undefined ? [] : [[key, child]];
      });
    },
    /** Those that are not gone. */
    living: (found: readonly NamedId[]): readonly NamedId[] => {
      const there = new Set(living(found.map(([, id]) => id)));
      return found.filter(([, id]) => there.has(id));
    },
    detach: (id: number, name: string, key: string): void => void detach.run(name, key, key, id),
    attach: (id: number, name: string, connector: number, key: string): void =>
      void attach.run({ id, name, connector, key }),
    awaited: column<string, [number]>(
      `select distinct j.value from json_each(?) j
       cross join object o on o.connector = ? and o.parent_key = j.value and o.above is null`,
    ),
    allAwaited: (connector: number): readonly string[] => allAwaited.all(connector),
    aboveOthers: column<number>('select distinct o.above from json_each(?) j cross join object o on o.above = j.value'),
    connectorsOf: column<number>(
      `select distinct o.connector from json_each(?) j cross join object o on o.id = j.value
       where o.name is not null`,
    ),
    allAbove: (): readonly number[] => allAbove.all(),
  };
}
