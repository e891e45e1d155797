// A7: one rule at most deletes what nobody claims of a connector type.
import type { Diagnostic } from '../diagnostics/index.js';
import type { CheckedProgram, CheckedRule } from '../semantics/model.js';
import type { Location } from '../source/index.js';
import { inOrder, report } from './report.js';

export const unclaimedFindings = ({ rules }: CheckedProgram): readonly Diagnostic[] => {
  const first = new Map<string, CheckedRule>();
  return rules.flatMap((rule) => {
    if (rule.unclaimedLocation === undefined) return [];
    const earlier = first.get(rule.plan.csType);
    if (earlier === undefined) first.set(rule.plan.csType, rule);
    return earlier === undefined || earlier.declaration === rule.declaration ? [] : [twice(earlier, rule)];
  });
};

const placeOf = (rule: CheckedRule): Location => rule.unclaimedLocation ?? rule.nameLocation;

const twice = (a: CheckedRule, b: CheckedRule): Diagnostic => {
  const [first, second] = inOrder(a, b, placeOf);
  const values = { first: first.plan.name, second: second.plan.name, type: second.plan.csType };
  return report('SR4010', placeOf(second), values, {
    related: [{ location: placeOf(first), message: `\`${first.plan.name}\` says it here` }],
  });
};
