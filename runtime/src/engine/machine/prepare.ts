// From a plan to a machine: every expression compiled, every name a slot.
import { type CompileContext, compileOutcome, type Observer } from '../../expressions/index.js';
import type {
  InboundRule,
  OutboundRule,
  Plan,
  PlanConnector,
  PlanCsAttribute,
  PlanCsType,
  PlanFunction,
  PlanMvType,
  PlanRule,
} from '../../plan/index.js';
import { type KeySpecId, type Layouts, ruleId, type Selection } from '../../store/index.js';
import type { Content, Row } from '../../values/index.js';
import { constantContent } from '../../values/index.js';
import { everyMachine, everyUses, everyUseText } from './every.js';
import { commonOrder, inboundScopes } from './inbound-scopes.js';
import { compileKey } from './keys.js';
import type {
  CsTypeMachine,
  EveryMachine,
  InboundFlow,
  InboundMachine,
  KeyMachine,
  Machine,
  MvTypeMachine,
  Taker,
} from './machine.js';
import { metaverseTypes } from './metaverse.js';
import { namedAttributes, namespaceMachines, namespaceTexts } from './namespaces.js';
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
  slotIn,
} from './preparation.js';
import { collectReads, noReads, type Reads } from './reads.js';
import { readerOf } from './rows.js';
import { valueWise } from './value-wise.js';

/** What a plan needs stored: every attribute of its types, by type name. Hand it to {@link Store.open}. */
export const selectionOf = (plan: Plan): Selection => {
  const selection = new Map<string, SelectedAttribute[]>();
  for (const connector of plan.connectors)
    for (const type of connector.types)
      selection.set(`${connector.name}.${type.name}`, storedAttributes(type, connector.naming));
  for (const type of plan.metaverse) selection.set(type.name, type.attributes.map(selected));
  return selection;
};

type SelectedAttribute = NonNullable<ReturnType<Selection['get']>>[number];

/** All but secrets, which are stored nowhere, and bits, and the integers that bits are in, which rules need not read. */
const storedAttributes = (type: PlanCsType, naming: string | undefined): SelectedAttribute[] => {
  const plain = type.attributes
    .filter((attribute) => attribute.bit === undefined && attribute.type.scalar !== 'secret')
    .map((attribute) =>
      attribute.name === naming ? { ...selected(attribute), naming: true as const } : selected(attribute),
    );
  const names = new Set(plain.map((attribute) => attribute.name));
  const bases = new Set(type.attributes.flatMap((attribute) => attribute.bit?.of ?? []));
  return [
    ...plain,
    ...[...bases]
      .filter((name) => !names.has(name))
      .map((name) => ({ name, reference: false, scalar: 'integer', many: false })),
  ];
};

const selected = ({
  name,
  type,
}: {
  readonly name: string;
  readonly type: { readonly scalar: string; readonly many: boolean };
}) => ({
  name,
  reference: type.scalar === 'ref',
  scalar: type.scalar,
  many: type.many,
});

/**
 * Compiles a plan for a store: `layouts` from {@link Store.open} with {@link selectionOf}, `keySpecs` from
 * {@link Store.keySpecs} with {@link keySpecTexts}, in their order. `observer` hears what expressions come to while they run.
 */
export const prepare = (plan: Plan, layouts: Layouts, keySpecs: readonly KeySpecId[], observer?: Observer): Machine => {
  const functions = new Map(plan.functions.map((definition) => [definition.name, definition]));
  const params = new Map(plan.params.map((param) => [param.name, constantContent(param.value)]));
  const reads = noReads();
  const base = { plan, layouts, params, functions, reads, observer };
  const attributesOf = csAttributes(plan);
  const keys = plan.keys.map((key, index) => {
    const attributes = attributesOf.get(key.type);
    const context = contextFor({ ...base }, key.type, undefined, new Map(), attributes);
    const own = noReads();
    for (const expr of [...key.parts.map((part) => part.of), ...key.conditions]) {
      collectReads(expr, { lets: new Map(), functions }, own);
      collectReads(expr, { lets: new Map(), functions }, reads);
    }
    return compileKey(
      key,
      keySpecs[index] ?? bug(`no number for key ${index}`),
      context,
      attributes === undefined ? [...own.source].map(context.source) : [],
    );
  });
  const uses = everyUses(plan).map((use, index) => {
    const spec = keySpecs[plan.keys.length + index] ?? bug(`no number for the key of an every`);
    return everyMachine(base, use, spec);
  });
  const named = namedAttributes(plan, functions);
  const namespaces = namespaceMachines(base, keySpecs.slice(plan.keys.length + uses.length));
  for (const rule of plan.rules) collectRuleReads(rule, functions, reads);
  for (const type of plan.metaverse)
    for (const attribute of type.attributes)
      if (attribute.derived !== undefined) collectReads(attribute.derived, { lets: new Map(), functions }, reads);

  const csTypes = new Map<string, CsTypeMachine>();
  for (const connector of plan.connectors)
    for (const type of connector.types) {
      const machine = csType({ ...base, keys, uses, named, csTypes }, connector, type);
      csTypes.set(machine.name, machine);
    }
  const preparation: Preparation = { ...base, keys, uses, named, csTypes };
  const mvTypes: ReadonlyMap<string, MvTypeMachine> = metaverseTypes(preparation);
  const targets = [...mvTypes.values()].flatMap((type) => type.targets);
  return {
    plan,
    connectors: new Map(plan.connectors.map((connector) => [connector.name, connector])),
    csTypes,
    targetTypes: new Set(targets.map((target) => target.csType.name)),
    mvTypes,
    keys,
    takers: takersOf(mvTypes),
    joiners: pairs(csTypes.values(), (type) =>
      type.inbound.flatMap((rule) => rule.joins.map((join) => [join.target.spec, join.source])),
    ),
    lookups: pairs(mvTypes.values(), (type) =>
      type.targets.flatMap((target) =>
        target.rules.flatMap((rule) => rule.joins.map((join) => [join.source.spec, join.target])),
      ),
    ),
    everyReaders: readersOf(uses, keys),
    relationalKeys: [...mvTypes.values()].some((type) =>
      type.keys.some((key) => key.reads.some((slot) => type.attributes[slot]?.relational === true)),
    ),
    relationalIntents: [...mvTypes.values()].some(takesByOthers),
    namespaces,
    nameLevels: [...new Set(named.values())].sort((a, b) => a - b),
    unclaims: [...csTypes.values()].some((type) => type.unclaimed !== undefined),
    usesTime: reads.time || plan.rules.some(waits),
    depth: reads.depth,
    requiresReferences: targets.some(({ csType }) =>
      [...csType.attributes.values()].some(({ required, type }) => required && type.scalar === 'ref'),
    ),
    referring: new Set(
      plan.connectors
        .filter((connector) => connector.types.some((type) => type.attributes.some((a) => a.type.scalar === 'ref')))
        .map((c) => c.name),
    ),
    valueWise: valueWise(plan, layouts, functions),
  };
};

/** Its deprovisioning comes due with nothing but time. */
const waits = (rule: PlanRule): boolean => rule.direction === 'outbound' && (rule.deprovision?.after ?? 0) > 0;

const readersOf = (uses: readonly EveryMachine[], keys: readonly KeyMachine[]): Machine['everyReaders'] => {
  const readers = new Map<KeySpecId, EveryMachine[]>();
  for (const use of uses) {
    const { spec } = keys[use.key] ?? bug(`no key ${use.key}`);
    readers.set(spec, [...(readers.get(spec) ?? []), use]);
  }
  return readers;
};

/** Gathers pairs into lists by their first member. */
const pairs = <T>(
  items: Iterable<T>,
  pairsOf: (item: T) => readonly (readonly [KeySpecId, KeyMachine])[],
): ReadonlyMap<KeySpecId, readonly KeyMachine[]> => {
  const found = new Map<KeySpecId, Set<KeyMachine>>();
  for (const item of items)
    for (const [from, to] of pairsOf(item)) found.set(from, (found.get(from) ?? new Set()).add(to));
  return new Map([...found].map(([from, to]) => [from, [...to]]));
};

const takersOf = (mvTypes: ReadonlyMap<string, MvTypeMachine>): Machine['takers'] => {
  const takers = new Map<KeySpecId, Taker[]>();
  for (const mvType of mvTypes.values())
    for (const target of mvType.targets)
      for (const join of target.rules.flatMap((rule) => rule.joins))
        takers.set(join.target.spec, [
          ...(takers.get(join.target.spec) ?? []),
          { mvType, target, source: join.source },
        ]);
  return takers;
};

/** A slot with joins is in scope, or looks things up, by what is read through references. */
const takesByOthers = (type: MvTypeMachine): boolean =>
  type.targets.some((target) =>
    target.rules.some(
      (rule) =>
        rule.relational ||
        [...rule.reads, ...rule.joins.flatMap((join) => join.source.reads)].some(
          (slot) => type.attributes[slot]?.relational === true,
        ),
    ),
  );

/** Canonical texts of the plan's keys, for {@link Store.keySpecs}. */
export const keySpecTexts = (plan: Plan): readonly string[] => [
  ...plan.keys.map((key) => JSON.stringify(key)),
  ...everyUses(plan).map(everyUseText),
  ...namespaceTexts(plan),
];

const collectRuleReads = (rule: PlanRule, functions: ReadonlyMap<string, PlanFunction>, reads: Reads): void => {
  const definitions = { lets: letsOf(rule), functions };
  const whens = rule.direction === 'inbound' ? [rule.project?.when] : [rule.provision?.when, rule.unclaimed?.when];
  for (const expr of [rule.scope, ...whens, ...rule.flows.map((flow) => flow.of)])
    if (expr !== undefined) collectReads(expr, definitions, reads);
};

const csAttributes = (plan: Plan): ReadonlyMap<string, ReadonlyMap<string, PlanCsAttribute>> =>
  new Map(
    plan.connectors.flatMap((connector) =>
      connector.types.map(
        (type) => [`${connector.name}.${type.name}`, new Map(type.attributes.map((a) => [a.name, a]))] as const,
      ),
    ),
  );

const csType = (preparation: Preparation, connector: PlanConnector, type: PlanCsType): CsTypeMachine => {
  const name = `${connector.name}.${type.name}`;
  const layout = preparation.layouts.get(name) ?? bug(`no layout for ${name}`);
  const attributes = new Map(type.attributes.map((attribute) => [attribute.name, attribute]));
  const rules = preparation.plan.rules.filter(
    (rule): rule is InboundRule => rule.direction === 'inbound' && rule.csType === name,
  );
  const numbers = rules.flatMap((rule) => rule.flows).keys();
  const inbound = rules.map((rule) => inboundMachine(preparation, rule, attributes, numbers)).sort(byPrecedence);
  const through = [...preparation.reads.through.values()].filter((read) => read.side === 'cs' && read.type === name);
  const read: (row: Row, attribute: string) => Content = readerOf(layout, attributes);
  return {
    name,
    connector,
    type: type.name,
    layout,
    attributes,
    references: layout.flatMap((attribute, slot) => (attributes.get(attribute)?.type.scalar === 'ref' ? [slot] : [])),
    read,
    inbound,
    inScope: inboundScopes(inbound),
    takesSteps: inbound.some(({ links }) => links),
    commonOrder: commonOrder(inbound),
    required: type.attributes
      .filter((each) => each.required && each.type.scalar !== 'ref' && each.name !== connector.naming)
      .map((each) => each.name),
    keys: keysOf(preparation, name),
    unclaimed: unclaimedMachine(preparation, name, attributes),
    leftAlone: !preparation.plan.rules.some((rule) => rule.direction === 'outbound' && rule.csType === name),
    readThrough: new Set(through.map((each) => each.attribute)),
  };
};

const unclaimedMachine = (
  preparation: Preparation,
  type: string,
  attributes: ReadonlyMap<string, PlanCsAttribute>,
): CsTypeMachine['unclaimed'] => {
  const rule = preparation.plan.rules.find(
    (each): each is OutboundRule =>
      each.direction === 'outbound' && each.csType === type && each.unclaimed !== undefined,
  );
  if (rule === undefined) return undefined;
  const context = contextFor(preparation, rule.mvType, type, letsOf(rule), undefined, attributes);
  return { rule: ruleId(rule), when: conditionOr(rule.unclaimed?.when, context) };
};

const inboundMachine = (
  preparation: Preparation,
  rule: InboundRule,
  attributes: ReadonlyMap<string, PlanCsAttribute>,
  numbers: Iterator<number>,
): InboundMachine => {
  const context = contextFor(preparation, rule.csType, undefined, letsOf(rule), attributes);
  const mvType = preparation.plan.metaverse.find((type) => type.name === rule.mvType) ?? bug(`no type ${rule.mvType}`);
  return {
    id: ruleId(rule),
    rule,
    precedence: precedenceOf(rule),
    account: rule.account ?? null,
    links: rule.joins.length > 0 || rule.project !== undefined,
    scope: conditionOr(rule.scope, context),
    projects: rule.project !== undefined,
    projectWhen: conditionOr(rule.project?.when, context),
    joins: joinsOf(preparation, rule),
    flows: rule.flows.map((flow) => ({
      ...inboundFlow(preparation, mvType, flow, context),
      index: numbers.next().value ?? bug('a flow without a number'),
    })),
  };
};

const inboundFlow = (
  preparation: Preparation,
  mvType: PlanMvType,
  flow: InboundRule['flows'][number],
  context: CompileContext,
): Omit<InboundFlow, 'index'> => ({
  plan: flow,
  slot: slotIn(preparation.layouts, mvType.name)(flow.target),
  attribute: flow.target,
  reference: mvType.attributes.find((attribute) => attribute.name === flow.target)?.type.scalar === 'ref',
  once: flow.mode === 'once',
  evaluate: compileOutcome(flow.of, context),
});
