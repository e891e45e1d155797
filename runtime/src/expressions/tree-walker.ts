// For tests: the meaning of expressions (8.1 to 8.12) written a second time, as directly as possible.
import type { Constant, DnPart, Expr } from '../plan/expression.js';
import { calendarDay, DAY } from '../values/datetime/index.js';
import { type Content, keyText, type Value } from '../values/index.js';

export interface World {
  readonly attributes: Readonly<Record<string, Content>>;
  readonly now: number;
  readonly variables: Readonly<Record<string, Content>>;
}

const list = (content: Content): readonly Value[] =>
  content === undefined ? [] : Array.isArray(content) ? content : [content as Value];
const orAbsent = (values: readonly Value[]): Content => (values.length === 0 ? undefined : values);
const fits = (n: bigint): bigint | undefined => (BigInt.asIntN(64, n) === n ? n : undefined);

/** Days and zones only in UTC: zones have tests of their own. */
export function walk(expr: Expr, world: World): Content {
  const go = (part: Expr): Content => walk(part, world);
  const truth = (part: Expr): boolean => go(part) === true;
  switch (expr.op) {
    case 'const':
      return constant(expr.value);
    case 'absent':
      return undefined;
    case 'source':
      return world.attributes[expr.attribute];
    case 'variable':
      return world.variables[expr.name];
    case 'now':
      return world.now;
    case 'today':
      return Math.floor(world.now / DAY);
    case 'text': {
      const parts = expr.parts.map((part) => (typeof part === 'string' ? part : go(part)));
      return parts.includes(undefined) ? undefined : parts.map(String).join('');
    }
    case 'dn':
      return dn(expr.parts, go);
    case 'if':
      return truth(expr.condition) ? go(expr.then) : expr.else && go(expr.else);
    case 'case': {
      const subject = go(expr.subject);
      const arm = expr.arms.find((one) => one.patterns.some((pattern) => same(subject, constant(pattern), expr.by)));
      return arm === undefined ? expr.else && go(expr.else) : go(arm.then);
    }
    case 'and':
      return expr.items.every(truth);
    case 'or':
      return expr.items.some(truth);
    case 'not':
      return !truth(expr.of);
    case 'equal':
      return same(go(expr.left), go(expr.right), expr.by);
    case 'unequal':
      return !same(go(expr.left), go(expr.right), expr.by);
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return ordered(expr.op, go(expr.left), go(expr.right));
    case 'in':
      return list(go(expr.right)).some((value) => same(go(expr.left), value, expr.by));
    case 'present':
      return go(expr.of) !== undefined;
    case 'missing':
      return go(expr.of) === undefined;
    case 'otherwise':
      return go(expr.left) ?? go(expr.right);
    case 'list':
      return orAbsent(expr.items.flatMap((item) => list(go(item))));
    case 'add':
      return expr.kind === 'list'
        ? orAbsent([...list(go(expr.left)), ...list(go(expr.right))])
        : add(expr.kind, go(expr.left), go(expr.right));
    case 'subtract':
      return subtract(expr.kind, go(expr.left), go(expr.right));
    case 'multiply': {
      const [a, b] = [go(expr.left), go(expr.right)];
      return typeof a === 'bigint' && typeof b === 'bigint' ? fits(a * b) : undefined;
    }
    case 'negate': {
      const value = go(expr.of);
      return typeof value === 'bigint' ? fits(-value) : typeof value === 'number' ? 0 - value : undefined;
    }
    default:
      throw new Error(`not walked: ${expr.op}`);
  }
}

function constant(value: Constant): Content {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if ('integer' in value) return BigInt(value.integer);
  if ('date' in value) return value.date;
  if ('datetime' in value) return value.datetime;
  if ('duration' in value) return value.duration;
  return orAbsent(value.flatMap((item) => list(constant(item))));
}

const same = (a: Content, b: Content, by: Parameters<typeof keyText>[1]): boolean => {
  const [x, y] = [list(a)[0], list(b)[0]];
  return x !== undefined && y !== undefined && keyText(x, by) === keyText(y, by);
};

function ordered(op: 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual', a: Content, b: Content): boolean {
  const [x, y] = [list(a)[0], list(b)[0]];
  if (x === undefined || y === undefined) return false;
  return { less: x < y, lessOrEqual: x <= y, greater: x > y, greaterOrEqual: x >= y }[op];
}

type AddKind = Extract<Expr, { readonly op: 'add' }>['kind'];
type SubtractKind = Extract<Expr, { readonly op: 'subtract' }>['kind'];

function add(kind: AddKind, a: Content, b: Content): Content {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return fits(a + b);
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  return inCalendar(kind, kind === 'date' ? a + Math.trunc(b / DAY) : a + b);
}

function subtract(kind: SubtractKind, a: Content, b: Content): Content {
  if (typeof a === 'bigint' && typeof b === 'bigint') return fits(a - b);
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  if (kind === 'dateDifference') return (a - b) * DAY;
  return inCalendar(kind, kind === 'date' ? a - Math.trunc(b / DAY) : a - b);
}

function inCalendar(kind: string, value: number): number | undefined {
  if (kind === 'duration' || kind === 'datetimeDifference') return value;
  const { year } = calendarDay(kind === 'date' ? value : Math.floor(value / DAY));
  return year >= 1 && year <= 9999 ? value : undefined;
}

function dn(parts: readonly DnPart[], go: (expr: Expr) => Content): Content {
  const texts = parts.map((part) => {
    if ('run' in part) return go(part.run) || undefined;
    const pairs = part.rdn.map(({ type, value }) => {
      const holes = value.map((piece) =>
        typeof piece === 'string' ? piece : go(piece) === '' ? undefined : go(piece),
      );
      return holes.includes(undefined) ? undefined : `${type}=${escaped(holes.map(String).join(''))}`;
    });
    return pairs.includes(undefined) ? undefined : pairs.join('+');
  });
  return texts.includes(undefined) ? undefined : texts.join(',');
}

/** RFC 4514, 2.4, for the characters that the generated texts have. */
const escaped = (text: string): string =>
  text
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/([^\\]) $/, '$1\\ ');
