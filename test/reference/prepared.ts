// A program made ready once for all histories that are played with it: its plans, their machines, an empty space.
import type { Machine } from '@syncrule/runtime/engine';
import type { Plan, SchemaFile } from '@syncrule/runtime/plan';
import type { Layouts, Store } from '@syncrule/runtime/store';
import { copyOfMemoryStore, memoryStore } from '@syncrule/runtime/store/memory';
import { SimulatedSystem } from '../support/simulated-system.js';
import { preparedOver, World } from '../support/world.js';
import type { Program } from './knobs.js';
import { planOf } from './programs.js';
import { schemasOf } from './schemas.js';

/** A plan, and the same with its rules in another order. */
export interface Variant {
  readonly plan: Plan;
  readonly layouts: Layouts;
  readonly machine: Machine;
  /** Of the rules in another order, under the same hash. */
  readonly turned: Machine;
}

export interface Prepared {
  readonly program: Program;
  readonly schemas: Readonly<Record<string, SchemaFile>>;
  readonly plain: Variant;
  readonly changed: Variant;
  /** An empty store that was opened for the plans. */
  readonly empty: Store;
}

export const preparedProgram = async (program: Program): Promise<Prepared> => {
  const empty = memoryStore();
  const variant = async (changed: boolean): Promise<Variant> => {
    const plan = planOf(program, changed);
    const { layouts, machine } = await preparedOver(empty, plan);
    const turned = await preparedOver(empty, { ...planOf(program, changed, 3), hash: plan.hash });
    return { plan, layouts, machine, turned: turned.machine };
  };
  return { program, schemas: schemasOf(program), plain: await variant(false), changed: await variant(true), empty };
};

/** Connected systems as a program has them, empty. */
export const systemsOf = ({ program, schemas }: Prepared): ReadonlyMap<string, SimulatedSystem> => {
  const systems = new Map(
    Object.entries(schemas).map(([name, schema], index) => [name, new SimulatedSystem(schema, 'ghijk'[index] ?? 'x')]),
  );
  for (const [name, system] of systems) system.refersByName = name === 'cl' && program.byName === true;
  if (program.containers) systems.get('ad')?.put('ou', 'ou1', {}, 'OU=x');
  return systems;
};

/** A world with the plan over a store in memory. */
export const worldOf = (
  { schemas }: Prepared,
  variant: Variant,
  store: Store,
  systems: ReadonlyMap<string, SimulatedSystem>,
): Promise<World> => World.open(variant.plan, schemas, { store, systems, prepared: variant });

export const emptyStoreOf = ({ empty }: Prepared): Store => copyOfMemoryStore(empty);
