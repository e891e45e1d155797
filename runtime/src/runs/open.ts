// From a plan and a store to what steps run on.
import { keySpecTexts, type Machine, prepare, selectionOf } from '../engine/index.js';
import type { Plan } from '../plan/index.js';
import type { Store } from '../store/index.js';
import { type Space, spaceOf } from './space.js';

/** Opens the store's space for the plan and compiles the plan for it. */
export const openSpace = async (
  plan: Plan,
  store: Store,
): Promise<{ readonly space: Space; readonly machine: Machine }> => {
  const layouts = await store.open(selectionOf(plan));
  const machine = prepare(plan, layouts, await store.keySpecs(keySpecTexts(plan)));
  return { space: spaceOf(plan, store, layouts), machine };
};
