// Runs tests: one after the other, each in a world of its own.
import type { SchemaFile } from '@syncrule/runtime/plan';
import { type CsObject, type ErrorRecord, ruleName } from '@syncrule/runtime/store';
import type { CheckedStep, CheckedTest } from '../../semantics/index.js';
import { unexpected } from '../expectations/compare.js';
import { Expectations, type ExpectStep, errorKey } from '../expectations/expect.js';
import { changeItem, objectOfChange, type Surroundings } from '../expectations/items.js';
import { PlanPlaces } from '../expectations/places.js';
import { Sight } from '../expectations/sight.js';
import type { TestFailure, TestResult } from '../result.js';
import type { Machines } from './machines.js';
import { type Cycle, ROUNDS, TestWorld } from './world.js';

/** What tests of one program need. */
export interface TestBed {
  readonly machines: Machines;
  readonly schemas: ReadonlyMap<string, SchemaFile>;
  /** Milliseconds of a clock that goes forward, to say how long tests take. */
  readonly clock: () => number;
  /** Follows what tests do: for coverage. */
  readonly witness?: Witness;
}

export interface Witness {
  readonly begin: () => void;
  /** Told of each cycle of the test that runs, with the world after it. */
  readonly onCycle: (cycle: Cycle, world: TestWorld) => void;
}

/** Runs one test up to the end of the first cycle in which an expectation does not hold. */
export const runTest = async (test: CheckedTest, bed: TestBed): Promise<TestResult> => {
  const started = bed.clock();
  const opened = await bed.machines.open(test.params);
  const world = new TestWorld(opened, bed.schemas);
  bed.witness?.begin();
  const places = new PlanPlaces(opened.plan);
  const run = new TestRun(test, world, places, bed.witness);
  const failures = await run.play();
  return { test, failures, milliseconds: bed.clock() - started };
};

/** Steps that happen, and then the expectations about the cycle after them. */
interface Scene {
  readonly happens: readonly CheckedStep[];
  readonly expected: readonly ExpectStep[];
}

const scenesOf = (steps: readonly CheckedStep[]): readonly Scene[] => {
  const scenes: { happens: CheckedStep[]; expected: ExpectStep[] }[] = [];
  for (const step of steps) {
    let scene = scenes.at(-1);
    if (scene === undefined || (step.kind !== 'expect' && scene.expected.length > 0)) {
      scene = { happens: [], expected: [] };
      scenes.push(scene);
    }
    if (step.kind === 'expect') scene.expected.push(step);
    else scene.happens.push(step);
  }
  return scenes.filter(({ expected }) => expected.length > 0);
};

class TestRun {
  /** Errors that cycles so far have had. */
  #known: ReadonlySet<string> = new Set();
  /** The rule that wrote an attribute last, by object and attribute. */
  readonly #written = new Map<string, string>();

  constructor(
    private readonly test: CheckedTest,
    private readonly world: TestWorld,
    private readonly places: PlanPlaces,
    private readonly witness: Witness | undefined,
  ) {}

  async play(): Promise<readonly TestFailure[]> {
    for (const { happens, expected } of scenesOf(this.test.steps)) {
      for (const step of happens) this.#happen(step);
      const cycle = await this.world.cycle();
      this.witness?.onCycle(cycle, this.world);
      const failures = await this.#judge(cycle, expected);
      if (failures.length > 0) return failures;
      this.#known = new Set(cycle.after.errors.map((record: ErrorRecord) => errorKey(record)));
    }
    return [];
  }

  #happen(step: CheckedStep): void {
    const { systems } = this.world;
    switch (step.kind) {
      case 'at':
        this.world.now = step.time;
        return;
      case 'given':
        return systems.given(step.object, step.values);
      case 'change':
        systems.change(step.object, step.values);
        return;
      case 'remove':
        systems.remove(step.object);
        return;
      case 'expect':
        throw new Error('bug: an expectation among the steps that happen');
    }
  }

  async #judge(cycle: Cycle, expected: readonly ExpectStep[]): Promise<readonly TestFailure[]> {
    const around = this.#surroundings(cycle);
    this.#noteWriters(cycle, around.sight);
    const locate = ({ span }: CheckedStep) => ({ file: this.test.file, span });
    const failures = await new Expectations(cycle, around, this.#known, locate).check(expected);
    const [first] = expected;
    if (cycle.flips.length === 0 || first === undefined) return failures;
    return [...failures, flipFailure(cycle, around, locate(first))];
  }

  #surroundings(cycle: Cycle): Surroundings {
    const { store, machine, now, systems } = this.world;
    const written = ({ id }: CsObject, attribute: string) => this.#written.get(`${id} ${attribute}`);
    return { store, machine, now, places: this.places, sight: new Sight(cycle.after, cycle.staged, systems), written };
  }

  #noteWriters(cycle: Cycle, sight: Sight): void {
    for (const change of cycle.changes) {
      const object = objectOfChange(change, sight);
      for (const [attribute, { rule }] of change.values)
        if (object !== undefined && rule !== undefined) this.#written.set(`${object.id} ${attribute}`, rule);
    }
  }
}

const flipFailure = (cycle: Cycle, around: Surroundings, location: TestFailure['location']): TestFailure => ({
  location,
  message: `expected that the systems settle, found ${cycle.flips.length === 1 ? 'a change' : `${cycle.flips.length} changes`} still after ${ROUNDS} rounds of synchronisation and export`,
  candidates: unexpected(
    cycle.flips.map((change) => changeItem(change, around)),
    around.sight,
  ),
  notes: cycle.flips.flatMap(({ operation }) =>
    operation.rule === undefined || operation.kind === 'update'
      ? []
      : [
          {
            ...around.places.deprovision(operation.rule),
            text: `rule ${ruleName(operation.rule)} stages the ${operation.kind}`,
          },
        ],
  ),
});
