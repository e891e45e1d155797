// Who writes what: the flows of competing rules, by attribute.
import type { CheckedFlow } from '../semantics/model.js';
import type { Contender, Contest } from './rules.js';

export interface Writer {
  readonly contender: Contender;
  readonly flow: CheckedFlow;
}

/** The flows of a contest by their target. */
export const writersOf = (contest: Contest): ReadonlyMap<string, readonly Writer[]> => {
  const writers = new Map<string, Writer[]>();
  for (const contender of contest.contenders) {
    for (const flow of contender.rule.flows) {
      const known = writers.get(flow.plan.target);
      if (known === undefined) writers.set(flow.plan.target, [{ contender, flow }]);
      else known.push({ contender, flow });
    }
  }
  return writers;
};
