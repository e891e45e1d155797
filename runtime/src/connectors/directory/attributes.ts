// How the attributes of the schema's types stand in a directory: names that ignore case, anchors, references.
import type { SchemaAttribute, SchemaFile, SchemaType } from '../../plan/schema-file.js';
import { dnKey } from '../../values/index.js';
import { textKey } from '../contents.js';
import { didYouMean } from '../nearest.js';
import { ConnectorError } from '../port.js';
import { type RawValue, textOf } from './codec.js';

export interface NamedAttribute {
  readonly name: string;
  readonly attribute: SchemaAttribute;
}

/** An attribute of a type, found ignoring case. */
export function attributeIn(type: SchemaType, name: string): NamedAttribute | undefined {
  const exact = type.attributes[name];
  if (exact !== undefined) return { name, attribute: exact };
  const folded = name.toLowerCase();
  const found = Object.entries(type.attributes).find(([one]) => one.toLowerCase() === folded);
  return found === undefined ? undefined : { name: found[0], attribute: found[1] };
}

/** The selected attributes of a type. Those that the schema does not have are a fault. */
export function selectedAttributes(
  schema: SchemaFile,
  typeName: string,
  selection: readonly string[],
): readonly NamedAttribute[] {
  const type = schema.types[typeName];
  if (type === undefined) {
    const meant = didYouMean(typeName, Object.keys(schema.types));
    throw new ConnectorError('schema-changed', `The schema has no type ${JSON.stringify(typeName)}.${meant}`);
  }
  return selection.map((name) => {
    const found = attributeIn(type, name);
    if (found !== undefined) return found;
    const meant = didYouMean(name, Object.keys(type.attributes));
    const text = `The schema has no attribute ${JSON.stringify(name)} of type ${JSON.stringify(typeName)}.${meant}`;
    throw new ConnectorError('schema-changed', text);
  });
}

/** Attributes, in lower case, that hold references in some type. */
export const referenceAttributes = (schema: SchemaFile): ReadonlySet<string> =>
  new Set(
    Object.values(schema.types).flatMap(({ attributes }) =>
      Object.entries(attributes).flatMap(([name, { type }]) => (type === 'ref' ? [name.toLowerCase()] : [])),
    ),
  );

/** When two raw values of an attribute are the same: as its first type in the schema says. */
export function rawKeys(schema: SchemaFile): (attribute: string, value: RawValue) => string {
  const keys = new Map<string, (text: string) => string>();
  for (const { attributes } of Object.values(schema.types)) {
    for (const [name, attribute] of Object.entries(attributes)) {
      if (!keys.has(name.toLowerCase())) keys.set(name.toLowerCase(), textKey(attribute, dnKey));
    }
  }
  return (attribute, value) => {
    const text = textOf(value);
    if (text === undefined) return `\u0000${Buffer.from(value).toString('base64')}`;
    return keys.get(attribute)?.(text) ?? text;
  };
}

/** A password is an octet string, or several, but nobody may read it: RFC 4519, 2.41, and Active Directory's. */
export const isPassword = (name: string): boolean => /^(?:userPassword|unicodePwd)$/i.test(name);
