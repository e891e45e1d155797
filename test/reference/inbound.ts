// Elections and attributes of metaverse objects (engine specification 4.3 and 4.4), each worked out from scratch.
import { CLEAR, Failure } from '@syncrule/runtime/expressions';
import type { Expr, InboundRule, PlanFlow, PlanMvAttribute } from '@syncrule/runtime/plan';
import { type Contribution, ruleId } from '@syncrule/runtime/store';
import {
  type Content,
  compareText,
  contentOf,
  distinctValues,
  keyText,
  type MvKey,
  type RefText,
  sortValues,
  type Value,
  valuesOf,
} from '@syncrule/runtime/values';
import { reached } from './coverage.js';
import { NO_LETS } from './evaluators.js';
import { keyOf, type RefMv, type RefObject, type RefValue } from './state.js';
import { type Attributes, precedence, type Result, type Suppose, Views } from './views.js';

interface Entry {
  readonly rank: readonly number[];
  readonly object: string;
  readonly rule: string;
  readonly result: Content | typeof CLEAR;
  readonly recorded: boolean;
}

const compareRanks = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

/** Content as an attribute holds it. */
export const held = (content: Content, many: boolean, by: PlanMvAttribute['equality']): Content => {
  const values = valuesOf(content).filter((value) => value !== '');
  return contentOf(many ? sortValues(distinctValues(values, by)) : values, many);
};

interface Decided {
  readonly value: RefValue | undefined;
  readonly tie?: true;
  readonly failure?: Failure['kind'];
}

export class Inbound extends Views {
  private named: ReadonlySet<string> | undefined;

  /** It rests on a name (L X6). Attributes of random programs have one name on all types. */
  isNamed(_mv: RefMv, name: string): boolean {
    this.named ??= this.restingOnNames();
    return this.named.has(name);
  }

  private restingOnNames(): ReadonlySet<string> {
    const named = new Set<string>();
    const derived = this.state.plan.metaverse.flatMap((type) => type.attributes);
    for (let before = -1; before < named.size; ) {
      before = named.size;
      for (const { name, derived: expr } of derived) {
        const text = JSON.stringify(expr ?? null);
        if (text.includes('"op":"unique"') || [...named].some((each) => text.includes(`"attribute":"${each}"`)))
          named.add(name);
      }
    }
    return named;
  }

  /** Attributes as they are until something changes. */
  private attributesNow = new Map<RefMv, Attributes>();

  /** Something changed: nothing that was worked out holds any more. */
  changed(): void {
    this.attributesNow = new Map();
  }

  holders(mv: RefMv): readonly RefObject[] {
    return this.linked(mv).filter((object) =>
      this.view(object).rules.some((rule) => rule.project !== undefined && this.applies(rule, object, mv)),
    );
  }

  // ---- 4.4

  /** What rests on a name, worked out now. */
  given(mv: RefMv, attribute: PlanMvAttribute): Decided {
    return new MvAttributes(this, mv, {}).given(attribute);
  }

  attributes(mv: RefMv, suppose: Suppose = {}): Attributes {
    const plain = suppose.with === undefined && suppose.without === undefined;
    const known = plain ? this.attributesNow.get(mv) : undefined;
    if (known !== undefined) return known;
    const made = new MvAttributes(this, mv, suppose);
    if (plain) this.attributesNow.set(mv, made);
    return made;
  }

  typeOf(mv: RefMv) {
    const type = this.state.plan.metaverse.find((each) => each.name === mv.type);
    if (type === undefined) throw new Error(`bug: no metaverse type ${mv.type}`);
    return type;
  }

  withheld(mv: RefMv): boolean {
    return mv.notSettled || this.attributes(mv).ties.length > 0;
  }

  /** kept(M): what stays of the objects that held it last. */
  memory(mv: RefMv, attribute: string, without?: RefObject): readonly Contribution[] {
    const parts =
      mv.goneSince !== undefined
        ? (mv.kept?.[attribute] ?? [])
        : (mv.stored.get(attribute)?.by ?? []).filter((part) => mv.holders.includes(part.object));
    return parts.filter((part) => without === undefined || part.object !== keyOf(without));
  }
}

const isClear = (part: Contribution['part']): part is { readonly clear: true } =>
  typeof part === 'object' && 'clear' in part;
const partResult = (part: Contribution): Content | typeof CLEAR => (isClear(part.part) ? CLEAR : part.part);

class MvAttributes implements Attributes {
  readonly held: boolean;
  private readonly members: readonly { readonly object: RefObject; readonly account: string | null }[];
  private readonly known = new Map<string, Decided>();

  constructor(
    private readonly inbound: Inbound,
    private readonly mv: RefMv,
    private readonly suppose: Suppose,
  ) {
    this.members = [
      ...inbound.linked(mv).map((object) => ({ object, account: object.link?.account ?? null })),
      ...(suppose.with === undefined ? [] : [suppose.with]),
    ].filter((member) => member.object !== suppose.without);
    this.held = this.members.some(({ object, account: as }) =>
      inbound.view(object).rules.some((rule) => rule.project !== undefined && inbound.applies(rule, object, mv, as)),
    );
  }

  get ties(): readonly string[] {
    return this.names().filter((name) => this.decided(name).tie);
  }
  get failures(): readonly string[] {
    return this.names().filter((name) => this.decided(name).failure && !this.inbound.isNamed(this.mv, name));
  }
  value(name: string): RefValue | undefined {
    return this.inbound.naming && this.inbound.isNamed(this.mv, name)
      ? this.mv.stored.get(name)
      : this.decided(name).value;
  }
  /** What rests on a name, worked out now. */
  given(attribute: PlanMvAttribute): Decided {
    return this.decide(attribute);
  }

  private names(): readonly string[] {
    return this.inbound.typeOf(this.mv).attributes.map((attribute) => attribute.name);
  }

  private decided(name: string) {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const attribute = this.inbound.typeOf(this.mv).attributes.find((each) => each.name === name);
    const decided =
      attribute === undefined
        ? { value: undefined }
        : attribute.byEngine === true
          ? { value: this.goneSince() }
          : this.decide(attribute);
    this.known.set(name, decided);
    return decided;
  }

  private goneSince(): RefValue | undefined {
    const { goneSince } = this.mv;
    return this.held || goneSince === undefined
      ? undefined
      : { values: goneSince, clear: false, mark: undefined, by: [] };
  }

  private decide(attribute: PlanMvAttribute): Decided {
    const entries = [...this.entries(attribute)].sort(
      (a, b) => compareRanks(a.rank, b.rank) || compareText(a.object, b.object),
    );
    const [first] = entries;
    const contribution = ({ object, rule, result }: Entry): Contribution => ({
      object: object as Contribution['object'],
      rule,
      part: result === CLEAR ? { clear: true } : result,
    });
    if (attribute.merge) {
      const values = entries.flatMap((entry) => (entry.result === CLEAR ? [] : valuesOf(entry.result)));
      if (values.length > 0)
        return {
          value: {
            values: held(values, true, attribute.equality),
            clear: false,
            mark: entries.some((entry) => entry.recorded) ? 'recorded' : undefined,
            by: entries.map(contribution),
          },
        };
    } else if (first !== undefined) {
      const group = entries.filter((entry) => compareRanks(entry.rank, first.rank) === 0);
      if (first.recorded) reached('4.3 recorded part elected');
      if (first.result === CLEAR) reached('4.3 CLEAR');
      if (group.length > 1) reached('4.3 several of one rank');
      if (new Set(group.map((entry) => this.textOf(entry.result, attribute))).size > 1) {
        reached('4.3 TIE');
        return { value: this.stored(attribute.name, 'tied'), tie: true };
      }
      return {
        value: {
          values: first.result === CLEAR ? undefined : first.result,
          clear: first.result === CLEAR,
          mark: first.recorded ? 'recorded' : undefined,
          by: [contribution(first)],
        },
      };
    }
    return attribute.derived === undefined ? { value: undefined } : this.derive(attribute, attribute.derived);
  }

  private textOf(result: Entry['result'], attribute: PlanMvAttribute): string {
    return result === CLEAR
      ? 'clear'
      : `values ${JSON.stringify(
          valuesOf(result)
            .map((value) => keyText(value, attribute.equality))
            .sort(),
        )}`;
  }

  private stored(name: string, mark: 'tied' | 'recorded'): RefValue | undefined {
    const stored = this.mv.stored.get(name);
    return stored && { ...stored, mark };
  }

  private derive(attribute: PlanMvAttribute, expr: Expr): Decided {
    const reader = this.inbound.reader({ lets: NO_LETS }, this.mv.type);
    const outcome = this.inbound.outcome(expr, reader, this.inbound.mvEnvironment(this.mv, this));
    if (outcome instanceof Failure) return { value: this.stored(attribute.name, 'recorded'), failure: outcome.kind };
    if (typeof outcome === 'symbol') return { value: undefined };
    const values = held(outcome, attribute.type.many, attribute.equality);
    return { value: values === undefined ? undefined : { values, clear: false, mark: undefined, by: [] } };
  }

  private *entries(attribute: PlanMvAttribute): Generator<Entry> {
    const living: Entry[] = [];
    for (const { object, account: as } of this.members)
      for (const { rule, flow, result } of this.inbound.view(object).contributions)
        if (flow.target === attribute.name && this.inbound.applies(rule, object, this.mv, as))
          living.push(...this.contributed(attribute, object, as, rule, flow, result));
    yield* living;
    if (this.held) return;
    for (const part of this.inbound.memory(this.mv, attribute.name, this.suppose.without)) {
      const rank = this.rank(part.rule, attribute);
      if (this.appliesNow(part)) continue;
      if (!attribute.merge && living.some((entry) => compareRanks(entry.rank, rank) === 0)) continue;
      reached('4.4 kept of the last holder');
      yield { rank, object: part.object, rule: part.rule, result: partResult(part), recorded: false };
    }
  }

  private *contributed(
    attribute: PlanMvAttribute,
    object: RefObject,
    as: string | null,
    rule: InboundRule,
    flow: PlanFlow,
    result: Result,
  ): Generator<Entry> {
    const base = { rank: this.rank(ruleId(rule), attribute), object: keyOf(object), rule: ruleId(rule) };
    const given = flow.mode === 'once' ? this.mv.once?.[attribute.name] : result;
    if (given instanceof Failure) {
      for (const part of this.mv.stored.get(attribute.name)?.by ?? [])
        if (
          part.object === keyOf(object) &&
          (part.rule === base.rule || !this.flowsNow(object, as, part.rule, attribute))
        )
          yield { ...base, result: partResult(part), recorded: true };
      return;
    }
    if (given === CLEAR) yield { ...base, result: CLEAR, recorded: false };
    else {
      const crossed =
        attribute.type.scalar === 'ref' && flow.mode !== 'once'
          ? this.crossing(object.connector, given, attribute)
          : given;
      const content = held(crossed, attribute.type.many, attribute.equality);
      if (content !== undefined) yield { ...base, result: content, recorded: false };
    }
  }

  private flowsNow(object: RefObject, as: string | null, id: string, attribute: PlanMvAttribute): boolean {
    return this.inbound
      .view(object)
      .rules.some(
        (rule) =>
          ruleId(rule) === id &&
          this.inbound.applies(rule, object, this.mv, as) &&
          rule.flows.some((flow) => flow.target === attribute.name),
      );
  }

  private appliesNow(part: Contribution): boolean {
    return this.members.some(
      ({ object, account: as }) =>
        keyOf(object) === part.object &&
        this.inbound
          .view(object)
          .rules.some((rule) => ruleId(rule) === part.rule && this.inbound.applies(rule, object, this.mv, as)),
    );
  }

  /** `prefer` first, then precedence, then variant; a rule that the plan no longer has ranks last. */
  private rank(id: string, attribute: PlanMvAttribute): readonly number[] {
    const rule = this.inbound.state.plan.rules.find((each) => ruleId(each) === id);
    if (rule === undefined) return [Number.POSITIVE_INFINITY];
    const preferred = attribute.prefer.indexOf(rule.name);
    return [preferred < 0 ? attribute.prefer.length : preferred, precedence(rule), rule.variant];
  }

  private crossing(connector: string, content: Content, attribute: PlanMvAttribute): readonly Value[] {
    return valuesOf(content).flatMap((reference): readonly MvKey[] => {
      const link = this.inbound.at(connector, String(reference) as RefText)?.link;
      const mv = link && this.inbound.state.mvs.get(link.mv);
      return mv !== undefined && attribute.type.to?.includes(mv.type) !== false ? [mv.key] : [];
    });
  }
}
