// A6: rules that can both hold one account agree on its end.
import type { Diagnostic } from '../diagnostics/index.js';
import type { CheckedRule } from '../semantics/model.js';
import type { Location } from '../source/index.js';
import { inOrder, report } from './report.js';
import { type Contest, canMeet, type PathsOf, pairs } from './rules.js';

export const deprovisionFindings = (contest: Contest, pathsOf: PathsOf): readonly Diagnostic[] =>
  pairs(contest.contenders.filter(({ rule }) => actionOf(rule) !== undefined))
    .filter(([a, b]) => actionOf(a.rule) !== actionOf(b.rule) && canMeet(a, b, pathsOf))
    .map(([a, b]) => otherEnds(a.rule, b.rule));

const actionOf = ({ plan }: CheckedRule): string | undefined =>
  plan.direction === 'outbound' && plan.provision !== undefined ? plan.deprovision?.action : undefined;

const otherEnds = (a: CheckedRule, b: CheckedRule): Diagnostic => {
  const [first, second] = inOrder(a, b, endOf);
  const actions = { one: `deprovision ${actionOf(first)}`, other: `deprovision ${actionOf(second)}` };
  return report(
    'SR4006',
    endOf(second),
    { first: first.plan.name, second: second.plan.name, ...actions },
    {
      related: [{ location: endOf(first), message: `\`${first.plan.name}\` says \`${actions.one}\`` }],
    },
  );
};

const endOf = (rule: CheckedRule): Location => rule.deprovisionLocation ?? rule.nameLocation;
