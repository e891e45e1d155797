// What differs between the rules of two plans.
import { canonicalJson, type OutboundRule, type Plan, type PlanFlow, type PlanRule } from '@syncrule/runtime/plan';
import { formatDuration } from '@syncrule/runtime/values';
import { expressionText, keyText, ruleSight, type Sight } from '../view/index.js';
import type { Change } from './change.js';
import { byName, type Compared, compared, type Pair } from './compared.js';
import { meaningOf } from './meaning.js';

/** A rule with the plan that its numbers of keys point into. */
interface Stated {
  readonly plan: Plan;
  readonly rule: PlanRule;
}

export const ruleChanges = (before: Plan, after: Plan): readonly Change[] => {
  const { added, removed, kept } = matched(
    before.rules.map((rule) => ({ plan: before, rule })),
    after.rules.map((rule) => ({ plan: after, rule })),
  );
  return [
    ...removed.flatMap(removal),
    ...added.map((stated): Change => ({ effect: 'rules', kind: 'added', subject: subjectOf(stated) })),
    ...kept.flatMap(changesOf),
  ];
};

const subjectOf = ({ rule }: Stated): string => {
  const cs = rule.account === undefined ? rule.csType : `${rule.csType} as ${rule.account}`;
  const ends = rule.direction === 'inbound' ? `${cs} to ${rule.mvType}` : `${rule.mvType} to ${cs}`;
  return `rule ${rule.name} (${ends})`;
};

/** What takes the last decision about accounts away stands among the dangerous changes. */
const removal = (stated: Stated): readonly Change[] => {
  const { rule } = stated;
  const gone: Change = { effect: 'rules', kind: 'removed', subject: subjectOf(stated) };
  if (rule.direction === 'inbound') return [gone];
  const decided = deprovisionText(rule);
  return decided === undefined
    ? [gone]
    : [
        gone,
        {
          effect: 'deprovisioning',
          kind: 'removed',
          subject: subjectOf(stated),
          before: decided,
          note: 'with its rule',
        },
      ];
};

/** By name and ends; then, of what is left, the most alike between the same ends: those were renamed. */
const matched = (before: readonly Stated[], after: readonly Stated[]): Compared<Stated> => {
  const found = compared(before, after, ({ rule }) => canonicalJson([rule.name, endsOf(rule)]));
  const removed = new Set(found.removed);
  const pairs: Pair<Stated>[] = [];
  for (const now of found.added) {
    const best = [...removed]
      .filter(({ rule }) => endsOf(rule) === endsOf(now.rule))
      .map((old) => ({ old, alike: likeness(old, now) }))
      .sort((a, b) => b.alike - a.alike)[0];
    if (best === undefined || best.alike <= 0.5) continue;
    removed.delete(best.old);
    pairs.push({ before: best.old, after: now });
  }
  const taken = new Set(pairs.map((pair) => pair.after));
  return {
    removed: [...removed],
    added: found.added.filter((each) => !taken.has(each)),
    kept: [...found.kept, ...pairs],
  };
};

const endsOf = ({ direction, csType, mvType, account }: PlanRule): string =>
  canonicalJson([direction, csType, mvType, account ?? '']);

/** The share of parts that both have. */
const likeness = (a: Stated, b: Stated): number => {
  const [of, other] = [piecesOf(a), new Set(piecesOf(b))];
  const same = of.filter((piece) => other.has(piece)).length;
  return (2 * same) / (of.length + other.size);
};

const piecesOf = ({ plan, rule }: Stated): readonly string[] => {
  const { flows, lets, joins, name, title, variant, precedence, ...rest } = rule;
  const members = Object.entries(rest).map(([member, value]) => meaningOf(plan.keys, { member, value }));
  return [...members, ...[...flows, ...lets, ...joins].map((piece) => meaningOf(plan.keys, piece))];
};

const changesOf = ({ before, after }: Pair<Stated>): readonly Change[] => {
  if (meaningOf(before.plan.keys, before.rule) === meaningOf(after.plan.keys, after.rule)) return [];
  const subject = subjectOf(after);
  const named: readonly Change[] =
    before.rule.name === after.rule.name
      ? []
      : [{ effect: 'rules', kind: 'renamed', subject: subjectOf(before), after: after.rule.name }];
  const parts = PARTS.flatMap(({ effect, of, text, note }): readonly Change[] => {
    if (meaningOf(before.plan.keys, of(before.rule)) === meaningOf(after.plan.keys, of(after.rule))) return [];
    const said = note?.(before, after);
    return [{ effect, subject, ...(said === undefined ? {} : { note: said }), ...changed(text(before), text(after)) }];
  });
  return [...named, ...parts, ...listChanges(before, after, subject)];
};

const changed = (
  before: string | undefined,
  after: string | undefined,
): Pick<Change, 'kind' | 'before' | 'after' | 'note'> => {
  if (before === undefined) return { kind: 'added', ...(after === undefined ? {} : { after }) };
  return after === undefined ? { kind: 'removed', before } : { kind: 'changed', ...texts(before, after) };
};

interface Part {
  readonly effect: Change['effect'];
  /** What of the rule it is about. */
  readonly of: (rule: PlanRule) => unknown;
  readonly text: (stated: Stated) => string | undefined;
  readonly note?: (before: Stated, after: Stated) => string | undefined;
}

const sightOf = ({ plan, rule }: Stated): Sight => ruleSight(plan, rule);

const when = (
  word: string,
  part: { readonly when?: Parameters<typeof expressionText>[0] } | undefined,
  sight: Sight,
): string | undefined => {
  if (part === undefined) return undefined;
  return part.when === undefined ? word : `${word} when ${expressionText(part.when, sight)}`;
};

const outbound = (rule: PlanRule): OutboundRule | undefined => (rule.direction === 'outbound' ? rule : undefined);

const deprovisionText = (rule: PlanRule): string | undefined => {
  const decided = outbound(rule)?.deprovision;
  if (decided === undefined) return undefined;
  const { action, after } = decided;
  return `deprovision ${action}${after === undefined ? '' : ` after ${formatDuration(after)}`}`;
};

const PARTS: readonly Part[] = [
  {
    effect: 'deprovisioning',
    of: (rule) => outbound(rule)?.deprovision ?? 'none',
    text: ({ rule }) => deprovisionText(rule),
  },
  {
    effect: 'deprovisioning',
    of: (rule) => outbound(rule)?.unclaimed ?? 'none',
    text: (stated) => when('unclaimed delete', outbound(stated.rule)?.unclaimed, sightOf(stated)),
  },
  {
    effect: 'scope',
    of: ({ scope }) => scope ?? 'none',
    text: (stated) =>
      stated.rule.scope === undefined ? undefined : `scope ${expressionText(stated.rule.scope, sightOf(stated))}`,
    note: scopeNote,
  },
  {
    effect: 'joins',
    of: ({ joins }) => joins,
    text: ({ plan, rule }) =>
      rule.joins.length === 0 ? undefined : rule.joins.map((join) => `join ${keyText(plan, rule, join)}`).join('; '),
    note: ({ rule }, { rule: now }) =>
      rule.joins.length > 0 && now.joins.length === 0
        ? 'nothing is matched any more'
        : 'objects may match others than before',
  },
  {
    effect: 'provisioning',
    of: (rule) => (rule.direction === 'outbound' ? rule.provision : rule.project) ?? 'none',
    text: (stated) =>
      stated.rule.direction === 'outbound'
        ? when('provision', stated.rule.provision, sightOf(stated))
        : when('project', stated.rule.project, sightOf(stated)),
  },
  {
    effect: 'precedence',
    of: ({ precedence }) => precedence ?? 'none',
    text: ({ rule }) => `precedence ${rule.precedence ?? 'none'}`,
  },
  {
    effect: 'precedence',
    of: ({ variant }) => variant,
    text: ({ rule }) => `variant ${rule.variant + 1} of the rule`,
  },
  {
    effect: 'rules',
    of: ({ title }) => title ?? '',
    text: ({ rule }) => (rule.title === undefined ? undefined : `title ${JSON.stringify(rule.title)}`),
  },
];

function scopeNote(before: Stated, after: Stated): string | undefined {
  const [old, now] = [clausesOf(before), clausesOf(after)];
  const isSubset = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].every((clause) => b.has(clause));
  const outcome = deprovisionText(after.rule);
  const leaving = outcome === undefined ? 'what leaves it is no longer in this rule' : `what leaves it: ${outcome}`;
  if (isSubset(old, now)) return `narrower; ${leaving}`;
  return isSubset(now, old) ? 'wider; more objects are in this rule' : leaving;
}

/** What is joined by `and`. */
const clausesOf = ({ plan, rule }: Stated): ReadonlySet<string> => {
  if (rule.scope === undefined) return new Set();
  const clauses = rule.scope.op === 'and' ? rule.scope.items : [rule.scope];
  return new Set(clauses.map((clause) => meaningOf(plan.keys, clause)));
};

const listChanges = (before: Stated, after: Stated, subject: string): readonly Change[] => [
  ...itemChanges(
    { of: before.rule.flows, stated: before, subject },
    { of: after.rule.flows, stated: after, subject },
    { keyOf: ({ target }: PlanFlow) => target, text: flowText },
  ),
  ...itemChanges(
    { of: before.rule.lets, stated: before, subject },
    { of: after.rule.lets, stated: after, subject },
    { keyOf: byName, text: (item, sight) => `let ${item.name} = ${expressionText(item.of, sight)}` },
  ),
];

const flowText = ({ target, mode, of }: PlanFlow, sight: Sight): string =>
  `${target} <- ${mode === 'set' ? '' : `${mode} `}${expressionText(of, sight)}`;

interface Items<T> {
  readonly of: readonly T[];
  readonly stated: Stated;
  readonly subject: string;
}

const itemChanges = <T>(
  before: Items<T>,
  after: Items<T>,
  { keyOf, text }: { readonly keyOf: (item: T) => string; readonly text: (item: T, sight: Sight) => string },
): readonly Change[] => {
  const { added, removed, kept } = compared(before.of, after.of, keyOf);
  const [old, now] = [sightOf(before.stated), sightOf(after.stated)];
  const { subject } = after;
  return [
    ...removed.map((item): Change => ({ effect: 'flows', kind: 'removed', subject, before: text(item, old) })),
    ...added.map((item): Change => ({ effect: 'flows', kind: 'added', subject, after: text(item, now) })),
    ...kept
      .filter(
        (pair) => meaningOf(before.stated.plan.keys, pair.before) !== meaningOf(after.stated.plan.keys, pair.after),
      )
      .map(
        (pair): Change => ({
          effect: 'flows',
          kind: 'changed',
          subject,
          ...texts(text(pair.before, old), text(pair.after, now)),
        }),
      ),
  ];
};

/** Both texts; where they are equal, only the way in which values are compared has changed. */
const texts = (before: string, after: string): Pick<Change, 'before' | 'after' | 'note'> =>
  before === after ? { after, note: 'values are compared otherwise' } : { before, after };
