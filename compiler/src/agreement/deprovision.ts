// A6: rules that can both hold one account agree on its end.
import { canonicalJson } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/index.js';
import type { CheckedRule } from '../semantics/model.js';
import type { Location } from '../source/index.js';
import { inOrder, report } from './report.js';
import { type Contest, canMeet, type PathsOf, pairs } from './rules.js';

export const deprovisionFindings = (contest: Contest, pathsOf: PathsOf): readonly Diagnostic[] =>
  pairs(contest.contenders.filter(({ rule }) => actionOf(rule) !== undefined))
    .filter(([a, b]) => keyOf(a.rule) !== keyOf(b.rule) && canMeet(a, b, pathsOf))
    .map(([a, b]) => otherEnds(a.rule, b.rule));

const actionOf = ({ plan }: CheckedRule): string | undefined =>
  plan.direction === 'outbound' && plan.provision !== undefined ? plan.deprovision?.action : undefined;

/** What both say the same by: the action, and the duration that it waits. */
const keyOf = (rule: CheckedRule): string => `${actionOf(rule)} ${canonicalJson(rule.after ?? AT_ONCE)}`;

const AT_ONCE = { op: 'const', value: { duration: 0 } } as const;

/** As the rule writes it. */
const textOf = (rule: CheckedRule): string => {
  const { file, span } = endOf(rule);
  return file.text.slice(span.start, span.end);
};

const otherEnds = (a: CheckedRule, b: CheckedRule): Diagnostic => {
  const [first, second] = inOrder(a, b, endOf);
  const actions = { one: textOf(first), other: textOf(second) };
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
