// The states that a path can be in (C3): absent, or one of the values of its type. Sets of states can be cut and turned
// round, nothing else; that is all that comparing conditions needs.

/**
 * `every`: all values, of whatever type. Texts (booleans too, as `true` and `false`) are listed, or all but the listed
 * are meant. Numbers (integers, dates, instants, durations) are ranges, ends included, ascending, without touching.
 */
export type Values =
  | { readonly kind: 'every' }
  | { readonly kind: 'texts'; readonly listed: ReadonlySet<string>; readonly others: boolean }
  | { readonly kind: 'numbers'; readonly ranges: readonly Range[] };
export type Range = readonly [low: bigint, high: bigint];

export interface States {
  readonly absent: boolean;
  readonly values: Values;
}

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

export const everyValue: Values = { kind: 'every' };
export const noValue: Values = { kind: 'texts', listed: new Set(), others: false };
export const texts = (listed: Iterable<string>): Values => ({ kind: 'texts', listed: new Set(listed), others: false });
export const numbers = (listed: Iterable<bigint>): Values => ({
  kind: 'numbers',
  ranges: joined([...listed].map((n) => [n, n])),
});
export const below = (limit: bigint): Values => range(LEAST, limit - 1n);
export const upTo = (limit: bigint): Values => range(LEAST, limit);
export const above = (limit: bigint): Values => range(limit + 1n, MOST);
export const from = (limit: bigint): Values => range(limit, MOST);
const range = (low: bigint, high: bigint): Values => ({ kind: 'numbers', ranges: low > high ? [] : [[low, high]] });

export const isEmpty = (states: States): boolean => !states.absent && hasNone(states.values);

const hasNone = (values: Values): boolean =>
  (values.kind === 'texts' && !values.others && values.listed.size === 0) ||
  (values.kind === 'numbers' && values.ranges.length === 0);

export const both = (a: States, b: States): States => ({
  absent: a.absent && b.absent,
  values: common(a.values, b.values),
});

export const opposite = ({ absent, values }: States): States => ({ absent: !absent, values: allBut(values) });

const allBut = (values: Values): Values => {
  if (values.kind === 'every') return noValue;
  if (values.kind === 'numbers') return { kind: 'numbers', ranges: gaps(values.ranges) };
  return !values.others && values.listed.size === 0 ? everyValue : { ...values, others: !values.others };
};

const common = (a: Values, b: Values): Values => {
  if (a.kind === 'every') return b;
  if (b.kind === 'every') return a;
  if (a.kind === 'numbers' && b.kind === 'numbers') return { kind: 'numbers', ranges: overlaps(a.ranges, b.ranges) };
  if (a.kind === 'texts' && b.kind === 'texts') return commonTexts(a, b);
  return hasNone(a) || hasNone(b) ? noValue : mixed();
};

type Texts = Extract<Values, { kind: 'texts' }>;
const commonTexts = (a: Texts, b: Texts): Texts => {
  if (a.others && b.others) return { kind: 'texts', listed: new Set([...a.listed, ...b.listed]), others: true };
  const [listing, other] = a.others ? [b, a] : [a, b];
  return {
    kind: 'texts',
    listed: new Set([...listing.listed].filter((t) => other.listed.has(t) !== other.others)),
    others: false,
  };
};

const overlaps = (a: readonly Range[], b: readonly Range[]): Range[] =>
  a.flatMap(([low, high]) =>
    b.flatMap(([otherLow, otherHigh]): Range[] => {
      const start = low > otherLow ? low : otherLow;
      const end = high < otherHigh ? high : otherHigh;
      return start > end ? [] : [[start, end]];
    }),
  );

const gaps = (ranges: readonly Range[]): Range[] => {
  const starts = [LEAST, ...ranges.map(([, high]) => high + 1n)];
  const ends = [...ranges.map(([low]) => low - 1n), MOST];
  return starts.flatMap((start, i): Range[] => {
    const end = ends[i];
    return end === undefined || start > end ? [] : [[start, end]];
  });
};

const joined = (ranges: readonly Range[]): Range[] => {
  const sorted = [...ranges].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const result: Range[] = [];
  for (const [low, high] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1n)
      result[result.length - 1] = [last[0], high > last[1] ? high : last[1]];
    else result.push([low, high]);
  }
  return result;
};

const mixed = (): never => {
  throw new Error('bug: one path compared with texts and with numbers');
};

/** Equal sets have equal texts. */
export const statesText = ({ absent, values }: States): string => `${absent ? 'absent|' : ''}${valuesText(values)}`;

const valuesText = (values: Values): string => {
  if (values.kind === 'every') return '*';
  if (values.kind === 'numbers') return values.ranges.map(([low, high]) => `${low}..${high}`).join(',');
  return `${values.others ? '!' : ''}${JSON.stringify([...values.listed].sort())}`;
};
