// References as rows (holder, slot, target), written as differences: one new member of a large group is one new row.
// The references of a slot are a set; they are given in ascending order of their texts.
import type { Database } from 'better-sqlite3';
import { compareText } from '../../values/order.js';
import type { Content } from '../../values/value.js';
import { isList } from './codec.js';
import type { TypeLayout } from './layouts.js';
import { type CellRow, listQuery, listRunner, mapAt, rowInserter, tupleQuery } from './rows.js';

/** Under this slot stand references that a holder remembers outside of its slots: found by `holders`, never loaded. */
export const REMEMBERED = -1;

/** The references of one slot of one holder, as they were and as they are. `owner`: the connector's number, or 0. */
export interface ReferenceChange {
  readonly holder: number;
  readonly slot: number;
  readonly owner: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What is wanted of a holder: all of its slots, or of some of them only certain references. */
export interface WantedReferences {
  readonly holder: number;
  readonly parts?: {
    readonly owner: number;
    /** Of these slots only these references. */
    readonly slots: readonly number[];
    readonly texts: Iterable<string>;
    /** Of these all. */
    readonly others: readonly number[];
  };
}

/** Some references of a slot. */
export interface ReferenceList {
  readonly holder: number;
  readonly slot: number;
  readonly owner: number;
  readonly texts: Iterable<string>;
}

export interface ReferenceRows<Holder extends number> {
  write(changes: readonly ReferenceChange[]): void;
  /** References by holder and slot, for holders that have some. */
  load(wanted: readonly WantedReferences[]): Map<number, Map<number, readonly string[]>>;
  /** One reference of a slot that is not among these. */
  another(list: ReferenceList): string | undefined;
  remove(holders: readonly number[]): void;
  /** Holders of these references of one owner, ascending. */
  holders<Text extends string>(owner: number, texts: readonly Text[]): readonly (readonly [Text, Holder])[];
}

/** The references of connector-space objects (`object_reference`), or of the metaverse (`mv_reference`). */
export function openReferenceRows<Holder extends number>(
  db: Database,
  table: string,
  texts: ReferenceTexts,
): ReferenceRows<Holder> {
  const insert = rowInserter(db, `insert into ${table} (holder, slot, target)`, 3, 'on conflict do nothing');
  const deleteOne = db.prepare<[number, number, number]>(
    `delete from ${table} where holder = ? and slot = ? and target = ?`,
  );
  const select = listQuery<ReferenceRow>(
    db,
    `select r.holder, r.slot, t.text from json_each(?) j
     cross join ${table} r on r.holder = j.value and r.slot >= 0 cross join reference_text t on t.id = r.target`,
  );
  const selectSlots = tupleQuery<ReferenceRow>(
    db,
    `select r.holder, r.slot, t.text from json_each(?) j
     cross join ${table} r on r.holder = j.value ->> 0 and r.slot = j.value ->> 1
     cross join reference_text t on t.id = r.target`,
  );
  const selectParts = tupleQuery<ReferenceRow>(
    db,
    `select r.holder, r.slot, t.text from json_each(?) j
     cross join ${table} r on r.holder = j.value ->> 0 and r.slot = j.value ->> 1 and r.target = j.value ->> 2
     cross join reference_text t on t.id = r.target`,
  );
  const selectAnother = db
    .prepare<[number, number, string], string>(
      `select t.text from ${table} r cross join reference_text t on t.id = r.target
       where r.holder = ? and r.slot = ? and r.target not in (select value from json_each(?)) limit 1`,
    )
    .pluck();
  const selectHolders = db
    .prepare<[string, number], readonly [index: number, holder: Holder]>(
      `select distinct j.key, r.holder from json_each(?) j
     cross join reference_text t on t.owner = ? and t.text = j.value
     cross join ${table} r on r.target = t.id order by r.holder`,
    )
    .raw();

  const remove = ({ holder, slot, owner }: ReferenceChange, { removed }: Difference, ids: TextIds): void => {
    for (const text of removed) deleteOne.run(holder, slot, ids(owner, text));
  };
  const rowsFor = ({ holder, slot, owner }: ReferenceChange, { added }: Difference, ids: TextIds): readonly CellRow[] =>
    added.map((text) => [holder, slot, ids(owner, text)]);
  return {
    write: (changes) => {
      const differences = changes.map((change) => ({ change, difference: differenceOf(change) }));
      const ids = texts.give(differences.map(({ change, difference }) => [change.owner, textsOf(difference)] as const));
      for (const { change, difference } of differences) {
        remove(change, difference, ids);
        insert(rowsFor(change, difference, ids));
      }
    },
    load: (wanted) => {
      const whole = wanted.flatMap(({ holder, parts }) => (parts === undefined ? [holder] : []));
      const slots: (readonly number[])[] = [];
      const parts: (readonly number[])[] = [];
      for (const { holder, parts: part } of wanted) {
        if (part === undefined) continue;
        for (const slot of part.others) slots.push([holder, slot]);
        const ids = [...texts.find(part.owner, part.texts).values()];
        for (const slot of part.slots) for (const id of ids) parts.push([holder, slot, id]);
      }
      const found = new Map<number, Map<number, readonly string[]>>();
      for (const rows of [select(whole), selectSlots(slots), selectParts(parts)])
        for (const [[holder, slot], list] of grouped(rows)) mapAt(found, holder).set(slot, inOrder(list));
      return found;
    },
    another: ({ holder, slot, owner, texts: known }) =>
      selectAnother.get(holder, slot, JSON.stringify([...texts.find(owner, known).values()])),
    remove: listRunner(db, `delete from ${table} where holder in (select value from json_each(?))`),
    holders: (owner, asked) =>
      selectHolders.all(JSON.stringify(asked), owner).flatMap(([index, holder]) => {
        const text = asked[index];
        return text === undefined ? [] : [[text, holder] as const];
      }),
  };
}

type ReferenceRow = readonly [holder: number, slot: number, text: string];

/** The texts of each slot of each holder: their rows come one after the other. */
function* grouped(rows: readonly ReferenceRow[]): Generator<readonly [ReferenceRow, string[]]> {
  let first: ReferenceRow | undefined;
  let texts: string[] = [];
  for (const row of rows) {
    if (first !== undefined && (first[0] !== row[0] || first[1] !== row[1])) {
      yield [first, texts];
      texts = [];
      first = undefined;
    }
    first ??= row;
    texts.push(row[2]);
  }
  if (first !== undefined) yield [first, texts];
}

/** Most often they are in order already: texts get their numbers as lists are written. */
const inOrder = (texts: string[]): readonly string[] =>
  texts.every((text, at) => at === 0 || compareText(texts[at - 1] ?? '', text) < 0) ? texts : texts.sort(compareText);

interface Difference {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What goes out of a list and comes into it. */
export function differenceOf({ before, after }: Pick<ReferenceChange, 'before' | 'after'>): Difference {
  if (before.length === 0 || after.length === 0) return { removed: before, added: after };
  const [old, now] = [new Set(before), new Set(after)];
  return { removed: before.filter((text) => !now.has(text)), added: after.filter((text) => !old.has(text)) };
}

const textsOf = ({ removed, added }: Difference): readonly string[] =>
  removed.length === 0 ? added : [...removed, ...added];

export type TextIds = (owner: number, text: string) => number;
export interface ReferenceTexts {
  /** Numbers of those of these texts of an owner that have some. */
  find(owner: number, texts: Iterable<string>): ReadonlyMap<string, number>;
  /** Numbers for all these texts of these owners, given where they have none. */
  give(lists: readonly (readonly [owner: number, texts: readonly string[]])[]): TextIds;
}

/** The table of the texts of references, shared by all who refer. */
export function openReferenceTexts(db: Database): ReferenceTexts {
  const select = listQuery<readonly [number, string], [number]>(
    db,
    'select t.id, t.text from json_each(?) j cross join reference_text t on t.owner = ? and t.text = j.value',
  );
  const insert = db.prepare<[number, string]>('insert into reference_text (owner, text) values (?, ?)');
  return {
    find: (owner, texts) => new Map(select(texts, owner).map(([id, text]) => [text, id])),
    give: (lists) => {
      const wanted = new Map<number, Map<string, number>>();
      for (const [owner, texts] of lists) {
        const ids = mapAt(wanted, owner);
        for (const text of texts) ids.set(text, -1);
      }
      for (const [owner, ids] of wanted) {
        for (const [id, text] of select(ids.keys(), owner)) ids.set(text, id);
        for (const [text, id] of ids) if (id < 0) ids.set(text, Number(insert.run(owner, text).lastInsertRowid));
      }
      return (owner, text) => {
        const id = wanted.get(owner)?.get(text);
        if (id === undefined) throw new Error('bug: a reference has no number');
        return id;
      };
    },
  };
}

/** The references of a content, as texts. */
export const referencesOf = (content: Content): readonly string[] =>
  content === undefined ? [] : isList(content) ? content.map(String) : [String(content)];

/** What is to be loaded of a holder whose lists are wanted in part; `texts` missing: all of them. */
export function wantedReferences(
  holder: number,
  owner: number,
  layout: TypeLayout,
  { slots, texts }: { readonly slots: readonly number[]; readonly texts: Iterable<string> | undefined },
): WantedReferences {
  if (slots.length === 0 || texts === undefined) return { holder };
  return { holder, parts: { owner, slots, texts, others: layout.references.filter((slot) => !slots.includes(slot)) } };
}

/** Puts loaded references into the slots of a decoded row. */
export function placeReferences(
  row: Content[],
  layout: TypeLayout,
  references: ReadonlyMap<number, readonly string[]> | undefined,
): void {
  for (const [slot, texts] of references ?? []) {
    while (row.length <= slot) row.push(undefined);
    row[slot] = layout.slots[slot]?.many ? texts : texts[0];
  }
}
