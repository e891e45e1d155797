// `every T v where c` (T12): a lookup by a key on the members, and what is left to be asked of each of them.
import type { Expr, PlanKey, ValueType } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { EveryExpression, Expression } from '../../syntax/tree.js';
import { isMissing } from '../../syntax/tree.js';
import { exprsIn, rewrite } from '../expr-walk.js';
import type { Typed } from '../scope.js';
import { variableOf, warnHidden } from './calls/lambda.js';
import type { Context } from './context.js';
import { unionFacts, withoutName } from './facts.js';
import { condition, stripped } from './parts.js';
import { report, suggestions } from './report.js';
import { broken, from, possiblyAbsent } from './typed.js';
import { listOf } from './types.js';

export const every = (context: Context, node: EveryExpression): Typed => {
  const { scope, inside } = context;
  if (scope.keyNumber === undefined) return report(context, 'SR3801', node, {});
  if (inside === 'lambda' || inside === 'every') return report(context, 'SR3803', node, { around: AROUND[inside] });
  const members = memberType(context, node);
  if (members === undefined || isMissing(node.variable)) return broken;
  warnHidden(context, node);
  const checked = checkParts(context, node, members);
  if (checked === undefined) return broken;
  const parts = settled(checked.map((typed) => partOf(typed, node.variable.text)));
  const links = parts.filter((part) => part.kind === 'link');
  if (links.length === 0) return report(context, 'SR3802', node.condition, { variable: node.variable.text });
  const key: PlanKey = {
    type: node.type.text,
    parts: links.map(({ member, by }) => ({ of: member, by })),
    conditions: parts.flatMap((part) => (part.kind === 'own' ? [part.of] : [])),
  };
  const rest = parts.flatMap((part) => (part.kind === 'rest' ? [part.of] : []));
  const expr: Expr = {
    op: 'every',
    type: node.type.text,
    variable: node.variable.text,
    key: scope.keyNumber(key),
    links: links.map(({ value }) => value),
    ...conditionOf(rest),
  };
  const found = from(expr, listOf(members), checked);
  return possiblyAbsent({ ...found, reads: { ...found.reads, every: true }, side: 'mv' }, node.span, 'every …');
};

const AROUND = { lambda: 'a lambda', every: 'another `every`' } as const;

/** A reference to its members; undefined when there is no such metaverse type, which is reported. */
const memberType = (context: Context, { type }: EveryExpression): ValueType | undefined => {
  if (isMissing(type)) return undefined;
  const known = context.scope.types('mv');
  if (known.includes(type.text)) return { scalar: 'ref', many: false, to: [type.text] };
  report(context, 'SR3804', type, { name: type.text }, suggestions(context, type, known));
  return undefined;
};

const conditionOf = (rest: readonly Expr[]): { readonly condition?: Expr } => {
  const [first, ...others] = rest;
  if (first === undefined) return {};
  return { condition: others.length === 0 ? first : { op: 'and', items: rest } };
};

/** The parts that `and` joins, each checked knowing that those before it hold; undefined when one of them is wrong. */
const checkParts = (context: Context, node: EveryExpression, members: ValueType): readonly Typed[] | undefined => {
  const variable = node.variable.text;
  const bound = variableOf(variable, { type: members, matching: undefined, side: 'mv' });
  let isWrong = false;
  const noting = (diagnostic: Diagnostic): void => {
    isWrong ||= diagnostic.severity === 'error';
    context.scope.report(diagnostic);
  };
  let inside: Context = {
    ...context,
    scope: { ...context.scope, report: noting },
    inside: 'every',
    position: 'value',
    facts: withoutName(context.facts, variable),
    variables: new Map([...context.variables, [variable, bound]]),
  };
  const parts = andParts(node.condition).map((part) => {
    const typed = condition(inside, part);
    inside = { ...inside, facts: unionFacts(inside.facts, typed.whenTrue) };
    return typed;
  });
  return isWrong || parts.some(({ type }) => type === 'anything') ? undefined : parts;
};

const andParts = (expression: Expression): readonly Expression[] => {
  const inner = stripped(expression);
  return inner.kind === 'and' ? inner.items.flatMap(andParts) : [inner];
};

type Part =
  /** What the members are found by: a value of theirs, and what it equals. */
  | { readonly kind: 'link'; readonly member: Expr; readonly value: Expr; readonly by: PlanKey['parts'][number]['by'] }
  /** About the member alone: a condition of the key. */
  | { readonly kind: 'own'; readonly of: Expr; readonly link?: Link }
  /** Asked of each member that is found. */
  | { readonly kind: 'rest'; readonly of: Expr; readonly link?: Link };
type Link = Extract<Part, { kind: 'link' }>;

/**
 * Comparisons with constants find members only where nothing else does: everything that looks for them would wait under
 * one key. What follows time does so only where not even those are there: it is looked up anew whenever it moves.
 */
const settled = (parts: readonly Part[]): readonly Part[] =>
  parts.some((part) => part.kind === 'link')
    ? parts
    : ((['own', 'rest'] as const).map((kind) => linkedBy(parts, kind)).find((linked) => linked !== undefined) ?? parts);

const linkedBy = (parts: readonly Part[], kind: 'own' | 'rest'): readonly Part[] | undefined => {
  const links = parts.map((part) => (part.kind === kind && part.link !== undefined ? part.link : part));
  return links.some((part) => part.kind === 'link') ? links : undefined;
};

const partOf = ({ expr, reads }: Typed, variable: string): Part => {
  const link = linkOf(expr, variable);
  const spare = link === undefined ? {} : { link };
  if (!reads.time && isOfMember(expr, variable)) return { kind: 'own', of: asMember(expr, variable), ...spare };
  // Values of these kinds may move: days, and what comes of comparing them with others.
  const follows = reads.time && link?.by === 'value';
  return link === undefined || follows ? { kind: 'rest', of: expr, ...spare } : link;
};

/** `v.path == e`, `v.path in e`, `e in v.path`, with `e` free of the variable. */
const linkOf = (expr: Expr, variable: string): Link | undefined => {
  if (expr.op !== 'equal' && expr.op !== 'in') return undefined;
  for (const [member, value] of [
    [expr.left, expr.right],
    [expr.right, expr.left],
  ] as const) {
    if (!isPath(member, variable) || uses(value, variable)) continue;
    return { kind: 'link', member: asMember(member, variable), value, by: expr.by };
  }
  return undefined;
};

const isPath = (expr: Expr, variable: string): boolean =>
  expr.op === 'through' && (isVariable(expr.of, variable) || isPath(expr.of, variable));

const isVariable = (expr: Expr, variable: string): boolean => expr.op === 'variable' && expr.name === variable;

const uses = (expr: Expr, variable: string): boolean => exprsIn(expr).some((part) => isVariable(part, variable));

/** It reads the member's attributes, and nothing of the object that asks or of others. */
const isOfMember = (expr: Expr, variable: string): boolean =>
  exprsIn(expr).every((part) => {
    if (part.op === 'through') return isVariable(part.of, variable);
    return (
      part.op !== 'source' && part.op !== 'target' && part.op !== 'self' && part.op !== 'let' && part.op !== 'apply'
    );
  }) && !usesAsReference(expr, variable);

/** The variable stands for the member itself, which a key has no word for. */
const usesAsReference = (expr: Expr, variable: string): boolean => {
  const all = exprsIn(expr);
  const read = all.filter((part) => part.op === 'through' && isVariable(part.of, variable)).length;
  return all.filter((part) => isVariable(part, variable)).length > read;
};

/** What is read through the variable is the member's own where the key is made. */
const asMember = (expr: Expr, variable: string): Expr =>
  rewrite(expr, (part) =>
    part.op === 'through' && isVariable(part.of, variable) ? { op: 'source', attribute: part.attribute } : part,
  );
