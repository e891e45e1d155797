// The parts of conditions: which ones are understood (C2), and what they say about the states of a path.
import type { Constant, Equality, Expr } from '@syncrule/runtime/plan';
import { canonicalJson } from '@syncrule/runtime/plan';
import { keyText } from '@syncrule/runtime/values';
import {
  above,
  below,
  everyValue,
  from,
  noValue,
  numbers,
  opposite,
  type States,
  statesText,
  texts,
  upTo,
  type Values,
} from './states.js';

/** A part allows some states of a path, or is a letter: opaque, and either it or its opposite holds. */
export type Part =
  | { readonly kind: 'path'; readonly path: string; readonly allows: States }
  | { readonly kind: 'letter'; readonly name: string; readonly holds: boolean };

/** The part that an inlined condition is. `and`, `or` and `not` are the normal form's business. */
export const partOf = (expr: Expr): Part => understood(expr) ?? letter(expr);

/** A letter is named by its inlined expression. */
export const letter = (expr: Expr, holds = true): Part => ({ kind: 'letter', name: canonicalJson(expr), holds });

/** The text of a path over the source (W1): `sn`, `manager.employed`. */
export const pathOf = (expr: Expr): string | undefined => {
  if (expr.op === 'source') return expr.attribute;
  if (expr.op !== 'through') return undefined;
  const of = pathOf(expr.of);
  return of === undefined ? undefined : `${of}.${expr.attribute}`;
};

const understood = (expr: Expr): Part | undefined => {
  switch (expr.op) {
    case 'source':
    case 'through':
      return part(expr, { absent: false, values: texts(['true']) });
    case 'present':
      return part(expr.of, { absent: false, values: everyValue });
    case 'missing':
      return part(expr.of, { absent: true, values: noValue });
    case 'equal':
    case 'unequal':
      return equality(expr.left, expr.right, expr.by, expr.op) ?? equality(expr.right, expr.left, expr.by, expr.op);
    case 'in':
      return membership(expr.left, expr.right, expr.by);
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return order(expr.left, expr.right, expr.op) ?? order(expr.right, expr.left, mirrored[expr.op]);
    default:
      return undefined;
  }
};

const part = (of: Expr, allows: States): Part | undefined => {
  const path = pathOf(of);
  return path === undefined ? undefined : { kind: 'path', path, allows };
};

const equality = (path: Expr, literal: Expr, by: Equality, op: 'equal' | 'unequal'): Part | undefined => {
  const values = valuesOf([literal], by);
  if (values === undefined) return undefined;
  return op === 'equal' ? part(path, { absent: false, values }) : opposedPart(part(path, { absent: false, values }));
};

const membership = (path: Expr, list: Expr, by: Equality): Part | undefined => {
  const values = valuesOf(itemsOf(list), by);
  return values === undefined ? undefined : part(path, { absent: false, values });
};

type Order = 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';
const mirrored = {
  less: 'greater',
  lessOrEqual: 'greaterOrEqual',
  greater: 'less',
  greaterOrEqual: 'lessOrEqual',
} as const;
const beyond = { less: below, lessOrEqual: upTo, greater: above, greaterOrEqual: from } as const;

const order = (path: Expr, limit: Expr, op: Order): Part | undefined => {
  const number = numberOf(limit);
  return number === undefined ? undefined : part(path, { absent: false, values: beyond[op](number) });
};

const itemsOf = (list: Expr): readonly Expr[] => {
  if (list.op === 'list') return list.items;
  if (list.op === 'const' && Array.isArray(list.value)) return list.value.map((value) => ({ op: 'const', value }));
  return [list];
};

/** The values that literals are; undefined when one of them is none. */
const valuesOf = (literals: readonly Expr[], by: Equality): Values | undefined => {
  const asTexts = literals.map((literal) => textOf(literal, by));
  if (asTexts.every((text) => text !== undefined)) return texts(asTexts);
  const asNumbers = literals.map(numberOf);
  return asNumbers.every((number) => number !== undefined) ? numbers(asNumbers) : undefined;
};

/** Values of texts and booleans, in the form in which equal ones are the same. */
const textOf = (expr: Expr, by: Equality): string | undefined => {
  if (expr.op === 'text' && expr.parts.length === 1 && typeof expr.parts[0] === 'string')
    return keyText(expr.parts[0], by);
  if (expr.op !== 'const') return undefined;
  if (typeof expr.value === 'string') return keyText(expr.value, by);
  return typeof expr.value === 'boolean' ? String(expr.value) : undefined;
};

const numberOf = (expr: Expr): bigint | undefined => {
  if (expr.op === 'const') return constantNumber(expr.value);
  const opposite = expr.op === 'negate' ? numberOf(expr.of) : undefined;
  return opposite === undefined ? undefined : -opposite;
};

const constantNumber = (value: Constant): bigint | undefined => {
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  if ('integer' in value) return BigInt(value.integer);
  if ('date' in value) return BigInt(value.date);
  if ('datetime' in value) return BigInt(value.datetime);
  return 'duration' in value ? BigInt(value.duration) : undefined;
};

/** What holds exactly when the part does not. The opposite of a comparison includes that the path is absent (8.6). */
export const opposed = (part: Part): Part =>
  part.kind === 'letter' ? { ...part, holds: !part.holds } : { ...part, allows: opposite(part.allows) };
const opposedPart = (part: Part | undefined) => (part === undefined ? undefined : opposed(part));

/** Equal parts have equal texts. */
export const partText = (part: Part): string =>
  part.kind === 'letter' ? `${part.holds ? '' : 'not '}${part.name}` : `${part.path} ${statesText(part.allows)}`;
