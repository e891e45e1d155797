// Election (engine specification 4.3): of all contributions to an attribute, the one that counts.
import { CLEAR } from '../../expressions/index.js';
import type { Equality } from '../../plan/index.js';
import type { Contribution } from '../../store/index.js';
import {
  type Content,
  compareText,
  contentOf,
  distinctValues,
  keyText,
  type ObjKey,
  sortValues,
  valuesOf,
} from '../../values/index.js';

/** A contribution that takes part. Results that are absent do not. */
export interface Entry {
  readonly rank: number;
  readonly object: ObjKey;
  readonly rule: string;
  readonly result: Content | typeof CLEAR;
  /** It is what the object is recorded to have contributed before its flow failed. */
  readonly recorded: boolean;
}

export type Election =
  | {
      readonly kind: 'value';
      readonly values: Content;
      readonly by: readonly Contribution[];
      readonly recorded: boolean;
    }
  | { readonly kind: 'clear'; readonly by: readonly Contribution[]; readonly recorded: boolean }
  /** Two objects give different results at one rank: who it is is in doubt. */
  | { readonly kind: 'tie'; readonly entries: readonly Entry[] }
  | { readonly kind: 'none' };

const NONE: Election = { kind: 'none' };

/** How the attribute compares and whether it gathers. */
export interface ElectionRules {
  readonly merge: boolean;
  readonly many: boolean;
  readonly equality: Equality;
}

/** O6: by rank, then by object. */
export const compareEntries = (a: Entry, b: Entry): number => a.rank - b.rank || compareText(a.object, b.object);

/** Elects among entries in the order O6. */
export const elect = (entries: readonly Entry[], rules: ElectionRules): Election => {
  if (entries.length === 0) return NONE;
  if (rules.merge) return gather(entries, rules);
  const [first] = entries;
  if (first === undefined) return NONE;
  if (entries.length > 1) {
    const group = entries.filter((entry) => entry.rank === first.rank);
    if (group.some((entry) => !sameResult(entry.result, first.result, rules.equality)))
      return { kind: 'tie', entries: group };
  }
  const by = [contribution(first)];
  return first.result === CLEAR
    ? { kind: 'clear', by, recorded: first.recorded }
    : { kind: 'value', values: first.result, by, recorded: first.recorded };
};

const gather = (entries: readonly Entry[], rules: ElectionRules): Election => {
  const values = distinctValues(
    entries.flatMap((entry) => (entry.result === CLEAR ? [] : valuesOf(entry.result))),
    rules.equality,
  );
  if (values.length === 0) return NONE;
  return {
    kind: 'value',
    values: contentOf(sortValues(values), rules.many),
    by: entries.map(contribution),
    recorded: entries.some((entry) => entry.recorded),
  };
};

const contribution = (entry: Entry): Contribution => ({
  object: entry.object,
  rule: entry.rule,
  part: entry.result === CLEAR ? { clear: true } : entry.result,
});

/** Equal by the attribute's equality; lists as sets. */
const sameResult = (a: Entry['result'], b: Entry['result'], by: Equality): boolean => {
  if (a === b) return true;
  if (a === CLEAR || b === CLEAR || a === undefined || b === undefined) return false;
  const texts = new Set(valuesOf(a).map((value) => keyText(value, by)));
  const others = valuesOf(b);
  return texts.size === others.length && others.every((value) => texts.has(keyText(value, by)));
};

/** Content as an attribute holds it: no empty texts; of many values a set in ascending order (L 8.1, 8.3, 8.19). */
export const normalised = (content: Content, rules: ElectionRules): Content => {
  if (content === undefined || content === '') return undefined;
  if (!rules.many) return Array.isArray(content) ? content[0] : content;
  const values = valuesOf(content).filter((value) => value !== '');
  return contentOf(values.length > 1 ? sortValues(distinctValues(values, rules.equality)) : values, true);
};
