// Which attributes an expression reads, on whichever object.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { eachExpr } from '../semantics/expr-walk.js';

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
export const readsIn = (of: Expr, types: Types, keys: readonly PlanKey[]): readonly string[] => {
  const found = new Set<string>();
  eachExpr(of, (expr) => {
    if (expr.op === 'source') found.add(attributeKey(types.source, expr.attribute));
    else if (expr.op === 'target') found.add(attributeKey(types.target, expr.attribute));
    else if (expr.op === 'through') for (const type of expr.types) found.add(attributeKey(type, expr.attribute));
    else if (expr.op === 'every') {
      const key = keys[expr.key];
      if (key !== undefined) for (const read of readsOfKey(key, keys)) found.add(read);
    }
  });
  return [...found];
};

/** What one object must be read for to have the key. */
export const readsOfKey = ({ type, parts, conditions }: PlanKey, keys: readonly PlanKey[]): readonly string[] =>
  [...parts.map(({ of }) => of), ...conditions].flatMap((of) => readsIn(of, { source: type, target: type }, keys));
