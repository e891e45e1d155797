// Plans of a program made ready to run: once for each set of parameters, whatever the number of tests.
import { keySpecTexts, type Machine, prepare, selectionOf } from '@syncrule/runtime/engine';
import type { Observer } from '@syncrule/runtime/expressions';
import type { Plan, PlanParam } from '@syncrule/runtime/plan';
import { type Space, spaceOf } from '@syncrule/runtime/runs';
import { memoryStore } from '@syncrule/runtime/store/memory';

export interface Prepared {
  readonly plan: Plan;
  readonly machine: Machine;
}

/** Hears what expressions come to while tests run, and is shown each plan before: plans may share no expressions. */
export interface Listener {
  readonly observer: Observer;
  readonly learn: (plan: Plan) => void;
}

export class Machines {
  readonly #prepared = new Map<string, Prepared>();

  constructor(
    private readonly planWith: (params: readonly PlanParam[]) => Plan,
    private readonly listener?: Listener,
  ) {}

  /** An empty space for a test with these values of parameters. */
  async open(params: readonly PlanParam[]): Promise<Prepared & { readonly space: Space }> {
    const key = JSON.stringify([...params].sort((a, b) => (a.name < b.name ? -1 : 1)));
    const plan = this.#prepared.get(key)?.plan ?? this.#planOf(params);
    const store = memoryStore();
    const layouts = await store.open(selectionOf(plan));
    // Stores number keys and slots alike, so what was prepared over one serves over all.
    const specs = await store.keySpecs(keySpecTexts(plan));
    const prepared = this.#prepared.get(key) ?? {
      plan,
      machine: prepare(plan, layouts, specs, this.listener?.observer),
    };
    this.#prepared.set(key, prepared);
    return { ...prepared, space: spaceOf(plan, store, layouts) };
  }

  #planOf(params: readonly PlanParam[]): Plan {
    const plan = this.planWith(params);
    this.listener?.learn(plan);
    return inTests(plan);
  }
}

/** Containers are taken for granted: a test need not build the tree in which its objects stand. */
const inTests = (plan: Plan): Plan => ({
  ...plan,
  connectors: plan.connectors.map((connector) => ({ ...connector, containers: false })),
});
