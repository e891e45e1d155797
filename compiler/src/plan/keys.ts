// Keys of joins and of `every`: each once, in one order, without those that nothing uses.
import { canonicalJson, type Expr, type PlanKey, type PlanMvType, type PlanRule } from '@syncrule/runtime/plan';
import { exprsIn, mapParts } from '../semantics/expr-walk.js';

export interface KeyTable {
  readonly keys: readonly PlanKey[];
  /** What points into `keys` as given, pointing into the table's. */
  readonly ruleWith: (rule: PlanRule) => PlanRule;
  readonly typeWith: (type: PlanMvType) => PlanMvType;
}

/** Is told which expression stands for which other one from now on. */
export type Replaced = (before: Expr, after: Expr) => void;

interface Users {
  readonly rules: readonly PlanRule[];
  readonly types: readonly PlanMvType[];
}

/** `rules` and `types` point into `keys` as given. Expressions without `every` stay the objects that they are. */
export const keyTable = (keys: readonly PlanKey[], { rules, types }: Users, replaced?: Replaced): KeyTable => {
  const used = new Set([...rules.flatMap(keysOfRule), ...types.flatMap(keysOfType)]);
  const texts = keys.map((key) => canonicalJson(key));
  const kept = new Map(keys.flatMap((key, i): [string, PlanKey][] => (used.has(i) ? [[texts[i] ?? '', key]] : [])));
  const order = [...kept.keys()].sort();
  const indexes = new Map(order.map((text, i) => [text, i]));
  const renumber = (index: number): number => {
    const renumbered = indexes.get(texts[index] ?? '');
    if (renumbered === undefined) throw new Error(`bug: something points to key ${index} of ${keys.length}`);
    return renumbered;
  };
  const exprWith = (expr: Expr): Expr => {
    if (keysIn(expr).length === 0) return expr;
    const inside = mapParts(expr, exprWith);
    const changed = inside.op === 'every' ? { ...inside, key: renumber(inside.key) } : inside;
    replaced?.(expr, changed);
    return changed;
  };
  return {
    keys: order.flatMap((text) => kept.get(text) ?? []),
    ruleWith: (rule) => ({
      ...rule,
      joins: rule.joins.map((join) => ({ ...join, source: renumber(join.source), target: renumber(join.target) })),
      lets: rule.lets.map((entry) => ({ ...entry, of: exprWith(entry.of) })),
      flows: rule.flows.map((flow) => ({ ...flow, of: exprWith(flow.of) })),
    }),
    typeWith: (type) => ({
      ...type,
      attributes: type.attributes.map((attribute) =>
        attribute.derived === undefined ? attribute : { ...attribute, derived: exprWith(attribute.derived) },
      ),
    }),
  };
};

/** `every` stands in `let`s, flows and derived attributes only (T12). */
const keysOfRule = ({ joins, lets, flows }: PlanRule): readonly number[] => [
  ...joins.flatMap((join) => [join.source, join.target]),
  ...[...lets, ...flows].flatMap(({ of }) => keysIn(of)),
];

const keysOfType = ({ attributes }: PlanMvType): readonly number[] =>
  attributes.flatMap(({ derived }) => (derived === undefined ? [] : keysIn(derived)));

const keysIn = (expr: Expr): readonly number[] =>
  exprsIn(expr).flatMap((part) => (part.op === 'every' ? [part.key] : []));
