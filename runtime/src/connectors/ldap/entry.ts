// Entries as a server gives them: bytes, absent told from empty.
import type { Attribute, SearchEntry } from 'ldapts';
import { type RawValue, rawOf } from '../directory/codec.js';

export interface LdapEntry {
  readonly dn: string;
  /** By name in lower case, without options. */
  readonly attributes: ReadonlyMap<string, LdapAttribute>;
}
export interface LdapAttribute {
  readonly bytes: readonly Uint8Array[];
  /** The server gave a part of the values only (`member;range=0-1499`). */
  readonly partial: boolean;
}

export function entryOf({ name, attributes }: SearchEntry): LdapEntry {
  const byName = new Map<string, LdapAttribute>();
  for (const attribute of attributes) {
    const { name: type, partial } = described(attribute);
    if (type === undefined) continue;
    const before = byName.get(type);
    // Active Directory sends an empty `member` beside `member;range=...`.
    if (before?.partial && !partial) continue;
    byName.set(type, { bytes: attribute.parsedBuffers, partial });
  }
  return { dn: name, attributes: byName };
}

export const bytesIn = (entry: LdapEntry, attribute: string): readonly Uint8Array[] =>
  entry.attributes.get(attribute.toLowerCase())?.bytes ?? [];

export const rawIn = (entry: LdapEntry, attribute: string): readonly RawValue[] => bytesIn(entry, attribute).map(rawOf);

/** Values in other languages and the like are other attributes, which nobody asked for. */
function described({ type }: Attribute): { readonly name: string | undefined; readonly partial: boolean } {
  const [name = '', ...options] = type.toLowerCase().split(';');
  const others = options.filter((option) => option !== 'binary' && !option.startsWith('range='));
  const range = options.find((option) => option.startsWith('range='));
  return { name: others.length > 0 ? undefined : name, partial: range !== undefined && range !== 'range=0-*' };
}
