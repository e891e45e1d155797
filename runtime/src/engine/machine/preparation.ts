// What compiling rules, keys and attributes of one plan has in common.
import { type CompileContext, compileCondition, type Environment, type Observer } from '../../expressions/index.js';
import type {
  Expr,
  InboundRule,
  OutboundRule,
  Plan,
  PlanCsAttribute,
  PlanFunction,
  PlanRule,
} from '../../plan/index.js';
import type { Layouts } from '../../store/index.js';
import type { Content } from '../../values/index.js';
import type { CsTypeMachine, EveryMachine, JoinMachine, KeyMachine } from './machine.js';
import type { Reads } from './reads.js';
import { bitOf } from './rows.js';

/** What is shared by everything that is compiled from one plan. */
export interface Preparation {
  readonly plan: Plan;
  readonly layouts: Layouts;
  readonly params: ReadonlyMap<string, Content>;
  readonly functions: ReadonlyMap<string, PlanFunction>;
  readonly keys: readonly KeyMachine[];
  readonly csTypes: ReadonlyMap<string, CsTypeMachine>;
  /** Every place that looks for members. */
  readonly uses: readonly EveryMachine[];
  /** Attributes that rest on a name, as `type␟attribute`, with their levels. */
  readonly named: ReadonlyMap<string, number>;
  /** Everything that any rule, key or derived attribute reads. */
  readonly reads: Reads;
  /** Hears what expressions come to, if anybody wants to know. */
  readonly observer?: Observer | undefined;
}

/** The condition of what has none. */
export const ALWAYS = (): boolean => true;

export const letsOf = (rule: PlanRule): ReadonlyMap<string, Expr> =>
  new Map(rule.lets.map((definition) => [definition.name, definition.of]));

/** What expressions over objects of `source` (with `target` as the other side) are compiled with. */
export const contextFor = (
  base: Pick<Preparation, 'plan' | 'layouts' | 'params' | 'functions' | 'observer'>,
  source: string,
  target: string | undefined,
  lets: ReadonlyMap<string, Expr>,
  sourceAttributes?: ReadonlyMap<string, PlanCsAttribute>,
  targetAttributes?: ReadonlyMap<string, PlanCsAttribute>,
): CompileContext => ({
  source: slotIn(base.layouts, source),
  ...(target === undefined ? {} : { target: slotIn(base.layouts, target) }),
  bits: {
    ...(sourceAttributes === undefined ? {} : { source: bitOf(sourceAttributes) }),
    ...(targetAttributes === undefined ? {} : { target: bitOf(targetAttributes) }),
  },
  params: base.params,
  lets,
  keys: base.plan.keys,
  functions: base.functions,
  observer: base.observer,
});

export const slotIn = (layouts: Layouts, type: string): ((attribute: string) => number) => {
  const slots = new Map((layouts.get(type) ?? []).map((name, slot) => [name, slot]));
  return (attribute) => slots.get(attribute) ?? bug(`no slot for ${type}.${attribute}`);
};

export const bug = (what: string): never => {
  throw new Error(`bug: ${what}`);
};

/** The keys under which joins and `every` find objects of a type, or are found by them. */
export const keysOf = (
  preparation: Pick<Preparation, 'plan' | 'keys' | 'uses'>,
  type: string,
): readonly KeyMachine[] => {
  const used = new Set([
    ...preparation.plan.rules.flatMap((rule) => rule.joins.flatMap((join) => [join.source, join.target])),
    ...preparation.uses.map((use) => use.key),
  ]);
  return [
    ...preparation.keys.filter((key, index) => key.type === type && used.has(index)),
    ...preparation.uses.flatMap((use) => (use.owner.type === type ? [use.owner] : [])),
  ];
};

export const joinsOf = (preparation: Pick<Preparation, 'keys'>, rule: PlanRule): readonly JoinMachine[] =>
  rule.joins.map((join) => ({
    source: preparation.keys[join.source] ?? bug(`no key ${join.source}`),
    target: preparation.keys[join.target] ?? bug(`no key ${join.target}`),
  }));

/** Without a precedence: after all that have one. */
export const precedenceOf = (rule: PlanRule): number => rule.precedence ?? Number.MAX_SAFE_INTEGER;

export const byPrecedence = (
  a: { readonly rule: InboundRule | OutboundRule },
  b: { readonly rule: InboundRule | OutboundRule },
): number =>
  precedenceOf(a.rule) - precedenceOf(b.rule) ||
  a.rule.variant - b.rule.variant ||
  (a.rule.name < b.rule.name ? -1 : 1);

/** A condition as a function; without one it always holds. */
export const conditionOr = (
  expr: Expr | undefined,
  context: CompileContext,
): ((environment: Environment) => boolean) => (expr === undefined ? ALWAYS : compileCondition(expr, context));
