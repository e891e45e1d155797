// Join keys: each once, in one order, without those that no rule uses.
import { canonicalJson, type PlanKey, type PlanRule } from '@syncrule/runtime/plan';

export interface KeyTable {
  readonly keys: readonly PlanKey[];
  /** A rule whose joins point into `keys`. */
  readonly renumbered: <R extends PlanRule>(rule: R) => R;
}

/** `rules` point into `keys` as given. */
export const keyTable = (keys: readonly PlanKey[], rules: readonly PlanRule[]): KeyTable => {
  const used = new Set(rules.flatMap((rule) => rule.joins.flatMap((join) => [join.source, join.target])));
  const texts = keys.map((key) => canonicalJson(key));
  const kept = new Map(keys.flatMap((key, i): [string, PlanKey][] => (used.has(i) ? [[texts[i] ?? '', key]] : [])));
  const order = [...kept.keys()].sort();
  const indexes = new Map(order.map((text, i) => [text, i]));
  const renumber = (index: number): number => {
    const renumbered = indexes.get(texts[index] ?? '');
    if (renumbered === undefined) throw new Error(`bug: a join points to key ${index} of ${keys.length}`);
    return renumbered;
  };
  return {
    keys: order.flatMap((text) => kept.get(text) ?? []),
    renumbered: (rule) => ({
      ...rule,
      joins: rule.joins.map((join) => ({ ...join, source: renumber(join.source), target: renumber(join.target) })),
    }),
  };
};
