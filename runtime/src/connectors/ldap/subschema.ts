// The schema of a server: attribute types and classes by name, with what they inherit.
import { textOf } from '../directory/codec.js';
import { rawIn } from './entry.js';
import { type AttributeDescription, type ClassDescription, parseAttributeType, parseObjectClass } from './rfc4512.js';
import type { LdapSession } from './session.js';

export interface Subschema {
  readonly classes: readonly ClassDescription[];
  /** By a name or OID, ignoring case. Syntax and equality come from the supertype where it has none of its own. */
  attribute(name: string): AttributeDescription | undefined;
  objectClass(name: string): ClassDescription | undefined;
  /** The class's superiors, `top` first, itself last. */
  chain(name: string): readonly ClassDescription[];
}

/** Reads the schema of the server. One that may not be read is an empty one. */
export async function readSubschema(session: LdapSession): Promise<Subschema> {
  const dn = session.root('subschemaSubentry')[0];
  const entry = dn === undefined ? 'absent' : await session.read(dn, ['attributeTypes', 'objectClasses']);
  const texts = (attribute: string): readonly string[] =>
    entry === 'absent' ? [] : rawIn(entry, attribute).flatMap((value) => textOf(value) ?? []);
  return subschemaOf(texts('attributeTypes'), texts('objectClasses'));
}

/** A schema of descriptions. */
export function subschemaOf(attributeTypes: readonly string[], objectClasses: readonly string[]): Subschema {
  const attributes = byName(attributeTypes.flatMap((text) => parseAttributeType(text) ?? []));
  const classes = objectClasses.flatMap((text) => parseObjectClass(text) ?? []);
  const classesByName = byName(classes);
  const attribute = (name: string): AttributeDescription | undefined => {
    const own = attributes.get(name.toLowerCase());
    const above =
      own?.sup === undefined || own.sup.toLowerCase() === name.toLowerCase() ? undefined : attribute(own.sup);
    return own && { ...own, syntax: own.syntax ?? above?.syntax, equality: own.equality ?? above?.equality };
  };
  const chain = (name: string): readonly ClassDescription[] => {
    const own = classesByName.get(name.toLowerCase());
    if (own === undefined) return [];
    return [...own.sup.filter((one) => one.toLowerCase() !== name.toLowerCase()).flatMap(chain), own];
  };
  return { classes, attribute, objectClass: (name) => classesByName.get(name.toLowerCase()), chain };
}

const byName = <T extends { readonly oid: string; readonly names: readonly string[] }>(
  all: readonly T[],
): ReadonlyMap<string, T> =>
  new Map(all.flatMap((one) => [one.oid, ...one.names].map((name) => [name.toLowerCase(), one] as const)));
