// Where a plan looks for members with `every`: each place gives the objects that look a key of their own, so that a member
// that changes finds who looks for it (engine specification, section 7).
import { compileMemberLink, partTexts, tuples } from '../../expressions/index.js';
import type { Equality, Expr, Lambda, Plan, PlanFunction } from '../../plan/index.js';
import type { KeySpecId } from '../../store/index.js';
import { ANYTHING, type EveryMachine } from './machine.js';
import { contextFor, letsOf, type Preparation } from './preparation.js';
import { childrenOf, collectReads, type Definitions, noReads } from './reads.js';

type EveryExpr = Extract<Expr, { readonly op: 'every' }>;

/** One place, as the plan says it. */
export interface EveryUse {
  /** Type of the metaverse objects that look. */
  readonly type: string;
  readonly key: number;
  /** The members' key, as text. */
  readonly members: string;
  readonly links: readonly Expr[];
  readonly by: readonly Equality[];
  readonly lets: ReadonlyMap<string, Expr>;
  readonly open: boolean;
}

/** Every place of a plan that looks for members, in an order that depends on the plan alone; equal ones once. */
export const everyUses = (plan: Plan): readonly EveryUse[] => {
  const functions = new Map(plan.functions.map((each) => [each.name, each]));
  const uses = new Map<string, EveryUse>();
  const note = (type: string, lets: ReadonlyMap<string, Expr>, roots: readonly (Expr | undefined)[]): void => {
    for (const root of roots)
      for (const { every, inFunction } of root === undefined ? [] : found(root, { lets, functions })) {
        const use = useOf(plan, type, every, lets, inFunction);
        uses.set(everyUseText(use), use);
      }
  };
  for (const type of plan.metaverse)
    note(
      type.name,
      new Map(),
      type.attributes.map((attribute) => attribute.derived),
    );
  for (const key of plan.keys) note(key.type, new Map(), [...key.parts.map((part) => part.of), ...key.conditions]);
  for (const rule of plan.rules)
    if (rule.direction === 'outbound')
      note(rule.mvType, letsOf(rule), [rule.scope, rule.provision?.when, ...rule.flows.map((flow) => flow.of)]);
  return [...uses.values()];
};

/** What tells a place from others, for the number of its key. */
export const everyUseText = ({ type, members, links, lets, open }: EveryUse): string =>
  JSON.stringify(open ? ['every', type, members] : ['every', type, members, links, usedLets(links, lets)]);

const usedLets = (links: readonly Expr[], lets: ReadonlyMap<string, Expr>): readonly unknown[] => {
  const used = new Map<string, Expr>();
  const look = (expr: Expr | Lambda): void => {
    const definition = expr.op === 'let' ? lets.get(expr.name) : undefined;
    if (expr.op === 'let' && definition !== undefined && !used.has(expr.name)) {
      used.set(expr.name, definition);
      look(definition);
    }
    for (const child of childrenOf(expr)) look(child);
  };
  for (const link of links) look(link);
  return [...used];
};

interface Found {
  readonly every: EveryExpr;
  readonly inFunction: boolean;
}

const found = (root: Expr, { lets, functions }: Definitions): readonly Found[] => {
  const places: Found[] = [];
  const seen = new Set<Expr | PlanFunction>();
  const look = (expr: Expr | Lambda, inFunction: boolean): void => {
    if (expr.op === 'every') places.push({ every: expr, inFunction });
    const definition = expr.op === 'let' ? lets.get(expr.name) : undefined;
    if (definition !== undefined && !seen.has(definition)) {
      seen.add(definition);
      look(definition, inFunction);
    }
    const called = expr.op === 'apply' ? functions.get(expr.name) : undefined;
    if (called !== undefined && !seen.has(called)) {
      seen.add(called);
      look(called.body, true);
    }
    for (const child of childrenOf(expr)) look(child, inFunction);
  };
  look(root, false);
  return places;
};

const useOf = (
  plan: Plan,
  type: string,
  every: EveryExpr,
  lets: ReadonlyMap<string, Expr>,
  inFunction: boolean,
): EveryUse => ({
  type,
  key: every.key,
  members: JSON.stringify(plan.keys[every.key]),
  links: every.links,
  by: plan.keys[every.key]?.parts.map((part) => part.by) ?? [],
  lets,
  open: inFunction || every.links.some((link) => isOpen(link, new Set(), lets)),
});

/** It reads something else than the object that looks: a variable around it, or the object in the target. */
const isOpen = (expr: Expr | Lambda, bound: ReadonlySet<string>, lets: ReadonlyMap<string, Expr>): boolean => {
  if (expr.op === 'target') return true;
  const definition = expr.op === 'let' ? lets.get(expr.name) : undefined;
  // A `let` sees no variables of its use, and may read the target itself.
  if (definition !== undefined) return isOpen(definition, new Set(), lets);
  if (expr.op === 'variable') return !bound.has(expr.name);
  const inner = 'variable' in expr ? new Set([...bound, expr.variable]) : bound;
  return childrenOf(expr).some((child) => isOpen(child, inner, lets));
};

/** A place, ready to run; `spec` is the number of its key. */
export const everyMachine = (
  base: Pick<Preparation, 'plan' | 'layouts' | 'params' | 'functions' | 'observer'>,
  use: EveryUse,
  spec: KeySpecId,
): EveryMachine => {
  const context = contextFor(base, use.type, undefined, use.lets);
  const links = use.open ? [] : use.links.map((link) => compileMemberLink(link, context));
  const reads = noReads();
  for (const link of use.open ? [] : use.links)
    collectReads(link, { lets: use.lets, functions: base.functions }, reads);
  return {
    key: use.key,
    open: use.open,
    owner: {
      spec,
      type: use.type,
      reads: [...reads.source].map(context.source),
      texts: use.open
        ? () => [ANYTHING]
        : (environment) => tuples(links.map((link, at) => partTexts(link(environment), use.by[at] ?? 'exact'))),
    },
  };
};
