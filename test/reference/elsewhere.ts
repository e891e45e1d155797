// A history played in two worlds of which one is otherwise: kept on disk, or among many whom nothing concerns.
import type { SyncReport } from '@syncrule/runtime/engine';
import { stateOfMemoryStore } from '@syncrule/runtime/store/memory';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import type { SimulatedSystem } from '../support/simulated-system.js';
import type { Snapshot } from '../support/snapshot.js';
import type { World } from '../support/world.js';
import { Disagreement, expectSame } from './compare.js';
import { reached } from './coverage.js';
import { playPrepared } from './play.js';
import type { Prepared } from './prepared.js';
import type { Round } from './rounds.js';

/** After every synchronisation the space on disk is the one in memory. */
export const sameOnDisk = async (prepared: Prepared, rounds: readonly Round[]): Promise<void> => {
  const store = await openSqliteStore({ file: ':memory:' });
  const shown: Snapshot[][] = [[], []];
  for (const [index, manner] of [{}, { store }].entries())
    await playPrepared(prepared, rounds, {
      ...manner,
      synchronised: async (world) => void shown[index]?.push(await world.snapshot()),
    });
  await store.close();
  const [memory = [], disk = []] = shown;
  for (const [index, each] of memory.entries()) {
    const other = disk[index];
    if (other !== undefined) expectSame(`round ${index}: in memory and on disk`, each, other);
    reached('check: the same on disk');
  }
};

const STRANGERS = 40;
const STRANGER = 'stranger';
const strangers = (systems: ReadonlyMap<string, SimulatedSystem>): void => {
  for (let index = 0; index < STRANGERS; index += 1)
    systems.get('hr')?.put('person', `${STRANGER}${index}`, { id: `${STRANGER}${index}` });
};

/**
 * Whether some stranger has a key that others have too, or claims a name with them: then others concern it. One that was
 * refused a name asks for it in every synchronisation.
 */
const haveMet = (world: World): boolean => {
  const { mvs, claims, errors } = stateOfMemoryStore(world.store);
  const refused = new Set(
    [...errors.values()]
      .flat()
      .flatMap(({ unit, error }) => (error.kind === 'names-exhausted' && 'mv' in unit ? [unit.mv] : [])),
  );
  const [theirs, others] = [new Set<string>(), new Set<string>()];
  for (const { id, key, keys } of mvs.values()) {
    if (key.includes(STRANGER) && refused.has(id)) return true;
    const known = key.includes(STRANGER) ? theirs : others;
    for (const row of keys) known.add(row.join(' '));
    for (const { connector, name } of claims.get(id) ?? []) known.add(`${connector} ${name}`);
  }
  return [...theirs].some((each) => others.has(each));
};

/** G7: a delta evaluates as many metaverse objects as it does without the many who stand by. */
export const sameWorkAmongStrangers = async (prepared: Prepared, given: readonly Round[]): Promise<void> => {
  // Operators would choose among more, and an import that breaks off would break off elsewhere.
  const rounds = given.map((round) => ({ ...round, actions: [], breakAfter: undefined, unreadable: undefined }));
  const alone: number[] = [];
  const count = (report: SyncReport): number => (report.mode === 'delta' ? report.evaluated : 0);
  await playPrepared(prepared, rounds, { synchronised: async (_, report) => void alone.push(count(report)) });
  const among: number[] = [];
  let met = false;
  await playPrepared(prepared, rounds, {
    populate: strangers,
    synchronised: async (world, report) => {
      met ||= haveMet(world);
      if (!met) among.push(count(report));
    },
  });
  for (const [index, evaluated] of among.entries()) {
    // A new plan is looked at with all that it can touch.
    if (rounds[index]?.changePlan) continue;
    if (alone[index] !== evaluated)
      throw new Disagreement(
        `round ${index}: evaluates ${alone[index]} metaverse objects alone and ${evaluated} among ${STRANGERS} strangers (G7)`,
      );
    reached('check: proportional (G7)');
  }
};
