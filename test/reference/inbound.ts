// Views, elections and attributes of metaverse objects (engine specification 4.1 to 4.4), each worked out from scratch.
import {
  CLEAR,
  type CompileContext,
  compileCondition,
  compileExpression,
  compileOutcome,
  type Environment,
  Failure,
} from '@syncrule/runtime/expressions';
import type { Expr, InboundRule, OutboundRule, PlanFlow, PlanMvAttribute, PlanRule } from '@syncrule/runtime/plan';
import { type Contribution, ruleId } from '@syncrule/runtime/store';
import {
  type Content,
  compareText,
  constantContent,
  contentOf,
  distinctValues,
  dnKey,
  keyText,
  type MvKey,
  type RefText,
  type Row,
  refByAnchor,
  refById,
  sortValues,
  type Value,
  valuesOf,
} from '@syncrule/runtime/values';
import { fullType, keyOf, type RefMv, type RefObject, type RefState, type RefValue } from './state.js';

export type Result = Content | typeof CLEAR | Failure;

export interface View {
  readonly rules: readonly InboundRule[];
  readonly links: readonly InboundRule[];
  readonly types: readonly string[];
  readonly account: string | null;
  readonly projects: string | undefined;
  readonly contributions: readonly { readonly rule: InboundRule; readonly flow: PlanFlow; readonly result: Result }[];
}

export interface Attributes {
  readonly held: boolean;
  readonly ties: readonly string[];
  readonly failures: readonly string[];
  value(attribute: string): RefValue | undefined;
}

export interface Suppose {
  readonly with?: { readonly object: RefObject; readonly account: string | null };
  readonly without?: RefObject;
}

interface Entry {
  readonly rank: readonly number[];
  readonly object: string;
  readonly rule: string;
  readonly result: Content | typeof CLEAR;
  readonly recorded: boolean;
}

export const precedence = (rule: PlanRule): number => rule.precedence ?? Number.POSITIVE_INFINITY;
export const byPrecedence = (a: PlanRule, b: PlanRule): number =>
  a === b
    ? 0
    : precedence(a) === precedence(b)
      ? a.variant - b.variant || compareText(a.name, b.name)
      : precedence(a) - precedence(b);
export const account = (rule: PlanRule): string | null => rule.account ?? null;
const compareRanks = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

/** Content as an attribute holds it. */
export const held = (content: Content, many: boolean, by: PlanMvAttribute['equality']): Content => {
  const values = valuesOf(content).filter((value) => value !== '');
  return contentOf(many ? sortValues(distinctValues(values, by)) : values, many);
};

export class Inbound {
  private readonly views = new Map<RefObject, View>();
  /** Attributes as they are until something changes. */
  private attributesNow = new Map<RefMv, Attributes>();

  constructor(readonly state: RefState) {}

  /** Something changed: nothing that was worked out holds any more. */
  changed(): void {
    this.attributesNow = new Map();
  }

  // ---- 4.1

  at(connector: string, reference: RefText): RefObject | undefined {
    const text = reference.slice(2);
    const there = [...this.state.objects.values()].filter(
      (object) => object.connector === connector && object.existence !== 'gone',
    );
    if (reference.startsWith('a:')) return there.find((object) => object.anchor === text);
    if (reference.startsWith('o:')) return there.find((object) => object.id === Number(text));
    const named = there.filter((o) => o.existence === 'confirmed' && o.name !== undefined && dnKey(o.name) === text);
    return named.length === 1 ? named[0] : undefined;
  }

  linked(mv: RefMv): readonly RefObject[] {
    return [...this.state.objects.values()].filter(
      (object) => object.link?.mv === mv.key && object.existence !== 'gone',
    );
  }

  visible(object: RefObject): boolean {
    return object.existence === 'confirmed' && !object.explicit && object.link === undefined;
  }

  // ---- expressions

  context(rule: { readonly lets: PlanRule['lets'] }, source: string, target?: string): CompileContext {
    const slot = (type: string) => (attribute: string) => (this.state.layouts.get(type) ?? []).indexOf(attribute);
    return {
      source: slot(source),
      ...(target === undefined ? {} : { target: slot(target) }),
      params: new Map(this.state.plan.params.map((param) => [param.name, constantContent(param.value)])),
      lets: new Map(rule.lets.map((each) => [each.name, each.of])),
      functions: new Map(this.state.plan.functions.map((each) => [each.name, each])),
    };
  }

  private readonly through: Environment['through'] = {
    connectorObject: (connector, reference, types, attribute) => {
      const object = this.at(connector, reference);
      return object?.existence === 'confirmed' && types.includes(fullType(object))
        ? object.image[(this.state.layouts.get(fullType(object)) ?? []).indexOf(attribute)]
        : undefined;
    },
    metaverseObject: (key, types, attribute) => {
      const mv = this.state.mvs.get(key);
      return mv !== undefined && types.includes(mv.type) ? this.attributes(mv).value(attribute)?.values : undefined;
    },
  };

  objectEnvironment(object: RefObject): Environment {
    return {
      source: object.image,
      target: undefined,
      self: object.anchor === undefined ? refById(object.id) : refByAnchor(object.anchor),
      connector: object.connector,
      through: this.through,
      now: this.state.at,
      moment: () => undefined,
    };
  }

  mvEnvironment(mv: RefMv, attributes: Pick<Attributes, 'value'>, connector = '', target?: RefObject): Environment {
    return {
      source: this.row(mv, attributes),
      target: target?.image,
      self: mv.key,
      connector,
      through: this.through,
      now: this.state.at,
      moment: () => undefined,
    };
  }

  /** A row whose cells are worked out when they are read. */
  private row(mv: RefMv, attributes: Pick<Attributes, 'value'>): Row {
    const layout = this.state.layouts.get(mv.type) ?? [];
    return new Proxy<Content[]>([], {
      get: (_, slot) => attributes.value(layout[Number(slot)] ?? '')?.values,
    });
  }

  condition(expr: Expr | undefined, context: CompileContext, environment: Environment): boolean {
    return expr === undefined || compileCondition(expr, context)(environment);
  }

  outcome(expr: Expr, context: CompileContext, environment: Environment): Content | symbol | Failure {
    try {
      return compileOutcome(expr, context)(environment);
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown;
      throw thrown;
    }
  }

  /** The texts of a key on one object. */
  keyTexts(index: number, environment: Environment): readonly string[] {
    const key = this.state.plan.keys[index];
    if (key === undefined) throw new Error(`bug: no key ${index}`);
    const context = this.context({ lets: [] }, key.type);
    if (!key.conditions.every((each) => compileCondition(each, context)(environment))) return [];
    return key.parts.reduce<readonly string[]>(
      (heads, part) => {
        const values = valuesOf(compileExpression(part.of, context)(environment)).filter((value) => value !== '');
        return heads.flatMap((head) => values.map((value) => `${head}\u001e${keyText(value, part.by)}`));
      },
      [''],
    );
  }

  // ---- 4.2

  view(object: RefObject): View {
    const known = this.views.get(object);
    if (known !== undefined) return known;
    const view = this.makeView(object);
    this.views.set(object, view);
    return view;
  }

  private makeView(object: RefObject): View {
    const environment = this.objectEnvironment(object);
    const context = (rule: InboundRule) => this.context(rule, rule.csType);
    const rules =
      object.existence !== 'confirmed'
        ? []
        : this.state.plan.rules
            .filter((rule): rule is InboundRule => rule.direction === 'inbound' && rule.csType === fullType(object))
            .filter((rule) => this.condition(rule.scope, context(rule), environment))
            .sort(byPrecedence);
    const links = rules.filter((rule) => rule.joins.length > 0 || rule.project !== undefined);
    const [first] = links;
    return {
      rules,
      links,
      types: [...new Set(links.map((rule) => rule.mvType))],
      account: first === undefined ? null : account(first),
      projects: links.find(
        (rule) => rule.project !== undefined && this.condition(rule.project.when, context(rule), environment),
      )?.mvType,
      contributions: rules.flatMap((rule) =>
        rule.flows.map((flow) => {
          const outcome = this.outcome(flow.of, context(rule), environment);
          const result = typeof outcome === 'symbol' && outcome !== CLEAR ? undefined : outcome;
          return { rule, flow, result: result as Result };
        }),
      ),
    };
  }

  applies(rule: InboundRule, object: RefObject, mv: RefMv, as = object.link?.account ?? null): boolean {
    return rule.mvType === mv.type && account(rule) === as && this.view(object).rules.includes(rule);
  }

  holders(mv: RefMv): readonly RefObject[] {
    return this.linked(mv).filter((object) =>
      this.view(object).rules.some((rule) => rule.project !== undefined && this.applies(rule, object, mv)),
    );
  }

  // ---- 4.4

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
  private readonly known = new Map<string, { value: RefValue | undefined; tie?: true; failure?: true }>();

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
    return this.names().filter((name) => this.decided(name).failure);
  }
  value(name: string): RefValue | undefined {
    return this.decided(name).value;
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

  private decide(attribute: PlanMvAttribute): { value: RefValue | undefined; tie?: true; failure?: true } {
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
      if (new Set(group.map((entry) => this.textOf(entry.result, attribute))).size > 1)
        return { value: this.stored(attribute.name, 'tied'), tie: true };
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

  private derive(attribute: PlanMvAttribute, expr: Expr): { value: RefValue | undefined; failure?: true } {
    const context = this.inbound.context({ lets: [] }, this.mv.type);
    const outcome = this.inbound.outcome(expr, context, this.inbound.mvEnvironment(this.mv, this));
    if (outcome instanceof Failure) return { value: this.stored(attribute.name, 'recorded'), failure: true };
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

export type { OutboundRule };
