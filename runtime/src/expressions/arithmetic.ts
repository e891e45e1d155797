// Sums, differences, products (8.8, 8.9).
import type { Expr } from '../plan/expression.js';
import { DAY, dateInRange, durationInRange, instantInRange } from '../values/datetime/index.js';
import { integer } from '../values/integer.js';
import { type Content, contentOf, type Value, valuesOf } from '../values/value.js';
import { type Code, computed, folded } from './code.js';
import type { Scope } from './scope.js';

type AddExpr = Extract<Expr, { readonly op: 'add' }>;
type SubtractExpr = Extract<Expr, { readonly op: 'subtract' }>;
type Operation = (left: Content, right: Content) => Content;

export const compileAdd = (expr: AddExpr, scope: Scope): Code =>
  binary(expr.left, expr.right, ADDITIONS[expr.kind], expr.kind === 'list', scope);

export const compileSubtract = (expr: SubtractExpr, scope: Scope): Code =>
  binary(expr.left, expr.right, SUBTRACTIONS[expr.kind], false, scope);

export const compileMultiply = (left: Expr, right: Expr, scope: Scope): Code =>
  binary(
    left,
    right,
    integers((a, b) => a * b),
    false,
    scope,
  );

export function compileNegate(kind: 'integer' | 'duration', of: Expr, scope: Scope): Code {
  const code = scope.compile(of, scope);
  const { evaluate } = code;
  const negate = kind === 'integer' ? negateInteger : negateDuration;
  return folded(
    [code],
    computed((environment) => negate(evaluate(environment))),
  );
}

const negateInteger = (content: Content): Content => (typeof content === 'bigint' ? integer(-content) : undefined);
const negateDuration = (content: Content): Content => (typeof content === 'number' ? 0 - content : undefined);

/** Strict but for lists, which take an absent side as empty. */
function binary(left: Expr, right: Expr, operation: Operation, lenient: boolean, scope: Scope): Code {
  const a = scope.compile(left, scope);
  const b = scope.compile(right, scope);
  const evaluateLeft = a.evaluate;
  const evaluateRight = b.evaluate;
  return folded(
    [a, b],
    computed((environment) => {
      const first = evaluateLeft(environment);
      if (first === undefined && !lenient) return undefined;
      return operation(first, evaluateRight(environment));
    }),
  );
}

const integers =
  (operation: (left: bigint, right: bigint) => bigint): Operation =>
  (left, right) =>
    typeof left === 'bigint' && typeof right === 'bigint' ? integer(operation(left, right)) : undefined;

const numbers =
  (operation: (left: number, right: number) => number | undefined): Operation =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? operation(left, right) : undefined;

const ADDITIONS: Readonly<Record<AddExpr['kind'], Operation>> = {
  integer: integers((a, b) => a + b),
  string: (a, b) => (typeof a === 'string' && typeof b === 'string' ? a + b : undefined),
  binary: (a, b) => (a instanceof Uint8Array && b instanceof Uint8Array ? joinBytes(a, b) : undefined),
  duration: numbers((a, b) => durationInRange(a + b)),
  list: (a, b) => (a === undefined ? asList(b) : b === undefined ? asList(a) : [...valuesOf(a), ...valuesOf(b)]),
  date: numbers((day, duration) => dateInRange(day + wholeDays(duration))),
  datetime: numbers((at, duration) => instantInRange(at + duration)),
};

const SUBTRACTIONS: Readonly<Record<SubtractExpr['kind'], Operation>> = {
  integer: integers((a, b) => a - b),
  duration: numbers((a, b) => durationInRange(a - b)),
  date: numbers((day, duration) => dateInRange(day - wholeDays(duration))),
  datetime: numbers((at, duration) => instantInRange(at - duration)),
  dateDifference: numbers((a, b) => (a - b) * DAY),
  datetimeDifference: numbers((a, b) => a - b),
};

/** A duration that is not whole days is cut to whole days when it is added to a date (8.9). */
export const wholeDays = (duration: number): number => Math.trunc(duration / DAY);

const asList = (content: Content): Content => contentOf(valuesOf(content) satisfies readonly Value[], true);

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
