// References as rows (holder, slot, target), written as differences: one new member of a large group is one new row,
// wherever in the order of the values it comes. Positions keep that order; there is room between them.
import type { Database } from 'better-sqlite3';
import type { Content } from '../../values/value.js';
import { isList } from './codec.js';
import type { TypeLayout } from './layouts.js';
import { type CellRow, listQuery, listRunner, mapAt, rowInserter } from './rows.js';

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

export interface ReferenceRows<Holder extends number> {
  write(changes: readonly ReferenceChange[]): void;
  /** References by holder and slot, for holders that have some. */
  load(holders: readonly number[]): Map<number, Map<number, readonly string[]>>;
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
  const insert = rowInserter(db, `insert into ${table} (holder, slot, target, position)`, 4, 'on conflict do nothing');
  const deleteOne = db.prepare<[number, number, number]>(
    `delete from ${table} where holder = ? and slot = ? and target = ?`,
  );
  const deleteSlot = db.prepare<[number, number]>(`delete from ${table} where holder = ? and slot = ?`);
  const positionOf = db
    .prepare<[number, number, number], number>(
      `select position from ${table} where holder = ? and slot = ? and target = ?`,
    )
    .pluck();
  const select = listQuery<PlacedRow>(
    db,
    `select r.holder, r.slot, r.position, t.text from json_each(?) j
     cross join ${table} r on r.holder = j.value and r.slot >= 0 cross join reference_text t on t.id = r.target`,
  );
  const selectHolders = db
    .prepare<[string, number], readonly [index: number, holder: Holder]>(
      `select distinct j.key, r.holder from json_each(?) j
     cross join reference_text t on t.owner = ? and t.text = j.value
     cross join ${table} r on r.target = t.id order by r.holder`,
    )
    .raw();

  const clear = (change: ReferenceChange, step: Step, ids: TextIds): void => {
    if (step.rewrite) deleteSlot.run(change.holder, change.slot);
    else for (const text of step.removed) deleteOne.run(change.holder, change.slot, ids(change.owner, text));
  };
  /** Rows for what is added; nothing where there is no room left between what stays. */
  const rowsFor = (change: ReferenceChange, step: Step, ids: TextIds): readonly CellRow[] | undefined => {
    const { holder, slot, owner } = change;
    const at = (text: string | undefined): number | undefined =>
      text === undefined ? undefined : positionOf.get(holder, slot, ids(owner, text));
    const rows: CellRow[] = [];
    for (const { after, texts: added, before } of step.added) {
      const place = placesBetween(at(after), at(before), added.length);
      if (place === undefined) return undefined;
      for (const [index, text] of added.entries()) rows.push([holder, slot, ids(owner, text), place(index)]);
    }
    return rows;
  };
  /** All of a slot with room between them again. */
  const respaced = (change: ReferenceChange): readonly CellRow[] => {
    const { holder, slot, owner, after } = change;
    deleteSlot.run(holder, slot);
    const ids = texts.give([[owner, after]]);
    return after.map((text, index) => [holder, slot, ids(owner, text), index * ROOM]);
  };
  return {
    write: (changes) => {
      const steps = changes.map((change) => ({ change, step: stepFor(change) }));
      const ids = texts.give(steps.map(({ change, step }) => [change.owner, textsOf(step)] as const));
      for (const { change, step } of steps) {
        clear(change, step, ids);
        insert(rowsFor(change, step, ids) ?? respaced(change));
      }
    },
    load: (holders) => {
      const found = new Map<number, Map<number, readonly string[]>>();
      for (const group of grouped(select(holders))) {
        const [[holder, slot]] = group;
        mapAt(found, holder).set(slot, inOrder(group));
      }
      return found;
    },
    remove: listRunner(db, `delete from ${table} where holder in (select value from json_each(?))`),
    holders: (owner, asked) =>
      selectHolders.all(JSON.stringify(asked), owner).flatMap(([index, holder]) => {
        const text = asked[index];
        return text === undefined ? [] : [[text, holder] as const];
      }),
  };
}

type PlacedRow = readonly [holder: number, slot: number, position: number, text: string];
type Group = [PlacedRow, ...PlacedRow[]];

/** Runs of rows of one slot of one holder: they come one after the other. */
function grouped(rows: readonly PlacedRow[]): readonly Group[] {
  const groups: Group[] = [];
  let group: Group | undefined;
  for (const row of rows) {
    if (group !== undefined && group[0][0] === row[0] && group[0][1] === row[1]) group.push(row);
    else {
      group = [row];
      groups.push(group);
    }
  }
  return groups;
}

const inOrder = (group: Group): readonly string[] =>
  (group.length === 1 ? group : group.sort((a, b) => a[2] - b[2])).map(([, , , text]) => text);

interface Step {
  readonly removed: readonly string[];
  readonly added: readonly Run[];
  /** All rows of the slot are written anew. */
  readonly rewrite: boolean;
}

/** References that come one after the other, between two that stay; missing: at an end. */
interface Run {
  readonly after: string | undefined;
  readonly texts: readonly string[];
  readonly before: string | undefined;
}

/** What to write: only what is new and what left, as long as what stays keeps its order. */
function stepFor({ before, after }: ReferenceChange): Step {
  if (before.length === 0) return whole(after);
  const [old, now] = [new Set(before), new Set(after)];
  const removed = before.filter((text) => !now.has(text));
  const kept = removed.length === 0 ? before : before.filter((text) => now.has(text));
  const stays = old.size === now.size && removed.length === 0 ? after : after.filter((text) => old.has(text));
  const inOrder = kept.length === stays.length && kept.every((text, i) => text === stays[i]);
  return inOrder ? { removed, added: runsOf(after, old), rewrite: false } : whole(after);
}

const whole = (texts: readonly string[]): Step => ({
  removed: [],
  added: texts.length === 0 ? [] : [{ after: undefined, texts, before: undefined }],
  rewrite: true,
});

function runsOf(after: readonly string[], old: ReadonlySet<string>): readonly Run[] {
  const runs: Run[] = [];
  let last: string | undefined;
  let texts: string[] = [];
  for (const text of after) {
    if (!old.has(text)) {
      texts.push(text);
      continue;
    }
    if (texts.length > 0) runs.push({ after: last, texts, before: text });
    last = text;
    texts = [];
  }
  if (texts.length > 0) runs.push({ after: last, texts, before: undefined });
  return runs;
}

const textsOf = ({ removed, added }: Step): readonly string[] => [
  ...removed,
  ...added.flatMap(({ after, texts, before }) => [after, ...texts, before].filter((text) => text !== undefined)),
];

/** Room between two references that are written together. */
const ROOM = 2 ** 20;

/** Positions for so many between two others; nothing where they have no room. */
function placesBetween(
  after: number | undefined,
  before: number | undefined,
  count: number,
): ((index: number) => number) | undefined {
  if (before === undefined) {
    const first = after === undefined ? 0 : after + ROOM;
    return (index) => first + index * ROOM;
  }
  if (after === undefined) return (index) => before - (count - index) * ROOM;
  const step = Math.floor((before - after) / (count + 1));
  return step === 0 ? undefined : (index) => after + (index + 1) * step;
}

export type TextIds = (owner: number, text: string) => number;
export interface ReferenceTexts {
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
