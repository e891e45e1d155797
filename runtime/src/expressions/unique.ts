// `unique` (8.16): the candidates are worked out one after the other, as far as they are asked for.
import type { Expr } from '../plan/expression.js';
import { type Code, computed } from './code.js';
import type { Environment, Evaluate } from './environment.js';
import { type Cell, during, type Scope, withVariables } from './scope.js';

type UniqueExpr = Extract<Expr, { readonly op: 'unique' }>;

/** The lambda is asked from 2 on, up to this number. */
const LAST = 1000;

export function compileUnique({ place, namespace, candidates, next }: UniqueExpr, scope: Scope): Code {
  const fixed = candidates.map((candidate) => scope.compile(candidate, scope).evaluate);
  const numbered = next === undefined ? undefined : numberedOf(next, scope);
  return computed((environment) => {
    const request = { place, namespace, candidates: () => inOrder(environment, fixed, numbered) };
    if (environment.unique !== undefined) return environment.unique(request);
    for (const candidate of request.candidates()) return candidate;
    return undefined;
  });
}

type Numbered = (environment: Environment, n: number) => unknown;

function numberedOf({ variable, body }: NonNullable<UniqueExpr['next']>, scope: Scope): Numbered {
  const cell: Cell = { value: undefined };
  const { evaluate } = scope.compile(body, withVariables(scope, [[variable, { kind: 'cell', cell }]]));
  return (environment, n) => during(cell, BigInt(n), () => evaluate(environment));
}

function* inOrder(
  environment: Environment,
  fixed: readonly Evaluate[],
  numbered: Numbered | undefined,
): Generator<string> {
  for (const evaluate of fixed) {
    const candidate = evaluate(environment);
    if (typeof candidate === 'string' && candidate !== '') yield candidate;
  }
  if (numbered === undefined) return;
  for (let n = 2; n <= LAST; n += 1) {
    const candidate = numbered(environment, n);
    if (typeof candidate === 'string' && candidate !== '') yield candidate;
  }
}
