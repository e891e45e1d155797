// The metaverse's side of a machine: attributes with their contributors, and the slots that outbound rules fill.
import { compileOutcome } from '../../expressions/index.js';
import type { OutboundRule, PlanCsAttribute, PlanMvAttribute, PlanMvType } from '../../plan/index.js';
import { ruleId } from '../../store/index.js';
import type {
  Contributor,
  CsTypeMachine,
  InboundMachine,
  MvAttributeMachine,
  MvTypeMachine,
  OutboundFlow,
  OutboundMachine,
  TargetAttribute,
  TargetMachine,
} from './machine.js';
import { asksForNames } from './namespaces.js';
import { outboundScopes } from './outbound-scopes.js';
import {
  bug,
  byPrecedence,
  conditionOr,
  contextFor,
  joinsOf,
  keysOf,
  letsOf,
  type Preparation,
  precedenceOf,
} from './preparation.js';
import { collectReads, noReads } from './reads.js';
import { relationalAttributes } from './relational.js';
import { isSelfContained } from './self-contained.js';

export const metaverseTypes = (preparation: Preparation): ReadonlyMap<string, MvTypeMachine> =>
  new Map(preparation.plan.metaverse.map((type) => [type.name, mvType(preparation, type)]));

const mvType = (preparation: Preparation, type: PlanMvType): MvTypeMachine => {
  const layout = preparation.layouts.get(type.name) ?? bug(`no layout for ${type.name}`);
  const slots = new Map(layout.map((name, slot) => [name, slot]));
  const relational = relationalAttributes(type, preparation.functions);
  const inbound = [...preparation.csTypes.values()]
    .flatMap((csType) => csType.inbound)
    .filter((machine) => machine.rule.mvType === type.name);
  const inOrder = type.attributes.map((attribute) =>
    mvAttribute(preparation, type, attribute, slots, inbound, relational),
  );
  const attributes: (MvAttributeMachine | undefined)[] = layout.map(() => undefined);
  for (const attribute of inOrder) attributes[attribute.slot] = attribute;
  const through = [...preparation.reads.through.values()].filter(
    (read) => read.side === 'mv' && read.type === type.name,
  );
  return {
    name: type.name,
    layout,
    slots,
    attributes,
    inOrder,
    remembering: inOrder.filter(({ contributors }) => contributors.some(({ flow }) => flow.once)),
    references: inOrder.filter(({ type: { scalar } }) => scalar === 'ref').map(({ slot }) => slot),
    derived: inOrder.filter(({ derived, nameLevel }) => derived !== undefined && nameLevel === undefined),
    keys: keysOf(preparation, type.name),
    asksForNames: asksForNames(preparation, type.name),
    targets: targetsOf(preparation, type.name, slots),
    readThrough: through.flatMap((read) => slots.get(read.attribute) ?? []),
    selfContained: isSelfContained(preparation.plan, type, preparation.functions),
  };
};

const mvAttribute = (
  preparation: Preparation,
  type: PlanMvType,
  attribute: PlanMvAttribute,
  slots: ReadonlyMap<string, number>,
  inbound: readonly InboundMachine[],
  relational: ReadonlySet<string>,
): MvAttributeMachine => {
  const rank = ranks(attribute, inbound);
  const contributors = inbound
    .flatMap((rule) =>
      rule.flows
        .filter((flow) => flow.attribute === attribute.name)
        .map((flow): Contributor => ({ rank: rank(rule.id), rule, flow })),
    )
    .sort((a, b) => a.rank - b.rank);
  return {
    name: attribute.name,
    slot: slots.get(attribute.name) ?? bug(`no slot for ${type.name}.${attribute.name}`),
    type: attribute.type,
    equality: attribute.equality,
    many: attribute.type.many,
    merge: attribute.merge,
    contributors,
    rankOf: rank,
    derived: derivedOf(preparation, type, attribute, slots),
    nameLevel: preparation.named.get(`${type.name}${attribute.name}`),
    byEngine: attribute.byEngine === true,
    relational: relational.has(attribute.name),
  };
};

const derivedOf = (
  preparation: Preparation,
  type: PlanMvType,
  attribute: PlanMvAttribute,
  slots: ReadonlyMap<string, number>,
): MvAttributeMachine['derived'] => {
  if (attribute.derived === undefined) return undefined;
  const reads = collectReads(attribute.derived, { lets: new Map(), functions: preparation.functions }, noReads());
  return {
    evaluate: compileOutcome(attribute.derived, contextFor(preparation, type.name, undefined, new Map())),
    reads: slotsOf(reads.source, slots),
  };
};

const slotsOf = (names: Iterable<string>, slots: ReadonlyMap<string, number>): readonly number[] =>
  [...names].flatMap((name) => slots.get(name) ?? []);

/** Ranks of rules for an attribute: `prefer` first in its order, then precedence, then variant. Equal ones are equal numbers. */
const ranks = (attribute: PlanMvAttribute, inbound: readonly InboundMachine[]): ((id: string) => number) => {
  const preferred = (name: string): number => {
    const index = attribute.prefer.indexOf(name);
    return index < 0 ? attribute.prefer.length : index;
  };
  const compare = (a: InboundMachine, b: InboundMachine): number =>
    preferred(a.rule.name) - preferred(b.rule.name) || a.precedence - b.precedence || a.rule.variant - b.rule.variant;
  const sorted = [...inbound].sort(compare);
  const byId = new Map<string, number>();
  let rank = -1;
  sorted.forEach((rule, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined || compare(previous, rule) !== 0) rank += 1;
    byId.set(rule.id, rank);
  });
  return (id) => byId.get(id) ?? Number.MAX_SAFE_INTEGER;
};

const targetsOf = (
  preparation: Preparation,
  mvTypeName: string,
  slots: ReadonlyMap<string, number>,
): readonly TargetMachine[] => {
  const outbound = preparation.plan.rules.filter((rule): rule is OutboundRule => rule.direction === 'outbound');
  const groups = new Map<string, OutboundRule[]>();
  for (const rule of outbound)
    if (rule.mvType === mvTypeName) groups.set(targetKey(rule), [...(groups.get(targetKey(rule)) ?? []), rule]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, rules]) => target(preparation, key, rules, slots));
};

const targetKey = (rule: OutboundRule): string => `${rule.csType}\u001f${rule.account ?? ''}`;

const target = (
  preparation: Preparation,
  key: string,
  rules: readonly OutboundRule[],
  slots: ReadonlyMap<string, number>,
): TargetMachine => {
  const [first] = rules;
  if (first === undefined) return bug('a slot without rules');
  const csType = preparation.csTypes.get(first.csType) ?? bug(`no type ${first.csType}`);
  const machines = rules.map((rule) => outboundMachine(preparation, rule, csType, slots)).sort(byPrecedence);
  const written = writesOf(preparation, machines, csType, slots);
  const writes = written.filter(({ name }) => name !== csType.connector.naming).sort(byName);
  const naming = written.find(({ name }) => name === csType.connector.naming);
  return {
    slot: { connector: csType.connector.name, type: csType.type, account: first.account ?? null },
    key,
    csType,
    rules: machines,
    provisions: machines.some((rule) => rule.provisions),
    inScope: outboundScopes(machines, { writes, naming }),
    writes,
    naming,
  };
};

const byName = (a: TargetAttribute, b: TargetAttribute): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const outboundMachine = (
  preparation: Preparation,
  rule: OutboundRule,
  csType: CsTypeMachine,
  slots: ReadonlyMap<string, number>,
): OutboundMachine => {
  const context = contextFor(preparation, rule.mvType, rule.csType, letsOf(rule), undefined, csType.attributes);
  const definitions = { lets: letsOf(rule), functions: preparation.functions };
  const reads = noReads();
  for (const expr of [rule.scope, rule.provision?.when]) if (expr !== undefined) collectReads(expr, definitions, reads);
  return {
    id: ruleId(rule),
    rule,
    precedence: precedenceOf(rule),
    links: rule.joins.length > 0 || rule.provision !== undefined,
    scope: conditionOr(rule.scope, context),
    provisions: rule.provision !== undefined,
    provisionWhen: conditionOr(rule.provision?.when, context),
    reads: slotsOf(reads.source, slots),
    relational: reads.relational,
    joins: joinsOf(preparation, rule),
  };
};

/** The attributes that rules of one slot write, each with its flows by rank. */
const writesOf = (
  preparation: Preparation,
  rules: readonly OutboundMachine[],
  csType: CsTypeMachine,
  slots: ReadonlyMap<string, number>,
): readonly TargetAttribute[] => {
  const flows = new Map<string, OutboundFlow[]>();
  for (const rule of rules)
    for (const flow of outboundFlows(preparation, rule, csType, slots))
      flows.set(flow.plan.target, [...(flows.get(flow.plan.target) ?? []), flow]);
  return [...flows].map(([name, list]) => {
    const attribute: PlanCsAttribute = csType.attributes.get(name) ?? bug(`no attribute ${csType.name}.${name}`);
    return {
      name,
      attribute,
      reference: attribute.type.scalar === 'ref',
      many: attribute.type.many,
      equality: attribute.equality,
      merge: list.some((flow) => flow.plan.mode === 'merge'),
      flows: list,
    };
  });
};

const outboundFlows = (
  preparation: Preparation,
  rule: OutboundMachine,
  csType: CsTypeMachine,
  slots: ReadonlyMap<string, number>,
): readonly OutboundFlow[] => {
  const lets = letsOf(rule.rule);
  const context = contextFor(preparation, rule.rule.mvType, rule.rule.csType, lets, undefined, csType.attributes);
  return rule.rule.flows.map((plan) => ({
    rule,
    plan,
    once: plan.mode === 'once',
    evaluate: compileOutcome(plan.of, context),
    reads: slotsOf(collectReads(plan.of, { lets, functions: preparation.functions }, noReads()).source, slots),
  }));
};
