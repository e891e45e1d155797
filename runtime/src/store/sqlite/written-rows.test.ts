// Lists in what was written: stores that kept them in one piece, and what one more reference writes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mvId, type ObjectId, objectId } from '../../values/index.js';
import { memoryStore } from '../memory/index.js';
import type { Store } from '../port.js';
import type { CsObject, Written } from '../records.js';
import { selection, written } from '../testing/generators.js';
import { listsOf, withLists } from '../written-lists.js';
import { encodeData } from './data.js';
import { APPLICATION_ID } from './file.js';
import { openSqliteStore } from './index.js';
import { MIGRATIONS } from './migrations.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syncrule-written-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const all = fc.array(written, { minLength: 1, maxLength: 6 });
const ids = (count: number) => Array.from({ length: count }, (_, index) => objectId(index + 1));

/** A store as it was written before lists were rows. */
const makeOld = (file: string, states: readonly Written[]): void => {
  const db = new Database(file);
  // It need not outlast the machine: each step would else wait for the disk.
  db.pragma('synchronous = off');
  db.pragma(`application_id = ${APPLICATION_ID}`);
  for (const sql of MIGRATIONS.slice(0, 9)) db.exec(sql);
  db.exec("insert into connector values (1, 'hr')");
  db.exec("insert into type values (1, 'hr.person')");
  const object = db.prepare(
    `insert into object (id, type, connector, anchor, existence, explicit, image) values (?, 1, 1, ?, 0, 0, '[]')`,
  );
  const data = db.prepare('insert into object_written values (?, ?)');
  states.forEach((state, index) => {
    object.run(index + 1, String(index + 1));
    data.run(index + 1, encodeData(state));
  });
  db.pragma('user_version = 9');
  db.close();
};

const MEMBERS = 7;

/** Linked, so that it may be loaded in part; of its lists `members` holds references by the selection. */
const person = (id: ObjectId, members: readonly string[]): CsObject => ({
  ...{ id, connector: 'hr', type: 'person', anchor: '1', name: undefined, existence: 'confirmed', explicit: false },
  image: [],
  link: { mv: mvId(1), account: null, origin: 'provisioned', since: 0 },
  written: { exported: { members, text: ['o:5', 'o:6'] }, sent: {}, unheeded: {} },
  keys: [],
});

const STORES: readonly [string, () => Promise<Store>][] = [
  ['in SQLite', () => openSqliteStore({ file: ':memory:' })],
  ['in memory', async () => memoryStore()],
];

/** Everything that is kept of what was written. */
const keptIn = (file: string): unknown => {
  const db = new Database(file, { readonly: true });
  try {
    return {
      data: db.prepare('select object, data from object_written order by object').raw().all(),
      lists: db
        .prepare(
          'select r.holder, p.name, r.target from written_reference r join written_list p on p.id = r.list order by 1, 2, 3',
        )
        .raw()
        .all(),
    };
  } finally {
    db.close();
  }
};

/** References of a list are a set, in ascending order. */
const asSets = (state: Written): Written =>
  listsOf(state).length === 0 ? state : withLists(state, (_, list) => [...new Set(list)].sort());

describe('a store that keeps what was written in one piece', () => {
  it('gets rows for its lists of references, as they would be written now', async () => {
    await fc.assert(
      fc.asyncProperty(all, async (states) => {
        const [old, now] = [join(folder, `${Math.random()}.db`), join(folder, `${Math.random()}.db`)];
        makeOld(old, states);
        makeOld(now, []);
        const store = await openSqliteStore({ file: old });
        await store.open(selection);
        const { objects } = await store.load({ objects: ids(states.length) });
        await store.close();
        expect([...objects.values()].map((object) => object?.written)).toStrictEqual(states.map(asSets));

        const other = await openSqliteStore({ file: now });
        await other.open(selection);
        await other.commit({
          objects: [...objects.values()].flatMap((after) =>
            after === undefined ? [] : [{ before: undefined, after }],
          ),
        });
        await other.close();
        expect(keptIn(old)).toEqual(keptIn(now));
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(STORES)('lists of references in what was written, in a store %s', (_, make) => {
  it('are loaded in part, and written by what has changed', async () => {
    const store = await make();
    await store.open(selection);
    const id = objectId(1);
    const made = person(id, ['o:1', 'o:2', 'o:3']);
    await store.commit({ objects: [{ before: undefined, after: made }] });
    const inPart = {
      slots: new Map([['hr.person', [MEMBERS]]]),
      ofObject: () => ['o:2', 'o:9'],
      ofMv: () => undefined,
    };
    const before = (await store.load({ objects: [id], inPart })).objects.get(id);
    expect(before?.written?.exported).toEqual({ members: ['o:2'], text: ['o:5', 'o:6'] });
    if (before?.written === undefined) throw new Error('the object is not there');
    const exported = { ...before.written.exported, members: ['o:9', 'o:3'] };
    await store.commit({ objects: [{ before, after: { ...before, written: { ...before.written, exported } } }] });
    const now = (await store.load({ objects: [id] })).objects.get(id);
    expect(now?.written?.exported).toEqual({ members: ['o:1', 'o:3', 'o:9'], text: ['o:5', 'o:6'] });
  });

  it('go whole with what was written, however much of them is at hand', async () => {
    const store = await make();
    await store.open(selection);
    const id = objectId(1);
    await store.commit({ objects: [{ before: undefined, after: person(id, ['o:1', 'o:2', 'o:3']) }] });
    const inPart = { slots: new Map([['hr.person', [MEMBERS]]]), ofObject: () => ['o:2'], ofMv: () => undefined };
    const before = (await store.load({ objects: [id], inPart })).objects.get(id);
    if (before === undefined) throw new Error('the object is not there');
    const forgotten = { ...before, written: undefined };
    await store.commit({ objects: [{ before, after: forgotten }] });
    await store.commit({ objects: [{ before: forgotten, after: person(id, ['o:9']) }] });
    const now = (await store.load({ objects: [id] })).objects.get(id);
    expect(now?.written?.exported).toEqual({ members: ['o:9'], text: ['o:5', 'o:6'] });
  });
});
