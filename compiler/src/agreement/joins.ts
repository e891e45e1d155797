// A5: rules that can apply to one object ask in the same way which object it belongs to.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { canonicalJson } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/index.js';
import { mapParts } from '../semantics/expr-walk.js';
import type { CheckedProgram, CheckedRule } from '../semantics/model.js';
import type { Location } from '../source/index.js';
import { inline } from './conditions/index.js';
import { inOrder, report } from './report.js';
import { type Contender, type Contest, canMeet, type PathsOf, pairs } from './rules.js';

/** Inbound: rules of one connector type that join or project, whatever their metaverse types. */
export const inboundJoinFindings = (program: CheckedProgram, contests: readonly Contest[], pathsOf: PathsOf) => {
  const linking = contests.filter((c) => c.direction === 'inbound').flatMap((c) => c.contenders.filter(isLinking));
  const sameJoins = comparingJoins(program);
  return [...byConnectorType(linking).values()]
    .flatMap(pairs)
    .filter(([a, b]) => !isSameRule(a, b) && canMeetAsSources(a, b, pathsOf))
    .flatMap(([a, b]) => inboundFinding(sameJoins, a, b));
};

const byConnectorType = (contenders: readonly Contender[]): ReadonlyMap<string, readonly Contender[]> => {
  const groups = new Map<string, Contender[]>();
  for (const contender of contenders) {
    const { csType } = contender.rule.plan;
    const known = groups.get(csType);
    if (known === undefined) groups.set(csType, [contender]);
    else known.push(contender);
  }
  return groups;
};

const isLinking = ({ rule: { plan } }: Contender): boolean =>
  plan.direction === 'inbound' && (plan.joins.length > 0 || plan.project !== undefined);

const isSameRule = (a: Contender, b: Contender): boolean => a.rule.declaration === b.rule.declaration;

/** Accounts aside: whether the same object can be in both scopes. */
const canMeetAsSources = (a: Contender, b: Contender, pathsOf: PathsOf): boolean => {
  const withoutAccount = ({ rule, ...rest }: Contender): Contender => {
    const { account: _, ...plan } = rule.plan;
    return { ...rest, rule: { ...rule, plan } };
  };
  return canMeet(withoutAccount(a), withoutAccount(b), pathsOf);
};

const inboundFinding = (sameJoins: SameJoins, a: Contender, b: Contender): readonly Diagnostic[] => {
  const [left, right] = [a.rule.plan, b.rule.plan];
  if (left.account !== right.account) return [otherTargets(a, b, 'account', accountOf(a.rule), accountOf(b.rule))];
  const [targets, others] = [targetsOf(a.rule), targetsOf(b.rule)];
  if (targets !== others) return [otherTargets(a, b, 'metaverse types', targets, others)];
  return left.mvType === right.mvType && !sameJoins(a, b) ? [otherJoins(a, b)] : [];
};

const accountOf = ({ plan }: CheckedRule): string => plan.account ?? 'the unnamed account';
const targetsOf = ({ declaration }: CheckedRule): string =>
  declaration.to
    .map((type) => type.first.text)
    .sort()
    .join(', ');

/** Outbound: rules that compete and can meet, those without joins aside. */
export const outboundJoinFindings = (program: CheckedProgram, contest: Contest, pathsOf: PathsOf) => {
  if (contest.direction === 'inbound') return [];
  const sameJoins = comparingJoins(program);
  return pairs(contest.contenders.filter((contender) => contender.rule.joins.length > 0))
    .filter(([a, b]) => !sameJoins(a, b) && canMeet(a, b, pathsOf))
    .map(([a, b]) => otherJoins(a, b));
};

type SameJoins = (a: Contender, b: Contender) => boolean;

/** Whether two rules have the same joins; each rule's are prepared once. */
const comparingJoins = (program: CheckedProgram): SameJoins => {
  const known = new Map<Contender, string>();
  const textOf = (contender: Contender): string => {
    const text = known.get(contender) ?? canonicalJson(joinsOf(program, contender));
    known.set(contender, text);
    return text;
  };
  return (a, b) => textOf(a) === textOf(b);
};

/** The joins of a rule, in order, with what does not matter put into one order. */
const joinsOf = ({ keys }: CheckedProgram, { rule, definitions }: Contender) => {
  const text = (expr: Expr) => canonicalJson(sorted(inline(expr, definitions)));
  return rule.plan.joins.map((join) => {
    const [source, target] = [keyAt(keys, join.source), keyAt(keys, join.target)];
    const links = source.parts.map((part, i) => [text(part.of), text(keyPart(target, i).of), part.by]);
    const conditions = [source, target].map((key) => key.conditions.map(text).sort());
    return { links: links.map((link) => canonicalJson(link)).sort(), conditions };
  });
};

const keyAt = (keys: readonly PlanKey[], index: number): PlanKey => keys[index] ?? missing('key', index);
const keyPart = (key: PlanKey, index: number) => key.parts[index] ?? missing('part of a key', index);
const missing = (what: string, index: number): never => {
  throw new Error(`bug: there is no ${what} ${index}`);
};

/** The operands of each `==` in one order. */
const sorted = (expr: Expr): Expr => {
  const inner = mapParts(expr, sorted);
  if (inner.op !== 'equal' || canonicalJson(inner.left) <= canonicalJson(inner.right)) return inner;
  return { ...inner, left: inner.right, right: inner.left };
};

const otherJoins = (a: Contender, b: Contender): Diagnostic => {
  const [first, second] = inOrder(a.rule, b.rule, (rule) => rule.nameLocation);
  return report(
    'SR4004',
    joinsLocation(second),
    { first: first.plan.name, second: second.plan.name },
    {
      related: [{ location: joinsLocation(first), message: `the joins of \`${first.plan.name}\`` }],
    },
  );
};

const joinsLocation = (rule: CheckedRule): Location => rule.joins[0]?.location ?? rule.nameLocation;

const otherTargets = (a: Contender, b: Contender, what: string, ofA: string, ofB: string): Diagnostic => {
  const [first, second] = inOrder(a.rule, b.rule, (rule) => rule.nameLocation);
  const [one, other] = first === a.rule ? [ofA, ofB] : [ofB, ofA];
  const values = { first: first.plan.name, second: second.plan.name, type: first.plan.csType, what, one, other };
  return report('SR4005', second.nameLocation, values, {
    related: [{ location: first.nameLocation, message: `\`${first.plan.name}\` names ${one}` }],
  });
};
