// Who reads and who writes each attribute, over the whole program.
import type { Expr } from '@syncrule/runtime/plan';
import type { CheckedProgram, CheckedRule } from '../semantics/index.js';
import type { Location } from '../source/index.js';
import { attributeKey, readsIn, readsOfKey, type Types } from './reads.js';

/** Something that reads or writes an attribute, and where it stands, as far as that is one place. */
export interface Use {
  /** `rule hrPerson`, `person.status`. */
  readonly by: string;
  readonly location?: Location;
}

export interface Usage {
  /** By `type.attribute`, each in the order of the program. */
  readonly reads: ReadonlyMap<string, readonly Use[]>;
  readonly writes: ReadonlyMap<string, readonly Use[]>;
}

/** Reads in all expressions of the program, namespaces and functions included; flows and expressions that write. */
export const usageOf = (program: CheckedProgram): Usage => {
  const reads = new Map<string, Use[]>();
  const writes = new Map<string, Use[]>();
  for (const rule of program.rules) {
    const types = typesOf(rule);
    const by = `rule ${rule.plan.name}`;
    for (const { plan, location } of rule.flows) add(writes, attributeKey(types.target, plan.target), { by, location });
    for (const [expr, location] of expressionsOf(rule))
      addAll(reads, readsIn(expr, types, program.keys), { by, location });
    for (const [i, join] of rule.plan.joins.entries()) {
      const use = { by, location: rule.joins[i]?.location ?? rule.nameLocation };
      for (const key of [program.keys[join.source], program.keys[join.target]]) {
        if (key !== undefined) addAll(reads, readsOfKey(key, program.keys), use);
      }
    }
  }
  addDerived(reads, writes, program);
  for (const { name, body } of program.functions) {
    // A function sees no object of its own: it reads through references.
    addAll(reads, readsIn(body, { source: '', target: '' }, program.keys), { by: `function ${name}` });
  }
  for (const { name, entries } of program.namespaces) {
    for (const { type, of } of entries) {
      addAll(reads, readsIn(of, { source: type, target: type }, program.keys), { by: `namespace ${name}` });
    }
  }
  return { reads, writes };
};

export const typesOf = ({ plan }: CheckedRule): Types =>
  plan.direction === 'inbound'
    ? { source: plan.csType, target: plan.mvType }
    : { source: plan.mvType, target: plan.csType };

/** The expressions of a rule, those of its joins aside, and where they stand. */
const expressionsOf = (rule: CheckedRule): readonly (readonly [Expr, Location])[] => {
  const { plan, nameLocation } = rule;
  const conditions = [
    [plan.scope, rule.scopeLocation],
    ...(plan.direction === 'inbound'
      ? [[plan.project?.when, rule.projectLocation] as const]
      : [
          [plan.provision?.when, rule.provisionLocation] as const,
          [plan.unclaimed?.when, rule.unclaimedLocation] as const,
        ]),
  ] as const;
  return [
    ...conditions.flatMap(([of, location]) => (of === undefined ? [] : [[of, location ?? nameLocation] as const])),
    ...plan.lets.map(({ of }, i) => [of, rule.lets[i]?.location ?? nameLocation] as const),
    ...rule.flows.map((flow) => [flow.plan.of, flow.location] as const),
  ];
};

type Uses = Map<string, Use[]>;

const addDerived = (reads: Uses, writes: Uses, { metaverse, keys }: CheckedProgram): void => {
  for (const { plan, attributes } of metaverse) {
    const locations = new Map(attributes.map(({ name, location }) => [name, location]));
    for (const { name, derived } of plan.attributes) {
      const location = locations.get(name);
      if (derived === undefined || location === undefined) continue;
      const use = { by: attributeKey(plan.name, name), location };
      add(writes, use.by, use);
      addAll(reads, readsIn(derived, { source: plan.name, target: plan.name }, keys), use);
    }
  }
};

const addAll = (uses: Uses, keys: readonly string[], use: Use): void => {
  for (const key of keys) add(uses, key, use);
};

/** Once for each place. */
const add = (uses: Uses, key: string, use: Use): void => {
  const known = uses.get(key);
  if (known === undefined) uses.set(key, [use]);
  else if (use.location === undefined || known.at(-1)?.location !== use.location) known.push(use);
};
