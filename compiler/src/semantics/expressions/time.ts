// Time (7.10 X1): `now()`, `today(zone)`, what moves beside what stands, days beside instants.
import type { Fix } from '../../diagnostics/diagnostic.js';
import type { CallExpression, ComparisonExpression, Expression } from '../../syntax/tree.js';
import { meantText } from '../nearest-name.js';
import type { Typed } from '../scope.js';
import { type Context, must } from './context.js';
import { conversions, zoneText } from './conversions.js';
import { value } from './parts.js';
import { replace, report, sourceOf } from './report.js';
import { broken, constant, noReads, strict, unionReads } from './typed.js';
import { describeType, isScalar, single } from './types.js';

const readsTime = { ...noReads, time: true };

/** `now()`: the time of the run. */
export const now = (context: Context, node: CallExpression): Typed => {
  if (node.arguments.length > 0) {
    const found = String(node.arguments.length);
    return report(context, 'SR3115', node, {
      name: 'now',
      expected: 'no arguments',
      found,
      signature: 'now(): datetime',
    });
  }
  return { ...constant({ op: 'now' }, single('datetime')), moves: true, reads: readsTime };
};

/** `today(zone)`: the day in that zone. */
export const today = (context: Context, node: CallExpression): Typed => {
  const [zone, ...others] = node.arguments;
  if (zone === undefined || others.length > 0) {
    const words = { name: 'today', expected: '1 argument', signature: 'today(zone: string): date' };
    return report(context, 'SR3115', node, { ...words, found: String(node.arguments.length) });
  }
  if (zone.kind === 'lambda') {
    return report(context, 'SR3116', zone, { parameter: 'zone', signature: 'today(zone: string): date' });
  }
  const typed = value(context, zone, must(single('string')));
  if (typed.type === 'anything') return broken;
  const literal = typed.expr.op === 'const' && typeof typed.expr.value === 'string' ? typed.expr.value : undefined;
  if (literal !== undefined && !isZone(literal)) return unknownZone(context, zone, literal);
  const base = strict({ op: 'today', zone: typed.expr }, single('date'), [typed]);
  return { ...base, moves: true, reads: unionReads(base.reads, readsTime) };
};

/** Whether the sides may stand beside each other: at most one moves, and an instant that moves is never equal. */
export const timesAgree = (
  context: Context,
  node: ComparisonExpression,
  [left, right]: readonly [Typed, Typed],
): boolean => {
  if ((!left.moves && !right.moves) || context.timeAnywhere) return true;
  if (left.moves && right.moves) {
    report(context, 'SR3702', node, {});
    return false;
  }
  const moving = left.moves ? left : right;
  if ((node.operator !== '==' && node.operator !== '!=') || isScalar(moving.type, 'date')) return true;
  report(context, 'SR3703', { span: node.operatorSpan }, { operator: node.operator });
  return false;
};

/** Reports a day beside an instant, and says whether it was one. */
export const dayBesideInstant = (
  context: Context,
  node: { readonly left: Expression; readonly right: Expression; readonly span: Expression['span'] },
  [left, right]: readonly [Typed, Typed],
): boolean => {
  const mixed =
    (isScalar(left.type, 'date') && isScalar(right.type, 'datetime')) ||
    (isScalar(left.type, 'datetime') && isScalar(right.type, 'date'));
  if (!mixed) return false;
  const words = {
    expected: 'two days or two instants',
    left: describeType(left.type),
    right: describeType(right.type),
  };
  const fixes = [...alike(context, node.left, left, right), ...alike(context, node.right, right, left)];
  report(context, 'SR3704', node, words, { fixes });
  return true;
};

/** Edits that make a side like the other: `now()` becomes `today(…)`, a day an instant. What moves is not converted. */
const alike = (context: Context, node: Expression, typed: Typed, other: Typed): Fix[] => {
  if (node.kind === 'call' && node.name.text === 'now') {
    const text = `today(${zoneText(context)})`;
    return [replace(context, node, `Write \`${text}\``, text)];
  }
  return typed.moves ? [] : conversions(context, node, typed.type, other.type);
};

/** `addMonths(today(z), 3) > d` written as `today(z) > addMonths(d, -3)`, where a side is such a call. */
export const turnedRound = (context: Context, comparison: ComparisonExpression): Context['turned'] => {
  const { left, right, operator } = comparison;
  const shift = shiftOf(context, left) ?? shiftOf(context, right);
  if (shift === undefined) return undefined;
  const other = sourceOf(context, shift.call === left ? right : left);
  const moved = `${shift.name}(${other}, ${shift.back})`;
  const text = shift.call === left ? `${shift.date} ${operator} ${moved}` : `${moved} ${operator} ${shift.date}`;
  return { call: shift.call, comparison, text };
};

interface Shift {
  readonly call: Expression;
  readonly name: string;
  readonly date: string;
  readonly back: string;
}

const shiftOf = (context: Context, node: Expression): Shift | undefined => {
  if (node.kind !== 'call' || !/^add[A-Z]/.test(node.name.text)) return undefined;
  const [date, amount] = node.arguments;
  if (date === undefined || amount === undefined || date.kind === 'lambda') return undefined;
  const back =
    amount.kind === 'integer'
      ? `-${sourceOf(context, amount)}`
      : amount.kind === 'negative'
        ? sourceOf(context, amount.of)
        : undefined;
  return back === undefined ? undefined : { call: node, name: node.name.text, date: sourceOf(context, date), back };
};

const unknownZone = (context: Context, node: Expression, name: string): Typed => {
  const location = { file: context.scope.file, span: node.span };
  return report(context, 'SR3706', node, { name }, meantText(location, name, Intl.supportedValuesOf('timeZone')));
};

/** Asking is slow, and a program has few zones. */
const zones = new Map<string, boolean>();

const isZone = (name: string): boolean => {
  const known = zones.get(name) ?? (!/^[+-]/.test(name) && formatsIn(name));
  zones.set(name, known);
  return known;
};

const formatsIn = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
