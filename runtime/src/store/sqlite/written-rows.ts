// What was written to an object: JSON that tells all but lists of references to objects, which are rows of numbers, written
// as differences. A list is named by its place. One more member sent to a large group is two new rows: one in what is ours, one in
// what is not seen back yet.
import type { Database } from 'better-sqlite3';
import { compareText } from '../../values/order.js';
import { type ObjectId, objectId, refById } from '../../values/value.js';
import type { ListParts } from '../port.js';
import type { Written } from '../records.js';
import { listsOf, placeText, withLists, writtenId } from '../written-lists.js';
import { decodeData, encodeData, KEPT_AS_ROWS } from './data.js';
import type { Dictionary } from './dictionary.js';
import { differenceOf } from './reference-rows.js';
import { type CellRow, listAt, listRunner, mapAt, rowInserter, tupleQuery } from './rows.js';

export interface WrittenChange {
  readonly holder: ObjectId;
  readonly before: Written | undefined;
  readonly after: Written | undefined;
}

/** What stands in JSON of an object, and how much of its lists is wanted: of those of some attributes only some references. */
export interface WantedWritten {
  readonly holder: ObjectId;
  readonly data: string;
  readonly inPart?: { readonly attributes: readonly string[]; readonly texts: ReturnType<ListParts['ofObject']> };
}

export interface WrittenTable {
  write(changes: readonly WrittenChange[]): void;
  load(wanted: readonly WantedWritten[]): ReadonlyMap<ObjectId, Written>;
  remove(holders: readonly ObjectId[]): void;
}

/** `names`: of lists, as numbers. */
export function openWritten(db: Database, names: Dictionary): WrittenTable {
  const upsert = rowInserter(db, 'insert or replace into object_written (object, data)', 2);
  const removeData = listRunner(db, 'delete from object_written where object in (select value from json_each(?))');
  const insert = rowInserter(db, 'insert into written_reference (holder, list, target)', 3, 'on conflict do nothing');
  const deleteOne = db.prepare<[number, number, number]>(
    'delete from written_reference where holder = ? and list = ? and target = ?',
  );
  const removeRows = listRunner(db, 'delete from written_reference where holder in (select value from json_each(?))');
  const select = tupleQuery<ReferenceRow>(
    db,
    `select r.holder, r.list, r.target from json_each(?) j
     cross join written_reference r on r.holder = j.value ->> 0 and r.list = j.value ->> 1`,
  );
  const selectParts = tupleQuery<ReferenceRow>(
    db,
    `select r.holder, r.list, r.target from json_each(?) j cross join written_reference r
     on r.holder = j.value ->> 0 and r.list = j.value ->> 1 and r.target = j.value ->> 2`,
  );
  const listsIn = (written: Written | undefined): ReadonlyMap<number, readonly string[]> =>
    new Map(written === undefined ? [] : listsOf(written).map(([place, list]) => [names.give(placeText(place)), list]));
  const writeLists = (holder: ObjectId, before: Written | undefined, after: Written): void => {
    const [was, is] = [listsIn(before), listsIn(after)];
    for (const list of new Set([...was.keys(), ...is.keys()])) {
      const [old, now] = [was.get(list) ?? [], is.get(list) ?? []];
      if (old === now) continue;
      const { removed, added } = differenceOf({ before: old, after: now });
      for (const text of removed) deleteOne.run(holder, list, idOf(text));
      insert(added.map((text) => [holder, list, idOf(text)]));
    }
  };

  const load = (wanted: readonly WantedWritten[]): ReadonlyMap<ObjectId, Written> => {
    const decoded = wanted.map((each) => ({ ...each, written: decodeData<Written>(each.data) }));
    const whole: (readonly number[])[] = [];
    const parts: (readonly number[])[] = [];
    for (const { holder, inPart, data, written } of decoded) {
      if (!data.includes(SIGN)) continue;
      for (const [place] of listsOf(written)) {
        const list = names.find(placeText(place));
        if (list === undefined) continue;
        const texts =
          place.part === 'exported' && inPart?.attributes.includes(place.attribute) ? inPart.texts : undefined;
        if (texts === undefined) whole.push([holder, list]);
        else for (const text of texts) if (writtenId(text) !== undefined) parts.push([holder, list, idOf(text)]);
      }
    }
    const lists = new Map<number, Map<number, string[]>>();
    for (const rows of [select(whole), selectParts(parts)])
      for (const [holder, list, target] of rows) listAt(mapAt(lists, holder), list).push(refById(objectId(target)));
    return new Map(
      decoded.map(({ holder, written }) => {
        const found = lists.get(holder);
        return [
          holder,
          found === undefined
            ? written
            : withLists(
                written,
                (place, list) => found.get(names.find(placeText(place)) ?? 0)?.sort(compareText) ?? list,
              ),
        ];
      }),
    );
  };

  /** Rows too of which whoever had only a part of them at hand did not know. */
  const remove = (holders: readonly ObjectId[]): void => {
    removeData(holders);
    removeRows(holders);
  };

  return {
    write: (changes) => {
      const kept: CellRow[] = [];
      const gone: ObjectId[] = [];
      for (const { holder, before, after } of changes) {
        if (after === undefined) gone.push(holder);
        else {
          kept.push([holder, encodeWritten(after)]);
          writeLists(holder, before, after);
        }
      }
      upsert(kept);
      remove(gone);
    },
    load,
    remove,
  };
}

type ReferenceRow = readonly [holder: number, list: number, target: number];

/** How {@link KEPT_AS_ROWS} begins where it stands in JSON. */
const SIGN = '"$r"';

const encodeWritten = (written: Written): string =>
  encodeData(listsOf(written).length === 0 ? written : withLists(written, () => KEPT_AS_ROWS));

function idOf(text: string): number {
  const id = writtenId(text);
  if (id === undefined) throw new Error(`bug: '${text}' is no reference to an object`);
  return id;
}
