// Attributes of a schema, found as the system compares their names.
import type { SchemaAttribute, SchemaFile, SchemaType } from '../../plan/schema-file.js';

export interface NamedAttribute {
  readonly name: string;
  readonly attribute: SchemaAttribute;
}

/** The attribute of a type, as the schema spells it. */
export function attributeNamed(schema: SchemaFile, type: SchemaType, name: string): NamedAttribute | undefined {
  const exact = type.attributes[name];
  if (exact !== undefined) return { name, attribute: exact };
  if (schema.attributeNames !== 'ignoreCase') return undefined;
  const folded = name.toLowerCase();
  const found = Object.entries(type.attributes).find(([one]) => one.toLowerCase() === folded);
  return found === undefined ? undefined : { name: found[0], attribute: found[1] };
}
