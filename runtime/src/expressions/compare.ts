// Comparisons (8.6, 8.7): equality, order, `in`. Those that move with time tell when they could turn out otherwise.
import type { Expr } from '../plan/expression.js';
import type { Equality } from '../plan/types.js';
import { equalValues, keyText } from '../values/equality.js';
import { foldText, isAscii } from '../values/folding.js';
import { includesValue } from '../values/lists.js';
import { compareValues } from '../values/order.js';
import { type Value, valuesOf } from '../values/value.js';
import { type Code, type Condition, folded, singleOf, truth } from './code.js';
import type { Evaluate } from './environment.js';
import { watched } from './moments.js';
import { type Comparison, motionOf } from './motion.js';
import type { Scope } from './scope.js';

type EqualExpr = Extract<Expr, { readonly op: 'equal' | 'unequal' }>;
type OrderExpr = Extract<Expr, { readonly op: 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual' }>;
type InExpr = Extract<Expr, { readonly op: 'in' }>;

export function compileEqual(expr: EqualExpr, scope: Scope): Code {
  const left = scope.compile(expr.left, scope);
  const right = scope.compile(expr.right, scope);
  const equal = watchedComparison(expr, scope, left, right) ?? equality(left, right, expr.by);
  return folded([left, right], truth(expr.op === 'equal' ? equal : (environment) => !equal(environment)));
}

/** For texts that stand in the program, their key is made once. */
function equality(left: Code, right: Code, by: Equality): Condition {
  if (right.kind === 'constant' && typeof right.value === 'string') return equalToText(left.evaluate, right.value, by);
  if (left.kind === 'constant' && typeof left.value === 'string') return equalToText(right.evaluate, left.value, by);
  const evaluateLeft = left.evaluate;
  const evaluateRight = right.evaluate;
  return (environment) => {
    const a = evaluateLeft(environment);
    if (a === undefined) return false;
    const b = evaluateRight(environment);
    return b !== undefined && (a === b || equalValues(single(a), single(b), by));
  };
}

function equalToText(evaluate: Evaluate, text: string, by: Equality): Condition {
  if (by === 'ignoreCase' && isAscii(text)) return equalToAsciiIgnoringCase(evaluate, text);
  const key = keyText(text, by);
  return (environment) => {
    const content = evaluate(environment);
    return content === text || (typeof content === 'string' && keyText(content, by) === key);
  };
}

/** What folds to a text in ASCII is as long as it: the Kelvin sign and `ſ` are single characters too. */
function equalToAsciiIgnoringCase(evaluate: Evaluate, text: string): Condition {
  const key = foldText(text);
  return (environment) => {
    const content = evaluate(environment);
    if (content === text) return true;
    return typeof content === 'string' && content.length === key.length && foldText(content) === key;
  };
}

export function compileOrder(expr: OrderExpr, scope: Scope): Code {
  const left = scope.compile(expr.left, scope);
  const right = scope.compile(expr.right, scope);
  return folded([left, right], truth(watchedComparison(expr, scope, left, right) ?? order(expr.op, left, right)));
}

const ACCEPTS: Readonly<Record<OrderExpr['op'], (difference: number) => boolean>> = {
  less: (difference) => difference < 0,
  lessOrEqual: (difference) => difference <= 0,
  greater: (difference) => difference > 0,
  greaterOrEqual: (difference) => difference >= 0,
};

function order(op: OrderExpr['op'], left: Code, right: Code): Condition {
  const evaluateLeft = left.evaluate;
  const evaluateRight = right.evaluate;
  const accepts = ACCEPTS[op];
  return (environment) => {
    const a = evaluateLeft(environment);
    if (a === undefined) return false;
    const b = evaluateRight(environment);
    return b !== undefined && accepts(compareValues(single(a), single(b)));
  };
}

/** The comparison with its moments, when one side moves. */
function watchedComparison(expr: EqualExpr | OrderExpr, scope: Scope, left: Code, right: Code): Condition | undefined {
  const op: Comparison = expr.op === 'unequal' ? 'equal' : expr.op;
  const leftMotion = motionOf(expr.left, scope);
  if (leftMotion !== undefined) return watched(op, leftMotion, left.evaluate, right.evaluate, scope);
  const rightMotion = motionOf(expr.right, scope);
  return rightMotion === undefined
    ? undefined
    : watched(MIRRORED[op], rightMotion, right.evaluate, left.evaluate, scope);
}

/** `a op b` is `b MIRRORED[op] a`. */
const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  equal: 'equal',
  less: 'greater',
  lessOrEqual: 'greaterOrEqual',
  greater: 'less',
  greaterOrEqual: 'lessOrEqual',
};

export function compileIn(expr: InExpr, scope: Scope): Code {
  const left = scope.compile(expr.left, scope);
  const right = scope.compile(expr.right, scope);
  const { by } = expr;
  if (right.kind === 'constant') {
    const keys = new Set(valuesOf(right.value).map((value) => keyText(value, by)));
    return folded([left], truth(inKeys(left.evaluate, keys, by)));
  }
  return truth((environment) => {
    const value = singleOf(left.evaluate(environment));
    return value !== undefined && includesValue(valuesOf(right.evaluate(environment)), value, by);
  });
}

const inKeys =
  (evaluate: Evaluate, keys: ReadonlySet<string>, by: Equality): Condition =>
  (environment) => {
    const value = singleOf(evaluate(environment));
    return value !== undefined && keys.has(keyText(value, by));
  };

function single(content: Parameters<typeof singleOf>[0]): Value {
  const value = singleOf(content);
  if (value === undefined) throw new Error('bug: a content that is there holds no value');
  return value;
}
