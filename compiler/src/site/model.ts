// What the pages show, found once: who writes and who reads each attribute, and what the program says about it.
import type { Expr, Plan, PlanMvAttribute, PlanRule } from '@syncrule/runtime/plan';
import type { ProgramSymbol, SymbolKind } from '../semantics/index.js';
import { type Location, lineAndColumn } from '../source/index.js';
import { type Read, readsOf, vocabularyOf } from '../view/index.js';
import type { Compilation } from '../workspace/index.js';

/** A use of an attribute: by a rule, or by a derived attribute. */
export interface Use {
  /** Anchor on the page, and what it reads as. */
  readonly anchor: string;
  readonly name: string;
  /** `flow to sn`, `scope`, `join`. */
  readonly as: string;
}

export interface SiteModel {
  readonly title: string;
  readonly plan: Plan;
  /** By `hr.person.sn`, `person.sn`; writers in the order in which they win. */
  readonly writers: ReadonlyMap<string, readonly Use[]>;
  readonly readers: ReadonlyMap<string, readonly Use[]>;
  readonly docOf: (kind: SymbolKind, name: string, container?: string) => string | undefined;
  /** `people.syncrule:12`, of a declaration. */
  readonly placeOf: (kind: SymbolKind, name: string) => string | undefined;
  /** The text of a declaration, as it was written. */
  readonly sourceOf: (kind: 'rule' | 'function', name: string) => string | undefined;
}

export const ruleAnchor = (name: string): string => `rule-${name}`;
export const attributeAnchor = (type: string, attribute: string): string => `attribute-${type}.${attribute}`;

/** What the engine gives an attribute is shown where somebody reads it. */
export const isShown = (model: SiteModel, type: string, attribute: PlanMvAttribute): boolean =>
  attribute.byEngine !== true || model.readers.has(`${type}.${attribute.name}`);

/** Of a program that has a plan. */
export const siteModel = (title: string, compilation: Compilation, plan: Plan): SiteModel => {
  const { find } = compilation.symbols;
  const writers = new Uses();
  const readers = new Uses();
  for (const rule of plan.rules) addRule(plan, rule, { writers, readers });
  for (const type of plan.metaverse)
    for (const attribute of type.attributes) {
      const use = {
        anchor: attributeAnchor(type.name, attribute.name),
        name: `${type.name}.${attribute.name}`,
        as: 'expression',
      };
      addReads(readers, attribute.derived, { plan, source: type.name, target: type.name, use });
    }
  return {
    title,
    plan,
    writers: preferred(plan, writers.all),
    readers: readers.all,
    docOf: (kind, name, container) => find(kind, name, container)?.doc,
    placeOf: (kind, name) => placeText(find(kind, name)?.location),
    sourceOf: (kind, name) => declarationText(compilation, find(kind, name)),
  };
};

class Uses {
  readonly all = new Map<string, Use[]>();

  add(path: string, use: Use): void {
    const known = this.all.get(path) ?? [];
    if (!known.some((each) => each.anchor === use.anchor && each.as === use.as)) known.push(use);
    this.all.set(path, known);
  }
}

interface Sides {
  readonly writers: Uses;
  readonly readers: Uses;
}

const addRule = (plan: Plan, rule: PlanRule, { writers, readers }: Sides): void => {
  const [source, target] = rule.direction === 'inbound' ? [rule.csType, rule.mvType] : [rule.mvType, rule.csType];
  const use = (as: string): Use => ({ anchor: ruleAnchor(rule.name), name: rule.name, as });
  const reading = (expr: Expr | undefined, as: string): void =>
    addReads(readers, expr, { plan, rule, source, target, use: use(as) });
  for (const flow of rule.flows) {
    writers.add(`${target}.${flow.target}`, use(flow.mode === 'set' ? 'flow' : flow.mode));
    reading(flow.of, `flow to ${flow.target}`);
  }
  reading(rule.scope, 'scope');
  reading(rule.direction === 'inbound' ? rule.project?.when : rule.provision?.when, 'creation');
  for (const join of rule.joins) {
    for (const key of [plan.keys[join.source], plan.keys[join.target]])
      for (const part of key?.parts ?? [])
        addReads(readers, part.of, { plan, source: key?.type ?? source, target, use: use('join') });
  }
};

interface Reading {
  readonly plan: Plan;
  readonly rule?: PlanRule;
  readonly source: string;
  readonly target: string;
  readonly use: Use;
}

const addReads = (readers: Uses, expr: Expr | undefined, { plan, rule, source, target, use }: Reading): void => {
  const typeOf = (read: Read): string => (read.of === 'other' ? read.type : read.of === 'source' ? source : target);
  for (const read of readsOf(expr, vocabularyOf(plan, rule))) readers.add(`${typeOf(read)}.${read.attribute}`, use);
};

/** Rules stand in the plan by precedence; those that an attribute prefers come before. */
const preferred = (plan: Plan, writers: ReadonlyMap<string, readonly Use[]>): ReadonlyMap<string, readonly Use[]> => {
  const first = new Map(
    plan.metaverse.flatMap(({ name, attributes }) => attributes.map((each) => [`${name}.${each.name}`, each.prefer])),
  );
  const rank = (path: string, { name }: Use): number => {
    const at = first.get(path)?.indexOf(name) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  return new Map([...writers].map(([path, uses]) => [path, uses.toSorted((a, b) => rank(path, a) - rank(path, b))]));
};

const placeText = (location: Location | undefined): string | undefined =>
  location && `${location.file.path}:${lineAndColumn(location.file, location.span.start).line}`;

const declarationText = ({ parsed }: Compilation, symbol: ProgramSymbol | undefined): string | undefined => {
  const file = parsed.find((each) => each.file.path === symbol?.location.file.path);
  const declaration = file?.tree.declarations.find(
    ({ span }) =>
      symbol !== undefined && span.start <= symbol.location.span.start && symbol.location.span.end <= span.end,
  );
  return declaration && file?.file.text.slice(declaration.span.start, declaration.span.end);
};
