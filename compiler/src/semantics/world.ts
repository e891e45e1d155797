// What every expression of a program can see, wherever it stands: object types, parameters, functions.
import type { Constant, NamePlace, ValueType } from '@syncrule/runtime/plan';
import type { SourceFile } from '../source/index.js';
import type { Report } from './findings.js';
import type { Keys } from './keys.js';
import type { ObjectType, Side } from './object-types.js';
import type { DeclaredFunction, Placed, Scope } from './scope.js';
import type { Tables } from './tables.js';

export interface World {
  readonly tables: Tables;
  readonly paramTypes: ReadonlyMap<string, ValueType>;
  readonly functions: ReadonlyMap<string, DeclaredFunction>;
  readonly objectTypes: ReadonlyMap<string, ObjectType>;
  readonly isUnread: (connector: string) => boolean;
  readonly placed?: Placed | undefined;
  /** The values of parameters, where they are known. */
  readonly paramValues: ReadonlyMap<string, Constant>;
  /** The accounts that outbound rules give to objects of connector types (X4). */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  readonly keys: Keys;
}

/** What expressions may use where they can look beyond one object (T12, X2): `place` is what a name made here belongs to. */
export const beyond = (world: World, place: NamePlace): Pick<Scope, 'keyNumber' | 'namePlace'> => ({
  keyNumber: (key) => world.keys.add(key),
  namePlace: place,
});

/** A scope without names of its own: parameters, functions and attributes of other objects only. */
export const baseScope = (world: World, file: SourceFile, report: Report): Scope => ({
  file,
  name: () => undefined,
  names: () => [],
  target: undefined,
  sourceQualifier: undefined,
  param: (name) => {
    const type = world.paramTypes.get(name);
    return type === undefined ? undefined : { type, path: `param.${name}` };
  },
  params: () => [...world.paramTypes.keys()],
  function: (name) => world.functions.get(name),
  functions: () => [...world.functions.keys()],
  same: undefined,
  self: undefined,
  attribute: (typeName, name) => {
    const attribute = world.objectTypes.get(typeName)?.find(name);
    if (attribute === undefined) return undefined;
    const { type, matching, naming } = attribute;
    return { type, matching, ...(naming === undefined ? {} : { naming: naming() }) };
  },
  namespaces: () => world.tables.names('namespace'),
  accounts: (typeName) => world.accounts.get(typeName) ?? [],
  types: (side) => typesOf(world, side).map((type) => type.name),
  namedBy: (typeName) => (world.objectTypes.get(typeName)?.named === true ? 'dn' : undefined),
  placed: world.placed,
  report,
});

const typesOf = (world: World, side: Side): ObjectType[] =>
  [...world.objectTypes.values()].filter((type) => type.side === side);
