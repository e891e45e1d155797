// Constants of a plan as content.
import type { Constant } from '../plan/expression.js';
import { type Content, contentOf, type Value } from './value.js';

/** The content that a constant of the plan stands for; an empty list is absent. */
export const constantContent = (constant: Constant): Content =>
  isList(constant) ? contentOf(constant.map(constantValue), true) : constantValue(constant);

const isList = (constant: Constant): constant is readonly Constant[] => Array.isArray(constant);

function constantValue(constant: Constant): Value {
  if (typeof constant === 'string' || typeof constant === 'boolean') return constant;
  if (isList(constant)) throw new Error('bug: a list inside of a list in the plan');
  if ('integer' in constant) return BigInt(constant.integer);
  if ('date' in constant) return constant.date;
  if ('datetime' in constant) return constant.datetime;
  return constant.duration;
}
