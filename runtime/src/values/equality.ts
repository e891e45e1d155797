// Equality of values (8.7), and texts that are the same exactly for equal values.
import type { Equality } from '../plan/types.js';
import { dnKey } from './dn/key.js';
import { foldText, isAscii, nfc } from './folding.js';
import { compareValues } from './order.js';
import { type Content, isMany, type Value, valuesOf } from './value.js';

/** Whether two values of one type are equal. */
export function equalValues(a: Value, b: Value, by: Equality): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return equalTexts(a, b, by);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  return false;
}

/** `a` and `b` are different sequences of code units. */
function equalTexts(a: string, b: string, by: Equality): boolean {
  switch (by) {
    case 'exact':
      return !(isAscii(a) && isAscii(b)) && nfc(a) === nfc(b);
    case 'ignoreCase':
      return foldText(a) === foldText(b);
    case 'dn':
      return dnKey(a) === dnKey(b);
    default:
      return false;
  }
}

/** A text for a value: the same for equal values of one type, another for others. */
export function keyText(value: Value, by: Equality): string {
  if (typeof value === 'string') return textKey(value, by);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64');
  return String(value);
}

function textKey(text: string, by: Equality): string {
  switch (by) {
    case 'exact':
      return nfc(text);
    case 'ignoreCase':
      return foldText(text);
    case 'dn':
      return dnKey(text);
    default:
      return text;
  }
}

/** Whether two contents are the same octet by octet; a list counts as a set. */
export function sameContent(a: Content, b: Content): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || isMany(a) !== isMany(b)) return false;
  const left = valuesOf(a);
  const right = valuesOf(b);
  if (left.length !== right.length) return false;
  return (
    sameInOrder(left, right) ||
    (left.length > 1 && sameInOrder(left.toSorted(compareValues), right.toSorted(compareValues)))
  );
}

const sameInOrder = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.every((value, at) => {
    const other = b[at];
    return other !== undefined && sameValue(value, other);
  });

const sameValue = (a: Value, b: Value): boolean =>
  a === b || (a instanceof Uint8Array && b instanceof Uint8Array && sameBytes(a, b));

/** Whether two contents hold equal values; a list counts as a set. */
export function equalContents(a: Content, b: Content, by: Equality): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (!isMany(a) && !isMany(b)) return equalValues(a, b, by);
  const left = keySet(valuesOf(a), by);
  const right = keySet(valuesOf(b), by);
  return left.size === right.size && [...left].every((key) => right.has(key));
}

const keySet = (values: readonly Value[], by: Equality): ReadonlySet<string> =>
  new Set(values.map((value) => keyText(value, by)));

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
