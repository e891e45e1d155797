// Metaverse types whose objects can be worked out one by one: no attribute, key or rule of theirs reads values of other
// metaverse objects.
import type { Expr, OutboundRule, Plan, PlanFunction, PlanMvType } from '../../plan/index.js';
import { letsOf } from './preparation.js';
import { collectReads, type Definitions, noReads } from './reads.js';

export const isSelfContained = (
  plan: Plan,
  type: PlanMvType,
  functions: ReadonlyMap<string, PlanFunction>,
): boolean => {
  const outbound = plan.rules.filter(
    (rule): rule is OutboundRule => rule.direction === 'outbound' && rule.mvType === type.name,
  );
  const none: Definitions = { lets: new Map(), functions };
  const inbound = plan.rules.filter((rule) => rule.direction === 'inbound' && rule.mvType === type.name);
  if (plan.namespaces.length > 0 || [type, inbound, outbound, plan.functions].some(looksBeyond)) return false;
  return (
    type.attributes.every(({ derived }) => readsOnlyItself(derived, none)) &&
    plan.keys
      .filter((key) => key.type === type.name)
      .every((key) =>
        [...key.parts.map((part) => part.of), ...key.conditions].every((each) => readsOnlyItself(each, none)),
      ) &&
    outbound.every((rule) =>
      expressionsOf(rule).every((each) => readsOnlyItself(each, { lets: letsOf(rule), functions })),
    )
  );
};

const readsOnlyItself = (expr: Expr | undefined, definitions: Definitions): boolean =>
  expr === undefined || !collectReads(expr, definitions, noReads()).relational;

const expressionsOf = (rule: OutboundRule): readonly (Expr | undefined)[] => [
  rule.scope,
  rule.provision?.when,
  ...rule.flows.map((flow) => flow.of),
];

/** Forms that ask about others: their members, names that nobody else may have, other accounts. */
const BEYOND: ReadonlySet<unknown> = new Set(['every', 'unique', 'account', 'newPassword']);

const looksBeyond = (part: unknown): boolean =>
  typeof part === 'object' &&
  part !== null &&
  (('op' in part && BEYOND.has(part.op)) || Object.values(part).some(looksBeyond));
