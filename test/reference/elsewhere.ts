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
 * Whether others concern some stranger: it has a key that they have too, claims a name with them, or was refused a name
 * that one of them has given up.
 */
class Meetings {
  private hadBefore: ReadonlySet<string> = new Set();
  met = false;

  look({ store }: World): void {
    const { mvs, objects, claims } = stateOfMemoryStore(store);
    const [theirs, others] = [new Set<string>(), new Set<string>()];
    const refused = new Set<string>();
    const has = new Set([...objects.values()].flatMap(({ keys }) => keys.map(([, text]) => text)));
    for (const { id, key, keys } of mvs.values()) {
      const isStranger = key.includes(STRANGER);
      const known = isStranger ? theirs : others;
      for (const row of keys) known.add(row.join(' '));
      for (const { connector, name } of claims.get(id) ?? []) {
        known.add(`${connector} ${name}`);
        if (isStranger && connector.startsWith('refused')) refused.add(name);
      }
      if (!isStranger) for (const [, text] of keys) has.add(text);
    }
    this.met ||= [...theirs].some((each) => others.has(each));
    this.met ||= [...refused].some((name) => this.hadBefore.has(name) && !has.has(name));
    this.hadBefore = has;
  }
}

/** G7: a delta evaluates as many metaverse objects as it does without the many who stand by. */
export const sameWorkAmongStrangers = async (prepared: Prepared, given: readonly Round[]): Promise<void> => {
  // Operators would choose among more, and an import that breaks off would break off elsewhere.
  const rounds = given.map((round) => ({ ...round, actions: [], breakAfter: undefined, unreadable: undefined }));
  const alone: number[] = [];
  const count = (report: SyncReport): number => (report.mode === 'delta' ? report.evaluated : 0);
  await playPrepared(prepared, rounds, { synchronised: async (_, report) => void alone.push(count(report)) });
  const among: number[] = [];
  const meetings = new Meetings();
  await playPrepared(prepared, rounds, {
    populate: strangers,
    synchronised: async (world, report) => {
      meetings.look(world);
      if (!meetings.met) among.push(count(report));
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
