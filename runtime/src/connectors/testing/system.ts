// A connected system under test: what the contract needs to know of it, and a plain model of what is in it.
import type { SchemaFile, SchemaType } from '../../plan/schema-file.js';
import type { Connector, ExportChange, ExportContent, ExportReference, SystemReference } from '../port.js';

/** An object as the contract thinks of it. References are keys of other objects. */
export interface ModelObject {
  readonly type: 'person' | 'group';
  /** The value of `uid` or `cn`. */
  readonly key: string;
  readonly values: ModelValues;
}
export type ModelValues = Readonly<Record<string, ModelContent>>;
export type ModelContent = string | Uint8Array | readonly string[];

/** A way to have the system: started once, emptied before each test. */
export interface ContractSystem {
  /** Objects have names, made of their keys by `nameOf`. */
  readonly named: boolean;
  nameOf(type: string, key: string): string;
  keyOf(reference: SystemReference): string;
  open(): Promise<Connector>;
  /** Empties the system, and creates objects in it as somebody else would: not through the connector. */
  fill(objects: readonly ModelObject[]): Promise<void>;
  stop(): Promise<void>;
}

const person: SchemaType = {
  objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
  attributes: {
    uid: { type: 'string', required: true },
    cn: { type: 'string', required: true },
    sn: { type: 'string', required: true },
    displayName: { type: 'string' },
    description: { type: 'string', many: true },
    jpegPhoto: { type: 'binary' },
    manager: { type: 'ref', to: ['person'] },
  },
};
const group: SchemaType = {
  objectClass: ['top', 'groupOfNames'],
  attributes: {
    cn: { type: 'string', required: true },
    description: { type: 'string', many: true },
    member: { type: 'ref', many: true },
  },
};

/** The schema of systems whose objects are told apart by their keys. */
export const keyedSchema: SchemaFile = {
  format: 'syncrule-schema/1',
  types: { person: { ...person, anchor: 'uid' }, group: { ...group, anchor: 'cn' } },
};

const anchored = (type: SchemaType): SchemaType => ({
  ...type,
  anchor: 'entryUUID',
  attributes: {
    dn: { type: 'dn', always: true, required: true },
    entryUUID: { type: 'string', always: true, writable: 'never' },
    ...type.attributes,
  },
});

/** The schema of directories. */
export const directorySchema: SchemaFile = {
  format: 'syncrule-schema/1',
  attributeNames: 'ignoreCase',
  naming: 'dn',
  references: 'name',
  types: { person: anchored(person), group: anchored(group) },
};

export const keyAttribute = (type: string): string => (type === 'person' ? 'uid' : 'cn');
export const isReferenceAttribute = (name: string): boolean => name === 'manager' || name === 'member';

/** Attributes that the contract imports. */
export const SELECTION: Readonly<Record<string, readonly string[]>> = {
  person: Object.keys(person.attributes),
  group: Object.keys(group.attributes),
};

/** The attributes of an object besides what it says: directories want some of everyone. */
export const completed = ({ type, key, values }: ModelObject): ModelValues =>
  type === 'person' ? { uid: key, cn: key, sn: key, ...values } : { cn: key, ...values };

/** Changes that set values, as an export would say it. */
export const settingChanges = (values: ModelValues, system: ContractSystem): readonly ExportChange[] =>
  Object.entries(values).map(([attribute, content]) => ({ attribute, set: contentFor(attribute, content, system) }));

export function contentFor(attribute: string, content: ModelContent, system: ContractSystem): ExportContent {
  if (!isReferenceAttribute(attribute))
    return typeof content === 'string' || content instanceof Uint8Array ? content : [...content];
  const references = (typeof content === 'string' ? [content] : [...(content as readonly string[])]).map((key) =>
    referenceTo(key, system),
  );
  return typeof content === 'string' ? references[0] : references;
}

const referenceTo = (key: string, system: ContractSystem): ExportReference =>
  system.named ? { anchor: undefined, name: system.nameOf('person', key) } : { anchor: key, name: undefined };
