// Lists of references that go value by value (engine specification 7.2): every flow that reads or writes them copies them,
// and nothing else reads them. One value of such a list can be worked out without the others.
import type { Expr, InboundRule, OutboundRule, Plan, PlanFunction } from '../../plan/index.js';
import type { Layouts } from '../../store/index.js';
import type { Machine } from './machine.js';
import { letsOf } from './preparation.js';
import { collectReads, type Definitions, noReads } from './reads.js';

/** By type (`corp.group`, `team`): the slots of its lists that go value by value. */
export const valueWise = (
  plan: Plan,
  layouts: Layouts,
  functions: ReadonlyMap<string, PlanFunction>,
): Machine['valueWise'] => {
  const lists = new Lists(listsOf(plan));
  const none: Definitions = { lets: new Map(), functions };
  for (const type of plan.metaverse)
    for (const { derived } of type.attributes) lists.readWhole(derived, none, { source: type.name });
  for (const key of plan.keys)
    for (const each of [...key.parts.map((part) => part.of), ...key.conditions])
      lists.readWhole(each, none, { source: key.type });
  for (const { entries } of plan.namespaces)
    for (const { type, of } of entries) lists.readWhole(of, none, { source: type });
  for (const rule of plan.rules) lists.ruleReads(rule, { lets: letsOf(rule), functions });
  return lists.slots(layouts);
};

const listName = (type: string, attribute: string): string => `${type}\u001f${attribute}`;

/** All lists of references; those that gather from several rules, or are derived, are worked out whole. */
const listsOf = (plan: Plan): readonly string[] => [
  ...plan.connectors.flatMap(({ name, types }) =>
    types.flatMap((type) =>
      type.attributes
        .filter((each) => each.type.many && each.type.scalar === 'ref' && !each.required)
        .map((each) => listName(`${name}.${type.name}`, each.name)),
    ),
  ),
  ...plan.metaverse.flatMap((type) =>
    type.attributes
      .filter((each) => each.type.many && each.type.scalar === 'ref' && !each.merge && each.derived === undefined)
      .map((each) => listName(type.name, each.name)),
  ),
];

/** Whose attributes the source and the target of an expression are. */
interface Sides {
  readonly source: string;
  readonly target?: string;
}

class Lists {
  private readonly going: Set<string>;
  /** What is copied from one to the other: if one of them is worked out whole, so is the other. */
  private readonly copies: (readonly [string, string])[] = [];

  constructor(names: readonly string[]) {
    this.going = new Set(names);
  }

  readWhole(expr: Expr | undefined, definitions: Definitions, { source, target }: Sides): void {
    if (expr === undefined) return;
    const reads = collectReads(expr, definitions, noReads());
    for (const attribute of reads.source) this.going.delete(listName(source, attribute));
    for (const attribute of reads.target) this.going.delete(listName(target ?? '', attribute));
    for (const { type, attribute } of reads.through.values()) this.going.delete(listName(type, attribute));
  }

  ruleReads(rule: InboundRule | OutboundRule, definitions: Definitions): void {
    const [source, target] = rule.direction === 'inbound' ? [rule.csType, rule.mvType] : [rule.mvType, rule.csType];
    const whens = rule.direction === 'inbound' ? [rule.project?.when] : [rule.provision?.when, rule.unclaimed?.when];
    for (const each of [rule.scope, ...whens]) this.readWhole(each, definitions, { source, target });
    for (const flow of rule.flows) {
      const to = listName(target, flow.target);
      if (flow.of.op === 'source' && flow.mode === 'set') this.copies.push([listName(source, flow.of.attribute), to]);
      else {
        this.readWhole(flow.of, definitions, { source, target });
        this.going.delete(to);
      }
    }
  }

  slots(layouts: Layouts): Machine['valueWise'] {
    for (let size = -1; size !== this.going.size; ) {
      size = this.going.size;
      for (const [from, to] of this.copies)
        if (!this.going.has(from) || !this.going.has(to)) {
          this.going.delete(from);
          this.going.delete(to);
        }
    }
    const found = new Map<string, readonly number[]>();
    for (const [type, names] of layouts) {
      const slots = names.flatMap((name, slot) => (this.going.has(listName(type, name)) ? [slot] : []));
      if (slots.length > 0) found.set(type, slots);
    }
    return found;
  }
}
