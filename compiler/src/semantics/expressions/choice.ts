// Where one of several parts is the result: `if`, `case`, `??` (T8, T9, P4, W4, F1).
import type { Constant, Expr } from '@syncrule/runtime/plan';
import type { CaseExpression, Expression, IfExpression, OtherwiseExpression } from '../../syntax/tree.js';
import type { Facts, Type, Typed } from '../scope.js';
import { besides, type Context, type Expected, hint } from './context.js';
import { equalityOf, passedOn } from './equality.js';
import { intersection, noFacts, presenceOf, unionFacts } from './facts.js';
import { convertToFit, narrowed } from './fit.js';
import { condition, isBareText, result, standing, value } from './parts.js';
import { type Pattern, patternsOf } from './patterns.js';
import { replaceSafely, report, sourceOf } from './report.js';
import { broken, from } from './typed.js';
import { commonType, describeType, isMany, isScalar } from './types.js';

/** `if c then a else b`. */
export const ifThenElse = (context: Context, node: IfExpression, expected: Expected | undefined): Typed => {
  const test = condition(context, node.condition);
  const branches = [{ node: node.then, facts: test.whenTrue }];
  if (node.else !== undefined) branches.push({ node: node.else, facts: test.whenFalse });
  const joined = joinBranches(context, branches, expected);
  const [then, otherwise] = joined.parts;
  if (then === undefined) return broken;
  const expr: Expr = {
    op: 'if',
    condition: test.expr,
    then: then.expr,
    ...(otherwise === undefined ? {} : { else: otherwise.expr }),
  };
  return chosen(context, node, { expr, by: test, joined, complete: otherwise !== undefined });
};

/** `case s { p: a, else: b }`. */
export const caseOf = (context: Context, node: CaseExpression, expected: Expected | undefined): Typed => {
  const subject = value(context, node.subject);
  const wrong = subject.type !== 'anything' && !isScalar(subject.type, 'string', 'integer', 'date', 'boolean');
  if (wrong) wrongSubject(context, node, subject);
  const elses = node.arms.filter((arm) => arm.isElse);
  const misplaced = elses.find((arm) => arm !== node.arms.at(-1));
  if (misplaced !== undefined) report(context, 'SR3137', misplaced, {});
  const by = equalityOf(subject.type, [subject]);
  const arms = node.arms.filter((arm) => !arm.isElse);
  const patterns = wrong ? arms.map(() => []) : patternsOf(context, arms, { subject, by });
  const branches = arms.map((arm, i) => ({ node: arm.value, facts: armFacts(subject, patterns[i] ?? []) }));
  const last = elses.at(-1);
  if (last !== undefined) branches.push({ node: last.value, facts: noFacts });
  const joined = joinBranches(context, branches, expected);
  const complete = subject.certain && coversAll(context, subject, patterns.flat());
  if (complete && last !== undefined && subject.type !== 'anything') report(context, 'SR3138', last, {});
  const planned = arms.map((_, i) => ({
    patterns: (patterns[i] ?? []).map((pattern): Constant => pattern.constant),
    then: joined.parts[i]?.expr ?? broken.expr,
  }));
  const otherwise = last === undefined ? undefined : joined.parts[arms.length]?.expr;
  const expr: Expr = {
    op: 'case',
    subject: subject.expr,
    by,
    arms: planned,
    ...(otherwise === undefined ? {} : { else: otherwise }),
  };
  return chosen(context, node, { expr, by: subject, joined, complete: complete || last !== undefined });
};

/** `a ?? b`. */
export const otherwise = (context: Context, node: OtherwiseExpression, expected: Expected | undefined): Typed => {
  const inside: Context = context.position === 'value' ? context : { ...context, position: 'value' };
  const leftFirst = expected !== undefined || !isBareText(node.left) || isBareText(node.right);
  const checkLeft = (wanted: Expected | undefined): Typed =>
    standing(context, context.check(node.left, inside, wanted), node.left);
  const early = leftFirst ? checkLeft(expected) : undefined;
  const right = result(context, node.right, expected ?? (early === undefined ? undefined : hintOfKnown(early.type)));
  const left = early ?? checkLeft(hintOfKnown(right.type));
  const type = expected?.must ? expected.type : commonType(left.type, right.type);
  if (type === undefined) return differ(context, node.right, right.type, left.type);
  if (left.certain && left.type !== 'anything') neverUsed(context, node);
  const [a, b] = [convertToFit(left, type), convertToFit(right, type)];
  const certain = left.certain || right.certain;
  return {
    ...from({ op: 'otherwise', left: a.expr, right: b.expr }, type, [a, b]),
    certain,
    matching: passedOn([a, b]),
    pres: intersection(left.pres, right.pres),
    mayBeAbsent: certain ? [] : right.mayBeAbsent,
    side: a.side ?? b.side,
  };
};

const hintOfKnown = (type: Type): Expected | undefined => (type === 'anything' ? undefined : hint(type));

interface Branch {
  readonly node: Expression;
  readonly facts: Facts;
}
interface Joined {
  readonly parts: readonly Typed[];
  readonly type: Type | undefined;
}

/** Checks the branches, those that are bare texts last (T1), and puts them into their common type. */
const joinBranches = (context: Context, branches: readonly Branch[], expected: Expected | undefined): Joined => {
  const parts: Typed[] = branches.map(() => broken);
  let common: Type | undefined = expected?.must ? expected.type : 'anything';
  const texts = branches.map((_, i) => i).filter((i) => isText(branches[i]));
  const others = branches.map((_, i) => i).filter((i) => !texts.includes(i));
  for (const i of [...others, ...texts]) {
    const branch = branches[i];
    if (branch === undefined || common === undefined) continue;
    const inside = { ...context, facts: unionFacts(context.facts, branch.facts) };
    const part = result(inside, branch.node, expected ?? besides(common));
    parts[i] = part;
    if (expected?.must) continue;
    const wider = commonType(common, part.type);
    if (wider === undefined) differ(context, branch.node, part.type, common);
    common = wider;
  }
  const type = common;
  return { parts: type === undefined ? parts : parts.map((part) => convertToFit(part, type)), type };
};

const isText = (branch: Branch | undefined): boolean => branch !== undefined && isBareText(branch.node);

const chosen = (
  context: Context,
  node: Expression,
  choice: { readonly expr: Expr; readonly by: Typed; readonly joined: Joined; readonly complete: boolean },
): Typed => {
  const { expr, by, joined, complete } = choice;
  const { parts, type } = joined;
  if (type === undefined) return broken;
  const certain = complete && parts.every((part) => part.certain);
  const missing = complete ? [] : [{ span: node.span, text: sourceOf(context, node) }];
  return {
    ...from(expr, type, [by, ...parts]),
    certain,
    matching: passedOn(parts),
    mayBeAbsent: certain ? [] : [...parts.flatMap((part) => part.mayBeAbsent), ...missing],
    side: parts.map((part) => part.side).find((side) => side !== undefined),
  };
};

const differ = (context: Context, node: Expression, found: Type, other: Type): Typed =>
  report(context, 'SR3133', node, { found: describeType(found), other: describeType(other) });

const neverUsed = (context: Context, node: OtherwiseExpression): void => {
  const fixes = [replaceSafely(context, node, 'Remove `??` and its right side', sourceOf(context, node.left))];
  report(context, 'SR3203', node.right, {}, { fixes });
};

const wrongSubject = (context: Context, node: CaseExpression, subject: Typed): void => {
  const found = describeType(subject.type);
  if (isMany(subject.type)) report(context, 'SR3202', node.subject, { what: '`case`', found });
  else report(context, 'SR3134', node.subject, { found });
};

/** In an arm the subject equals one of its patterns. */
const armFacts = (subject: Typed, patterns: readonly Pattern[]): Facts => {
  const present = presenceOf(subject.pres);
  const texts = patterns.flatMap(({ constant }) => (typeof constant === 'string' ? [constant] : []));
  if (texts.length > 0 && subject.path !== undefined) {
    return { present: present.present, oneOf: new Map([[subject.path, new Set(texts)]]) };
  }
  const [only, ...more] = patterns;
  if (more.length > 0 || typeof only?.constant !== 'boolean') return present;
  return unionFacts(present, only.constant ? subject.whenTrue : subject.whenFalse);
};

/** Whether the patterns are all that the subject can be: of a set of texts, or both of a boolean. */
const coversAll = (context: Context, subject: Typed, patterns: readonly Pattern[]): boolean => {
  const type = narrowed(subject, context.facts);
  if (type === 'anything') return true;
  const given = new Set(patterns.map(({ constant }) => constant));
  if (type.scalar === 'boolean') return given.has(true) && given.has(false);
  return type.oneOf?.every((text) => given.has(text)) ?? false;
};
