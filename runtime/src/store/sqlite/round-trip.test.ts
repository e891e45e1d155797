// Whatever is committed is loaded again, the same: compared with the store in memory after each of a row of commits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MvId, type ObjectId, type ObjKey, objKey } from '../../values/value.js';
import { memoryStore } from '../memory/index.js';
import type { Changes, ErrorOrigin, ListParts, Needs, Store, TextsOf } from '../port.js';
import type { CsObject, ErrorUnit, Mark, MvObject, SpaceState } from '../records.js';
import * as random from '../testing/generators.js';
import { openSqliteStore } from './index.js';

const CONNECTORS = ['corp', 'hr', 'other'];

describe('the SQLite store and the store in memory', () => {
  it('hold the same after any commits', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const stores = { sqlite: await openSqliteStore({ file: ':memory:' }), memory: memoryStore() };
        for (const store of [stores.sqlite, stores.memory]) {
          await store.open(random.selection);
          await store.keySpecs(['o1', 'o2', 'm1', 'm2']);
        }
        for (const { renamedRules, ...next } of steps) {
          for (const store of [stores.memory, stores.sqlite]) if (renamedRules) await store.commit({ renamedRules });
          const changes = await changesOf(next, stores.sqlite);
          await stores.memory.commit(changes);
          await stores.sqlite.commit(changes);
          expect(await everything(stores.sqlite)).toStrictEqual(await everything(stores.memory));
        }
        await stores.sqlite.close();
      }),
      { numRuns: 120 },
    );
  });
});

/** What is loaded of lists, in part. */
const IN_PART: ListParts = {
  slots: new Map([
    ['hr.person', [7]],
    ['corp.user', [7]],
  ]),
  ofObject: (id) => (id % 3 === 0 ? undefined : ['a:1', 'o:2', 'o:3', 'o:20']),
  ofMv: () => undefined,
};

const mark = fc.oneof(
  fc.constantFrom(...random.objectIds).map((object) => ({ object })),
  fc.constantFrom(...random.mvIds).map((mv) => ({ mv })),
);
const markInPart: fc.Arbitrary<Mark> = fc.record(
  { object: fc.constantFrom(...random.objectIds), references: fc.subarray([...random.refTexts]) },
  { noNullPrototype: true },
);
const unit: fc.Arbitrary<ErrorUnit> = fc.oneof(
  mark,
  fc.constantFrom('corp', 'hr').map((connector) => ({ connector })),
);
const origin = fc.constantFrom<ErrorOrigin>('import', 'sync', 'export');
const space: fc.Arbitrary<SpaceState> = fc.record(
  {
    plan: fc.option(fc.string(), { nil: undefined }),
    lastSync: fc.option(random.time, { nil: undefined }),
    unfinished: fc.option(fc.record({ at: random.time, plan: fc.string() }, { noNullPrototype: true }), {
      nil: undefined,
    }),
  },
  { noNullPrototype: true },
);

/** Lists for some metaverse objects. */
const lists = <T>(of: (mv: MvId) => fc.Arbitrary<T>, selector?: (item: T) => string) =>
  fc
    .uniqueArray(fc.constantFrom(...random.mvIds), { maxLength: 2 })
    .chain((mvs) =>
      fc.tuple(...mvs.map((mv) => fc.tuple(fc.constant(mv), listOf(of(mv), selector)))).map((pairs) => new Map(pairs)),
    );
const listOf = <T>(of: fc.Arbitrary<T>, selector?: (item: T) => string) =>
  selector === undefined ? fc.array(of, { maxLength: 3 }) : fc.uniqueArray(of, { maxLength: 3, selector });

/** A record, and which of its members are taken over into one that is there. */
const patch = <T extends object>(of: fc.Arbitrary<T>, members: readonly (keyof T)[]) =>
  fc.record({ record: of, members: fc.subarray([...members]) });

const step = fc.record(
  {
    objects: fc.uniqueArray(
      patch(random.csObject, ['anchor', 'name', 'existence', 'explicit', 'image', 'link', 'written', 'keys']),
      { selector: ({ record }) => record.id, maxLength: 5 },
    ),
    mvs: fc.uniqueArray(
      patch(random.mvObject, ['holders', 'goneSince', 'kept', 'once', 'reserved', 'stored', 'notSettled', 'keys']),
      { selector: ({ record }) => record.id, maxLength: 3 },
    ),
    staying: fc.uniqueArray(fc.constantFrom(...random.objectIds), { maxLength: 2 }),
    removedObjects: fc.array(fc.constantFrom(...random.objectIds), { maxLength: 1 }),
    removedMvs: fc.array(fc.constantFrom(...random.mvIds), { maxLength: 1 }),
    operations: lists(random.operation),
    claims: lists(random.claim, ({ connector, name }) => connector + name),
    addRefusals: lists(random.addRefusal),
    errors: fc.array(
      fc.record({ unit, origin, errors: fc.array(random.engineError, { maxLength: 3 }), at: random.time }),
      { maxLength: 2 },
    ),
    marks: fc.array(fc.oneof(mark, markInPart), { maxLength: 2 }),
    clearMarks: fc.constant(true as const),
    triggers: fc.array(fc.record({ mark, at: fc.option(random.time, { nil: undefined }) }), { maxLength: 2 }),
    renamedRules: random.renamedRules,
    connectors: fc.array(random.connectorState, { maxLength: 1 }),
    space,
  },
  { requiredKeys: ['objects', 'mvs'] },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The changes of a step on what is there: records are new, or share what they keep with those before. */
async function changesOf({ objects, mvs, ...others }: Omit<Step, 'renamedRules'>, store: Store): Promise<Changes> {
  const loaded = await store.load({ objects: random.objectIds, mvs: random.mvIds });
  const removedObjects = new Set(others.removedObjects);
  const removedMvs = new Set(others.removedMvs);
  const after = new Map([...loaded.objects].filter(([id]) => !removedObjects.has(id)));
  return {
    ...others,
    objects: objects.map(({ record, members }) => {
      const before = removedObjects.has(record.id) ? undefined : loaded.objects.get(record.id);
      const object = withOwnAnchor(patched(before, record, members), after);
      if (!removedObjects.has(record.id)) after.set(record.id, object);
      return { before, after: object };
    }),
    mvs: mvs.map(({ record, members }) => {
      const before = removedMvs.has(record.id) ? undefined : loaded.mvs.get(record.id);
      return { before, after: patched<MvObject>(before, record, members) };
    }),
  };
}

function patched<T extends object>(before: T | undefined, record: T, members: readonly (keyof T)[]): T {
  if (before === undefined) return record;
  return { ...before, ...Object.fromEntries(members.map((member) => [member, record[member]])) };
}

/** Without its anchor, if another has it. */
function withOwnAnchor(object: CsObject, all: ReadonlyMap<ObjectId, CsObject | undefined>): CsObject {
  const isTaken = [...all.values()].some(
    (other) => other?.id !== object.id && other?.connector === object.connector && other.anchor === object.anchor,
  );
  return isTaken ? { ...object, anchor: undefined } : object;
}

/** All that the port tells. */
async function everything(store: Store) {
  const { claimed, ...loaded } = await store.load(allNeeds());
  const referred = await store.load({ referred: anchorsOfAll() });
  const standing = await store.load({ standing: random.mvIds.map(random.keyOfMv) });
  const operations = [];
  for (const connector of [undefined, ...CONNECTORS]) {
    for await (const operation of store.operations(connector)) operations.push({ connector, operation });
  }
  const asked = { connector: 'corp', origin: 'sync' } as const;
  return {
    loaded,
    inPart: (await store.load({ objects: random.objectIds, inPart: IN_PART })).objects,
    referred,
    standing,
    claimed: [...claimed].map(([mv, claims]) => [mv, sorted(claims)]),
    operations: sorted(operations),
    ids: await Promise.all([
      ...ranges().map((range) => store.objectIds(range)),
      ...ranges().map((range) => store.findable(range)),
      store.mvIds({ after: first(random.mvIds), limit: 3 }),
      store.mvIds({ after: first(random.mvIds), limit: 9, type: 'team' }),
      store.mvIds({ after: first(random.mvIds), limit: 9, gone: true }),
      store.mvIds({ after: first(random.mvIds), limit: 9, type: 'person', gone: true }),
    ]),
    next: await store.nextIds(),
    marks: await store.marks(),
    due: [await store.due(0), await store.due(1_700_000_000_000)],
    connectors: sorted(await store.connectorStates()),
    space: await store.space(),
    errors: [sorted(await store.errors({})), sorted(await store.errors(asked))],
    errorsOfUnit: sorted(await store.errors({ unit: { connector: 'hr' }, origin: 'import' })),
    found: await Promise.all(
      ['ada', 'Ä', '"x', '%', '12', ',', 'a,ou=staff'].map((text) => store.search({ text, limit: 3 })),
    ),
    counts: await store.counts(),
  };
}

const first = <T>([item]: readonly T[]): T => {
  if (item === undefined) throw new Error('bug: an empty list');
  return item;
};

const ranges = () => {
  const after = first(random.objectIds);
  return [
    { after, limit: 2 },
    { after, limit: 9, connector: 'corp' },
    { after, limit: 1, type: 'hr.person' },
    { after, limit: 9, existence: 'gone' as const },
    { after, limit: 9, connector: 'hr', type: 'corp.user' },
  ];
};

const perConnector = (texts: readonly string[]): TextsOf<string> =>
  new Map(CONNECTORS.map((connector) => [connector, texts]));

const anchorsOfAll = (): readonly ObjKey[] =>
  CONNECTORS.flatMap((connector) => random.anchors.map((anchor) => objKey(connector, anchor)));

const allNeeds = (): Needs => ({
  objects: random.objectIds,
  mvs: random.mvIds,
  mvKeys: random.mvIds.map(random.keyOfMv),
  heads: random.objectIds,
  mvHeads: random.mvIds,
  linked: random.mvIds,
  anchors: anchorsOfAll(),
  names: perConnector(random.nameKeys),
  keys: new Map([...random.OBJECT_SPECS, ...random.MV_SPECS, 99].map((spec) => [spec, random.keyTexts])),
  referrers: perConnector(random.refTexts),
  mvReferrers: random.mvIds.map(random.keyOfMv),
  births: random.births,
  claims: perConnector(['cn=ada,ou=people', 'ou=people', 'x']),
  claimed: random.mvIds,
  operations: random.mvIds,
  adds: random.mvIds,
  addRefusals: random.mvIds,
  visible: ['corp.user', 'hr.person', 'other.type'],
  children: perConnector(random.nameKeys),
});

/** In an order of its own, for what has none. */
const sorted = <T>(items: readonly T[]): readonly T[] => items.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
const textOf = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
