// Comparing values by the equality of their attribute (language specification, 8.7).
import type { Equality } from '../../plan/index.js';
import { dnKey, type Value } from '../../values/index.js';

/** Equal exactly for values that are equal by this equality. */
export const comparisonKey = (value: Value, equality: Equality): string => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const text = String(value);
  if (equality === 'dn') return dnKey(text);
  return equality === 'ignoreCase' ? text.normalize('NFC').toLowerCase() : text;
};
