// What each slot should come to (engine specification 5.6, S1 to S4), before other slots have their say.
import { CLEAR, Failure, KEEP } from '@syncrule/runtime/expressions';
import type { OutboundRule, PlanCsAttribute } from '@syncrule/runtime/plan';
import { type ErrorKind, ruleId, type Slot } from '@syncrule/runtime/store';
import { dnKey, type Value, valuesOf } from '@syncrule/runtime/values';
import { reached } from './coverage.js';
import type { Expectation, Wanted } from './expectation.js';
import { held } from './inbound.js';
import { opKey, slotOfObject, slotText } from './links.js';
import type { Names } from './names.js';
import type { RefError, RefMv, RefObject, RefState } from './state.js';

export const presentName = (object: RefObject): string | undefined => {
  const name = object.written?.sentName ?? object.name;
  return name === undefined ? undefined : dnKey(name);
};

export class Expectations {
  protected readonly raw = new Map<string, Expectation>();
  /** Told once the expectations stay. */
  protected readonly errors: RefError[] = [];

  constructor(
    protected readonly state: RefState,
    protected readonly links: Names,
  ) {}

  /** What each slot should come to, until somebody gives up a name for it. Whether somebody did. */
  expect(): boolean {
    for (const mv of this.links.inOrder()) {
      for (const slot of this.links.slotsOf(mv)) this.expectOf(mv, slot);
      if (this.links.takeGivenUp()) return true;
    }
    return false;
  }

  private error(mv: RefMv, slot: Slot, kind: ErrorKind, attribute?: string): void {
    this.errors.push({ unit: mv, error: { kind, slot, ...(attribute === undefined ? {} : { attribute }) } });
  }

  // ---- S1, S2, S4

  private expectOf(mv: RefMv, slot: Slot): void {
    const { links } = this;
    const intent = links.intent(mv, slot);
    if (intent.held) return;
    if (intent.ambiguous) return this.error(mv, slot, 'ambiguous-join');
    if (intent.take)
      return this.error(mv, slot, links.contested(intent.take) ? 'contested-join' : 'join-contradiction');
    if (intent.filled && intent.filled.length > 1) return this.error(mv, slot, 'two-objects-one-account');
    const rules = links.rulesThatApply(mv, slot);
    if (intent.provision) {
      if (links.attributes(mv).failures.length > 0 || links.lacksNames(mv))
        return this.error(mv, slot, 'source-failed');
      return this.elected('add', mv, slot, rules, undefined);
    }
    const [object] = intent.filled ?? [];
    const link = object?.link;
    if (object === undefined || link === undefined) return;
    if (links.awaited.has(opKey(mv, slot))) return;
    const self = links.selfContradictions.has(opKey(mv, slot));
    if (self) this.error(mv, slot, 'self-contradiction');
    const due =
      link.managed?.action === 'delete' &&
      !rules.some((rule) => rule.provision !== undefined) &&
      !self &&
      link.ending !== undefined &&
      this.state.at >= link.ending + link.managed.after;
    if (!due) return this.elected('update', mv, slot, rules, object);
    const none = { name: undefined, nameRule: undefined, wanted: new Map(), writers: new Map() };
    const key = opKey(mv, slot);
    this.raw.set(key, { kind: 'delete', key, mv, slot, object, ...none, rule: link.managed?.rule });
  }

  protected expectUnclaimed(object: RefObject): void {
    const rule = this.links.unclaims(object);
    if (rule === undefined) return;
    const none = { name: undefined, nameRule: undefined, wanted: new Map(), writers: new Map() };
    const key = `unclaimed ${object.id}`;
    const slot = slotOfObject(object);
    this.raw.set(key, { kind: 'delete', key, mv: undefined, slot, object, ...none, rule: ruleId(rule) });
  }

  protected type(slot: Slot) {
    const connector = this.state.plan.connectors.find((each) => each.name === slot.connector);
    const type = connector?.types.find((each) => each.name === slot.type);
    if (connector === undefined || type === undefined) throw new Error(`bug: no type ${slotText(slot)}`);
    return { connector, type };
  }

  private elected(
    kind: 'add' | 'update',
    mv: RefMv,
    slot: Slot,
    rules: readonly OutboundRule[],
    object: RefObject | undefined,
  ): void {
    const { connector, type } = this.type(slot);
    const wanted = new Map<string, Wanted>();
    const written = new Set(this.links.slotRules(mv, slot).flatMap((rule) => rule.flows.map((flow) => flow.target)));
    let failed = false;
    for (const attribute of type.attributes) {
      if (!written.has(attribute.name)) continue;
      const outcome = this.elect(attribute, mv, slot, rules, object);
      if (outcome instanceof Failure) {
        failed = true;
        this.error(mv, slot, outcome.kind, attribute.name);
      } else wanted.set(attribute.name, outcome);
    }
    if (kind === 'add' && failed) return;
    const naming = connector.naming === undefined ? undefined : wanted.get(connector.naming);
    if (connector.naming !== undefined) wanted.delete(connector.naming);
    const value = typeof naming === 'object' ? naming : undefined;
    const text = typeof value?.values === 'string' ? value.values : undefined;
    const renames = object === undefined || (text !== undefined && dnKey(text) !== presentName(object));
    const provisioning = rules.find(
      (rule) =>
        rule.provision !== undefined &&
        this.links.condition(
          rule.provision.when,
          this.links.reader(rule, rule.mvType, rule.csType),
          this.links.mvEnvironment(mv, this.links.attributes(mv)),
        ),
    );
    this.raw.set(opKey(mv, slot), {
      kind,
      key: opKey(mv, slot),
      mv,
      slot,
      object,
      name: renames ? text : undefined,
      nameRule: value?.rule,
      wanted,
      writers: new Map(
        rules.flatMap((rule) => rule.flows.map((flow) => [flow.target, ruleId(rule)] as const)).reverse(),
      ),
      rule: kind === 'add' && provisioning !== undefined ? ruleId(provisioning) : undefined,
    });
  }

  private elect(
    attribute: PlanCsAttribute,
    mv: RefMv,
    slot: Slot,
    rules: readonly OutboundRule[],
    object: RefObject | undefined,
  ): Wanted | Failure {
    const { name, type, equality } = attribute;
    const environment = this.links.mvEnvironment(mv, this.links.attributes(mv), slot.connector, object);
    const flows = rules.flatMap((rule) =>
      rule.flows.filter((flow) => flow.target === name).map((flow) => ({ rule, flow })),
    );
    const gathered: Value[] = [];
    let kept = false;
    let by: string | undefined;
    for (const { rule, flow } of flows) {
      if (flow.mode === 'once' && object !== undefined) return 'not managed';
      const outcome = this.links.outcome(flow.of, this.links.reader(rule, rule.mvType, rule.csType), environment);
      if (outcome instanceof Failure) return outcome;
      if (outcome === KEEP) kept = true;
      else if (outcome === CLEAR) {
        if (flow.mode !== 'merge') return 'none';
      } else if (typeof outcome !== 'symbol') {
        const values = held(outcome, type.many, equality);
        if (values === undefined) continue;
        if (flow.mode !== 'merge') return { values, rule: ruleId(rule) };
        gathered.push(...valuesOf(values));
        by ??= ruleId(rule);
      }
    }
    if (by !== undefined) return { values: held(gathered, true, equality), rule: by };
    if (kept) reached('4.3 STORED');
    if (kept || object === undefined || name === this.type(slot).connector.naming) return 'not managed';
    const winding =
      !rules.some((rule) => rule.provision !== undefined) &&
      (object.link?.managed !== undefined || object.link?.done !== undefined);
    reached(`L 9.8 ${winding ? 'not managed' : flows.length > 0 ? 'none' : 'withdrawn'}`);
    return winding ? 'not managed' : flows.length > 0 ? 'none' : 'withdraw';
  }
}
