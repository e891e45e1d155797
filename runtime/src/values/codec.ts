// Content as JSON, by its type: for commands that print JSON, operations and logs. Nothing is lost on the way back.
import type { Scalar, ValueType } from '../plan/types.js';
import { formatIsoDate, formatIsoInstant, parseIsoDate, parseIsoInstant } from './datetime/index.js';
import { parseInteger } from './integer.js';
import { type Content, contentOf, isMany, type Value } from './value.js';

/** Texts and booleans as they are; integers as decimal text, dates and instants in ISO 8601, durations in milliseconds, binaries in Base64. */
export type EncodedValue = string | boolean | number;
export type EncodedContent = EncodedValue | readonly EncodedValue[] | null;

/** Absent is `null`. */
export function encodeContent(content: Content, type: ValueType): EncodedContent {
  if (content === undefined) return null;
  return isMany(content) ? content.map((value) => encodeValue(value, type.scalar)) : encodeValue(content, type.scalar);
}

export function encodeValue(value: Value, scalar: Scalar): EncodedValue {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number' && scalar === 'date') return formatIsoDate(value);
  if (typeof value === 'number' && scalar === 'datetime') return formatIsoInstant(value);
  return value;
}

/** What {@link encodeContent} wrote; absent, too, for what it cannot have written. */
export function decodeContent(encoded: unknown, type: ValueType): Content {
  if (!Array.isArray(encoded)) return decodeValue(encoded, type.scalar);
  const values = encoded.map((value) => decodeValue(value, type.scalar)).filter((value) => value !== undefined);
  return contentOf(values, true);
}

export function decodeValue(encoded: unknown, scalar: Scalar): Value | undefined {
  switch (scalar) {
    case 'boolean':
      return typeof encoded === 'boolean' ? encoded : undefined;
    case 'duration':
      return typeof encoded === 'number' ? encoded : undefined;
    default:
      return typeof encoded === 'string' ? decodeText(encoded, scalar) : undefined;
  }
}

function decodeText(encoded: string, scalar: Scalar): Value | undefined {
  switch (scalar) {
    case 'integer':
      return parseInteger(encoded);
    case 'date':
      return parseIsoDate(encoded);
    case 'datetime':
      return parseIsoInstant(encoded);
    case 'binary':
      return new Uint8Array(Buffer.from(encoded, 'base64'));
    default:
      return encoded;
  }
}
