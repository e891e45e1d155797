// A whole installation in memory: a program, its connected systems, a store, and the runs over them.
import {
  keySpecTexts,
  type Machine,
  prepare,
  type SyncReport,
  selectionOf,
  synchronise,
} from '@syncrule/runtime/engine';
import type { Plan, SchemaFile } from '@syncrule/runtime/plan';
import { exportConnector, importConnector, type Space, spaceOf } from '@syncrule/runtime/runs';
import type { Layouts, Store } from '@syncrule/runtime/store';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import { SimulatedSystem } from './simulated-system.js';
import { type Snapshot, snapshotOf } from './snapshot.js';

/** Guards are not what these tests are about. */
const ANY = { count: Number.MAX_SAFE_INTEGER, percent: Number.MAX_SAFE_INTEGER };
const NO_GUARDS = {
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

/** Opens a store for a plan, and makes the plan's machine over it. */
export const preparedOver = async (
  store: Store,
  plan: Plan,
): Promise<{ readonly layouts: Layouts; readonly machine: Machine }> => {
  const layouts = await store.open(selectionOf(plan));
  return { layouts, machine: prepare(plan, layouts, await store.keySpecs(keySpecTexts(plan))) };
};

export class World {
  private constructor(
    readonly plan: Plan,
    readonly store: Store,
    readonly layouts: Layouts,
    readonly machine: Machine,
    readonly space: Space,
    readonly systems: ReadonlyMap<string, SimulatedSystem>,
    private readonly batch: number | undefined,
  ) {}

  /** `systems`: those of an earlier world with another plan, to go on with. */
  static async open(
    plan: Plan,
    schemas: Readonly<Record<string, SchemaFile>>,
    options: {
      readonly store?: Store;
      readonly systems?: ReadonlyMap<string, SimulatedSystem>;
      readonly order?: 'reversed';
      /** Objects that a synchronisation looks at together. */
      readonly batch?: number;
      /** What was made of the plan before, over a store of the same layouts. */
      readonly prepared?: { readonly layouts: Layouts; readonly machine: Machine };
    } = {},
  ): Promise<World> {
    const store = options.store ?? (await openSqliteStore({ file: ':memory:' }));
    const { layouts, machine } = options.prepared ?? (await preparedOver(store, plan));
    const systems =
      options.systems ??
      new Map(
        Object.entries(schemas).map(([name, schema], index) => [
          name,
          new SimulatedSystem(schema, 'ghijk'[index] ?? 'x', options.order),
        ]),
      );
    return new World(plan, store, layouts, machine, spaceOf(plan, store, layouts), systems, options.batch);
  }

  system(name: string): SimulatedSystem {
    const system = this.systems.get(name);
    if (system === undefined) throw new Error(`no system ${name}`);
    return system;
  }

  /** A full import of these connectors, or of all. */
  async import(at: number, ...names: readonly string[]): Promise<void> {
    for (const name of names.length === 0 ? this.systems.keys() : names)
      await importConnector(this.space, name, this.system(name), { mode: 'full', at });
  }

  /** A delta import of all. */
  async importChanges(at: number): Promise<void> {
    for (const [name, system] of this.systems) await importConnector(this.space, name, system, { mode: 'delta', at });
  }

  /** An import of one connector; a delta only where the connector can go on from an earlier one. */
  async importOne(at: number, name: string, mode: 'full' | 'delta'): Promise<void> {
    const state = (await this.store.connectorStates()).find(({ connector }) => connector === name);
    const can = state?.selection !== undefined && state.watermark !== undefined;
    await importConnector(this.space, name, this.system(name), { mode: can ? mode : 'full', at });
  }

  sync(at: number, mode: 'full' | 'delta' = 'delta', batch = this.batch): Promise<SyncReport> {
    return synchronise(this.store, this.machine, { at, mode, batch });
  }

  /** Exports to these connectors, or to all that have anything staged. */
  async export(at: number, ...names: readonly string[]): Promise<void> {
    const staged = (await this.store.counts()).operations;
    for (const name of names.length === 0 ? this.systems.keys() : names)
      if (Object.keys(staged).some((key) => key.startsWith(`${name} `)))
        await exportConnector(this.space, name, this.system(name), {
          at,
          guards: { ...NO_GUARDS, mayBeEmpty: [...this.systems.keys()] },
        });
  }

  snapshot(): Promise<Snapshot> {
    return snapshotOf(this.store, this.layouts);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
