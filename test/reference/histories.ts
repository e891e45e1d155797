// Random histories over a program's systems, and the properties that hold after every synchronisation.
import { keySpecTexts, prepare, synchronise } from '@syncrule/runtime/engine';
import { planDifference, planMeaning } from '@syncrule/runtime/plan';
import type { Store } from '@syncrule/runtime/store';
import { copyOfMemoryStore, memoryStore, stateOfMemoryStore } from '@syncrule/runtime/store/memory';
import fc from 'fast-check';
import type { SystemValue, Verdict } from '../support/simulated-system.js';
import { recordsOf, type Snapshot, snapshotOf, snapshotOfRecords } from '../support/snapshot.js';
import { World } from '../support/world.js';
import { stateOf, synchroniseReference, toRecords } from './index.js';
import { type Program, program } from './knobs.js';
import { planOf } from './programs.js';
import { schemasOf } from './schemas.js';

const DAY = 86_400_000;
const START = 20_000 * DAY;

const letter = fc.constantFrom('a', 'b', 'c', 'd', undefined);
const number = fc.nat(3);
const values = fc.record({
  k1: letter,
  k2: letter,
  s1: letter,
  s2: letter,
  day: fc.constantFrom(undefined, 19_999, 20_003),
  texts: fc.subarray(['a', 'b', 'c']),
  boss: fc.option(number, { nil: undefined }),
  friends: fc.subarray([0, 1, 2, 3]),
});
const change = fc.record({
  connector: fc.constantFrom('hr', 'hr', 'hr', 'ad', 'cl'),
  object: number,
  kind: fc.constantFrom(
    'put' as const,
    'put' as const,
    'put' as const,
    'set' as const,
    'set' as const,
    'remove' as const,
    'rename' as const,
  ),
  values,
  name: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', 'a')),
});
const round = fc.record({
  changes: fc.array(change, { maxLength: 5, size: 'max' }),
  imports: fc.constantFrom<readonly ('hr' | 'ad' | 'cl')[]>(
    ['hr', 'ad', 'cl'],
    ['hr', 'ad', 'cl'],
    ['hr'],
    ['ad'],
    ['cl', 'hr'],
    [],
  ),
  breakAfter: fc.option(number, { freq: 6, nil: undefined }),
  days: fc.constantFrom(0, 0, 1, 3),
  exports: fc.constantFrom<readonly ('ad' | 'cl')[]>(['ad', 'cl'], ['ad', 'cl'], ['ad'], ['cl'], []),
  verdicts: fc.array(
    fc.constantFrom<Verdict>(
      'apply',
      'apply',
      'apply',
      { fail: 'transient' },
      { fail: 'permanent' },
      'unknown-done',
      'unknown-not-done',
    ),
    { minLength: 1, maxLength: 3 },
  ),
  changePlan: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
export const history = fc.record({ program, rounds: fc.array(round, { minLength: 3, maxLength: 12, size: 'max' }) });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Round = typeof round extends fc.Arbitrary<infer T> ? T : never;
export type History = { readonly program: Program; readonly rounds: readonly Round[] };

/** Says where two states differ. */
export class Disagreement extends Error {}

const expectSame = (what: string, a: Snapshot, b: Snapshot): void => {
  const parts: (keyof Snapshot)[] = ['objects', 'mvs', 'operations', 'errors'];
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, each) =>
      each instanceof Object && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
        : each,
    ) ?? '';
  const items = (value: Snapshot[keyof Snapshot]): readonly string[] =>
    Array.isArray(value) ? value.map(text) : Object.entries(value).map(([key, each]) => `${key}: ${text(each)}`);
  for (const part of parts) {
    const [left, right] = [items(a[part]), items(b[part])];
    const onlyLeft = left.filter((each) => !right.includes(each));
    const onlyRight = right.filter((each) => !left.includes(each));
    if (onlyLeft.length + onlyRight.length > 0)
      throw new Disagreement(
        `${what}: ${part} differ\n  engine only:\n    ${onlyLeft.join('\n    ')}\n  other only:\n    ${onlyRight.join('\n    ')}`,
      );
  }
};

const withoutOthers = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  errors: [...new Set(snapshot.errors.filter((each) => each.startsWith('sync ')))],
});

const apply = (world: World, { connector, object, kind, values: given, name: [cn, ou] }: Change): void => {
  const system = world.system(connector);
  const anchor = `${connector}${object}`;
  const reference = (to: number): SystemValue => [{ anchor: `${connector}${to}` }];
  const all: Record<string, SystemValue> = {
    ...given,
    boss: given.boss === undefined ? undefined : reference(given.boss),
    texts: given.texts.length === 0 ? undefined : given.texts,
    friends: given.friends.length === 0 ? undefined : given.friends.map((to) => ({ anchor: `${connector}${to}` })),
    ...(connector === 'hr' ? { id: anchor } : {}),
  };
  const there = [...system.objects.keys()].filter((each) => !each.startsWith('ou'));
  const chosen = system.objects.has(anchor) ? anchor : (there[object] ?? anchor);
  const dn = `CN=${cn},OU=${ou}`;
  const free = ![...system.objects.values()].some((each) => each.name === dn);
  if (kind === 'put' && (connector === 'hr' || free))
    system.put(connector === 'hr' ? 'person' : 'user', anchor, all, connector === 'hr' ? undefined : dn);
  else if (kind === 'remove') system.remove(chosen);
  else if (kind === 'set' && system.objects.has(chosen))
    system.change(chosen, connector === 'hr' ? { ...all, id: chosen } : all);
  else if (kind === 'rename' && connector !== 'hr' && free && system.objects.has(chosen)) system.change(chosen, {}, dn);
};

/** Plays a history; throws a {@link Disagreement} at the first property that does not hold. */
export const play = async ({ program, rounds }: History): Promise<void> => {
  let world = await World.open(planOf(program), schemasOf(program), { store: memoryStore() });
  if (program.containers) world.system('ad').put('ou', 'ou1', {}, 'OU=x');
  let changed = false;
  let at = START;
  await world.import(at);
  for (const [index, step] of rounds.entries()) {
    const where = `round ${index}`;
    for (const each of step.changes) apply(world, each);
    for (const name of step.imports) {
      world.system(name).breakAfter = step.breakAfter;
      at += 1000;
      await world.import(at, name).catch((error: unknown) => {
        if (step.breakAfter === undefined) throw error;
      });
      world.system(name).breakAfter = undefined;
    }
    if (step.changePlan) {
      changed = !changed;
      world = await World.open(planOf(program, changed), schemasOf(program), {
        store: world.store,
        systems: world.systems,
      });
    }
    at += step.days * DAY + 1000;
    await checkedSync(world, at, where, planOf(program, changed, 3));
    let n = 0;
    for (const name of step.exports) {
      world.system(name).verdict = () => step.verdicts[n++ % step.verdicts.length] ?? 'apply';
      at += 1000;
      await world.export(at, name);
    }
  }
};

const checkedSync = async (world: World, at: number, where: string, turned: World['plan']): Promise<void> => {
  const { store, plan, layouts } = world;
  const prior = copyOfMemoryStore(store);
  const before = stateOfMemoryStore(prior);
  const { meaning } = before.space;
  // A rule that got another name is the same rule (7.4): the records speak of it by its new name.
  if (meaning !== undefined && before.space.plan !== plan.hash)
    await prior.commit({ renamedRules: planDifference(meaning, planMeaning(plan)).renamed });
  const reference = stateOf(
    await recordsOf(prior),
    [...before.addRefusals.values()].flat(),
    plan,
    layouts,
    at,
    activates(before.space.plan, plan.hash),
  );
  const copy = copyOfMemoryStore(store);
  await world.sync(at);
  const engine = await world.snapshot();
  if (!synchroniseReference(reference)) return;
  expectSame(
    `${where}: delta and reference`,
    withoutOthers(engine),
    withoutOthers(snapshotOfRecords(toRecords(reference), layouts)),
  );
  await synchronise(copy, prepare({ ...turned, hash: plan.hash }, layouts, await copy.keySpecs(keySpecTexts(turned))), {
    at,
    mode: 'full',
    batch: 2,
  });
  expectSame(`${where}: delta and full in small batches (G2, G3)`, engine, await snapshotOf(copy, layouts));
  const written = await syncAgain(copyOfMemoryStore(store), world, at);
  if (written.length > 0)
    throw new Disagreement(`${where}: the same synchronisation again writes ${written.join(', ')} (G1)`);
  const rebuilt = withoutDerived(store);
  await synchronise(rebuilt, world.machine, { at, mode: 'full', batch: 7 });
  expectSame(`${where}: rebuilt (G10)`, engine, await snapshotOf(rebuilt, layouts));
};

const activates = (before: string | undefined, after: string): boolean => before !== undefined && before !== after;

/** Names of what the commits of a repeated synchronisation hold besides the run's own records. */
const syncAgain = async (copy: Store, world: World, at: number): Promise<readonly string[]> => {
  const written = new Set<string>();
  const watched: Store = {
    ...copy,
    commit: async (changes) => {
      for (const name of [
        'objects',
        'removedObjects',
        'mvs',
        'removedMvs',
        'operations',
        'unclaimed',
        'claims',
      ] as const)
        if (changes[name] !== undefined && [...changes[name]].length > 0) written.add(name);
      await copy.commit(changes);
    },
  };
  await synchronise(watched, world.machine, { at, mode: 'full' });
  return [...written];
};

/** A copy without operations, claims, keys and errors of synchronisations. */
const withoutDerived = (store: Store): Store => {
  const copy = copyOfMemoryStore(store);
  const state = stateOfMemoryStore(copy);
  state.operations.clear();
  state.unclaimed.clear();
  state.claims.clear();
  for (const key of state.errors.keys()) if (key.endsWith('sync')) state.errors.delete(key);
  for (const [id, object] of state.objects) state.objects.set(id, { ...object, keys: [] });
  for (const [id, mv] of state.mvs) state.mvs.set(id, { ...mv, keys: [] });
  return copy;
};
