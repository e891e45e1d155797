// A history played in two worlds of which one is otherwise: kept on disk, or among many whom nothing concerns.
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import type { SimulatedSystem } from '../support/simulated-system.js';
import type { Snapshot } from '../support/snapshot.js';
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
const strangers = (systems: ReadonlyMap<string, SimulatedSystem>): void => {
  for (let index = 0; index < STRANGERS; index += 1)
    systems.get('hr')?.put('person', `stranger${index}`, { id: `stranger${index}` });
};

/** G7: a delta evaluates as many metaverse objects as it does without the many who stand by. */
export const sameWorkAmongStrangers = async (prepared: Prepared, given: readonly Round[]): Promise<void> => {
  // Operators would choose among more, and an import that breaks off would break off elsewhere.
  const rounds = given.map((round) => ({ ...round, actions: [], breakAfter: undefined, unreadable: undefined }));
  const counts: number[][] = [[], []];
  for (const [index, populate] of [undefined, strangers].entries())
    await playPrepared(prepared, rounds, {
      ...(populate === undefined ? {} : { populate }),
      synchronised: async (_world, { mode, evaluated }) => void counts[index]?.push(mode === 'delta' ? evaluated : 0),
    });
  const [alone = [], among = []] = counts;
  for (const [index, round] of rounds.entries()) {
    // A new plan is looked at with all that it can touch.
    if (round.changePlan) continue;
    if (alone[index] !== among[index])
      throw new Disagreement(
        `round ${index}: evaluates ${alone[index]} metaverse objects alone and ${among[index]} among ${STRANGERS} strangers (G7)`,
      );
    reached('check: proportional (G7)');
  }
};
