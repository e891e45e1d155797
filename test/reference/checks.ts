// What a synchronisation is compared with: the reference interpreter after every one, and in turn one that does the same work
// in another way - in full with small batches and turned rules, again, from nothing derived, interrupted, in another order.
import { type Machine, synchronise } from '@syncrule/runtime/engine';
import { planDifference, planMeaning } from '@syncrule/runtime/plan';
import type { Store } from '@syncrule/runtime/store';
import { copyOfMemoryStore, stateOfMemoryStore } from '@syncrule/runtime/store/memory';
import { Fuse, Killed, mortalStore } from '../support/fuse.js';
import { recordsIn, type Snapshot, snapshotOf, snapshotOfRecords } from '../support/snapshot.js';
import { World } from '../support/world.js';
import { Disagreement, expectSame } from './compare.js';
import { reached } from './coverage.js';
import { stateOf, synchroniseReference, toRecords } from './index.js';
import type { Variant } from './prepared.js';
import type { Round } from './rounds.js';

type ImportInto = (other: World) => Promise<void>;

/** Looks on from before the imports of a round. */
export interface Witness {
  /** Synchronises the world, and compares. */
  synchronise(world: World, variant: Variant, at: number, where: string, importInto: ImportInto): Promise<void>;
}

const CHECKS = ['in full', 'again', 'rebuilt', 'interrupted', 'imported in another order'] as const;

export const beginWitness = async (world: World, round: Round): Promise<Witness> => {
  const check = round.check ?? 0;
  const kind = CHECKS[check % CHECKS.length] ?? 'in full';
  const isOrder =
    kind === 'imported in another order' && round.breakAfter === undefined && (round.actions ?? []).length === 0;
  const before = isOrder ? await copyOfWorld(world) : undefined;
  return {
    synchronise: async (now, variant, at, where, importInto) => {
      const prior = copyOfMemoryStore(now.store);
      const engine = await againstReference(now, at, where, round.batch);
      if (engine === undefined) return;
      const compared: Compared = { world: now, variant, prior, engine, at, where };
      if (before !== undefined) await inAnotherOrder(compared, before, importInto);
      else if (kind === 'in full' || kind === 'imported in another order') await inFull(compared);
      else if (kind === 'again') await again(compared);
      else if (kind === 'rebuilt') await rebuilt(compared);
      else await interrupted(compared, Math.floor(check / CHECKS.length));
    },
  };
};

interface Compared {
  readonly world: World;
  readonly variant: Variant;
  /** The store before the synchronisation. */
  readonly prior: Store;
  /** What the synchronisation came to. */
  readonly engine: Snapshot;
  readonly at: number;
  readonly where: string;
}

const copyOfWorld = (world: World): Promise<World> =>
  World.open(
    world.plan,
    {},
    {
      store: copyOfMemoryStore(world.store),
      systems: new Map([...world.systems].map(([name, system]) => [name, system.copy()])),
      prepared: world,
    },
  );

const withoutOthers = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  errors: [...new Set(snapshot.errors.filter((each) => each.startsWith('sync ')))],
});

/** What the engine comes to by a delta; nothing where it does not settle, which is not compared. */
const againstReference = async (
  world: World,
  at: number,
  where: string,
  batch: number | undefined,
): Promise<Snapshot | undefined> => {
  const { store, plan, layouts } = world;
  const prior = copyOfMemoryStore(store);
  const before = stateOfMemoryStore(prior);
  const { meaning } = before.space;
  // A rule that got another name is the same rule (7.4): the records speak of it by its new name.
  if (meaning !== undefined && before.space.plan !== plan.hash)
    await prior.commit({ renamedRules: planDifference(meaning, planMeaning(plan)).renamed });
  const activates = before.space.plan !== undefined && before.space.plan !== plan.hash;
  const refusals = [...before.addRefusals.values()].flat();
  const reference = stateOf(await recordsIn(prior), refusals, plan, layouts, at, activates);
  await world.sync(at, 'delta', batch);
  const engine = await world.snapshot();
  reached('synchronisation');
  if (!synchroniseReference(reference)) {
    reached('5.5 does not settle');
    return undefined;
  }
  const expected = snapshotOfRecords(toRecords(reference), layouts);
  expectSame(`${where}: delta and reference (G2)`, withoutOthers(engine), withoutOthers(expected));
  for (const error of expected.errors) reached(`error: ${error.split(' ')[2]}`);
  return engine;
};

const inFull = async ({ world, variant, prior, engine, at, where }: Compared): Promise<void> => {
  await synchronise(prior, variant.turned, { at, mode: 'full', batch: 2 });
  expectSame(
    `${where}: delta and full in small batches, rules turned (G2, G3)`,
    engine,
    await snapshotOf(prior, world.layouts),
  );
  reached('check: in full (G2, G3)');
};

const inAnotherOrder = async (
  { engine, at, where }: Compared,
  before: World,
  importInto: ImportInto,
): Promise<void> => {
  await importInto(before);
  await before.sync(at, 'delta', 1);
  expectSame(`${where}: objects imported in another order (G3)`, engine, await before.snapshot());
  reached('check: in another order (G3)');
};

const again = async ({ world, at, where }: Compared): Promise<void> => {
  const written = await writtenAgain(copyOfMemoryStore(world.store), world.machine, at);
  if (written.length > 0)
    throw new Disagreement(`${where}: the same synchronisation again writes ${written.join(', ')} (G1)`);
  reached('check: again (G1)');
  const { evaluated } = await synchronise(copyOfMemoryStore(world.store), world.machine, { at, mode: 'delta' });
  if (evaluated > 0)
    throw new Disagreement(
      `${where}: a delta after which nothing happened evaluates ${evaluated} metaverse objects (G7)`,
    );
  reached('check: nothing to do (G7)');
};

const rebuilt = async ({ world, engine, at, where }: Compared): Promise<void> => {
  const store = withoutDerived(world.store);
  await synchronise(store, world.machine, { at, mode: 'full', batch: 7 });
  expectSame(`${where}: rebuilt (G10)`, engine, await snapshotOf(store, world.layouts));
  reached('check: rebuilt (G10)');
};

/** Dies at a commit, is taken up again later with its own time, dies once more perhaps, and comes to its end. */
const interrupted = async ({ world, prior, engine, at, where }: Compared, moment: number): Promise<void> => {
  const mode = moment % 4 < 2 ? 'delta' : 'full';
  const die = async (effect: number): Promise<boolean> => {
    // One that died before its first write has not begun, and one that died after its last is done.
    const { unfinished } = await prior.space();
    const fuse = new Fuse(effect, moment % 2 === 0 ? 'after' : 'before');
    const later = unfinished === undefined ? at : at + 86_400_000;
    try {
      await synchronise(mortalStore(prior, fuse), world.machine, { at: later, mode, batch: 2 });
      return false;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return true;
    }
  };
  if (await die(moment + 1)) {
    if ((await prior.done()).length > 0) reached('check: interrupted, and through with some (G6)');
    if ((await prior.space()).unfinished !== undefined) reached('check: interrupted (G6)');
    if (await die(Math.floor(moment / 2) + 1)) await die(Number.POSITIVE_INFINITY);
  }
  expectSame(`${where}: interrupted and taken up again (G6)`, engine, await snapshotOf(prior, world.layouts));
};

/** Names of what the commits of a repeated synchronisation hold besides the run's own records. */
const writtenAgain = async (copy: Store, machine: Machine, at: number): Promise<readonly string[]> => {
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
  await synchronise(watched, machine, { at, mode: 'full' });
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
