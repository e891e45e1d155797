// Content for people to read, on one line.
import type { Scalar, ValueType } from '../plan/types.js';
import { encodeValue } from './codec.js';
import { formatDuration } from './datetime/index.js';
import { type Content, SEPARATOR, type Value, valuesOf } from './value.js';

/** Stands for any secret, wherever one would be shown or staged. */
export const SECRET = '«secret»';

/** Values with commas between them; `absent` for nothing. Secrets are never shown. */
export const showContent = (content: Content, type: ValueType): string =>
  content === undefined
    ? 'absent'
    : valuesOf(content)
        .map((value) => showValue(value, type.scalar))
        .join(', ');

export function showValue(value: Value, scalar: Scalar): string {
  if (scalar === 'secret') return SECRET;
  if (typeof value === 'string') return printable(scalar === 'ref' ? referenceText(value) : value);
  return scalar === 'duration' && typeof value === 'number'
    ? formatDuration(value)
    : String(encodeValue(value, scalar));
}

/** The anchor or the name that a reference holds; of a metaverse key connector, anchor and number. */
const referenceText = (reference: string): string =>
  reference.includes(SEPARATOR) ? reference.split(SEPARATOR).join(' ') : reference.replace(/^[ano]:/, '');

/** Line ends and other control characters as escapes of the language, so that one line stays one. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => ESCAPES[character] ?? codeEscape(character));

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const codeEscape = (character: string): string => `\\u{${character.charCodeAt(0).toString(16).toUpperCase()}}`;
