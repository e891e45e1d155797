// Calls: catalogue functions, declared functions, lambdas, and both over each value of a list (7.5 V1, 8.15).

import { catalogue } from '../functions/catalogue.js';
import type { Argument, CallContext, FunctionEntry } from '../functions/entry.js';
import type { Expr, Lambda } from '../plan/expression.js';
import { type Content, contentOf, valuesOf } from '../values/value.js';
import { type Code, computed, folded } from './code.js';
import type { Environment, Evaluate } from './environment.js';
import { motionOf } from './motion.js';
import {
  type Cell,
  type CompiledFunction,
  during,
  onlyVariables,
  type Scope,
  substitutes,
  withVariables,
} from './scope.js';

type CallExpr = Extract<Expr, { readonly op: 'call' }>;
type ApplyExpr = Extract<Expr, { readonly op: 'apply' }>;

export function compileCall(expr: CallExpr, scope: Scope): Code {
  const entry = catalogue.get(expr.name);
  if (entry === undefined) throw new Error(`bug: the plan calls a function that the catalogue has not: ${expr.name}`);
  const context: CallContext = { by: expr.by ?? 'exact' };
  const parts = expr.arguments.map((argument) => compileArgument(argument, scope));
  const run = expr.each === true ? callEach(entry, context, parts) : callOnce(entry, context, parts);
  const code = computed(run);
  return parts.every((part) => part.kind === 'code')
    ? folded(
        parts.map((part) => part.code),
        code,
      )
    : code;
}

type ArgumentPart =
  | { readonly kind: 'code'; readonly code: Code }
  | { readonly kind: 'lambda'; readonly bind: (environment: Environment) => (value: Content) => Content };

function compileArgument(argument: Expr | Lambda, scope: Scope): ArgumentPart {
  if (argument.op !== 'lambda') return { kind: 'code', code: scope.compile(argument, scope) };
  const cell: Cell = { value: undefined };
  const body = scope.compile(
    argument.body,
    withVariables(scope, [[argument.variable, { kind: 'cell', cell }]]),
  ).evaluate;
  return { kind: 'lambda', bind: (environment) => (value) => during(cell, value, () => body(environment)) };
}

const argumentOf = (part: ArgumentPart, environment: Environment): Argument =>
  part.kind === 'code' ? part.code.evaluate(environment) : part.bind(environment);

/** The common numbers of arguments without a list of them. */
function callOnce(entry: FunctionEntry, context: CallContext, parts: readonly ArgumentPart[]): Evaluate {
  const { implementation, strict } = entry;
  const [first, second] = parts;
  if (first !== undefined && parts.length === 1)
    return (environment) => {
      const a = argumentOf(first, environment);
      return strict && a === undefined ? undefined : implementation(context, a);
    };
  if (first !== undefined && second !== undefined && parts.length === 2)
    return (environment) => {
      const a = argumentOf(first, environment);
      if (strict && a === undefined) return undefined;
      const b = argumentOf(second, environment);
      return strict && b === undefined ? undefined : implementation(context, a, b);
    };
  return (environment) =>
    call(
      entry,
      context,
      parts.map((part) => argumentOf(part, environment)),
    );
}

const call = ({ implementation, strict }: FunctionEntry, context: CallContext, values: readonly Argument[]): Content =>
  strict && values.includes(undefined) ? undefined : implementation(context, ...values);

function callEach(entry: FunctionEntry, context: CallContext, parts: readonly ArgumentPart[]): Evaluate {
  return (environment) => {
    const [list, ...others] = parts.map((part) => argumentOf(part, environment));
    if (typeof list === 'function') throw new Error(`bug: ${entry.name} is applied to each value of a lambda`);
    return contentOf(
      valuesOf(list).flatMap((value) => valuesOf(call(entry, context, [value, ...others]))),
      true,
    );
  };
}

/** A call of a declared function is its body with the arguments in place of the parameters. */
export function compileApply(expr: ApplyExpr, scope: Scope): Code {
  const moving = expr.arguments.some((argument) => motionOf(argument, scope) !== undefined);
  if (moving) return compileBodyHere(expr, scope);
  const { cells, body } = functionOf(expr.name, scope);
  const values = expr.arguments.map((argument) => scope.compile(argument, scope).evaluate);
  if (expr.each !== true)
    return computed((environment) =>
      applied(
        cells,
        body,
        values.map((value) => value(environment)),
        environment,
      ),
    );
  return computed((environment) => {
    const [list, ...others] = values.map((value) => value(environment));
    return contentOf(
      valuesOf(list).flatMap((value) => valuesOf(applied(cells, body, [value, ...others], environment))),
      true,
    );
  });
}

/** All arguments are evaluated before the first parameter gets its value: they may call the same function. */
function applied(cells: readonly Cell[], body: Code, values: readonly Content[], environment: Environment): Content {
  const [cell] = cells;
  if (cell !== undefined && cells.length === 1) return during(cell, values[0], () => body.evaluate(environment));
  const before = cells.map(({ value }) => value);
  store(cells, values);
  try {
    return body.evaluate(environment);
  } finally {
    store(cells, before);
  }
}

function store(cells: readonly Cell[], values: readonly Content[]): void {
  for (const [at, cell] of cells.entries()) cell.value = values[at];
}

/** Compiled once: since no function calls itself (T13), its cells hold one call's values at a time. */
function functionOf(name: string, scope: Scope): CompiledFunction {
  const known = scope.functions.get(name);
  if (known !== undefined) return known;
  const { parameters, body } = declarationOf(name, scope);
  const cells = parameters.map((): Cell => ({ value: undefined }));
  const variables = parameters.map((parameter, at) => [parameter, { kind: 'cell', cell: cellAt(cells, at) }] as const);
  const compiled = { cells, body: scope.compile(body, onlyVariables(scope, variables)) };
  scope.functions.set(name, compiled);
  return compiled;
}

/** A function that gets something that moves is compiled in its place, so that comparisons in it see how it moves. */
function compileBodyHere(expr: ApplyExpr, scope: Scope): Code {
  const { parameters, body } = declarationOf(expr.name, scope);
  const variables = substitutes(parameters, expr.arguments, scope);
  const [list] = expr.arguments;
  const [parameter] = parameters;
  if (expr.each !== true || list === undefined || parameter === undefined)
    return scope.compile(body, onlyVariables(scope, variables));
  const cell: Cell = { value: undefined };
  const inner = onlyVariables(scope, [...variables, [parameter, { kind: 'cell', cell }]]);
  return mapped(scope.compile(list, scope).evaluate, cell, scope.compile(body, inner).evaluate);
}

const mapped = (list: Evaluate, cell: Cell, body: Evaluate): Code =>
  computed((environment) =>
    contentOf(
      valuesOf(list(environment)).flatMap((value) => valuesOf(during(cell, value, () => body(environment)))),
      true,
    ),
  );

function declarationOf(name: string, scope: Scope): { readonly parameters: readonly string[]; readonly body: Expr } {
  const declaration = scope.context.functions.get(name);
  if (declaration === undefined) throw new Error(`bug: the plan applies a function that it does not declare: ${name}`);
  return declaration;
}

function cellAt(cells: readonly Cell[], at: number): Cell {
  const cell = cells[at];
  if (cell === undefined) throw new Error('bug: a parameter without a cell');
  return cell;
}
