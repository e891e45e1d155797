// Of which connector types the plan reads or gives names: only their objects come out otherwise when what stands above
// them is renamed.
import type { Expr, InboundRule, OutboundRule, Plan, PlanKey } from '../../plan/index.js';
import { letsOf } from './preparation.js';
import { collectReads, type Definitions, noReads, type Reads } from './reads.js';

/** Full names of these types. */
export const typesWithNames = (plan: Plan): ReadonlySet<string> => {
  const functions = new Map(plan.functions.map((definition) => [definition.name, definition]));
  const readers = readersOf(plan, functions);
  return new Set(
    plan.connectors.flatMap(({ name, naming, types }) =>
      naming === undefined
        ? []
        : types
            .map((type) => `${name}.${type.name}`)
            .filter((type) => gives(plan, type, naming) || readers.some((reads) => reads(type, naming))),
    ),
  );
};

const gives = (plan: Plan, type: string, naming: string): boolean =>
  plan.rules.some(
    (rule) =>
      rule.direction === 'outbound' && rule.csType === type && rule.flows.some((flow) => flow.target === naming),
  );

/** Whether a part of the plan reads an attribute of a connector type. */
type Reader = (type: string, attribute: string) => boolean;

const readersOf = (plan: Plan, functions: Definitions['functions']): readonly Reader[] => [
  ...plan.rules.map((rule) =>
    rule.direction === 'inbound' ? inboundReader(rule, functions) : outboundReader(rule, functions),
  ),
  ...plan.keys.map((key) => readerOf(key.type, 'source', readsOf(partsOfKey(key), { lets: new Map(), functions }))),
  ...plan.namespaces.flatMap(({ entries }) =>
    entries.map(({ type, of }) => readerOf(type, 'source', readsOf([of], { lets: new Map(), functions }))),
  ),
];

const inboundReader = (rule: InboundRule, functions: Definitions['functions']): Reader =>
  readerOf(
    rule.csType,
    'source',
    readsOf([rule.scope, rule.project?.when, ...rule.flows.map((flow) => flow.of)], { lets: letsOf(rule), functions }),
  );

const outboundReader = (rule: OutboundRule, functions: Definitions['functions']): Reader =>
  readerOf(
    rule.csType,
    'target',
    readsOf([rule.scope, rule.provision?.when, rule.unclaimed?.when, ...rule.flows.map((flow) => flow.of)], {
      lets: letsOf(rule),
      functions,
    }),
  );

const partsOfKey = (key: PlanKey): readonly Expr[] => [...key.parts.map((part) => part.of), ...key.conditions];

const readsOf = (expressions: readonly (Expr | undefined)[], definitions: Definitions): Reads => {
  const reads = noReads();
  for (const expression of expressions) if (expression !== undefined) collectReads(expression, definitions, reads);
  return reads;
};

const readerOf =
  (type: string, side: 'source' | 'target', reads: Reads): Reader =>
  (other, attribute) =>
    (other === type && reads[side].has(attribute)) ||
    [...reads.through.values()].some(
      (through) => through.side === 'cs' && through.type === other && through.attribute === attribute,
    );
