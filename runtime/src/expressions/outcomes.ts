// Right sides of flows: `clear` and `keep` in their outcome positions (F1, 8.19).
import type { Expr } from '../plan/expression.js';
import { withoutEmptyTexts } from '../values/lists.js';
import { compileChoice } from './choices.js';
import { conditionOf } from './code.js';
import { CLEAR, type EvaluateOutcome, KEEP } from './environment.js';
import { observedOutcome } from './observe.js';
import type { Scope } from './scope.js';

export function outcomeOf(expr: Expr, scope: Scope): EvaluateOutcome {
  return observedOutcome(expr, outcomeByItself(expr, scope), scope.context.observer);
}

function outcomeByItself(expr: Expr, scope: Scope): EvaluateOutcome {
  switch (expr.op) {
    case 'clear':
      return () => CLEAR;
    case 'keep':
      return () => KEEP;
    case 'if':
      return outcomeOfIf(expr, scope);
    case 'case':
      return outcomeOfCase(expr, scope);
    case 'otherwise':
      return outcomeOfOtherwise(expr, scope);
    default: {
      const { evaluate } = scope.compile(expr, scope);
      return (environment) => withoutEmptyTexts(evaluate(environment));
    }
  }
}

const absent: EvaluateOutcome = () => undefined;

function outcomeOfIf(expr: Extract<Expr, { readonly op: 'if' }>, scope: Scope): EvaluateOutcome {
  const holds = conditionOf(scope.compile(expr.condition, scope));
  const then = outcomeOf(expr.then, scope);
  const otherwise = expr.else === undefined ? absent : outcomeOf(expr.else, scope);
  return (environment) => (holds(environment) ? then : otherwise)(environment);
}

function outcomeOfCase(expr: Extract<Expr, { readonly op: 'case' }>, scope: Scope): EvaluateOutcome {
  const choose = compileChoice(expr, scope);
  const branches = expr.arms.map((arm) => outcomeOf(arm.then, scope));
  const otherwise = expr.else === undefined ? absent : outcomeOf(expr.else, scope);
  return (environment) => {
    const arm = choose(environment);
    return (arm === undefined ? otherwise : (branches[arm] ?? otherwise))(environment);
  };
}

/** The left side is a value, in which the empty text is one too: `"" ?? x` is the empty text, and so absent. */
function outcomeOfOtherwise(expr: Extract<Expr, { readonly op: 'otherwise' }>, scope: Scope): EvaluateOutcome {
  const left = scope.compile(expr.left, scope).evaluate;
  const right = outcomeOf(expr.right, scope);
  return (environment) => {
    const content = left(environment);
    return content === undefined ? right(environment) : withoutEmptyTexts(content);
  };
}
