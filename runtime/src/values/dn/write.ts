// Writes distinguished names as RFC 4514, section 2, says.
import type { Ava, Dn, Rdn } from './dn.js';

/** A value as it stands in a name: what would mean something else is escaped, and control characters, which some servers refuse. */
export function escapeDnValue(value: string): string {
  if (PLAIN.test(value)) return value;
  const escaped = value.replace(/["+,;<>\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, hexPair);
  const start = /^[ #]/.test(escaped) ? `\\${escaped}` : escaped;
  return value.length > 1 && value.endsWith(' ') ? `${start.slice(0, -1)}\\ ` : start;
}

/** Values in which nothing needs escaping, the common case. */
const PLAIN = /^(?![ #])[^\u0000-\u001f\u007f"+,;<>\\]*(?<! )$/;

const hexPair = (character: string): string =>
  `\\${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`;

export const writeAva = (ava: Ava): string =>
  `${ava.type}=${typeof ava.value === 'string' ? escapeDnValue(ava.value) : `#${Buffer.from(ava.value).toString('hex')}`}`;

export const writeRdn = (rdn: Rdn): string => rdn.map(writeAva).join('+');

/** The name as text; the root is the empty text. */
export const writeDn = (dn: Dn): string => dn.map(writeRdn).join(',');
