// Mutations of rules and their clauses.
import type { Span } from '../../source/index.js';
import { type Clause, type FlowClause, pathText, type RuleDeclaration } from '../../syntax/index.js';
import { type Change, changesIn } from './expressions.js';
import { gapOf } from './mutant.js';

type Text = (span: Span) => string;

/** A change with what it leaves out, where it puts nothing in its place; several spans may go together. */
export type ClauseChange = Change & { readonly also?: readonly { readonly span: Span; readonly becomes: string }[] };

const dropped = (code: Change['code'], span: Span): ClauseChange => ({ code, span, becomes: '' });

/** All changes of the clauses of a rule or of `flows`. */
export const changesOfClauses = (clauses: readonly Clause[], text: Text): readonly ClauseChange[] => [
  ...clauses.flatMap((clause) => changesOfClause(clause, clauses, text)),
  ...joinOrder(clauses, text),
];

const changesOfClause = (clause: Clause, clauses: readonly Clause[], text: Text): readonly ClauseChange[] => {
  switch (clause.kind) {
    case 'scope':
    case 'join':
      return [dropped('clause', clause.span), ...changesIn(clause.condition, text)];
    case 'project':
    case 'unclaimed':
      return [dropped('clause', clause.span), ...conditional(clause, text)];
    case 'provision': {
      const deprovision = clauses.find(({ kind }) => kind === 'deprovision');
      const both = deprovision === undefined ? [] : [{ span: deprovision.span, becomes: '' }];
      return [{ ...dropped('clause', clause.span), also: both }, ...conditional(clause, text)];
    }
    case 'deprovision':
      return deprovisioning(clause, text);
    case 'let':
      return changesIn(clause.value, text);
    case 'include':
      return [dropped('clause', clause.span)];
    case 'flow':
      return [...flowParts(clause, text), ...changesIn(clause.value, text)];
    case 'disabled':
      return [];
  }
};

/** `when` is left out, and its condition changed. */
const conditional = (
  { span, when }: Extract<Clause, { kind: 'project' | 'provision' | 'unclaimed' }>,
  text: Text,
): readonly ClauseChange[] => {
  if (when === undefined) return [];
  const word = text({ start: span.start, end: when.span.start }).lastIndexOf('when');
  return [dropped('clause', { start: span.start + word, end: when.span.end }), ...changesIn(when, text)];
};

const ACTIONS: Readonly<Record<string, string>> = { delete: 'keep', disconnect: 'delete', keep: 'delete' };

const deprovisioning = (
  { span, action, after }: Extract<Clause, { kind: 'deprovision' }>,
  text: Text,
): readonly ClauseChange[] => {
  const word = span.start + text(span).indexOf(action);
  const other = ACTIONS[action];
  const acts: readonly ClauseChange[] =
    other === undefined ? [] : [{ code: 'action', span: { start: word, end: word + action.length }, becomes: other }];
  if (after === undefined) return acts;
  return [...acts, dropped('clause', { start: word + action.length, end: after.span.end }), ...changesIn(after, text)];
};

/** The flow without one of its targets, and without `once` or `merge`. */
const flowParts = ({ span, targets, mode, value }: FlowClause, text: Text): readonly ClauseChange[] => {
  const last = targets.at(-1)?.span ?? span;
  const word = text({ start: last.end, end: value.span.start }).indexOf(mode);
  const modes: readonly ClauseChange[] =
    mode === 'set' ? [] : [dropped('mode', { start: last.end + word, end: last.end + word + mode.length })];
  if (targets.length < 2) return [dropped('clause', span), ...modes];
  const spans = targets.map((target) => target.span);
  const others = spans.map((target, i): ClauseChange => ({ ...dropped('clause', gapOf(spans, i)), without: target }));
  return [...others, ...modes];
};

/** Joins are tried in order: two that follow each other change places. */
const joinOrder = (clauses: readonly Clause[], text: Text): readonly ClauseChange[] => {
  const joins = clauses.filter(({ kind }) => kind === 'join');
  return joins.slice(1).flatMap((join, i) => {
    const before = joins[i];
    return before === undefined
      ? []
      : [
          {
            code: 'order',
            span: before.span,
            becomes: text(join.span),
            also: [{ span: join.span, becomes: text(before.span) }],
          },
        ];
  });
};

/** Whether the order of two rules may decide something (A1): they write one attribute of one type, outbound from one type. */
export const compete = (a: RuleDeclaration, b: RuleDeclaration): boolean => {
  const isOutbound = a.to.some(({ second }) => second !== undefined);
  const share = (one: readonly string[], other: readonly string[]): boolean => one.some((text) => other.includes(text));
  return (
    share(a.to.map(typeText), b.to.map(typeText)) &&
    (!isOutbound || share(a.from.map(typeText), b.from.map(typeText))) &&
    share(targetsOf(a), targetsOf(b))
  );
};

const typeText = ({ first, second }: RuleDeclaration['to'][number]): string => `${first.text}.${second?.text ?? ''}`;

const targetsOf = ({ clauses }: RuleDeclaration): readonly string[] =>
  clauses.flatMap((clause) => (clause.kind === 'flow' ? clause.targets.map(pathText) : []));
