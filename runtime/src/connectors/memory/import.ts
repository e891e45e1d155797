// Imports what a system in memory holds.
import type { SchemaFile } from '../../plan/schema-file.js';
import type { Content, Value } from '../../values/index.js';
import { didYouMean } from '../nearest.js';
import { ConnectorError, type ImportEvent, type ImportSelection, type SystemReference } from '../port.js';
import { attributeNamed, type NamedAttribute } from './attributes.js';
import type { MemoryObject, MemorySystem, MemoryValue } from './system.js';

/** All objects of the selected types. `checkpoint` throws where the import was interrupted. */
export function* importObjects(
  system: MemorySystem,
  selection: ImportSelection,
  checkpoint: () => void,
): Generator<ImportEvent> {
  checkpoint();
  const selected = selectedAttributes(system.schema, selection);
  const objects = system.objects();
  for (const object of objects) {
    checkpoint();
    const attributes = selected.get(object.type);
    if (attributes !== undefined) yield importedObject(system, object, attributes);
  }
  yield { kind: 'page', done: objects.length, total: objects.length };
  checkpoint();
  yield { kind: 'end' };
}

/** An object in these attributes. */
export function importedObject(
  { schema }: MemorySystem,
  object: MemoryObject,
  attributes: readonly NamedAttribute[],
): ImportEvent {
  const values = new Map(
    attributes.flatMap(({ name, attribute }) => {
      const held = name === schema.naming && object.name !== undefined ? [object.name] : object.values.get(name);
      return held === undefined ? [] : [[name, contentOf(held, attribute.many === true)] as const];
    }),
  );
  const { type, anchor, name } = object;
  return { kind: 'object', type, anchor, ...(name === undefined ? {} : { name }), values };
}

/** Attributes by selected type. What the schema does not have is a fault. */
export function selectedAttributes(
  schema: SchemaFile,
  selection: ImportSelection,
): ReadonlyMap<string, readonly NamedAttribute[]> {
  return new Map([...selection].map(([type, names]) => [type, names.map((name) => selected(schema, type, name))]));
}

function selected(schema: SchemaFile, typeName: string, name: string): NamedAttribute {
  const type = schema.types[typeName];
  const found = type && attributeNamed(schema, type, name);
  if (found !== undefined) return found;
  const meant =
    type === undefined
      ? `no type ${JSON.stringify(typeName)}.${didYouMean(typeName, Object.keys(schema.types))}`
      : `no attribute ${JSON.stringify(name)} of type ${JSON.stringify(typeName)}.${didYouMean(name, Object.keys(type.attributes))}`;
  throw new ConnectorError('schema-changed', `The schema has ${meant}`);
}

const contentOf = (held: readonly MemoryValue[], many: boolean): Content | readonly SystemReference[] => {
  const references = held.filter(isReference);
  if (references.length > 0) return references;
  const values = held.filter((value): value is Value => !isReference(value));
  return many ? values : values[0];
};

const isReference = (value: MemoryValue): value is SystemReference =>
  typeof value === 'object' && !(value instanceof Uint8Array);
