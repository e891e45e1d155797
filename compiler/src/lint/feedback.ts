// The feedback graph: how values of attributes lead to values of others, through the metaverse and back.
import type { Expr } from '@syncrule/runtime/plan';
import { inline } from '../agreement/conditions/index.js';
import type { Contender } from '../agreement/index.js';
import { exprsIn } from '../semantics/expr-walk.js';
import type { Location } from '../source/index.js';
import { isIdempotentCall } from './copies.js';
import type { RankedFlow } from './ranked-flows.js';
import type { Subject } from './subject.js';
import { attributeKey } from './usage.js';

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
  ...flows().flatMap(({ flows: all }) => all.flatMap(flowSteps)),
  ...program.metaverse.flatMap(({ plan, attributes }) =>
    plan.attributes.flatMap(({ name, derived }): readonly Step[] => {
      const location = attributes.find((each) => each.name === name)?.location;
      if (derived === undefined || location === undefined) return [];
      const by = attributeKey(plan.name, name);
      const functions = new Map(program.functions.map((entry) => [entry.name, entry]));
      const of = inline(derived, { owner: by, lets: [], functions });
      return readsOf(of, { source: plan.name, target: plan.name }).map((from) => ({
        from,
        to: by,
        passing: passingOf(of),
        location,
        by,
      }));
    }),
  ),
];

const flowSteps = ({ contender, flow, of }: RankedFlow): readonly Step[] => {
  const { plan } = contender.rule;
  if (flow.plan.mode === 'once') return [];
  const types = typesOf(contender);
  const to = attributeKey(types.target, flow.plan.target);
  const { location } = flow;
  const by = `rule ${plan.name}`;
  const values = readsOf(of, types).map((from): Step => ({ from, to, passing: passingOf(of), location, by }));
  const scope = plan.scope === undefined ? undefined : inline(plan.scope, contender.definitions);
  const conditions = scope === undefined ? [] : readsOf(scope, types);
  return [...values, ...conditions.map((from): Step => ({ from, to, passing: 'changes', location, by }))];
};

interface Types {
  readonly source: string;
  readonly target: string;
}

const typesOf = ({ rule: { plan } }: Contender): Types =>
  plan.direction === 'inbound'
    ? { source: plan.csType, target: plan.mvType }
    : { source: plan.mvType, target: plan.csType };

const readsOf = (of: Expr, { source, target }: Types): readonly string[] => [
  ...new Set(
    exprsIn(of).flatMap((expr): readonly string[] => {
      if (expr.op === 'source') return [attributeKey(source, expr.attribute)];
      if (expr.op === 'target') return [attributeKey(target, expr.attribute)];
      return expr.op === 'through' ? expr.types.map((type) => attributeKey(type, expr.attribute)) : [];
    }),
  ),
];

const passingOf = (of: Expr): Passing => {
  if (of.op === 'source') return 'copy';
  return isIdempotentCall(of, (argument) => argument.op === 'source') ? 'settles' : 'changes';
};
