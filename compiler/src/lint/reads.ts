// Which attributes an expression reads, on whichever object.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { exprsIn } from '../semantics/expr-walk.js';

/** `person.mail`, `corp.user.mail`. */
export const attributeKey = (type: string, attribute: string): string => `${type}.${attribute}`;

/** The types of the objects that an expression sees as source and as target. */
export interface Types {
  readonly source: string;
  readonly target: string;
}

/**
 * The keys of the attributes that an expression reads, each once: of its objects, through references, and of the
 * members that an `every` looks at. `keys` are those of the program.
 */
export const readsIn = (of: Expr, types: Types, keys: readonly PlanKey[]): readonly string[] => [
  ...new Set(
    exprsIn(of).flatMap((expr): readonly string[] => {
      switch (expr.op) {
        case 'source':
          return [attributeKey(types.source, expr.attribute)];
        case 'target':
          return [attributeKey(types.target, expr.attribute)];
        case 'through':
          return expr.types.map((type) => attributeKey(type, expr.attribute));
        case 'every': {
          const key = keys[expr.key];
          return key === undefined ? [] : readsOfKey(key, keys);
        }
        default:
          return [];
      }
    }),
  ),
];

/** What one object must be read for to have the key. */
export const readsOfKey = ({ type, parts, conditions }: PlanKey, keys: readonly PlanKey[]): readonly string[] =>
  [...parts.map(({ of }) => of), ...conditions].flatMap((of) => readsIn(of, { source: type, target: type }, keys));
