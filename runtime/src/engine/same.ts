// Equality octet by octet, of contents and of what is made of them.
import type { KeyRow } from '../store/index.js';

/** The same value, or lists of the same values in the same order. */
export const sameValues = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  return (
    Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((value, index) => sameValues(value, b[index]))
  );
};

export const sameKeys = (a: readonly KeyRow[], b: readonly KeyRow[]): boolean =>
  a === b || (a.length === b.length && a.every((row, index) => row[0] === b[index]?.[0] && row[1] === b[index]?.[1]));
