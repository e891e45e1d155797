// The expressions of a plan, each compiled once for all synchronisations of the reference interpreter.
import {
  type CompileContext,
  compileCondition,
  compileExpression,
  compileOutcome,
} from '@syncrule/runtime/expressions';
import type { Expr, Plan, PlanRule } from '@syncrule/runtime/plan';
import type { Layouts } from '@syncrule/runtime/store';
import { constantContent } from '@syncrule/runtime/values';

type Lets = PlanRule['lets'];
export const NO_LETS: Lets = [];

/** What `make` gives for an expression, made once. */
const once = <T extends object>(make: (expr: Expr) => T): ((expr: Expr) => T) => {
  const known = new WeakMap<object, T>();
  return (expr) => {
    if (typeof expr !== 'object') return make(expr);
    const before = known.get(expr);
    if (before !== undefined) return before;
    const made = make(expr);
    known.set(expr, made);
    return made;
  };
};

/** What evaluates the expressions of one place. */
const readerIn = (context: CompileContext) => ({
  condition: once((expr) => compileCondition(expr, context)),
  outcome: once((expr) => compileOutcome(expr, context)),
  value: once((expr) => compileExpression(expr, context)),
});
export type Reader = ReturnType<typeof readerIn>;

export class Evaluators {
  private readonly common: Omit<CompileContext, 'source' | 'lets'>;
  private readonly readers = new Map<Lets, Map<string, Reader>>();

  constructor(
    plan: Plan,
    private readonly layouts: Layouts,
  ) {
    this.common = {
      params: new Map(plan.params.map((param) => [param.name, constantContent(param.value)])),
      keys: plan.keys,
      functions: new Map(plan.functions.map((each) => [each.name, each])),
    };
  }

  /** Expressions that read objects of a type, and perhaps their target's. */
  of(lets: Lets, source: string, target = ''): Reader {
    const readers = this.readers.get(lets) ?? new Map<string, Reader>();
    this.readers.set(lets, readers);
    const known = readers.get(`${source} ${target}`);
    if (known !== undefined) return known;
    const reader = readerIn({
      ...this.common,
      source: this.slotsOf(source),
      ...(target === '' ? {} : { target: this.slotsOf(target) }),
      lets: new Map(lets.map((each) => [each.name, each.of])),
    });
    readers.set(`${source} ${target}`, reader);
    return reader;
  }

  private slotsOf(type: string): (attribute: string) => number {
    const slots = new Map((this.layouts.get(type) ?? []).map((name, slot) => [name, slot]));
    return (attribute) => slots.get(attribute) ?? -1;
  }
}

const known = new WeakMap<Plan, Evaluators>();

/** Those of a plan. Attributes have their slots for as long as a store is open, so the first layouts are as good as later ones. */
export const evaluatorsOf = (plan: Plan, layouts: Layouts): Evaluators => {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const made = new Evaluators(plan, layouts);
  known.set(plan, made);
  return made;
};
