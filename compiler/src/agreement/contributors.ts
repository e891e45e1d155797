// Who contributes to each attribute, in rank order, and what gives each its rank.
import type { CheckedProgram, CheckedRule } from '../semantics/model.js';
import type { Location } from '../source/index.js';
import type { Agreement } from './agree.js';
import { compareRank } from './ranks.js';
import { type Contest, canMeet } from './rules.js';
import { type Writer, writersOf } from './writers.js';

export interface Contributor {
  readonly rule: string;
  /** Where the flow stands. */
  readonly location: Location;
  /** The kind of object that the value comes from. */
  readonly source: string;
  readonly mode: 'set' | 'once' | 'merge';
  /** The scope as it is written; missing for rules that apply to all objects. */
  readonly scope?: string;
  /** What gives it its rank. */
  readonly why: string;
  /** It can never meet the one before it, so the order of the two does not matter. */
  readonly apart: boolean;
}

export interface Contributors {
  /** `person`, `corp.user`. */
  readonly type: string;
  readonly attribute: string;
  /** Of a target: the metaverse type that its values come from, and the account. */
  readonly from?: string;
  readonly account?: string;
  /** All values count, in no order. */
  readonly merged: boolean;
  /** Best first. */
  readonly contributors: readonly Contributor[];
  /** Where the expression of a derived attribute stands: it ranks after all flows (9.5). */
  readonly derived?: Location;
}

/** All attributes of the metaverse and of targets that something writes: metaverse first, each by type and name. */
export const contributorsOf = (program: CheckedProgram, agreement: Agreement): readonly Contributors[] => {
  const derived = derivedIn(program);
  const written = agreement.contests.flatMap((contest) =>
    [...writersOf(contest)].map(([attribute, writers]) => entry(contest, attribute, writers, agreement)),
  );
  const known = new Set(written.map(({ type, attribute }) => `${type}.${attribute}`));
  const others = [...derived].filter(([key]) => !known.has(key));
  return [
    ...written.map((each) => withDerived(each, derived.get(`${each.type}.${each.attribute}`)?.derived)),
    ...others.map(([, each]) => each),
  ].sort(inOrder);
};

const withDerived = (each: Contributors, derived: Location | undefined): Contributors =>
  derived === undefined ? each : { ...each, derived };

const derivedIn = ({ metaverse }: CheckedProgram): ReadonlyMap<string, Contributors & { readonly derived: Location }> =>
  new Map(
    metaverse.flatMap(({ plan, attributes }) =>
      attributes
        .filter(({ declaration }) => declaration.value !== undefined)
        .map(({ name, location }) => [
          `${plan.name}.${name}`,
          { type: plan.name, attribute: name, merged: false, contributors: [], derived: location },
        ]),
    ),
  );

type Ranking = Pick<Agreement, 'pathsOf' | 'preferOf'>;

const entry = (contest: Contest, attribute: string, writers: readonly Writer[], ranking: Ranking): Contributors => {
  const plan = writers[0]?.contender.rule.plan;
  if (plan === undefined) throw new Error('bug: an attribute in a list of writers that nobody writes');
  const isInbound = contest.direction === 'inbound';
  const prefer = isInbound ? ranking.preferOf(plan.mvType, attribute) : [];
  const compare = (a: CheckedRule, b: CheckedRule): number => compareRank(a, b, prefer);
  const ranked = [...writers].sort(
    ({ contender: { rule: a } }, { contender: { rule: b } }) => compare(a, b) || byName(a, b),
  );
  return {
    type: isInbound ? plan.mvType : plan.csType,
    attribute,
    ...(isInbound ? {} : { from: plan.mvType }),
    ...(isInbound || plan.account === undefined ? {} : { account: plan.account }),
    merged: writers.every(({ flow }) => flow.plan.mode === 'merge'),
    contributors: ranked.map((writer, i) => {
      const before = ranked[i - 1];
      const apart = before !== undefined && !canMeet(before.contender, writer.contender, ranking.pathsOf);
      return contributor(writer, { why: whyOf(writer.contender.rule, ranked, prefer), apart });
    }),
  };
};

const byName = ({ plan: a }: CheckedRule, { plan: b }: CheckedRule): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.variant - b.variant;

const contributor = ({ contender: { rule }, flow }: Writer, rank: Pick<Contributor, 'why' | 'apart'>): Contributor => ({
  rule: rule.plan.name,
  location: flow.location,
  source: rule.plan.direction === 'inbound' ? rule.plan.csType : rule.plan.mvType,
  mode: flow.plan.mode,
  ...scopeOf(rule),
  ...rank,
});

const scopeOf = ({ declaration, file }: CheckedRule): Pick<Contributor, 'scope'> => {
  const scope = declaration.clauses.find((clause) => clause.kind === 'scope');
  if (scope === undefined) return {};
  const { start, end } = scope.condition.span;
  return { scope: file.text.slice(start, end).replace(/\s+/g, ' ') };
};

const whyOf = (rule: CheckedRule, ranked: readonly Writer[], prefer: readonly string[]): string => {
  const { name, precedence } = rule.plan;
  const place = prefer.indexOf(name);
  const given = precedence === undefined ? 'no precedence, so after all that have one' : `precedence ${precedence}`;
  const why = place < 0 ? given : `${ordinal(place + 1)} in \`prefer\``;
  const variants = ranked.filter(({ contender }) => contender.rule.plan.name === name);
  if (variants.length < 2) return why;
  const i = variants.findIndex(({ contender }) => contender.rule === rule);
  return `${why}, ${ordinal(i + 1)} of the rule's types`;
};

const ordinal = (n: number): string => {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
};

/** The metaverse first, then targets; each by type, attribute, and where the values come from. */
const inOrder = (a: Contributors, b: Contributors): number => {
  const keyOf = ({ type, attribute, from = '', account = '' }: Contributors) =>
    `${from === '' ? 0 : 1}\n${type}\n${attribute}\n${from}\n${account}`;
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};
