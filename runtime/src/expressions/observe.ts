// Hearing what expressions come to while they run: for coverage of rules by tests. Code is wrapped where somebody listens,
// and left as it is where nobody does.
import type { Expr } from '../plan/expression.js';
import type { Content } from '../values/value.js';
import type { Code, Condition } from './code.js';
import { type Evaluate, type EvaluateOutcome, Failure, type Outcome } from './environment.js';

/** Called each time that an expression, or a part of one, has come to something; a {@link Failure} where it ended in `error`. */
export type Observer = (expr: Expr, outcome: Outcome | Failure) => void;

/** The code of an expression, heard. What is constant is heard when it is asked for. */
export function observedCode(expr: Expr, code: Code, observer: Observer | undefined): Code {
  if (observer === undefined) return code;
  const evaluate: Evaluate = heard(code.evaluate, expr, observer);
  if (code.kind === 'constant') return { ...code, evaluate };
  const { condition } = code;
  return condition === undefined
    ? { kind: 'computed', evaluate }
    : { kind: 'computed', evaluate, condition: heard(condition, expr, observer) };
}

/** The right side of a flow, heard. */
export const observedOutcome = (
  expr: Expr,
  evaluate: EvaluateOutcome,
  observer: Observer | undefined,
): EvaluateOutcome => (observer === undefined ? evaluate : heard(evaluate, expr, observer));

type Result = Content | Outcome | ReturnType<Condition>;

const heard =
  <E, R extends Result>(run: (environment: E) => R, expr: Expr, observer: Observer) =>
  (environment: E): R => {
    try {
      const result = run(environment);
      observer(expr, result);
      return result;
    } catch (thrown) {
      if (thrown instanceof Failure) observer(expr, thrown);
      throw thrown;
    }
  };
