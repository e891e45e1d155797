// The feedback graph: how values of attributes lead to values of others, through the metaverse and back.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { inline } from '../agreement/conditions/index.js';
import type { Location } from '../source/index.js';
import { isIdempotentCall } from './copies.js';
import type { RankedFlow } from './ranked-flows.js';
import { attributeKey, readsIn } from './reads.js';
import type { Subject } from './subject.js';
import { typesOf } from './usage.js';

/** How a step passes a value on. `settles`: through one call that changes nothing the second time. */
export type Passing = 'copy' | 'settles' | 'changes';

/** A step from one attribute (`corp.user.mail`, `person.mail`) to another. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly passing: Passing;
  readonly location: Location;
  /** `rule account`, `person.status`. */
  readonly by: string;
}

/**
 * All steps of a program. A flow makes a step from each attribute that its value reads, and from each that its rule's
 * scope reads: a scope that no longer holds takes the value away. `once` gives one value and no later one, so it makes none.
 */
export const stepsOf = ({ flows, program }: Subject): readonly Step[] => [
  ...flows().flatMap(({ flows: all }) => all.flatMap((flow) => flowSteps(flow, program.keys))),
  ...program.metaverse.flatMap(({ plan, attributes }) =>
    plan.attributes.flatMap(({ name, derived }): readonly Step[] => {
      const location = attributes.find((each) => each.name === name)?.location;
      if (derived === undefined || location === undefined) return [];
      const by = attributeKey(plan.name, name);
      const functions = new Map(program.functions.map((entry) => [entry.name, entry]));
      const of = inline(derived, { owner: by, lets: [], functions });
      return readsIn(of, { source: plan.name, target: plan.name }, program.keys).map((from) => ({
        from,
        to: by,
        passing: passingOf(of),
        location,
        by,
      }));
    }),
  ),
];

const flowSteps = ({ contender, flow, of }: RankedFlow, keys: readonly PlanKey[]): readonly Step[] => {
  const { plan } = contender.rule;
  if (flow.plan.mode === 'once') return [];
  const types = typesOf(contender.rule);
  const to = attributeKey(types.target, flow.plan.target);
  const { location } = flow;
  const by = `rule ${plan.name}`;
  const values = readsIn(of, types, keys).map((from): Step => ({ from, to, passing: passingOf(of), location, by }));
  const scope = plan.scope === undefined ? undefined : inline(plan.scope, contender.definitions);
  const conditions = scope === undefined ? [] : readsIn(scope, types, keys);
  return [...values, ...conditions.map((from): Step => ({ from, to, passing: 'changes', location, by }))];
};

const passingOf = (of: Expr): Passing => {
  if (of.op === 'source') return 'copy';
  return isIdempotentCall(of, (argument) => argument.op === 'source') ? 'settles' : 'changes';
};
