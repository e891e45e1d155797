// What a part of an expression is compiled in: the context, and the variables in sight.
import type { Expr } from '../plan/expression.js';
import type { Content } from '../values/value.js';
import type { Code } from './code.js';
import type { CompileContext } from './context.js';
import type { Outcome } from './environment.js';

/** Where a variable's value stands while its lambda or function runs. */
export interface Cell {
  value: Content;
}

export type Binding =
  | { readonly kind: 'cell'; readonly cell: Cell }
  /** A parameter whose argument moves with time: the argument itself takes its place, so that comparisons see how it moves. */
  | { readonly kind: 'substitute'; readonly expr: Expr; readonly scope: Scope };

export interface Scope {
  readonly context: CompileContext;
  readonly variables: ReadonlyMap<string, Binding>;
  /** Compiles a part in the given scope; a member of the scope, so that the files of this folder need not import in circles. */
  readonly compile: (expr: Expr, scope: Scope) => Code;
  /** Declared functions that were compiled before. */
  readonly functions: Map<string, CompiledFunction>;
  readonly lets: Map<string, Code>;
}

export interface CompiledFunction {
  readonly cells: readonly Cell[];
  readonly body: Code;
}

export const withVariables = (scope: Scope, variables: Iterable<readonly [string, Binding]>): Scope => ({
  ...scope,
  variables: new Map([...scope.variables, ...variables]),
});

/** Scopes of declared functions see their parameters and nothing else (N3). */
export const onlyVariables = (scope: Scope, variables: Iterable<readonly [string, Binding]>): Scope => ({
  ...scope,
  variables: new Map(variables),
});

/** The arguments themselves in place of the parameters. */
export const substitutes = (
  parameters: readonly string[],
  values: readonly Expr[],
  scope: Scope,
): readonly (readonly [string, Binding])[] =>
  parameters.map((parameter, at) => [parameter, { kind: 'substitute', expr: values[at] ?? { op: 'absent' }, scope }]);

export function bindingOf(scope: Scope, name: string): Binding {
  const binding = scope.variables.get(name);
  if (binding === undefined) throw new Error(`bug: the plan reads a variable that is not in sight: ${name}`);
  return binding;
}

export function letOf(scope: Scope, name: string): Expr {
  const expr = scope.context.lets.get(name);
  if (expr === undefined) throw new Error(`bug: the plan reads a let that the rule has not: ${name}`);
  return expr;
}

/** Runs with a value in a cell, and puts the former one back: readers of other objects may come through here again. */
export function during<Result extends Outcome | boolean>(cell: Cell, value: Content, run: () => Result): Result {
  const before = cell.value;
  cell.value = value;
  try {
    return run();
  } finally {
    cell.value = before;
  }
}
