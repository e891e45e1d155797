// The disjunctive normal form of conditions (C1).
import type { Expr } from '@syncrule/runtime/plan';
import { letter, opposed, type Part, partOf, partText } from './parts.js';

/** Parts that hold together; each stands in it once. */
export type Conjunction = ReadonlyMap<string, Part>;
/** One of them holds. None: never true. One without parts: always true. */
export type NormalForm = readonly Conjunction[];

/** A condition with more conjunctions than this is a letter as a whole. */
const MOST_CONJUNCTIONS = 64;

/** The normal forms of an inlined condition and of its opposite. */
export const normalForms = (condition: Expr): { readonly holds: NormalForm; readonly fails: NormalForm } => {
  const holds = form(condition, true);
  if (holds === undefined) return { holds: whole(condition, true), fails: whole(condition, false) };
  return { holds, fails: form(condition, false) ?? whole(condition, false) };
};

/** Both hold; undefined when that has too many conjunctions. */
export const conjoined = (a: NormalForm, b: NormalForm): NormalForm | undefined => product([a, b]);

const whole = (condition: Expr, holds: boolean): NormalForm => [conjunction([letter(condition, holds)])];

/** `holds`: of the condition, else of its opposite. Undefined: too many conjunctions. */
const form = (condition: Expr, holds: boolean): NormalForm | undefined => {
  switch (condition.op) {
    case 'not':
      return form(condition.of, !holds);
    case 'and':
    case 'or': {
      const forms = eachOf(condition.items, holds);
      return forms && ((condition.op === 'and') === holds ? product(forms) : limited(forms.flat()));
    }
    case 'const':
      return condition.value === holds ? [conjunction([])] : [];
    default: {
      const part = partOf(condition);
      return [conjunction([holds ? part : opposed(part)])];
    }
  }
};

const eachOf = (items: readonly Expr[], holds: boolean): NormalForm[] | undefined => {
  const forms: NormalForm[] = [];
  for (const item of items) {
    const one = form(item, holds);
    if (one === undefined) return undefined;
    forms.push(one);
  }
  return forms;
};

const product = (forms: readonly NormalForm[]): NormalForm | undefined => {
  let result: NormalForm = [conjunction([])];
  for (const next of forms) {
    const pairs = limited(result.flatMap((a) => next.map((b) => new Map([...a, ...b]))));
    if (pairs === undefined) return undefined;
    result = pairs;
  }
  return result;
};

/** Equal conjunctions count once. */
const limited = (conjunctions: readonly Conjunction[]): NormalForm | undefined => {
  const distinct = new Map(conjunctions.map((each) => [[...each.keys()].sort().join('\n'), each]));
  return distinct.size > MOST_CONJUNCTIONS ? undefined : [...distinct.values()];
};

const conjunction = (parts: readonly Part[]): Conjunction => new Map(parts.map((part) => [partText(part), part]));
