// What the tests of one program run on, with or without somebody who listens.
import type { Expr, Plan, PlanParam, SchemaFile } from '@syncrule/runtime/plan';
import type { CheckedTest } from '../semantics/index.js';
import type { Location } from '../source/index.js';
import type { Point } from './coverage/points.js';
import { Recorder } from './coverage/recorder.js';
import { Machines } from './run/machines.js';
import type { TestBed } from './run/run.js';

/** A compiled program, as far as its tests need it. */
export interface TestableProgram {
  readonly tests: readonly CheckedTest[];
  readonly schemas: ReadonlyMap<string, SchemaFile>;
  readonly planWith: (params: readonly PlanParam[]) => Plan;
}

export const testBed = ({ planWith, schemas }: TestableProgram, clock: () => number): TestBed => ({
  machines: new Machines(planWith),
  schemas,
  clock,
});

export interface RecordingBed {
  readonly bed: TestBed;
  readonly points: () => readonly Point[];
  /** What the test that ran last has reached. */
  readonly reached: () => ReadonlySet<string>;
}

/** A bed that records what tests reach. `placed`: where the program's expressions are written. */
export const recordingBed = (
  { planWith, schemas }: TestableProgram,
  placed: ReadonlyMap<Expr, Location>,
  clock: () => number,
): RecordingBed => {
  const recorder = new Recorder(placed);
  recorder.learn(planWith([]));
  const bed = { machines: new Machines(planWith, recorder), schemas, clock, witness: recorder };
  return { bed, points: () => recorder.points, reached: () => recorder.reached };
};

/** Gathers where expressions are written while a program is compiled. */
export class Placing {
  readonly places = new Map<Expr, Location>();

  /** Parentheses around an expression are not a place of its own. */
  readonly placed = (expr: Expr, location: Location): void => {
    if (!this.places.has(expr)) this.places.set(expr, location);
  };
}
