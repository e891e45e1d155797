// The world of one test: its systems, its space, its clock. It begins empty, and a cycle is run over the real engine.
import { openMemory } from '@syncrule/runtime/connectors/memory';
import { type Machine, synchronise } from '@syncrule/runtime/engine';
import type { SchemaFile } from '@syncrule/runtime/plan';
import { exportConnector, type GuardSettings, importConnector, type Space } from '@syncrule/runtime/runs';
import { type StagedChange, stagedChanges } from './changes.js';
import type { Prepared } from './machines.js';
import { TestSystems } from './systems.js';
import { SpaceView } from './view.js';

/**
 * What a cycle did: full imports, then rounds of synchronisation, export and confirming imports until a synchronisation finds
 * nothing. A value that comes from one system, and that another gets, takes two of them.
 */
export interface Cycle {
  readonly changes: readonly StagedChange[];
  /** What a synchronisation still found after the last round, though nothing had happened. */
  readonly flips: readonly StagedChange[];
  /** The space before the first export, and at the end. */
  readonly staged: SpaceView;
  readonly after: SpaceView;
}

/** Guards are about what a run may do unasked; a test asks. */
const ANY = { count: Number.MAX_SAFE_INTEGER, percent: Number.MAX_SAFE_INTEGER };
const NO_GUARDS: GuardSettings = {
  adds: ANY,
  updates: ANY,
  renames: ANY,
  deletes: ANY,
  memberships: ANY,
  clears: ANY,
  sourceShrinks: ANY,
  unreadableRows: ANY,
  planChange: ANY,
};
/** More rounds than any chain of values needs that goes from system to system. */
export const ROUNDS = 5;

/** Where a program does not read time, the day does not matter. */
const SOME_DAY = Date.UTC(2000, 0, 1);

export class TestWorld {
  readonly systems: TestSystems;
  readonly machine: Machine;
  readonly #space: Space;
  readonly #guards: GuardSettings;
  now = SOME_DAY;

  constructor({ machine, space }: Prepared & { readonly space: Space }, schemas: ReadonlyMap<string, SchemaFile>) {
    this.machine = machine;
    this.#space = space;
    this.systems = new TestSystems(schemas);
    this.#guards = { ...NO_GUARDS, mayBeEmpty: [...space.connectors.keys()] };
  }

  get store(): Space['store'] {
    return this.#space.store;
  }

  async cycle(): Promise<Cycle> {
    await this.#import([...this.#space.connectors.keys()]);
    await this.#synchronise('delta');
    const staged = await SpaceView.of(this.store);
    let after = await this.#round(staged);
    const changes = [...stagedChanges(this.machine, staged, after)];
    for (let round = 2; round <= ROUNDS; round += 1) {
      const before = after;
      if (this.#flips(before).length === 0) break;
      after = await this.#round(before);
      changes.push(
        ...stagedChanges(this.machine, before, after).filter(({ operation }) => !hasFailed(operation, before)),
      );
    }
    return { changes, flips: this.#flips(after), staged, after };
  }

  /** Exports what is staged, confirms it by imports, and synchronises again. */
  async #round(staged: SpaceView): Promise<SpaceView> {
    const targets = [...new Set(staged.operations.map(({ slot }) => slot.connector))].sort();
    for (const name of targets)
      await exportConnector(this.#space, name, this.#connect(name), { at: this.now, guards: this.#guards });
    await this.#import(targets);
    await this.#synchronise('full');
    return SpaceView.of(this.store);
  }

  /** What is staged although nothing happened, and no system refused it. */
  #flips(view: SpaceView): readonly StagedChange[] {
    return stagedChanges(this.machine, view, view).filter(({ operation }) => !hasFailed(operation, view));
  }

  async #import(connectors: readonly string[]): Promise<void> {
    for (const name of connectors) {
      const { ended } = await importConnector(this.#space, name, this.#connect(name), { mode: 'full', at: this.now });
      if (!ended) throw new Error(`bug: the import of ${name} did not reach its end`);
    }
  }

  async #synchronise(mode: 'full' | 'delta'): Promise<void> {
    await synchronise(this.store, this.machine, { at: this.now, mode });
  }

  #connect(name: string) {
    return openMemory(this.systems.get(name));
  }
}

/** The system refused it: it is staged again, and an error says so. */
const hasFailed = ({ mv, object }: StagedChange['operation'], view: SpaceView): boolean =>
  view.errors.some(
    ({ unit, origin }) =>
      origin === 'export' && (('object' in unit && unit.object === object) || ('mv' in unit && unit.mv === mv)),
  );
