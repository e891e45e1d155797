// Calls of functions of the catalogue (T11, P3, V1): arguments against their patterns, then the result.

import { type FunctionEntry, type Parameter, type Pattern, patternText } from '@syncrule/runtime/functions';
import type { Expr, Lambda } from '@syncrule/runtime/plan';
import type { ArgumentNode, CallExpression, Expression } from '../../../syntax/tree.js';
import type { Type, Typed } from '../../scope.js';
import { type Context, hintOf, must } from '../context.js';
import { conversions, pickers } from '../conversions.js';
import { equalityOf } from '../equality.js';
import { convertToFit, fit } from '../fit.js';
import { stripped, value } from '../parts.js';
import { report, sourceOf } from '../report.js';
import { literalText } from '../texts.js';
import { broken, constant, from, possiblyAbsent, strict, unionReads } from '../typed.js';
import { describeType, elementOf, fits, isMany, isSecret, listOf, single } from '../types.js';
import { checkLoosely, isLifted, noListOfLists, rightNumber, valueArgument } from './arguments.js';
import { type Bindings, type Bound, bind, typeOf } from './generic.js';
import { lambda } from './lambda.js';
import { formOfEntry } from './signature.js';

export const callOfCatalogue = (context: Context, node: CallExpression, entry: FunctionEntry): Typed => {
  const form = formOfEntry(entry);
  if (!rightNumber(context, node, form)) {
    checkLoosely(context, node);
    return broken;
  }
  const start: Progress = { bindings: new Map(), values: [], reads: [], args: [], each: false, wrong: false };
  const done = node.arguments.reduce<Progress>((progress, argument, index) => {
    const parameter = entry.parameters[index] ?? entry.parameters.at(-1);
    if (parameter === undefined) throw new Error('bug: an argument without a parameter');
    return withArgument(context, argument, { entry, parameter, signature: form.signature, index }, progress);
  }, start);
  return done.wrong ? { ...broken, type: resultOf(entry, done) } : called(context, node, entry, done);
};

/** How far the arguments of a call are checked. */
interface Progress {
  readonly bindings: Bindings;
  /** The arguments that are values. */
  readonly values: readonly Typed[];
  /** The bodies of lambdas: they are read, but say nothing about presence. */
  readonly reads: readonly Typed[];
  readonly args: readonly (Expr | Lambda)[];
  readonly each: boolean;
  readonly wrong: boolean;
}

interface Place {
  readonly entry: FunctionEntry;
  readonly parameter: Parameter;
  readonly signature: string;
  readonly index: number;
}

const withArgument = (context: Context, argument: ArgumentNode, place: Place, progress: Progress): Progress => {
  const pattern = place.parameter.type;
  if (pattern.kind === 'lambda') return withLambda(context, argument, { ...place, pattern }, progress);
  const typed = pattern.kind === 'literal' ? literal(context, argument, place) : undefined;
  return typed === undefined ? withValue(context, argument, place, progress) : add(progress, typed);
};

const withValue = (context: Context, argument: ArgumentNode, place: Place, progress: Progress): Progress => {
  const { parameter, signature, index } = place;
  const node = valueArgument(context, argument, { parameter: parameter.name, signature });
  if (node === undefined) return { ...add(progress, broken), wrong: true };
  const pattern = parameter.type;
  const wanted = typeOf(pattern, progress.bindings);
  const typed = value(context, node, hintOf(wanted));
  if (typed.type === 'anything') return add(progress, typed);
  if (!readable(context, node, typed, place)) return { ...add(progress, broken), wrong: true };
  const each = isLiftedInto(pattern, typed, index);
  const one: Typed = each ? { ...typed, type: elementOf(typed.type) } : typed;
  if (pattern.kind !== 'any') {
    if (each) return add({ ...progress, each }, typed);
    const fitted = fit(context, typed, wanted === undefined ? undefined : must(wanted), node);
    return { ...add(progress, fitted), wrong: progress.wrong || fitted.type === 'anything' };
  }
  const bindings = bind(pattern, one, progress.bindings);
  if (bindings === undefined) {
    misfit(context, node, { found: typed.type, pattern, bindings: progress.bindings });
    return { ...add(progress, broken), wrong: true };
  }
  const kept = pattern.many ? convertToFit(typed, listOf(typed.type)) : typed;
  return { ...add(progress, kept), bindings, each: progress.each || each };
};

/** A list for a first parameter that is a single value (V1). */
const isLiftedInto = (pattern: Pattern, typed: Typed, index: number): boolean => {
  if (pattern.kind === 'type') return isLifted(typed, { scalar: pattern.scalar, many: pattern.many }, index);
  return pattern.kind === 'any' && !pattern.many && index === 0 && isMany(typed.type);
};

const withLambda = (
  context: Context,
  argument: ArgumentNode,
  { parameter, pattern }: Place & { readonly pattern: Extract<Pattern, { kind: 'lambda' }> },
  progress: Progress,
): Progress => {
  if (argument.kind !== 'lambda') {
    const typed = value(context, argument, hintOf(typeOf(pattern.result, progress.bindings)));
    if (typed.type !== 'anything') report(context, 'SR3117', argument, { parameter: parameter.name });
    return { ...add(progress, broken), wrong: true };
  }
  const of: Bound = progress.bindings.get(pattern.of) ?? { type: 'anything', matching: undefined, side: undefined };
  const result = typeOf(pattern.result, progress.bindings);
  const checked = lambda(context, argument, { of, result });
  const reads = [...progress.reads, checked.body];
  const next: Progress = { ...progress, reads, args: [...progress.args, checked.lambda] };
  if (pattern.result.kind !== 'any' || result !== undefined) return next;
  if (isMany(checked.body.type)) {
    report(context, 'SR3204', argument.body, { found: describeType(checked.body.type) });
    return { ...next, wrong: true };
  }
  const bindings = bind(pattern.result, checked.body, progress.bindings);
  if (bindings !== undefined) return { ...next, bindings };
  misfit(context, argument.body, { found: checked.body.type, pattern: pattern.result, bindings: progress.bindings });
  return { ...next, wrong: true };
};

/** A text that the compiler checks by itself: a pattern, a format. */
const literal = (context: Context, argument: ArgumentNode, { entry, parameter }: Place): Typed | undefined => {
  if (argument.kind === 'lambda') return undefined;
  const node = stripped(argument);
  if (node.kind === 'missing') return broken;
  const text = node.kind === 'text' ? literalText(node) : undefined;
  if (text === undefined) return report(context, 'SR3118', argument, { parameter: parameter.name });
  const typed = constant({ op: 'const', value: text }, single('string'));
  return readable(context, argument, typed, { entry, parameter }) ? typed : broken;
};

/** Whether the function can read a text that stands in the program: a pattern, a format, a zone. */
const readable = (
  context: Context,
  node: Expression,
  { expr }: Typed,
  { entry, parameter }: Pick<Place, 'entry' | 'parameter'>,
): boolean => {
  const reason = expr.op === 'const' && typeof expr.value === 'string' ? parameter.check?.(expr.value) : undefined;
  if (reason === undefined) return true;
  report(context, 'SR3119', node, { parameter: parameter.name, name: entry.name, reason });
  return false;
};

const misfit = (
  context: Context,
  node: Expression,
  { found, pattern, bindings }: { found: Type; pattern: Extract<Pattern, { kind: 'any' }>; bindings: Bindings },
): void => {
  const wanted = typeOf(pattern, bindings);
  const words = { found: describeType(found) };
  if (isSecret(found)) report(context, 'SR3143', node, {});
  else if (isMany(found) && !pattern.many) {
    const expected = wanted === undefined ? 'a single value' : describeType(wanted);
    report(context, 'SR3201', node, { ...words, expected }, { fixes: pickers(context, node, found) });
  } else {
    const expected =
      wanted !== undefined && !fits(found, wanted) ? describeType(wanted) : `\`${patternText(pattern)}\``;
    const fixes = wanted === undefined ? [] : conversions(context, node, found, elementOf(wanted));
    report(context, 'SR3120', node, { ...words, expected }, { fixes });
  }
};

const called = (context: Context, node: CallExpression, entry: FunctionEntry, done: Progress): Typed => {
  const result = resultOf(entry, done);
  const givesList = entry.result.kind !== 'lambda' && entry.result.kind !== 'literal' && entry.result.many;
  if (done.each && givesList) return noListOfLists(context, node);
  const first = done.values[0];
  const expr: Expr = {
    op: 'call',
    name: entry.name,
    arguments: done.args,
    ...(done.each ? { each: true as const } : {}),
    ...(comparesValues(entry) && first !== undefined ? { by: equalityOf(elementOf(first.type), [first]) } : {}),
  };
  const base = entry.strict ? strict(expr, result, done.values) : from(expr, result, done.values);
  const typed: Typed = {
    ...base,
    reads: done.reads.map((body) => body.reads).reduce(unionReads, base.reads),
    restsOn: [...base.restsOn, ...done.reads.flatMap((body) => body.restsOn)],
    side: first?.side,
  };
  return entry.absent === 'never' ? typed : possiblyAbsent(typed, node.span, sourceOf(context, node));
};

const resultOf = (entry: FunctionEntry, { bindings, each }: Progress): Type => {
  const type = typeOf(entry.result, bindings) ?? 'anything';
  return each ? listOf(type) : type;
};

/** Functions whose result depends on which values are equal. */
const comparesValues = (entry: FunctionEntry): boolean => entry.name === 'distinct' || entry.name === 'without';

const add = (progress: Progress, typed: Typed): Progress => ({
  ...progress,
  values: [...progress.values, typed],
  args: [...progress.args, typed.expr],
});
