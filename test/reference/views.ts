// Resolving and views (engine specification 4.1 and 4.2), and what expressions are evaluated in.
import { CLEAR, type Environment, Failure, type NameRequest } from '@syncrule/runtime/expressions';
import type { Expr, InboundRule, PlanFlow, PlanRule } from '@syncrule/runtime/plan';
import { placeText } from '@syncrule/runtime/store';
import {
  type Content,
  compareText,
  dnKey,
  keyText,
  type RefText,
  type Row,
  refByAnchor,
  refById,
  valuesOf,
} from '@syncrule/runtime/values';
import { type Evaluators, evaluatorsOf, NO_LETS, type Reader } from './evaluators.js';
import { fullType, type RefMv, type RefObject, type RefState, type RefValue } from './state.js';

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

export const precedence = (rule: PlanRule): number => rule.precedence ?? Number.POSITIVE_INFINITY;
export const byPrecedence = (a: PlanRule, b: PlanRule): number =>
  a === b
    ? 0
    : precedence(a) === precedence(b)
      ? a.variant - b.variant || compareText(a.name, b.name)
      : precedence(a) - precedence(b);
export const account = (rule: PlanRule): string | null => rule.account ?? null;
export abstract class Views {
  /** Names are given, or have been: what rests on them is as stored. */
  naming = false;
  /** Until names are given, the first candidate stands for each. */
  nameFor = (mv: RefMv, { place, candidates }: NameRequest): Content => {
    for (const candidate of candidates()) return mv.reserved?.[placeText(place)]?.name ?? candidate;
    return undefined;
  };
  private readonly views = new Map<RefObject, View>();

  protected readonly evaluators: Evaluators;

  constructor(readonly state: RefState) {
    this.evaluators = evaluatorsOf(state.plan, state.layouts);
  }

  /** The attributes of a metaverse object as they are now. */
  abstract attributes(mv: RefMv): Attributes;

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

  reader(rule: { readonly lets: PlanRule['lets'] }, source: string, target?: string): Reader {
    return this.evaluators.of(rule.lets, source, target);
  }

  protected readonly through: Environment['through'] = {
    connectorObject: (connector, reference, types, attribute) => {
      const object = this.at(connector, reference);
      return object?.existence === 'confirmed' && types.includes(fullType(object))
        ? object.image[(this.state.layouts.get(fullType(object)) ?? []).indexOf(attribute)]
        : undefined;
    },
    members: (key, texts) =>
      [...this.state.mvs.values()]
        .filter((mv) => mv.type === this.state.plan.keys[key]?.type)
        .filter((mv) =>
          this.keyTexts(key, this.mvEnvironment(mv, this.attributes(mv))).some((text) => texts.includes(text.slice(1))),
        )
        .map((mv) => mv.key)
        .sort(compareText),
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
      unique: (request) => this.nameFor(mv, request),
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

  condition(expr: Expr | undefined, reader: Reader, environment: Environment): boolean {
    return expr === undefined || reader.condition(expr)(environment);
  }

  outcome(expr: Expr, reader: Reader, environment: Environment): Content | symbol | Failure {
    try {
      return reader.outcome(expr)(environment);
    } catch (thrown) {
      if (thrown instanceof Failure) return thrown;
      throw thrown;
    }
  }

  /** The texts of a key on one object. */
  keyTexts(index: number, environment: Environment): readonly string[] {
    const key = this.state.plan.keys[index];
    if (key === undefined) throw new Error(`bug: no key ${index}`);
    const reader = this.evaluators.of(NO_LETS, key.type);
    if (!key.conditions.every((each) => reader.condition(each)(environment))) return [];
    return key.parts.reduce<readonly string[]>(
      (heads, part) => {
        const values = valuesOf(reader.value(part.of)(environment)).filter((value) => value !== '');
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
    const reader = (rule: InboundRule) => this.reader(rule, rule.csType);
    const rules =
      object.existence !== 'confirmed'
        ? []
        : this.state.plan.rules
            .filter((rule): rule is InboundRule => rule.direction === 'inbound' && rule.csType === fullType(object))
            .filter((rule) => this.condition(rule.scope, reader(rule), environment))
            .sort(byPrecedence);
    const links = rules.filter((rule) => rule.joins.length > 0 || rule.project !== undefined);
    const [first] = links;
    return {
      rules,
      links,
      types: [...new Set(links.map((rule) => rule.mvType))],
      account: first === undefined ? null : account(first),
      projects: links.find(
        (rule) => rule.project !== undefined && this.condition(rule.project.when, reader(rule), environment),
      )?.mvType,
      contributions: rules.flatMap((rule) =>
        rule.flows.map((flow) => {
          const outcome = this.outcome(flow.of, reader(rule), environment);
          const result = typeof outcome === 'symbol' && outcome !== CLEAR ? undefined : outcome;
          return { rule, flow, result: result as Result };
        }),
      ),
    };
  }

  applies(rule: InboundRule, object: RefObject, mv: RefMv, as = object.link?.account ?? null): boolean {
    return rule.mvType === mv.type && account(rule) === as && this.view(object).rules.includes(rule);
  }
}
