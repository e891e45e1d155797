import type { SchemaFile } from '../../plan/schema-file.js';
import { escapeDnValue, parseDn } from '../../values/index.js';
import type { SystemReference } from '../port.js';
import { connectorContract } from '../testing/contract.js';
import {
  type ContractSystem,
  completed,
  directorySchema,
  isReferenceAttribute,
  keyAttribute,
  keyedSchema,
  type ModelContent,
  type ModelObject,
} from '../testing/system.js';
import { type MemoryObject, MemorySystem, type MemoryValue, openMemory } from './index.js';

const nameOf = (type: string, key: string): string => `${keyAttribute(type)}=${escapeDnValue(key)},dc=example`;

const keyOfName = (reference: SystemReference): string =>
  'name' in reference ? String(parseDn(reference.name)?.[0]?.[0]?.value) : reference.anchor;

/** A system with this schema. `referenceTo`: how it refers to the person with a key. */
const systemOf =
  (schema: SchemaFile, referenceTo: (key: string) => SystemReference) => async (): Promise<ContractSystem> => {
    let last = 0;
    const newAnchor = (): string => String(++last);
    const system = new MemorySystem(schema, { newAnchor, referentialIntegrity: false });
    const named = schema.naming !== undefined;
    const valuesIn = (name: string, content: ModelContent): readonly MemoryValue[] => {
      const values = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
      return isReferenceAttribute(name) ? values.map((key) => referenceTo(String(key))) : values;
    };
    const objectOf = (object: ModelObject): MemoryObject => ({
      type: object.type,
      anchor: named ? newAnchor() : object.key,
      ...(named ? { name: nameOf(object.type, object.key) } : {}),
      values: new Map(Object.entries(completed(object)).map(([name, content]) => [name, valuesIn(name, content)])),
    });
    return {
      named,
      nameOf,
      keyOf: keyOfName,
      open: async () => openMemory(system),
      fill: async (objects) => {
        system.clear();
        for (const object of objects) system.put(objectOf(object));
      },
      stop: async () => undefined,
    };
  };

connectorContract(
  'a system in memory whose objects are told apart by keys',
  systemOf(keyedSchema, (anchor) => ({ anchor })),
);
connectorContract(
  'a directory in memory',
  systemOf(directorySchema, (key) => ({ name: nameOf('person', key) })),
);
