// Metaverse objects: loaded whole in bulk, written as differences.
import type { Database } from 'better-sqlite3';
import { type MvId, type MvKey, mvId, type ObjKey } from '../../values/value.js';
import type { ListParts, MvChange } from '../port.js';
import { isClear, type MvObject } from '../records.js';
import { sameKeys } from './join-keys.js';
import type { TypeLayout } from './layouts.js';
import {
  encodeLife,
  encodeStored,
  type LifeColumns,
  type MvRow,
  mvDecoder,
  SELECT_MVS,
  type StoredColumns,
} from './mv-rows.js';
import { provenanceCodec } from './provenance.js';
import {
  REMEMBERED,
  type ReferenceChange,
  referencesOf,
  type WantedReferences,
  wantedReferences,
} from './reference-rows.js';
import { type CellRow, listed, listQuery, listRunner, rowInserter } from './rows.js';
import type { Tables } from './tables.js';

export interface MvTable {
  load(ids: Iterable<MvId>, inPart?: ListParts): Map<MvId, MvObject | undefined>;
  write(changes: readonly MvChange[]): void;
  remove(ids: readonly MvId[]): void;
  ids(keys: Iterable<MvKey>): readonly (readonly [MvKey, MvId])[];
  births(objects: Iterable<ObjKey>): readonly (readonly [ObjKey, MvKey])[];
  forget(): void;
}

/** Owner of the reference texts of the metaverse. */
export const METAVERSE = 0;

export function openMvs(db: Database, tables: Tables): MvTable {
  const { layouts, mvReferences, mvKeys } = tables;
  const provenance = provenanceCodec(tables.phrases);
  const decode = mvDecoder(layouts, provenance);
  const select = listQuery<MvRow>(db, SELECT_MVS);
  const load = (ids: Iterable<MvId>, inPart?: ListParts): Map<MvId, MvObject | undefined> => {
    const found = new Map<MvId, MvObject | undefined>();
    for (const id of ids) found.set(id, undefined);
    const rows = select(found.keys());
    const holders = rows.filter(([, type]) => layouts.numbered(type).references.length > 0);
    const wanted = ([id, type]: MvRow): WantedReferences => {
      const layout = layouts.numbered(type);
      const slots = inPart?.slots.get(layout.name) ?? NO_SLOTS;
      return wantedReferences(id, METAVERSE, layout, { slots, texts: inPart?.ofMv(mvId(id)) });
    };
    const references = mvReferences.load(holders.map(wanted));
    for (const row of rows) {
      const mv = decode(row, references.get(row[0]));
      found.set(mv.id, mv);
    }
    return found;
  };

  const insert = rowInserter(db, 'insert into mv', 15);
  const updateStored = db.prepare<[...StoredColumns, number]>(
    'update mv set vals = ?, shape = ?, objects = ?, parts = ?, since = ?, since_each = ? where id = ?',
  );
  const updateLife = db.prepare<[...LifeColumns, number]>(
    'update mv set gone_since = ?, kept = ?, once = ?, not_settled = ?, keys = ?, reserved = ? where id = ?',
  );
  const updateType = db.prepare<[number, number]>('update mv set type = ? where id = ?');
  const newRow = (mv: MvObject): CellRow => {
    const layout = layouts.named(mv.type);
    return [mv.id, layout.id, mv.key, ...encodeStored(mv, layout, provenance), ...encodeLife(mv)];
  };
  const updateRow = (before: MvObject, after: MvObject): void => {
    const layout = layouts.named(after.type);
    if (before.type !== after.type) updateType.run(layout.id, after.id);
    if (!sameStored(before, after)) updateStored.run(...encodeStored(after, layout, provenance), after.id);
    if (!sameLife(before, after)) updateLife.run(...encodeLife(after), after.id);
  };
  const removeRows = listRunner(db, 'delete from mv where id in (select value from json_each(?))');
  const selectIds = listQuery<readonly [MvKey, MvId]>(
    db,
    'select m.key, m.id from json_each(?) j cross join mv m on m.key = j.value',
  );
  const selectBirths = listQuery<readonly [ObjKey, MvKey]>(
    db,
    `select j.value, m.key from json_each(?) j
     cross join mv m on m.key > j.value || char(31) and m.key < j.value || char(32) order by m.key`,
  );
  return {
    load,
    write: (changes) => {
      const born: CellRow[] = [];
      for (const { before, after } of changes)
        if (before === undefined) born.push(newRow(after));
        else updateRow(before, after);
      insert(born);
      mvKeys.write(
        changes
          .filter(({ before, after }) => before?.keys !== after.keys)
          .map(({ before, after }) => ({ owner: after.id, before: before?.keys ?? [], after: after.keys })),
      );
      mvReferences.write(listed(changes, (change) => referenceChanges(tables, change)));
    },
    remove: (ids) => {
      const gone = [...load(ids).values()].filter((mv) => mv !== undefined);
      mvKeys.write(gone.map((mv) => ({ owner: mv.id, before: mv.keys, after: [] })));
      mvReferences.remove(ids);
      removeRows(ids);
    },
    ids: selectIds,
    births: (objects) => selectBirths(objects).filter(([birth, key]) => /^\d+$/.test(key.slice(birth.length + 1))),
    forget: provenance.forget,
  };
}

const sameStored = (a: MvObject, b: MvObject): boolean =>
  a.type === b.type && sameItems(a.stored, b.stored) && sameItems(a.holders, b.holders);

const sameLife = (a: MvObject, b: MvObject): boolean =>
  a.goneSince === b.goneSince &&
  a.kept === b.kept &&
  a.once === b.once &&
  a.reserved === b.reserved &&
  a.notSettled === b.notSettled &&
  sameKeys(a.keys, b.keys);

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((item, i) => item === b[i]));

function referenceChanges({ layouts }: Tables, change: MvChange): readonly ReferenceChange[] {
  const { before, after } = change;
  const now = layouts.named(after.type);
  const was = before === undefined ? now : layouts.named(before.type);
  const stored = storedChanges(change, was, now);
  const remembered = rememberedChange(change, was, now);
  return remembered.length === 0 ? stored : [...stored, ...remembered];
}

const NO_SLOTS: readonly number[] = [];
const NO_CHANGES: readonly ReferenceChange[] = [];

function storedChanges({ before, after }: MvChange, was: TypeLayout, now: TypeLayout): readonly ReferenceChange[] {
  if (before?.stored === after.stored && was === now) return NO_CHANGES;
  const slots = was === now ? now.references : [...new Set([...was.references, ...now.references])];
  const changes: ReferenceChange[] = [];
  for (const slot of slots) {
    const old = was.slots[slot]?.reference ? before?.stored[slot]?.values : undefined;
    const values = now.slots[slot]?.reference ? after.stored[slot]?.values : undefined;
    if (old !== values)
      changes.push({
        holder: after.id,
        slot,
        owner: METAVERSE,
        before: referencesOf(old),
        after: referencesOf(values),
      });
  }
  return changes;
}

/** References in what is kept of lost contributors and in what was remembered at projection. */
function rememberedChange({ before, after }: MvChange, was: TypeLayout, now: TypeLayout): readonly ReferenceChange[] {
  if (before?.kept === after.kept && before?.once === after.once && was === now) return NO_CHANGES;
  const old = before === undefined ? [] : remembered(before, was);
  return [{ holder: after.id, slot: REMEMBERED, owner: METAVERSE, before: old, after: remembered(after, now) }];
}

function remembered({ kept = {}, once = {} }: MvObject, layout: TypeLayout): readonly string[] {
  const texts = layout.references.flatMap((slot) => {
    const name = layout.slots[slot]?.name ?? '';
    const parts = (kept[name] ?? []).map(({ part }) => (isClear(part) ? undefined : part));
    return [...parts, once[name]].flatMap((content) => referencesOf(content));
  });
  return [...new Set(texts)];
}
