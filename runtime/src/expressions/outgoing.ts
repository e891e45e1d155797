// Expressions that only outbound flows have: accounts of referred objects (8.17), and passwords yet to be made (8.18).
import type { Expr } from '../plan/expression.js';
import { accountRef, contentOf, isMany, mvKeyOf, SECRET, valuesOf } from '../values/index.js';
import { type Code, computed, constant } from './code.js';
import type { Scope } from './scope.js';

export function compileAccount({ of, name }: Extract<Expr, { readonly op: 'account' }>, scope: Scope): Code {
  const { evaluate } = scope.compile(of, scope);
  return computed((environment) => {
    const content = evaluate(environment);
    const accounts = valuesOf(content).map((value) => accountRef(name, mvKeyOf(value)));
    return contentOf(accounts, isMany(content));
  });
}

/** It is made when the request to the system is: until then a mark stands for it. */
export const compileNewPassword = (): Code => constant(SECRET);
