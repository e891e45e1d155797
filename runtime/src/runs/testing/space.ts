// A space over a real store in memory, with the test plan and one connected system.
import { type CsObject, type MvObject, type Operation, ruleId, type Slot } from '../../store/index.js';
import { openSqliteStore } from '../../store/sqlite/index.js';
import { mvId, mvKey, type ObjectId, objectId, objKey } from '../../values/index.js';
import { exportConnector } from '../export/index.js';
import { importConnector } from '../import/index.js';
import { openSpace } from '../open.js';
import type { Space } from '../space.js';
import { testPlan } from './plan.js';
import { TestSystem } from './system.js';

export interface TestSpace {
  readonly space: Space;
  readonly corp: TestSystem;
  readonly hr: TestSystem;
  readonly import: (name: 'corp' | 'hr', mode?: 'full' | 'delta') => Promise<Readonly<Record<string, number>>>;
  readonly export: () => Promise<Readonly<Record<string, number>>>;
  /** Stages operations as a synchronisation would. */
  readonly stage: (...operations: readonly Operation[]) => Promise<void>;
  readonly object: (anchor: string) => Promise<CsObject | undefined>;
  readonly all: () => Promise<readonly CsObject[]>;
  readonly staged: () => Promise<readonly Operation[]>;
  /** Lets time go on, in ms. */
  readonly wait: (ms: number) => void;
}

export const userSlot: Slot = { connector: 'corp', type: 'user', account: null };
export const rule = ruleId({ name: 'accounts', csType: 'corp.user', mvType: 'person', direction: 'outbound' });
export const personKey = (n: number) => mvKey(objKey('hr', String(n)), 0);

export const addOf = (n: number, more: Partial<Operation> = {}): Operation => ({
  mv: mvId(n),
  slot: userSlot,
  object: undefined,
  kind: 'add',
  name: `CN=P${n},DC=x`,
  changes: [{ attribute: 'title', set: `T${n}`, rule }],
  rule,
  ...more,
});

export const changeOf = (n: number, object: ObjectId, more: Partial<Operation> = {}): Operation =>
  addOf(n, { object, kind: 'update', name: undefined, ...more });

export const openTestSpace = async (): Promise<TestSpace> => {
  const store = await openSqliteStore({ file: ':memory:' });
  const { space } = await openSpace(testPlan, store);
  const [corp, hr] = [new TestSystem(), new TestSystem()];
  let now = 1000;
  const tick = (): number => (now += 10);
  await store.commit({ mvs: [1, 2, 3, 4].map((n) => ({ before: undefined, after: person(n) })) });
  const operations = async (): Promise<readonly Operation[]> => {
    const found: Operation[] = [];
    for await (const operation of store.operations('corp')) found.push(operation);
    return found;
  };
  const all = async (): Promise<readonly CsObject[]> => {
    const objects = await store.objectIds({ after: objectId(0), limit: 1000 });
    return [...(await store.load({ objects })).objects.values()].flatMap((object) => object ?? []);
  };
  return {
    space,
    corp,
    hr,
    import: async (name, mode = 'full') =>
      (await importConnector(space, name, name === 'corp' ? corp : hr, { mode, at: tick() })).statistics,
    export: async () => (await exportConnector(space, 'corp', corp, { at: tick() })).statistics,
    stage: async (...staged) => {
      const mvs = new Set(staged.flatMap(({ mv }) => mv ?? []));
      const of = (mv: number) => staged.filter((operation) => operation.mv === mv);
      await store.commit({
        operations: new Map([...mvs].map((mv) => [mv, of(mv)])),
        space: { plan: testPlan.hash, lastSync: tick(), unfinished: undefined },
      });
    },
    object: async (anchor) => (await all()).find((object) => object.anchor === anchor),
    all,
    staged: operations,
    wait: (ms) => {
      now += ms;
    },
  };
};

const person = (n: number): MvObject => ({
  id: mvId(n),
  key: personKey(n),
  type: 'person',
  holders: [],
  goneSince: undefined,
  kept: undefined,
  once: undefined,
  stored: [],
  notSettled: false,
  keys: [],
});
