// The flows of competing rules to one attribute in rank order, with their expressions ready for comparing.
import { canonicalJson, type Expr } from '@syncrule/runtime/plan';
import { inline } from '../agreement/conditions/index.js';
import {
  type Agreement,
  type Contender,
  type Contest,
  compareRank,
  type Writer,
  writersOf,
} from '../agreement/index.js';
import type { CheckedFlow } from '../semantics/index.js';
import { scopesImpliedIn } from './implied.js';

export interface RankedFlow {
  readonly contender: Contender;
  readonly flow: CheckedFlow;
  /** Without `let`s and declared functions. */
  readonly of: Expr;
  /** Equal texts: equal expressions, with the same `once` or `merge`. */
  readonly text: string;
  /** Its place in the order of ranks, from 0. */
  readonly place: number;
}

export interface RankedFlows {
  readonly direction: Contest['direction'];
  readonly attribute: string;
  /** Best first; where there is no order because rules cannot meet, by name. */
  readonly flows: readonly RankedFlow[];
  /** Negative: the first ranks before the second; 0: no order. */
  readonly compare: (a: RankedFlow, b: RankedFlow) => number;
  /** The other flows here whose rules apply to every object to which the rule of this one applies. */
  readonly widerThan: (flow: RankedFlow) => readonly RankedFlow[];
}

/** All attributes that rules write, one entry for each contest (A1). */
export const rankedFlows = ({ contests, pathsOf, preferOf }: Agreement): readonly RankedFlows[] =>
  contests.flatMap((contest) => {
    const implied = scopesImpliedIn(contest, pathsOf);
    return [...writersOf(contest)].map(([attribute, writers]) => {
      const first = writers[0]?.contender.rule.plan;
      const prefer = contest.direction === 'inbound' && first ? preferOf(first.mvType, attribute) : [];
      const compare = (a: Prepared, b: Prepared): number => compareRank(a.contender.rule, b.contender.rule, prefer);
      const flows = writers
        .map(prepared)
        .sort((a, b) => compare(a, b) || byName(a, b))
        .map((flow, place) => ({ ...flow, place }));
      const byContender = new Map(flows.map((each) => [each.contender, each]));
      const widerThan: RankedFlows['widerThan'] = ({ contender }) =>
        implied(contender).flatMap((other) => byContender.get(other) ?? []);
      return { direction: contest.direction, attribute, flows, compare, widerThan };
    });
  });

type Prepared = Omit<RankedFlow, 'place'>;

const prepared = ({ contender, flow }: Writer): Prepared => {
  const of = inline(flow.plan.of, contender.definitions);
  return { contender, flow, of, text: `${flow.plan.mode} ${canonicalJson(of)}` };
};

const byName = ({ contender: { rule: a } }: Prepared, { contender: { rule: b } }: Prepared): number =>
  a.plan.name < b.plan.name ? -1 : a.plan.name > b.plan.name ? 1 : a.plan.variant - b.plan.variant;
