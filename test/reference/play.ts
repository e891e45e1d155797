// Plays a history in a world, and looks after every step whether what the engine promises holds.
import type { SyncReport } from '@syncrule/runtime/engine';
import type { Store } from '@syncrule/runtime/store';
import type { SimulatedSystem } from '../support/simulated-system.js';
import { World } from '../support/world.js';
import { beginWitness, type Witness } from './checks.js';
import { comesToRest } from './convergence.js';
import { reached } from './coverage.js';
import { Guarantees } from './guarantees.js';
import { happen, operate } from './happenings.js';
import { emptyStoreOf, type Prepared, preparedProgram, systemsOf, type Variant, worldOf } from './prepared.js';
import type { History, Round } from './rounds.js';

const DAY = 86_400_000;
const START = 20_000 * DAY;

/** How a history is played. */
export interface Manner {
  /** Where the space is kept, new; in memory unless given. */
  readonly store?: Store;
  /** Called after every synchronisation. Missing: all checks are made. */
  readonly synchronised?: (world: World, report: SyncReport) => Promise<void>;
  /** Puts more into the systems before anything else happens. */
  readonly populate?: (systems: ReadonlyMap<string, SimulatedSystem>) => void;
}

/** Plays a history; throws a Disagreement at the first thing that does not hold. */
export const play = async ({ program, rounds }: History): Promise<void> =>
  playPrepared(await preparedProgram(program), rounds);

export const playPrepared = async (
  prepared: Prepared,
  rounds: readonly Round[],
  manner: Manner = {},
): Promise<void> => {
  const course = await Course.begin(prepared, manner);
  for (const [index, round] of rounds.entries()) await course.take(round, `round ${index}`);
  if (manner.synchronised === undefined) await course.end();
};

class Course {
  private at = START;
  private isChanged = false;
  private readonly guarantees: Guarantees | undefined;

  private constructor(
    private readonly prepared: Prepared,
    private readonly manner: Manner,
    private world: World,
  ) {
    this.guarantees = manner.synchronised === undefined ? new Guarantees() : undefined;
  }

  static async begin(prepared: Prepared, manner: Manner): Promise<Course> {
    const systems = systemsOf(prepared);
    manner.populate?.(systems);
    const world = await (manner.store === undefined
      ? worldOf(prepared, prepared.plain, emptyStoreOf(prepared), systems)
      : World.open(prepared.plain.plan, {}, { store: manner.store, systems }));
    const course = new Course(prepared, manner, world);
    await world.import(course.at);
    return course;
  }

  private get variant(): Variant {
    return this.isChanged ? this.prepared.changed : this.prepared.plain;
  }

  async take(round: Round, where: string): Promise<void> {
    for (const each of round.changes) happen(this.world, each);
    if (round.changePlan) await this.changePlan();
    const witness = this.manner.synchronised === undefined ? await beginWitness(this.world, round) : undefined;
    await this.import(round, this.world, where);
    for (const each of round.actions ?? []) await operate(this.world, each, this.at);
    this.at += round.days * DAY + 1000;
    if (round.days > 0) reached('time passes');
    await this.synchronise(round, where, witness);
    await this.export(round, where);
  }

  private async changePlan(): Promise<void> {
    this.isChanged = !this.isChanged;
    const { store, systems } = this.world;
    this.world = await (this.manner.store === undefined
      ? worldOf(this.prepared, this.variant, store, systems)
      : World.open(this.variant.plan, {}, { store, systems }));
    reached('new plan');
  }

  private async import(round: Round, world: World, where: string): Promise<void> {
    for (const name of round.imports) {
      const system = world.system(name);
      this.at += 1000;
      await importAs(round, system, async () => {
        const before = this.guarantees?.beforeImport(world, name);
        await world.importOne(this.at, name, round.delta ? 'delta' : 'full');
        if (before !== undefined) this.guarantees?.afterImport(before, world, where);
      });
    }
  }

  private async synchronise(round: Round, where: string, witness: Witness | undefined): Promise<void> {
    const { world, at } = this;
    if (this.manner.synchronised !== undefined) {
      const report = await world.sync(at, 'delta', round.batch);
      return this.manner.synchronised(world, report);
    }
    this.guarantees?.beforeSync(world);
    await witness?.synchronise(world, this.variant, at, where, (other) => this.importInto(round, other));
    this.guarantees?.afterSync(world, where);
  }

  /** The imports of a round once more, in another world. */
  private async importInto(round: Round, other: World): Promise<void> {
    for (const name of round.imports)
      await importAs({ ...round, reversed: !round.reversed }, other.system(name), () =>
        other.importOne(this.at, name, round.delta ? 'delta' : 'full'),
      );
  }

  private async export({ exports, verdicts }: Round, where: string): Promise<void> {
    let n = 0;
    for (const name of exports) {
      const system = this.world.system(name);
      system.verdict = () => {
        const verdict = verdicts[n++ % verdicts.length] ?? 'apply';
        reached(`answer: ${typeof verdict === 'string' ? verdict : verdict.fail}`);
        return verdict;
      };
      this.at += 1000;
      const before = this.guarantees?.beforeExport(this.world, name);
      await this.world.export(this.at, name);
      if (before !== undefined) this.guarantees?.afterExport(before, this.world, where);
    }
  }

  /** What is exported comes to rest, where nothing flows back. */
  async end(): Promise<void> {
    if (this.prepared.program.oneWay) await comesToRest(this.world, this.at);
  }
}

/** Makes a system show itself as the round says, for one import. */
const importAs = async (round: Round, system: SimulatedSystem, run: () => Promise<void>): Promise<void> => {
  system.breakAfter = round.breakAfter;
  system.order = round.reversed ? 'reversed' : undefined;
  system.unreadable =
    round.unreadable === undefined
      ? []
      : round.unreadable === 'unknown'
        ? [undefined]
        : [...system.objects.keys()].sort().slice(round.unreadable, round.unreadable + 1);
  await run();
  reached(round.delta ? 'delta import' : 'full import');
  if (round.breakAfter !== undefined) reached('import that breaks off');
  if (round.unreadable !== undefined) reached('unreadable row');
  system.breakAfter = undefined;
  system.order = undefined;
  system.unreadable = [];
};
