// What the parts of the LDIF connector share.
import type { SchemaFile } from '../../plan/schema-file.js';
import { rawKeys, referenceAttributes } from '../directory/attributes.js';
import { textOf } from '../directory/codec.js';
import { type TypeOf, typeFinder } from '../directory/object-types.js';
import type { DirectoryOptions } from './directory.js';
import { type Entry, valuesIn } from './entries.js';
import type { LdifPlace } from './file.js';
import type { LdifSettings } from './settings.js';

export interface LdifContext {
  readonly name: string;
  readonly schema: SchemaFile;
  readonly place: LdifPlace;
  readonly options: DirectoryOptions;
  readonly references: 'name' | 'anchor';
  readonly typeOf: TypeOf;
  /** The attribute that is the anchor of a type; `undefined`: the name is. */
  readonly anchorAttribute: (type: string) => string | undefined;
}

export function contextOf(name: string, schema: SchemaFile, settings: LdifSettings, path: string): LdifContext {
  const references = schema.references ?? 'name';
  const follow = (settings.referentialIntegrity ?? true) && references === 'name';
  const naming = (schema.naming ?? 'dn').toLowerCase();
  return {
    name,
    schema,
    place: { path, shownPath: settings.path },
    options: {
      suffixes: settings.suffixes ?? [],
      followed: follow ? referenceAttributes(schema) : new Set(),
      valueKey: rawKeys(schema),
    },
    references,
    typeOf: typeFinder(schema),
    anchorAttribute: (type) => {
      const anchor = settings.anchor ?? schema.types[type]?.anchor ?? 'dn';
      return anchor.toLowerCase() === 'dn' || anchor.toLowerCase() === naming ? undefined : anchor;
    },
  };
}

/** The type of an entry, if it has one in the schema. */
export const typeOfEntry = (entry: Entry, { typeOf }: LdifContext): string | undefined =>
  typeOf(valuesIn(entry, 'objectClass').map((value) => textOf(value) ?? ''));

/** The anchor of an entry; absent if its anchor attribute has not exactly one value that is a text. */
export function anchorOf(entry: Entry, type: string, { anchorAttribute }: LdifContext): string | undefined {
  const attribute = anchorAttribute(type);
  if (attribute === undefined) return entry.key;
  const values = valuesIn(entry, attribute);
  const [value] = values;
  if (value === undefined || values.length > 1) return undefined;
  return textOf(value) || undefined;
}
