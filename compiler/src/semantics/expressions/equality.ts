// How two values compare (8.7), and which matching an expression brings.
import type { Equality } from '@syncrule/runtime/plan';
import type { Matching, Type, Typed } from '../scope.js';

/** The equality of a comparison, from the type that both sides share and what they bring. */
export const equalityOf = (type: Type, sides: readonly Typed[]): Equality => {
  if (type === 'anything') return 'exact';
  switch (type.scalar) {
    case 'string':
      return textEquality(sides.map((side) => side.matching));
    case 'dn':
    case 'binary':
    case 'ref':
      return type.scalar;
    case 'secret':
      return 'exact';
    default:
      return 'value';
  }
};

/** Exact when one side is exact or neither brings any. */
const textEquality = (brought: readonly (Matching | undefined)[]): Equality =>
  brought.includes('exact') || !brought.includes('ignoreCase') ? 'exact' : 'ignoreCase';

/** The matching of what passes on one of several (`??`, `if`, `case`): none, once one of them is computed. */
export const passedOn = (parts: readonly Typed[]): Matching | undefined => {
  const brought = parts.filter((part) => part.type !== 'anything').map((part) => part.matching);
  if (brought.includes(undefined)) return undefined;
  return brought.includes('exact') ? 'exact' : brought[0];
};
