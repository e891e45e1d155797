// Order of values (8.1): texts by code points, which is the order of their UTF-8 bytes; binaries by bytes; numbers.
import type { Value } from './value.js';

/** Negative, zero or positive, as `a` comes before, is, or comes after `b`, by code points. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates, which stand for the highest code points, before U+E000 to U+FFFF. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);

/** Order by bytes; what ends first comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The order of two values of one type; `false` before `true`. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Values in ascending order (8.1). */
export const sortValues = (values: readonly Value[]): readonly Value[] =>
  values.length < 2 ? values : values.toSorted(compareValues);
