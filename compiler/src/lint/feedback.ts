// The feedback graph: how values of attributes lead to values of others, through the metaverse and back.
import type { Expr, PlanKey } from '@syncrule/runtime/plan';
import { type Definitions, inline } from '../agreement/conditions/index.js';
import type { Contender } from '../agreement/index.js';
import type { CheckedProgram } from '../semantics/index.js';
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
  /** Whether an expression of the metaverse makes it, and no flow. */
  readonly derived: boolean;
}

/**
 * All steps of a program. A flow makes a step from each attribute that its value reads, and from each that its rule's
 * scope reads: a scope that no longer holds takes the value away. `once` gives one value and no later one, so it makes none.
 */
export const stepsOf = ({ flows, program }: Subject): readonly Step[] => {
  const conditionsOf = scopeReads(program.keys);
  const functions = new Map(program.functions.map((entry) => [entry.name, entry]));
  return [
    ...flows().flatMap(({ flows: all }) => all.flatMap((flow) => flowSteps(flow, program.keys, conditionsOf))),
    ...program.metaverse.flatMap((type) => derivedSteps(type, program.keys, functions)),
  ];
};

const derivedSteps = (
  { plan, attributes }: CheckedProgram['metaverse'][number],
  keys: readonly PlanKey[],
  functions: Definitions['functions'],
): readonly Step[] =>
  plan.attributes.flatMap(({ name, derived }): readonly Step[] => {
    const location = attributes.find((each) => each.name === name)?.location;
    if (derived === undefined || location === undefined) return [];
    const by = attributeKey(plan.name, name);
    const of = inline(derived, { owner: by, lets: [], functions });
    return readsIn(of, { source: plan.name, target: plan.name }, keys).map((from) => ({
      from,
      to: by,
      passing: passingOf(of),
      location,
      by,
      derived: true,
    }));
  });

/** What the scope of a rule reads, found once for all of its flows. */
const scopeReads = (keys: readonly PlanKey[]): ((contender: Contender) => readonly string[]) => {
  const known = new Map<Contender, readonly string[]>();
  return (contender) => {
    const { scope } = contender.rule.plan;
    const reads =
      known.get(contender) ??
      (scope === undefined ? [] : readsIn(inline(scope, contender.definitions), typesOf(contender.rule), keys));
    known.set(contender, reads);
    return reads;
  };
};

const flowSteps = (
  { contender, flow, of }: RankedFlow,
  keys: readonly PlanKey[],
  conditionsOf: (contender: Contender) => readonly string[],
): readonly Step[] => {
  const { plan } = contender.rule;
  if (flow.plan.mode === 'once') return [];
  const types = typesOf(contender.rule);
  const to = attributeKey(types.target, flow.plan.target);
  const { location } = flow;
  const by = `rule ${plan.name}`;
  const values = readsIn(of, types, keys).map(
    (from): Step => ({ from, to, passing: passingOf(of), location, by, derived: false }),
  );
  const conditions = conditionsOf(contender).map(
    (from): Step => ({ from, to, passing: 'changes', location, by, derived: false }),
  );
  return [...values, ...conditions];
};

const passingOf = (of: Expr): Passing => {
  if (of.op === 'source') return 'copy';
  return isIdempotentCall(of, (argument) => argument.op === 'source') ? 'settles' : 'changes';
};
