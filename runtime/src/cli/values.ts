// Values as an operator reads them, by the type of their attribute.
import type { Content, Value } from '../values/index.js';
import { SEPARATOR, valuesOf } from '../values/index.js';
import { instant } from './duration.js';

const MS_PER_DAY = 86_400_000;

/** One value as text. References are shown by anchor or name. */
export const valueText = (value: Value, scalar: string): string => {
  if (value instanceof Uint8Array)
    return `${Buffer.from(value).toString('base64').slice(0, 40)} (${value.length} bytes)`;
  if (typeof value === 'number' && scalar === 'date') return new Date(value * MS_PER_DAY).toISOString().slice(0, 10);
  if (typeof value === 'number' && scalar === 'datetime') return instant(value);
  if (typeof value === 'number' && scalar === 'duration') return `${value / 1000} s`;
  return scalar === 'ref' ? referenceText(String(value)) : String(value);
};

export const contentText = (content: Content, scalar: string): string =>
  valuesOf(content)
    .map((value) => valueText(value, scalar))
    .join(' | ');

/** JSON of a content: integers as text, since JSON numbers are no 64 bits; bytes in base64. */
export const contentJson = (content: Content, scalar: string): unknown => {
  if (content === undefined) return null;
  const values = valuesOf(content).map((value) => (typeof value === 'boolean' ? value : jsonText(value, scalar)));
  return Array.isArray(content) ? values : values[0];
};

/** A key of the engine with its parts set apart by colons. */
export const keyText = (key: string): string => key.replaceAll(SEPARATOR, ':');

const jsonText = (value: Value, scalar: string): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : valueText(value, scalar);

const referenceText = (reference: string): string => {
  if (reference.startsWith('a:') || reference.startsWith('n:')) return reference.slice(2);
  return keyText(reference.startsWith('m:') ? reference.slice(2) : reference);
};
