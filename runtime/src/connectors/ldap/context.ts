// What the parts of the LDAP connector share.
import { EqualityFilter, type Filter } from 'ldapts';
import type { SchemaFile } from '../../plan/schema-file.js';
import { dnKey } from '../../values/index.js';
import { type RawValue, textOf } from '../directory/codec.js';
import type { TypeOf } from '../directory/object-types.js';
import { bytesIn, type LdapEntry, rawIn } from './entry.js';
import { guidBytes, guidText, isGuid } from './guid.js';
import type { LdapSettings } from './settings.js';

export interface LdapContext {
  readonly name: string;
  readonly schema: SchemaFile;
  readonly settings: LdapSettings;
  readonly typeOf: TypeOf;
  /** Whether the server writes values of the attribute as GeneralizedTime. */
  readonly isTime: (attribute: string) => boolean;
}

/** The attribute that is the anchor of a type; `undefined`: the name is. */
export function anchorAttribute(type: string, { schema }: LdapContext): string | undefined {
  const anchor = schema.types[type]?.anchor;
  return anchor === undefined || isNaming(anchor, schema) ? undefined : anchor;
}

export const isNaming = (attribute: string, schema: SchemaFile): boolean =>
  attribute.toLowerCase() === (schema.naming ?? 'dn').toLowerCase();

/** The anchor of an entry; absent if its anchor attribute has not exactly one value that can be written as text. */
export function anchorOf(entry: LdapEntry, type: string, context: LdapContext): string | undefined {
  const attribute = anchorAttribute(type, context);
  if (attribute === undefined) return dnKey(entry.dn);
  const [bytes, ...more] = bytesIn(entry, attribute);
  if (bytes === undefined || more.length > 0) return undefined;
  return (isGuid(attribute) ? guidText(bytes) : textOf(bytes)) || undefined;
}

/** The entry with this anchor, as a filter. Bytes stay bytes: escapes in a filter's text are decoded as text. */
export function anchorFilter(attribute: string, anchor: string): Filter {
  const bytes = isGuid(attribute) ? guidBytes(anchor) : undefined;
  return new EqualityFilter({ attribute, value: bytes === undefined ? anchor : Buffer.from(bytes) });
}

/** The values of an attribute, a GUID as text. */
export function valuesOf(entry: LdapEntry, attribute: string): readonly RawValue[] {
  if (!isGuid(attribute)) return rawIn(entry, attribute);
  return bytesIn(entry, attribute).map((bytes) => guidText(bytes) ?? bytes);
}
