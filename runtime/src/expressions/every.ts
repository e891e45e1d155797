// `every T v where c` (8.14): the members are found by their key, and the rest of the condition is asked of each.
import type { Expr } from '../plan/expression.js';
import type { PlanKey } from '../plan/plan.js';
import { contentOf } from '../values/value.js';
import { type Code, computed, conditionOf } from './code.js';
import type { Environment, Evaluate } from './environment.js';
import { turningDaily } from './moments.js';
import { motionOf } from './motion.js';
import { type Cell, during, type Scope, withVariables } from './scope.js';
import { partTexts, tuples } from './tuples.js';

type EveryExpr = Extract<Expr, { readonly op: 'every' }>;

export function compileEvery(expr: EveryExpr, scope: Scope): Code {
  const { parts } = keyOf(expr, scope);
  const links = expr.links.map((link) => compileLink(link, scope));
  const texts = (environment: Environment): readonly string[] =>
    tuples(links.map((link, at) => partTexts(link(environment), parts[at]?.by ?? 'exact')));
  const holds = conditionOn(expr, scope);
  return computed((environment) =>
    contentOf(
      environment.through.members(expr.key, texts(environment)).filter((member) => holds(environment, member)),
      true,
    ),
  );
}

/** What members are looked up by. Only the day may move among what is equal to something (X1); it says when it turns. */
export function compileLink(link: Expr, scope: Scope): Evaluate {
  const { evaluate } = scope.compile(link, scope);
  const motion = motionOf(link, scope);
  return motion?.base === 'today' ? turningDaily(motion.zone, motion.zoneScope, evaluate) : evaluate;
}

function conditionOn(
  { condition, variable }: EveryExpr,
  scope: Scope,
): (environment: Environment, member: string) => boolean {
  if (condition === undefined) return () => true;
  const cell: Cell = { value: undefined };
  const holds = conditionOf(scope.compile(condition, withVariables(scope, [[variable, { kind: 'cell', cell }]])));
  return (environment, member) => during(cell, member, () => holds(environment));
}

function keyOf({ key }: EveryExpr, { context }: Scope): PlanKey {
  const found = context.keys?.[key];
  if (found === undefined) throw new Error(`bug: the plan looks for members by key ${key}, which it has not`);
  return found;
}
