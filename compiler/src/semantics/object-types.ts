// Object types of both sides, as rules see them: attributes by name, however the system compares names.
import type { PlanConnector, PlanCsAttribute, SchemaFile, SchemaType, ValueType } from '@syncrule/runtime/plan';
import type { SchemaReading } from '../schema/index.js';
import type { Location } from '../source/index.js';
import type { Binding, Matching, Naming } from './scope.js';

export type Side = 'cs' | 'mv';

export interface ObjectAttribute {
  readonly name: string;
  readonly type: ValueType;
  readonly matching: Matching | undefined;
  /** Always present (P1); asked for lazily, since a derived attribute rests on others. */
  readonly certain: () => boolean;
  /** Whether it rests on a name (X6); missing: it does not. Asked for lazily too. */
  readonly naming?: () => Naming;
  readonly writable: 'never' | 'create' | 'always';
  /** The attribute that names objects (6.5). */
  readonly isName: boolean;
  /** At most one object has a given value: as the schema says, the anchor and the name included. */
  readonly unique?: boolean;
  /** The integer attribute that it is a bit of (6.3). */
  readonly bitOf?: string;
  readonly deprecated?: string;
  readonly doc?: string;
  readonly location: Location;
}

export interface ObjectType {
  /** `corp.user` or `person`. */
  readonly name: string;
  readonly side: Side;
  readonly connector: string | undefined;
  /** The attribute that tells objects of a connected system apart, if an attribute does. */
  readonly anchor?: string;
  /** Objects have LDAP names. */
  readonly named: boolean;
  readonly attributes: readonly ObjectAttribute[];
  /** The attribute of that name, as the system compares names. */
  readonly find: (name: string) => ObjectAttribute | undefined;
  /** The part before the dot of composite attributes (6.2). */
  readonly isGroup: (name: string) => boolean;
  readonly location: Location;
  readonly doc?: string;
}

/** Documentation as an optional member. */
export const docOf = (doc: string | undefined) => (doc === undefined ? {} : { doc });

interface TypeParts extends Omit<ObjectType, 'find' | 'isGroup'> {
  readonly ignoreCase: boolean;
}

/** An object type that finds its attributes. */
export const objectType = ({ ignoreCase, ...type }: TypeParts): ObjectType => {
  const fold = (name: string) => (ignoreCase ? name.toLowerCase() : name);
  const byName = new Map(type.attributes.map((attribute) => [fold(attribute.name), attribute]));
  const groups = new Set(type.attributes.flatMap(({ name }) => prefixesOf(fold(name))));
  return { ...type, find: (name) => byName.get(fold(name)), isGroup: (name) => groups.has(fold(name)) };
};

const prefixesOf = (name: string): string[] => {
  const parts = name.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
};

/** The object types of a connector, from its plan and the schema that it came from. */
export const connectorTypes = (connector: PlanConnector, schema: SchemaFile, places: SchemaReading['places']) =>
  connector.types.map((type) => {
    const described = schema.types[type.name];
    return objectType({
      name: `${connector.name}.${type.name}`,
      side: 'cs',
      connector: connector.name,
      ...(type.anchor === undefined ? {} : { anchor: type.anchor }),
      named: connector.naming !== undefined,
      ignoreCase: schema.attributeNames === 'ignoreCase',
      location: places.type(type.name),
      ...docOf(described?.doc),
      attributes: type.attributes.map((attribute) => ({
        ...schemaAttribute(attribute, connector.naming),
        unique: isUnique(attribute.name, described, connector.naming),
        location: places.attribute(type.name, attribute.name),
        ...docOf(described?.attributes[attribute.name]?.doc),
        ...deprecationOf(described?.attributes[attribute.name]?.deprecated),
      })),
    });
  });

const isUnique = (name: string, type: SchemaType | undefined, naming: string | undefined): boolean =>
  name === naming || name === type?.anchor || type?.attributes[name]?.unique === true;

const schemaAttribute = (attribute: PlanCsAttribute, naming: string | undefined) => ({
  name: attribute.name,
  type: attribute.type,
  matching: attribute.equality === 'exact' || attribute.equality === 'ignoreCase' ? attribute.equality : undefined,
  certain: () => attribute.always,
  writable: attribute.writable,
  isName: attribute.name === naming,
  ...(attribute.bit === undefined ? {} : { bitOf: attribute.bit.of }),
});

const deprecationOf = (deprecated: string | undefined) => (deprecated === undefined ? {} : { deprecated });

/** What the name of an attribute of the source means. */
export const sourceBinding = (type: ObjectType, name: string): Binding | undefined =>
  bindingOf(type, name, (attribute) => ({
    expr: { op: 'source', attribute: attribute.name },
    certain: attribute.certain(),
    path: attribute.name,
    ...namingOf(attribute),
  }));

/** What `cs.name` or `mv.name` means: possibly absent, since the object may not be there yet. */
export const targetBinding = (type: ObjectType, name: string): Binding | undefined =>
  bindingOf(type, name, (attribute) => ({
    expr: { op: 'target', attribute: attribute.name },
    certain: false,
    path: `${type.side}.${attribute.name}`,
    ...namingOf(attribute),
  }));

const namingOf = ({ naming }: ObjectAttribute) => (naming === undefined ? {} : { naming: naming() });

const bindingOf = (
  type: ObjectType,
  name: string,
  rest: (attribute: ObjectAttribute) => Omit<Extract<Binding, { kind: 'attribute' }>, 'kind' | 'type' | 'matching'>,
): Binding | undefined => {
  const attribute = type.find(name);
  if (attribute === undefined) return type.isGroup(name) ? { kind: 'group', name } : undefined;
  return { kind: 'attribute', type: attribute.type, matching: attribute.matching, ...rest(attribute) };
};

export const attributeNames = (type: ObjectType): readonly string[] =>
  type.attributes.map((attribute) => attribute.name);
