// Making a result fit the type that its place expects (5.6, V4).
import type { Expression } from '../../syntax/tree.js';
import type { Facts, Type, Typed } from '../scope.js';
import type { Context, Expected } from './context.js';
import { conversions, pickers } from './conversions.js';
import { report } from './report.js';
import { describeType, elementOf, fits, isMany, isSecret, sideOfType } from './types.js';

/** Reports what does not fit; what fits is put into the form that the place wants. */
export const fit = (context: Context, typed: Typed, expected: Expected | undefined, node: Expression): Typed => {
  if (expected === undefined || !expected.must) return typed;
  if (typed.type === 'anything' || expected.type === 'anything') return typed;
  const type = narrowed(typed, context.facts);
  if (fits(type, expected.type) || crosses(context, typed, expected)) return convertToFit(typed, expected.type);
  return misfit(context, type, expected.type, node);
};

/** The result in the form that `to` wants: a single value becomes a list of one (V4). The types must fit already. */
export const convertToFit = (typed: Typed, to: Type): Typed => {
  if (typed.type === 'anything' || to === 'anything' || typed.type === to) return typed;
  if (!isMany(to) || isMany(typed.type)) return { ...typed, type: to };
  return { ...typed, type: to, expr: { op: 'list', items: [typed.expr] }, path: undefined };
};

/** Its type, when facts say which texts of a set it can still be (W1). */
export const narrowed = (typed: Typed, facts: Facts): Type => {
  const { type, path } = typed;
  if (type === 'anything' || type.oneOf === undefined || path === undefined) return type;
  const still = facts.oneOf.get(path);
  const oneOf = type.oneOf.filter((text) => still === undefined || still.has(text));
  return oneOf.length === 0 ? type : { ...type, oneOf };
};

/** Between which objects a reference is. */
export const sideOf = (typed: Typed): 'cs' | 'mv' | undefined => sideOfType(typed.type) ?? typed.side;

/** A reference of the source's side becomes one of the target's (9.10). */
const crosses = (context: Context, typed: Typed, expected: Expected): boolean => {
  if (!expected.crossing || typed.type === 'anything' || expected.type === 'anything') return false;
  if (typed.type.scalar !== 'ref' || expected.type.scalar !== 'ref') return false;
  const staysOnItsSide = sideOf(typed) !== undefined && sideOf(typed) === context.scope.target?.qualifier;
  return !staysOnItsSide && (expected.type.many || !typed.type.many);
};

const misfit = (context: Context, found: Type, expected: Type, node: Expression): Typed => {
  const words = { expected: describeType(expected), found: describeType(found) };
  if (isSecret(found) || isSecret(expected)) return report(context, 'SR3143', node, {});
  if (isMany(found) && !isMany(expected) && sameScalar(found, expected)) {
    return report(context, 'SR3201', node, words, { fixes: pickers(context, node, found) });
  }
  return report(context, 'SR3120', node, words, { fixes: conversions(context, node, found, elementOf(expected)) });
};

const sameScalar = (a: Type, b: Type): boolean => a !== 'anything' && b !== 'anything' && a.scalar === b.scalar;
