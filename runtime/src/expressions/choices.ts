// Conditions and choices: `and`, `or`, `not`, `is present`, `if`, `case`, `??`, lists (8.4, 8.5, 8.6, 8.12).
import type { Expr } from '../plan/expression.js';
import { constantContent } from '../values/constant.js';
import { keyText } from '../values/equality.js';
import { contentOf, type Value, valuesOf } from '../values/value.js';
import { type Code, computed, conditionOf, constant, folded, singleOf, truth } from './code.js';
import type { Environment } from './environment.js';
import type { Scope } from './scope.js';

export function compileAll(items: readonly Expr[], scope: Scope): Code {
  const codes = items.map((item) => scope.compile(item, scope));
  const conditions = codes.map(conditionOf);
  const [first, second] = conditions;
  if (conditions.length === 2 && first !== undefined && second !== undefined)
    return folded(
      codes,
      truth((environment) => first(environment) && second(environment)),
    );
  return folded(
    codes,
    truth((environment) => conditions.every((condition) => condition(environment))),
  );
}

export function compileAny(items: readonly Expr[], scope: Scope): Code {
  const codes = items.map((item) => scope.compile(item, scope));
  const conditions = codes.map(conditionOf);
  const [first, second] = conditions;
  if (conditions.length === 2 && first !== undefined && second !== undefined)
    return folded(
      codes,
      truth((environment) => first(environment) || second(environment)),
    );
  return folded(
    codes,
    truth((environment) => conditions.some((condition) => condition(environment))),
  );
}

export function compileNot(of: Expr, scope: Scope): Code {
  const code = scope.compile(of, scope);
  const condition = conditionOf(code);
  return folded(
    [code],
    truth((environment) => !condition(environment)),
  );
}

export function compilePresence(op: 'present' | 'missing', of: Expr, scope: Scope): Code {
  const code = scope.compile(of, scope);
  const { evaluate } = code;
  const wanted = op === 'present';
  return folded(
    [code],
    truth((environment) => (evaluate(environment) !== undefined) === wanted),
  );
}

type IfExpr = Extract<Expr, { readonly op: 'if' }>;

export function compileIf(expr: IfExpr, scope: Scope): Code {
  const condition = scope.compile(expr.condition, scope);
  const then = scope.compile(expr.then, scope);
  const otherwise = expr.else === undefined ? constant(undefined) : scope.compile(expr.else, scope);
  if (condition.kind === 'constant') return condition.value === true ? then : otherwise;
  const holds = conditionOf(condition);
  return computed((environment) => (holds(environment) ? then : otherwise).evaluate(environment));
}

type CaseExpr = Extract<Expr, { readonly op: 'case' }>;

export function compileCase(expr: CaseExpr, scope: Scope): Code {
  const branches = expr.arms.map((arm) => scope.compile(arm.then, scope));
  const otherwise = expr.else === undefined ? constant(undefined) : scope.compile(expr.else, scope);
  const choose = compileChoice(expr, scope);
  return computed((environment) => {
    const arm = choose(environment);
    return (arm === undefined ? otherwise : (branches[arm] ?? otherwise)).evaluate(environment);
  });
}

/** The position of the arm that the subject takes; none for `else`. */
export function compileChoice(expr: CaseExpr, scope: Scope): (environment: Environment) => number | undefined {
  const subject = scope.compile(expr.subject, scope);
  const { by } = expr;
  const arms = new Map<string, number>();
  for (const [at, arm] of expr.arms.entries()) {
    for (const pattern of arm.patterns) {
      const key = keyText(patternValue(constantContent(pattern)), by);
      if (!arms.has(key)) arms.set(key, at);
    }
  }
  return (environment) => {
    const value = singleOf(subject.evaluate(environment));
    return value === undefined ? undefined : arms.get(keyText(value, by));
  };
}

function patternValue(content: ReturnType<typeof constantContent>): Value {
  const value = singleOf(content);
  if (value === undefined) throw new Error('bug: a pattern of the plan holds no value');
  return value;
}

export function compileOtherwise(left: Expr, right: Expr, scope: Scope): Code {
  const first = scope.compile(left, scope);
  const second = scope.compile(right, scope);
  if (first.kind === 'constant') return first.value === undefined ? second : first;
  return computed((environment) => first.evaluate(environment) ?? second.evaluate(environment));
}

/** A list leaves out what is absent; an empty one is absent (8.2). */
export function compileList(items: readonly Expr[], scope: Scope): Code {
  const codes = items.map((item) => scope.compile(item, scope));
  return folded(
    codes,
    computed((environment) =>
      contentOf(
        codes.flatMap((code) => valuesOf(code.evaluate(environment))),
        true,
      ),
    ),
  );
}
