// Making a result fit the type that its place expects (5.6, V4).
import type { Type, Typed } from '../scope.js';
import { isMany } from './types.js';

/** The result in the form that `to` wants: a single value becomes a list of one (V4). The types must fit already. */
export const convertToFit = (typed: Typed, to: Type): Typed => {
  if (typed.type === 'anything' || to === 'anything') return typed;
  if (!isMany(to) || isMany(typed.type)) return { ...typed, type: to };
  return { ...typed, type: to, expr: { op: 'list', items: [typed.expr] }, path: undefined };
};
