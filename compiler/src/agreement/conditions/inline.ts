// Conditions as they are compared (C1): `let`s substituted, declared functions inlined, variables named by their depth,
// so that two expressions that mean the same by these steps alone become equal trees.
import type { Expr, Lambda, PlanFunction } from '@syncrule/runtime/plan';
import { mapParts } from '../../semantics/expr-walk.js';

export interface Definitions {
  readonly lets: readonly { readonly name: string; readonly of: Expr }[];
  readonly functions: ReadonlyMap<string, PlanFunction>;
}

/** What a name stands for, written below a number of enclosing lambdas. */
type Meaning = (depth: number) => Expr;
type Names = ReadonlyMap<string, Meaning>;

/** Neither `let` nor `apply` is left in the result. Circles were reported before (T13); they cannot arrive here. */
export const inline = (expr: Expr, definitions: Definitions): Expr => inliner(definitions)(expr, new Map(), 0);

type Inline = (expr: Expr, names: Names, depth: number) => Expr;

const inliner = (definitions: Definitions): Inline => {
  const lets = new Map(definitions.lets.map((entry) => [entry.name, entry.of]));
  const go: Inline = (expr, names, depth) => {
    switch (expr.op) {
      case 'let':
        return go(found(lets.get(expr.name), expr.name), new Map(), depth);
      case 'variable':
        return found(names.get(expr.name), expr.name)(depth);
      case 'apply':
        return applied(expr, names, depth);
      case 'call':
        return {
          ...expr,
          arguments: expr.arguments.map((a) => (a.op === 'lambda' ? below(a, names, depth) : go(a, names, depth))),
        };
      default:
        return mapParts(expr, (part) => go(part, names, depth));
    }
  };
  const below = (lambda: Lambda, names: Names, depth: number): Lambda =>
    lambdaAt(depth, (variable) => go(lambda.body, new Map([...names, [lambda.variable, variable]]), depth + 1));
  const applied = (expr: Extract<Expr, { op: 'apply' }>, names: Names, depth: number): Expr => {
    const { parameters, body } = found(definitions.functions.get(expr.name), expr.name);
    const given = expr.arguments.map(
      (argument): Meaning =>
        (below) =>
          go(argument, names, below),
    );
    const meanings = (first?: Meaning) =>
      new Map(parameters.map((name, i): [string, Meaning] => [name, i === 0 && first ? first : found(given[i], name)]));
    if (expr.each !== true) return go(body, meanings(), depth);
    // V1: applied to each value of the first argument, which is what `map` does.
    const list = found(given[0], expr.name)(depth);
    const each = lambdaAt(depth, (value) => go(body, meanings(value), depth + 1));
    return { op: 'call', name: 'map', arguments: [list, each] };
  };
  return go;
};

const lambdaAt = (depth: number, body: (variable: Meaning) => Expr): Lambda => {
  const name = `#${depth}`;
  return { op: 'lambda', variable: name, body: body(() => ({ op: 'variable', name })) };
};

const found = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw new Error(`bug: the checked program does not define ${name}`);
  return value;
};
