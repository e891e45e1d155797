// `unique(namespace, candidate, …, n => candidate)` (X2): a name that no other object has.
import type { Expr, Lambda } from '@syncrule/runtime/plan';
import type { ArgumentNode, CallExpression, Expression } from '../../../syntax/tree.js';
import type { Typed } from '../../scope.js';
import { expressionsIn } from '../../syntax-walk.js';
import { type Context, must } from '../context.js';
import { intersection } from '../facts.js';
import { stripped, value } from '../parts.js';
import { report, suggestions } from '../report.js';
import { broken, from } from '../typed.js';
import { single } from '../types.js';
import { checkLoosely } from './arguments.js';
import { lambda } from './lambda.js';

const SIGNATURE = 'unique(namespace, candidate: string, …, [n => candidate])';
const AROUND = { lambda: 'a lambda', every: '`every`', condition: 'a condition' } as const;

export const unique = (context: Context, node: CallExpression): Typed => {
  const { namePlace } = context.scope;
  if (namePlace === undefined) return report(context, 'SR3811', node, {});
  if (context.inside !== undefined) return report(context, 'SR3812', node, { around: AROUND[context.inside] });
  const [first, ...rest] = node.arguments;
  const namespace = first === undefined ? undefined : namespaceOf(context, first);
  const last = rest.at(-1);
  const next = last?.kind === 'lambda' ? last : undefined;
  const candidates = rest.filter((argument) => argument.kind !== 'lambda');
  const isWellFormed = candidates.length > 0 && rest.length === candidates.length + (next === undefined ? 0 : 1);
  if (first === undefined || !isWellFormed) {
    checkLoosely(context, { ...node, arguments: rest });
    return report(context, 'SR3814', node, { signature: SIGNATURE });
  }
  const texts = candidates.map((candidate) => value(context, candidate, must(single('string'))));
  const number = { type: single('integer'), matching: undefined, side: undefined };
  const counted = next && lambda(context, next, { of: number, result: single('string') });
  const all = counted === undefined ? texts : [...texts, counted.body];
  if (namespace === undefined || all.some((typed) => typed.type === 'anything')) return broken;
  const expr: Expr = {
    op: 'unique',
    namespace,
    candidates: texts.map((typed) => typed.expr),
    ...nextOf(counted?.lambda),
    place: namePlace,
  };
  return named(from(expr, single('string'), all), texts, node);
};

const nextOf = (next: Lambda | undefined): { readonly next?: Lambda } => (next === undefined ? {} : { next });

/** Present when one candidate is; that none is free is an error of the object (P6). */
const named = (base: Typed, candidates: readonly Typed[], node: CallExpression): Typed => {
  const certain = candidates.some((candidate) => candidate.certain);
  return {
    ...base,
    certain,
    mayBeAbsent: certain ? [] : candidates.flatMap((candidate) => candidate.mayBeAbsent),
    pres: candidates.map((candidate) => candidate.pres).reduce(intersection),
    reads: { ...base.reads, unique: true },
    restsOn: [...base.restsOn, { span: node.span, text: 'unique(…)' }],
  };
};

/** The name of a namespace, which is no value: written as it is. */
const namespaceOf = (context: Context, argument: ArgumentNode): string | undefined => {
  const known = context.scope.namespaces?.() ?? [];
  const node = argument.kind === 'lambda' ? argument : stripped(argument);
  if (node.kind === 'missing') return undefined;
  if (node.kind !== 'name') {
    report(context, 'SR3814', argument, { signature: SIGNATURE });
    return undefined;
  }
  if (known.includes(node.name.text)) return node.name.text;
  report(context, 'SR3815', node, { name: node.name.text }, suggestions(context, node.name, known));
  return undefined;
};

/** X2: an expression gives one name at most. */
export const reportSecondName = (context: Context, expression: Expression): void => {
  const calls = [...expressionsIn(expression)].filter((part) => part.kind === 'call' && part.name.text === 'unique');
  const [, second] = calls;
  if (second !== undefined) report(context, 'SR3813', second, {});
};
