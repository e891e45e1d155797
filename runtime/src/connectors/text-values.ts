// Values as text: how the cells of a file and the values of a directory spell what a schema types.
import type { SchemaAttribute } from '../plan/schema-file.js';
import type { Value } from '../values/value.js';
import { compileDatePattern, type DatePattern, isoDate, isoDateTime } from './date-patterns.js';

export type ParsedText = { readonly value: Value } | { readonly fault: string };

/** How one attribute is spelt. */
export interface TextFormat {
  readonly yes: string;
  readonly no: string;
  /** Of `date`. */
  readonly date: DatePattern;
  /** Of `datetime`; without a zone of its own, UTC. */
  readonly datetime: DatePattern;
}

export const PLAIN_FORMAT: TextFormat = { yes: 'true', no: 'false', date: isoDate, datetime: isoDateTime };

/** The format of an attribute whose dates follow `pattern` (`dd/MM/yyyy`). */
export const formatWith = (pattern: string | undefined, yes = 'true', no = 'false'): TextFormat =>
  pattern === undefined
    ? { ...PLAIN_FORMAT, yes, no }
    : { yes, no, date: compileDatePattern(pattern), datetime: compileDatePattern(pattern) };

const INT64 = { least: -(2n ** 63n), greatest: 2n ** 63n - 1n };
const DAY = 86_400_000;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads a text that is not empty as a value of the attribute's type. References stay texts. */
export function parseText(text: string, attribute: SchemaAttribute, format: TextFormat): ParsedText {
  switch (attribute.type) {
    case 'string':
      return attribute.oneOf === undefined ? { value: text } : memberOf(attribute.oneOf, text, attribute);
    case 'integer':
      return parseInteger(text);
    case 'boolean':
      return parseBoolean(text, format);
    case 'date': {
      const time = format.date.parse(text);
      return time === undefined
        ? bad(text, `a date of the form ${format.date.text}`)
        : { value: Math.floor(time / DAY) };
    }
    case 'datetime': {
      const time = format.datetime.parse(text);
      return time === undefined ? bad(text, `a time of the form ${format.datetime.text}`) : { value: time };
    }
    case 'binary':
      return BASE64.test(text) ? { value: new Uint8Array(Buffer.from(text, 'base64')) } : bad(text, 'base64');
    case 'dn':
    case 'ref':
    case 'secret':
      return { value: text };
  }
}

/** Spells a value; the inverse of {@link parseText}. */
export function writeText(value: Value, attribute: SchemaAttribute, format: TextFormat): string {
  if (typeof value === 'boolean') return value ? format.yes : format.no;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'string') return value;
  return attribute.type === 'date' ? format.date.write(value * DAY) : format.datetime.write(value);
}

/** A text for messages: quoted and cut. */
export const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);

const bad = (text: string, expected: string): ParsedText => ({ fault: `${shown(text)} is not ${expected}` });

function parseInteger(text: string): ParsedText {
  if (!/^[+-]?\d+$/.test(text)) return bad(text, 'an integer');
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return value < INT64.least || value > INT64.greatest ? bad(text, 'an integer of 64 bits') : { value };
}

function parseBoolean(text: string, { yes, no }: TextFormat): ParsedText {
  const folded = text.toLowerCase();
  if (folded === yes.toLowerCase()) return { value: true };
  if (folded === no.toLowerCase()) return { value: false };
  return bad(text, `${shown(yes)} or ${shown(no)}`);
}

function memberOf(texts: readonly string[], text: string, { matching }: SchemaAttribute): ParsedText {
  const folded = text.toLowerCase();
  const found = texts.find((one) => one === text || (matching === 'ignoreCase' && one.toLowerCase() === folded));
  return found === undefined ? bad(text, `one of ${texts.map(shown).join(', ')}`) : { value: found };
}
