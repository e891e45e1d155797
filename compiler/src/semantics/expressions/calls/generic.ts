// Type variables of one call: what `T` in `first(xs: T[]): T` stands for (entry.ts).
import type { Pattern } from '@syncrule/runtime/functions';
import type { Type, Typed } from '../../scope.js';
import { commonType, elementOf, isMany, isSecret, listOf } from '../types.js';

/** What a variable stands for: a type, and what the first value that bound it brings. */
export interface Bound {
  readonly type: Type;
  readonly matching: Typed['matching'];
  readonly side: Typed['side'];
}

export type Bindings = ReadonlyMap<string, Bound>;

/** The type that a pattern stands for now; undefined while its variable is free. */
export const typeOf = (pattern: Pattern, bindings: Bindings): Type | undefined => {
  switch (pattern.kind) {
    case 'type':
      return { scalar: pattern.scalar, many: pattern.many };
    case 'any': {
      const bound = bindings.get(pattern.name)?.type;
      return bound === undefined ? undefined : pattern.many ? listOf(bound) : bound;
    }
    case 'literal':
      return { scalar: 'string', many: false };
    case 'lambda':
      return undefined;
  }
};

/**
 * The variable of a pattern bound to the type of an argument: to the common one when it is bound already. Undefined
 * when the argument does not go: a type that the pattern does not allow, or none in common.
 */
export const bind = (
  pattern: Extract<Pattern, { kind: 'any' }>,
  argument: Typed,
  bindings: Bindings,
): Bindings | undefined => {
  const { type } = argument;
  if (type === 'anything') return bindings;
  if (isSecret(type) || (isMany(type) && !pattern.many)) return undefined;
  if (pattern.scalars !== undefined && !pattern.scalars.includes(type.scalar)) return undefined;
  const known = bindings.get(pattern.name);
  const common = known === undefined ? elementOf(type) : commonType(known.type, elementOf(type));
  if (common === undefined) return undefined;
  const { matching, side } = known ?? argument;
  return new Map([...bindings, [pattern.name, { type: common, matching, side }]]);
};
