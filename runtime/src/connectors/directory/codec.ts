// Values of directory attributes as values of the schema's types, and back (RFC 4517 syntaxes).
import type { SchemaAttribute } from '../../plan/schema-file.js';
import { type Content, contentOf, type Value } from '../../values/value.js';
import { isReference } from '../contents.js';
import { type DatePattern, generalizedTime, isoDate, isoDateTime } from '../date-patterns.js';
import type { ExportReference, SystemReference } from '../port.js';
import { parseText, type TextFormat, writeText } from '../text-values.js';

/** A value as it is on the wire or in a file: text, or bytes that are no UTF-8. */
export type RawValue = string | Uint8Array;

export type ReadValues =
  | { readonly kind: 'values'; readonly values: Content | readonly SystemReference[] }
  | { readonly kind: 'fault'; readonly message: string };

const either = (first: DatePattern, second: DatePattern): DatePattern => ({
  text: `${first.text} or ${second.text}`,
  parse: (text) => first.parse(text) ?? second.parse(text),
  write: first.write,
});

/** Booleans are TRUE and FALSE, times GeneralizedTime, days either ISO 8601 or the day of a GeneralizedTime. */
export const DIRECTORY_FORMAT: TextFormat = {
  yes: 'TRUE',
  no: 'FALSE',
  date: either(isoDate, generalizedTime),
  datetime: either(generalizedTime, isoDateTime),
};
/** For attributes whose syntax is GeneralizedTime, of whatever type the schema makes them. */
export const GENERALIZED_TIME_FORMAT: TextFormat = { ...DIRECTORY_FORMAT, date: either(generalizedTime, isoDate) };

/** Reads the values of an attribute; no values are nothing. */
export function readValues(
  raw: readonly RawValue[],
  attribute: SchemaAttribute,
  references: 'name' | 'anchor' = 'name',
): ReadValues {
  const values: Value[] = [];
  for (const one of raw) {
    if (attribute.type === 'binary') {
      values.push(bytesOf(one));
      continue;
    }
    const text = textOf(one);
    if (text === undefined) return { kind: 'fault', message: `has ${one.length} bytes that are no UTF-8 text` };
    if (text === '') continue;
    const parsed = parseText(text, attribute, DIRECTORY_FORMAT);
    if ('fault' in parsed) return { kind: 'fault', message: parsed.fault };
    values.push(parsed.value);
  }
  if (!attribute.many && values.length > 1) {
    return { kind: 'fault', message: `has ${values.length} values where the schema allows one` };
  }
  return {
    kind: 'values',
    values: attribute.type === 'ref' ? referencesTo(values, references) : contentOf(values, attribute.many ?? false),
  };
}

const referencesTo = (
  values: readonly Value[],
  references: 'name' | 'anchor',
): readonly SystemReference[] | undefined =>
  values.length === 0
    ? undefined
    : values.map((value) => (references === 'name' ? { name: String(value) } : { anchor: String(value) }));

/** Spells a value; `undefined` for a reference whose target has no name or anchor. */
export function writeRaw(
  value: Value | ExportReference,
  attribute: SchemaAttribute,
  {
    references = 'name',
    format = DIRECTORY_FORMAT,
  }: { readonly references?: 'name' | 'anchor'; readonly format?: TextFormat } = {},
): RawValue | undefined {
  if (isReference(value)) return references === 'name' ? value.name : value.anchor;
  return value instanceof Uint8Array ? value : writeText(value, attribute, format);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a value, or `undefined` if it is none. */
export function textOf(raw: RawValue): string | undefined {
  if (typeof raw === 'string') return raw;
  try {
    return decoder.decode(raw);
  } catch {
    return undefined;
  }
}

/** Bytes as a text where they are one. */
export const rawOf = (bytes: Uint8Array): RawValue => textOf(bytes) ?? new Uint8Array(bytes);

export const bytesOf = (raw: RawValue): Uint8Array =>
  new Uint8Array(typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw);
