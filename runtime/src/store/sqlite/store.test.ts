// What the store promises beyond giving back what it got.
import { describe, expect, it } from 'vitest';
import { compareText } from '../../values/order.js';
import { mvId, mvKey, objectId, objKey, refByAnchor } from '../../values/value.js';
import { memoryStore } from '../memory/index.js';
import type { Selection, Store } from '../port.js';
import type { CsObject, MvObject } from '../records.js';
import { openSqliteStore } from './index.js';

const attribute = (name: string, scalar: string, many = false) => ({ name, scalar, many, reference: scalar === 'ref' });
const selected = (...attributes: readonly ReturnType<typeof attribute>[]): Selection =>
  new Map([['hr.person', attributes]]);

const person = (id: number, members: Partial<CsObject> = {}): CsObject => ({
  id: objectId(id),
  connector: 'hr',
  type: 'person',
  anchor: String(id),
  name: undefined,
  existence: 'confirmed',
  explicit: false,
  image: [],
  link: undefined,
  written: undefined,
  keys: [],
  ...members,
});

const STORES: readonly [string, () => Promise<Store>][] = [
  ['in SQLite', () => openSqliteStore({ file: ':memory:' })],
  ['in memory', async () => memoryStore()],
];

describe.each(STORES)('a store %s', (_, make) => {
  it('gives slots once, and adds to them', async () => {
    const store = await make();
    await store.open(selected(attribute('mail', 'string'), attribute('number', 'integer')));
    const layouts = await store.open(selected(attribute('phone', 'string'), attribute('number', 'integer')));
    expect(layouts.get('hr.person')).toEqual(['mail', 'number', 'phone']);
  });

  it('gives an attribute whose type changed a new slot, and wants it imported again', async () => {
    const store = await make();
    await store.open(selected(attribute('number', 'string'), attribute('mail', 'string')));
    const selection = ['person.number', 'hr.person.number', 'person.mail'];
    const state = { connector: 'hr', watermark: '1', generation: 1, selection, unknownRows: 0, lastFullImport: 1 };
    await store.commit({
      objects: [{ before: undefined, after: person(1, { image: ['x', 'm'] }) }],
      connectors: [state],
    });
    const layouts = await store.open(selected(attribute('number', 'integer'), attribute('mail', 'dn')));
    expect(layouts.get('hr.person')).toEqual(['\u001f0\u001fnumber', 'mail', 'number']);
    expect(await store.connectorStates()).toEqual([{ ...state, selection: ['person.mail'] }]);
    const loaded = (await store.load({ objects: [objectId(1)] })).objects.get(objectId(1));
    expect(loaded?.image).toEqual(['x', 'm']);
  });

  it('lets one object take the anchor that another gives up in the same transaction', async () => {
    const store = await make();
    await store.open(selected(attribute('mail', 'string')));
    const [a, b] = [person(1), person(2)];
    await store.commit({ objects: [a, b].map((after) => ({ before: undefined, after })) });
    await store.commit({
      objects: [
        { before: a, after: { ...a, anchor: '2' } },
        { before: b, after: { ...b, anchor: '1' } },
      ],
    });
    const { anchors } = await store.load({ anchors: [objKey('hr', '1'), objKey('hr', '2')] });
    expect([...anchors.values()]).toEqual([b.id, a.id]);
    await store.commit({
      removedObjects: [b.id],
      objects: [{ before: undefined, after: person(3, { anchor: '1' }) }],
    });
    expect((await store.load({ anchors: [objKey('hr', '1')] })).anchors.get(objKey('hr', '1'))).toBe(objectId(3));
  });

  it('never gives a number twice', async () => {
    const store = await make();
    await store.open(selected(attribute('mail', 'string')));
    await store.commit({ objects: [{ before: undefined, after: person(7) }] });
    await store.commit({ removedObjects: [objectId(7)] });
    expect(await store.nextIds()).toEqual({ object: 8, mv: 1 });
  });

  it('gives references back in ascending order, whatever is added and removed, in whatever order', async () => {
    const store = await make();
    await store.open(selected(attribute('members', 'ref', true)));
    const group = (...anchors: readonly string[]) => person(1, { image: [anchors.map(refByAnchor)] });
    const histories = [
      ['4', '1', '3', '2'],
      ['1', '3', '4'],
      ['1', '3', '4', '2'],
      ['2', '1'],
      ['2', '5', '\u{1f600}', '\uff5e', '1'],
      ['6'],
    ];
    let before: CsObject | undefined;
    for (const anchors of histories) {
      await store.commit({ objects: [{ before, after: group(...anchors) }] });
      before = (await store.load({ objects: [objectId(1)] })).objects.get(objectId(1));
      expect(before).toEqual(group(...anchors.toSorted(compareText)));
    }
  });

  it('finds references by key, also in what is kept of a lost contributor', async () => {
    const store = await make();
    await store.open(new Map([['person', [attribute('manager', 'ref')]]]));
    const boss = mvKey(objKey('hr', '9'), 0);
    const contribution = { object: objKey('hr', '1'), rule: 'A|hr.person|person', part: boss };
    const mv: MvObject = {
      id: mvId(1),
      key: mvKey(objKey('hr', '1'), 0),
      type: 'person',
      holders: [],
      goneSince: 5,
      kept: { manager: [contribution] },
      once: undefined,
      stored: [],
      notSettled: false,
      keys: [],
    };
    await store.commit({ mvs: [{ before: undefined, after: mv }] });
    expect((await store.load({ mvReferrers: [boss] })).mvReferrers.get(boss)).toEqual([mv.id]);
    await store.commit({ mvs: [{ before: mv, after: { ...mv, kept: undefined, goneSince: undefined } }] });
    expect((await store.load({ mvReferrers: [boss] })).mvReferrers.get(boss)).toEqual([]);
  });

  it('walks over many ids in pieces', async () => {
    const store = await make();
    await store.open(selected(attribute('mail', 'string')));
    const all = Array.from({ length: 1234 }, (_, i) => person(i + 1));
    await store.commit({ objects: all.map((after) => ({ before: undefined, after })) });
    const seen: number[] = [];
    for (let after = objectId(0); ; ) {
      const ids = await store.objectIds({ after, limit: 100, connector: 'hr' });
      const last = ids.at(-1);
      if (last === undefined) break;
      seen.push(...ids);
      after = last;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it('remembers runs, the last first', async () => {
    const store = await make();
    const first = await store.beginRun({ step: 'run default', connector: undefined, startedAt: 1 });
    const told = {
      message: 'm',
      errors: { tie: 1 },
      findings: [{ unit: 'person:1', kind: 'tie', message: 'two titles' }],
    };
    await store.endRun(first, { endedAt: 3, status: 'done', statistics: { objects: 4 }, ...told });
    const second = await store.beginRun({ step: 'run nightly', connector: undefined, startedAt: 2 });
    const untold = { parent: undefined, message: undefined, errors: {}, findings: [] };
    const begun = { ...untold, endedAt: undefined, status: 'running', statistics: {} };
    const ended = { endedAt: 3, status: 'done', statistics: { objects: 4 }, ...told };
    expect(await store.runs({ limit: 9 })).toEqual([
      { ...begun, id: second, step: 'run nightly', connector: undefined, startedAt: 2 },
      { ...untold, ...ended, id: first, step: 'run default', connector: undefined, startedAt: 1 },
    ]);
    expect(await store.runs({ limit: 1 })).toHaveLength(1);
  });

  it('forgets what is older than asked: runs with their steps, and departures', async () => {
    const store = await make();
    const old = await store.beginRun({ step: 'run default', connector: undefined, startedAt: 1 });
    await store.beginRun({ step: 'full import', connector: 'hr', startedAt: 12, parent: old });
    const young = await store.beginRun({ step: 'run default', connector: undefined, startedAt: 20 });
    const step = await store.beginRun({ step: 'full import', connector: 'hr', startedAt: 21, parent: young });
    const [key] = [mvKey(objKey('hr', '1'), 0)];
    const gone = (at: number) => ({ kind: 'mv', key, type: 'person', at, holders: [], goneSince: undefined }) as const;
    await store.commit({ departures: [gone(5)] });
    await store.commit({ departures: [gone(15)] });
    await store.forgetHistory({ runs: 10, departures: 15 });
    expect(await store.runs({ limit: 9 })).toMatchObject([{ id: young }]);
    expect(await store.run(step)).toMatchObject({ parent: young });
    expect(await store.runs({ of: old })).toEqual([]);
    expect(await store.departures(key)).toMatchObject([{ at: 15 }]);
    expect(await store.beginRun({ step: 'run default', connector: undefined, startedAt: 30 })).toBeGreaterThan(step);
  });

  it('keeps the steps of a run, and says which runs died', async () => {
    const store = await make();
    const run = await store.beginRun({ step: 'run default', connector: undefined, startedAt: 1 });
    const step = await store.beginRun({ step: 'full import', connector: 'hr', startedAt: 2, parent: run });
    expect(await store.runs({ of: run })).toMatchObject([{ id: step, parent: run, status: 'running' }]);
    const next = await store.beginRun({ step: 'run default', connector: undefined, startedAt: 3 });
    expect(await store.runs({ limit: 9 })).toMatchObject([
      { id: next, status: 'running' },
      { id: run, status: 'died', endedAt: undefined },
    ]);
    expect(await store.run(step)).toMatchObject({ step: 'full import', connector: 'hr', status: 'died' });
    expect(await store.run(99)).toBeUndefined();
  });
});

describe('a store in SQLite', () => {
  it('applies a transaction as a whole or not at all', async () => {
    const store = await openSqliteStore({ file: ':memory:' });
    await store.open(selected(attribute('mail', 'string')));
    const other = person(2, { anchor: '9' });
    const twice = [other, { ...other, id: objectId(3) }].map((after) => ({ before: undefined, after }));
    await expect(store.commit({ objects: twice })).rejects.toThrow(/UNIQUE/);
    expect(await store.counts()).toMatchObject({ objects: {} });
    expect(await store.nextIds()).toEqual({ object: 1, mv: 1 });
    // What was learnt in the transaction is forgotten with it: the connector, new to the store, gets its number now.
    await store.commit({ objects: twice.slice(0, 1) });
    expect((await store.load({ objects: [objectId(2)] })).objects.get(objectId(2))).toEqual(other);
    await store.close();
  });
});
