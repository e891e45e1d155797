// The entries of a directory: named, in the order of the file, with their attributes by name.

import { type Ava, dnKey, parentDn, parseDn, rdnOf } from '../../values/index.js';
import type { RawValue } from '../directory/codec.js';
import type { LdifAttribute } from './records.js';

/** The values of one attribute, with its name as the file spells it. */
export interface EntryAttribute {
  readonly name: string;
  readonly values: readonly RawValue[];
}

export interface Entry {
  readonly dn: string;
  /** The name in the form that equal names share. */
  readonly key: string;
  readonly parentKey: string;
  /** By name in lower case. */
  readonly attributes: ReadonlyMap<string, EntryAttribute>;
  readonly line: number;
  /** The text of the file, while the entry is as it stands there. */
  readonly raw?: string;
}

export function entryOf(dn: string, attributes: Iterable<LdifAttribute>, line: number, raw?: string): Entry {
  const byName = new Map<string, { name: string; values: RawValue[] }>();
  for (const { name, value } of attributes) {
    const known = byName.get(name.toLowerCase());
    if (known === undefined) byName.set(name.toLowerCase(), { name, values: [value] });
    else known.values.push(value);
  }
  return { ...placeOf(dn), attributes: byName, line, ...(raw === undefined ? {} : { raw }) };
}

/** Where a name stands. */
export const placeOf = (dn: string): Pick<Entry, 'dn' | 'key' | 'parentKey'> => ({
  dn,
  key: dnKey(dn),
  parentKey: dnKey(parentDn(dn) ?? ''),
});

/** The entry under another name; it is not as it stands in the file any more. */
export const renamed = (entry: Entry, dn: string): Entry => ({ ...withoutRaw(entry), ...placeOf(dn) });

export const withAttributes = (entry: Entry, attributes: ReadonlyMap<string, EntryAttribute>): Entry => ({
  ...withoutRaw(entry),
  attributes,
});

function withoutRaw({ raw: _, ...entry }: Entry): Entry {
  return entry;
}

export const valuesIn = (entry: Entry, attribute: string): readonly RawValue[] =>
  entry.attributes.get(attribute.toLowerCase())?.values ?? [];

/** The attributes one value a line. */
export function* linesOf(entry: Entry): Generator<LdifAttribute> {
  for (const { name, values } of entry.attributes.values()) for (const value of values) yield { name, value };
}

/** The pairs of the entry's relative name. */
export const namingPairs = (dn: string): readonly Ava[] => parseDn(rdnOf(dn) ?? '')?.[0] ?? [];
