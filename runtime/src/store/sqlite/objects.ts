// Connector-space objects: loaded whole in bulk, written as differences.
import type { Database } from 'better-sqlite3';
import type { ObjectId } from '../../values/value.js';
import type { ListParts, ObjectChange } from '../port.js';
import { type CsObject, type Link, typeOfObject } from '../records.js';
import { encodeKeys, sameKeys } from './join-keys.js';
import type { NameCells, Named } from './object-names.js';
import {
  type DecodedObject,
  encodeHead,
  type Head,
  imageToKeep,
  type ObjectRow,
  objectDecoder,
  SELECT_OBJECTS,
  sameHead,
} from './object-rows.js';
import {
  placeReferences,
  type ReferenceChange,
  referencesOf,
  type WantedReferences,
  wantedReferences,
} from './reference-rows.js';
import { type CellRow, listed, listQuery, listRunner, rowInserter } from './rows.js';
import type { Tables } from './tables.js';
import { isVisible } from './visible.js';
import type { WantedWritten, WrittenChange } from './written-rows.js';

export interface ObjectTable {
  load(ids: Iterable<ObjectId>, inPart?: ListParts): Map<ObjectId, CsObject | undefined>;
  write(changes: readonly ObjectChange[]): void;
  /** These keep the names that they have when others get other ones. Before those are written. */
  keepNames(ids: readonly ObjectId[]): void;
  remove(ids: readonly ObjectId[]): void;
  /** At the end of a transaction that wrote or removed some. */
  settleNames(): void;
}

export function openObjects(db: Database, tables: Tables): ObjectTable {
  const { layouts, connectors, links, objectNames, objectReferences, objectKeys, written, visible } = tables;
  const select = listQuery<ObjectRow>(db, SELECT_OBJECTS);
  const decode = objectDecoder(layouts, connectors, links);
  const load = (ids: Iterable<ObjectId>, inPart?: ListParts): Map<ObjectId, CsObject | undefined> => {
    const found = new Map<ObjectId, CsObject | undefined>();
    for (const id of ids) found.set(id, undefined);
    const fullName = objectNames.reader();
    const decoded = select(found.keys()).map((row) => decode(row, fullName));
    const withReferences = decoded.filter(({ layout }) => layout.references.length > 0);
    const wanted = ({ object, layout }: DecodedObject): WantedReferences =>
      wantedReferences(object.id, connectors.give(object.connector), layout, {
        slots: inPart?.slots.get(layout.name) ?? NO_SLOTS,
        texts: object.link === undefined ? undefined : inPart?.ofObject(object.id),
      });
    const references = objectReferences.load(withReferences.map(wanted));
    for (const { object, image, layout } of withReferences) {
      placeReferences(image, layout, references.get(object.id));
    }
    const states = written.load(decoded.flatMap((each) => wantedWritten(each, inPart)));
    for (const { object } of decoded) {
      const state = states.get(object.id);
      found.set(object.id, state === undefined ? object : { ...object, written: state });
    }
    return found;
  };

  const rows = openRowWriter(db, tables);
  const keyLists = openSideTable(db, 'object_keys', 'list');
  const removeRows = listRunner(db, 'delete from object where id in (select value from json_each(?))');
  return {
    load,
    write: (changes) => {
      for (const change of changes) if (change.before !== undefined) rows.freeAnchor(change.before, change.after);
      for (const change of changes) rows.writeHead(change);
      const cells = writeNames(tables, changes);
      for (const change of changes) rows.write(change, cells);
      const rekeyed = changes.filter(({ before, after }) => !sameKeys(before?.keys ?? [], after.keys));
      keyLists.write(rekeyed.map(keyListOf));
      written.write(changes.flatMap(writtenChanges));
      writeLinks(tables, changes);
      objectKeys.write(
        rekeyed.map(({ before, after }) => ({ owner: after.id, before: before?.keys ?? [], after: after.keys })),
      );
      objectReferences.write(listed(changes, (change) => referenceChanges(tables, change)));
      visible.add(visibleDifference(tables, changes));
    },
    keepNames: (ids) => objectNames.keep(ids),
    settleNames: () => objectNames.settle(),
    remove: (ids) => {
      const gone = [...load(ids).values()].filter((object) => object !== undefined);
      objectKeys.write(gone.map((object) => ({ owner: object.id, before: object.keys, after: [] })));
      visible.add(
        visibleDifference(
          tables,
          gone.map((object) => ({ before: object, after: { ...object, explicit: true } })),
        ),
      );
      objectNames.release(ids);
      objectReferences.remove(ids);
      links.remove(ids);
      keyLists.write(ids.map((id) => [id, undefined]));
      written.remove(ids);
      removeRows(ids);
    },
  };
}

/** Writes the names of objects that are there, and says how to write those of new ones. */
function writeNames({ objectNames, connectors }: Tables, changes: readonly ObjectChange[]) {
  const named = ({ after }: ObjectChange): Named => ({
    id: after.id,
    connector: connectors.give(after.connector),
    name: after.name,
    gone: after.existence === 'gone',
  });
  const known = changes.filter(({ before }) => before !== undefined);
  objectNames.turn(
    known.filter(({ before, after }) => (before?.existence === 'gone') !== (after.existence === 'gone')).map(named),
  );
  objectNames.rename(known.filter(({ before, after }) => before?.name !== after.name).map(named));
  return objectNames.placed(changes.filter(({ before }) => before === undefined).map(named));
}

/** The table `object` itself, but for the names of objects that are there. */
function openRowWriter(db: Database, { layouts, connectors }: Tables) {
  const insert = db.prepare<[number, ...Head, string, ...NameCells]>(
    `insert into object (id, type, connector, anchor, existence, explicit, image, name, name_key, parent_key, above)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateHead = db.prepare<[...Head, number]>(
    'update object set type = ?, connector = ?, anchor = ?, existence = ?, explicit = ? where id = ?',
  );
  const updateImage = db.prepare<[string, number]>('update object set image = ? where id = ?');
  const headOf = (object: CsObject): Head =>
    encodeHead(object, layouts.named(typeOfObject(object)), connectors.give(object.connector));
  const dropAnchor = db.prepare<[number]>('update object set anchor = null where id = ?');
  return {
    /** So that another object of the same transaction may take the anchor that this one gives up. */
    freeAnchor: (before: CsObject, after: CsObject): void => {
      if (before.anchor !== undefined && before.anchor !== after.anchor) dropAnchor.run(before.id);
    },
    /** Of an object that is there. Before names: nothing comes to stand below what is gone. */
    writeHead: ({ before, after }: ObjectChange): void => {
      if (before !== undefined && !sameHead(before, after)) updateHead.run(...headOf(after), after.id);
    },
    /** The rest of it. `names`: of new objects. */
    write: ({ before, after }: ObjectChange, names: ReadonlyMap<ObjectId, NameCells>): void => {
      const layout = layouts.named(typeOfObject(after));
      const image = imageToKeep(after, layout);
      if (before === undefined) {
        insert.run(after.id, ...headOf(after), layout.codec.encode(image), ...(names.get(after.id) ?? NO_NAME));
        return;
      }
      const sameImage =
        before.type === after.type &&
        (before.image === after.image || layout.codec.unchanged(imageToKeep(before, layout), image));
      if (!sameImage) updateImage.run(layout.codec.encode(image), after.id);
    },
  };
}

const NO_NAME: NameCells = [null, null, null, null];

/** A table with a text for the few objects that have one. */
function openSideTable(db: Database, table: string, column: string) {
  const upsert = rowInserter(db, `insert or replace into ${table} (object, ${column})`, 2);
  const remove = listRunner(db, `delete from ${table} where object in (select value from json_each(?))`);
  return {
    write: (texts: readonly (readonly [ObjectId, string | undefined])[]): void => {
      upsert(texts.flatMap(([id, text]): readonly CellRow[] => (text === undefined ? [] : [[id, text]])));
      remove(texts.flatMap(([id, text]) => (text === undefined ? [id] : [])));
    },
  };
}

const keyListOf = ({ after }: ObjectChange): readonly [ObjectId, string | undefined] => [
  after.id,
  after.keys.length === 0 ? undefined : encodeKeys(after.keys),
];

const writtenChanges = ({ before, after }: ObjectChange): readonly WrittenChange[] =>
  before?.written === after.written ? [] : [{ holder: after.id, before: before?.written, after: after.written }];

function wantedWritten({ object, layout, written }: DecodedObject, inPart?: ListParts): readonly WantedWritten[] {
  if (written === null) return [];
  const slots = (object.link === undefined ? undefined : inPart?.slots.get(layout.name)) ?? NO_SLOTS;
  if (slots.length === 0) return [{ holder: object.id, data: written }];
  const attributes = slots.map((slot) => layout.slots[slot]?.name ?? '');
  return [{ holder: object.id, data: written, inPart: { attributes, texts: inPart?.ofObject(object.id) } }];
}

function writeLinks({ links }: Tables, changes: readonly ObjectChange[]): void {
  const ended: number[] = [];
  const made: (readonly [number, Link])[] = [];
  for (const { before, after } of changes) {
    if (before?.link === after.link) continue;
    if (after.link === undefined) ended.push(after.id);
    else made.push([after.id, after.link]);
  }
  links.remove(ended);
  links.write(made);
}

const NO_SLOTS: readonly number[] = [];
const NO_CHANGES: readonly ReferenceChange[] = [];

/** Of every slot that holds references now or did before, unless it holds the very same. */
function referenceChanges(
  { layouts, connectors }: Tables,
  { before, after }: ObjectChange,
): readonly ReferenceChange[] {
  if (before?.image === after.image && before.type === after.type) return NO_CHANGES;
  const now = layouts.named(typeOfObject(after));
  const was = before === undefined ? now : layouts.named(typeOfObject(before));
  const slots = was === now ? now.references : [...new Set([...was.references, ...now.references])];
  return slots.flatMap((slot) => {
    const old = was.slots[slot]?.reference ? before?.image[slot] : undefined;
    const content = now.slots[slot]?.reference ? after.image[slot] : undefined;
    if (old === content) return [];
    const owner = connectors.give(after.connector);
    return [{ holder: after.id, slot, owner, before: referencesOf(old), after: referencesOf(content) }];
  });
}

function visibleDifference({ layouts }: Tables, changes: readonly ObjectChange[]): Map<number, number> {
  const difference = new Map<number, number>();
  const add = (object: CsObject, n: number): void => {
    if (!isVisible(object)) return;
    const type = layouts.named(typeOfObject(object)).id;
    difference.set(type, (difference.get(type) ?? 0) + n);
  };
  for (const { before, after } of changes) {
    if (before !== undefined) add(before, -1);
    add(after, 1);
  }
  return difference;
}
