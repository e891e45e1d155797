// The form in which equal names are the same text (RFC 4517, 4.2.15: distinguishedNameMatch).
import { compareText } from '../order.js';
import type { Ava, Rdn } from './dn.js';
import { parseDn } from './parse.js';
import { prepareValue } from './prepare.js';
import { splitFirst } from './split.js';
import { typeKey } from './types.js';
import { escapeDnValue } from './write.js';

/** Names share their parents: the form of a parent is looked up instead of made again. Emptied when full. */
const LIMIT = 10_000;
/** Longer texts are read at once, without looking up what stands above. */
const LONGEST = 2_000;
const known = new Map<string, string>();

/**
 * The same text for equal names: types in lower case and by their usual short names, values as caseIgnoreMatch compares
 * them, pairs of one relative name in order. A text that is no name gets a form of its own, which no name has.
 */
export function dnKey(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const parts = text.length > LONGEST ? undefined : splitFirst(text);
  return parts === undefined ? parsedKey(text) : splitKey(text, parts);
}

/** A name cut at its first comma: the parent is remembered, since its other children will come. */
function splitKey(text: string, parts: { readonly first: string; readonly rest: string | undefined }): string {
  const first = parsedKey(parts.first);
  if (first === '' || !isNameKey(first)) return parsedKey(text);
  if (parts.rest === undefined) return first;
  const rest = dnKey(parts.rest);
  if (rest === '' || !isNameKey(rest)) return parsedKey(text);
  remember(parts.rest, rest);
  return `${first},${rest}`;
}

function remember(text: string, key: string): void {
  if (known.size >= LIMIT) known.clear();
  known.set(text, key);
}

/** Begins the form of a text that is no name: no name begins with it. */
const NO_NAME = '\u0000';

/** Whether a form is one of a name, not of a text that is none. */
export const isNameKey = (key: string): boolean => !key.startsWith(NO_NAME);

const PLAIN = /^([A-Za-z][A-Za-z0-9-]*)=([A-Za-z0-9_.@'()/:-]+(?: [A-Za-z0-9_.@'()/:-]+)*)$/;

function parsedKey(text: string): string {
  const plain = PLAIN.exec(text);
  if (plain !== null) return `${typeKey(plain[1] ?? '')}=${(plain[2] ?? '').toLowerCase()}`;
  const dn = parseDn(text);
  return dn === undefined ? `${NO_NAME}${prepareValue(text)}` : dn.map(rdnKey).join(',');
}

const rdnKey = (rdn: Rdn): string =>
  rdn.length === 1 ? rdn.map(avaKey).join('') : rdn.map(avaKey).toSorted(compareText).join('+');

const avaKey = (ava: Ava): string => `${typeKey(ava.type)}=${valueKey(ava.value)}`;

function valueKey(value: string | Uint8Array): string {
  const text = typeof value === 'string' ? value : berText(value);
  return text === undefined ? `#${Buffer.from(value).toString('hex')}` : escapeDnValue(prepareValue(text));
}

/** UTF8String, PrintableString, IA5String (X.690) with a length of one byte: the same value as the text. */
const STRINGS: ReadonlySet<number> = new Set([0x0c, 0x13, 0x16]);

function berText(value: Uint8Array): string | undefined {
  const [tag, length] = value;
  if (tag === undefined || length === undefined || !STRINGS.has(tag)) return undefined;
  if (length > 0x7f || length !== value.length - 2) return undefined;
  const text = Buffer.from(value.subarray(2)).toString('utf8');
  return text.includes('\ufffd') ? undefined : text;
}
