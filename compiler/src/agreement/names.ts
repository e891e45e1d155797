// X2: what a name belongs to has one way of making it in all rules that can apply together.
import { canonicalJson, type Expr, type NamePlace } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/index.js';
import { exprsIn } from '../semantics/expr-walk.js';
import type { Location } from '../source/index.js';
import { inline } from './conditions/index.js';
import { inOrder, report } from './report.js';
import { type Contender, type Contest, canMeet, type PathsOf, pairs } from './rules.js';

/** A place where names are made, in one rule. */
interface Use {
  readonly contender: Contender;
  readonly place: NamePlace;
  /** The call, inlined: equal texts mean equal expressions. */
  readonly text: string;
  readonly location: Location;
}

export const nameFindings = (contest: Contest, pathsOf: PathsOf): readonly Diagnostic[] => {
  if (contest.direction === 'inbound') return [];
  const byName = new Map<string, Use[]>();
  for (const use of contest.contenders.flatMap(usesIn)) {
    byName.set(use.place.name, [...(byName.get(use.place.name) ?? []), use]);
  }
  return [...byName.values()].flatMap((uses) =>
    pairs(uses)
      .filter(
        ([a, b]) => a.text !== b.text && (a.contender === b.contender || canMeet(a.contender, b.contender, pathsOf)),
      )
      .map(([a, b]) => otherName(a, b)),
  );
};

const usesIn = (contender: Contender): readonly Use[] => {
  const { plan, lets, flows } = contender.rule;
  return [
    ...plan.lets.flatMap(({ of }, i) => usesOf(of, lets[i]?.location, contender)),
    ...flows.flatMap((flow) => usesOf(flow.plan.of, flow.location, contender)),
  ];
};

const usesOf = (of: Expr, location: Location | undefined, contender: Contender): readonly Use[] => {
  if (location === undefined) throw new Error('bug: a let without a place');
  return exprsIn(of).flatMap((expr) =>
    expr.op === 'unique'
      ? [{ contender, place: expr.place, text: canonicalJson(inline(expr, contender.definitions)), location }]
      : [],
  );
};

const otherName = (a: Use, b: Use): Diagnostic => {
  const [first, second] = inOrder(a, b, (use) => use.location);
  const [one, other] = [first, second].map((use) => use.contender.rule.plan.name);
  const values = { name: second.place.name, first: one ?? '', second: other ?? '' };
  return report('SR4011', second.location, values, {
    related: [{ location: first.location, message: `\`${one}\` makes it here` }],
  });
};
