// What a program declares and its schemas offer, with places: for editors and documentation.
import type { Location } from '../source/index.js';
import { isMissing, type Name } from '../syntax/index.js';
import type { ObjectType } from './object-types.js';
import { referencesIn } from './references.js';
import type { FindSymbol, ProgramSymbol, Reference, SymbolKind } from './symbol.js';
import { locationOf } from './tables.js';
import type { World } from './world.js';

export interface ObjectTypeSymbol extends ProgramSymbol {
  readonly side: 'cs' | 'mv';
  readonly attributes: readonly ProgramSymbol[];
}

export interface ProgramSymbols {
  readonly declarations: readonly ProgramSymbol[];
  readonly objectTypes: readonly ObjectTypeSymbol[];
  readonly find: FindSymbol;
  readonly objectType: (name: string) => ObjectTypeSymbol | undefined;
  /** Uses of names, each with what it refers to. */
  readonly references: readonly Reference[];
}

/** The symbols of a program. */
export const programSymbols = (world: World): ProgramSymbols => {
  const objectTypes = [...world.objectTypes.values()].map(objectTypeSymbol);
  const declarations = [...declaredSymbols(world), ...objectTypes.filter((type) => type.side === 'cs')];
  const all = [...declarations, ...objectTypes.flatMap((type) => type.attributes)];
  const byKey = new Map(all.map((symbol) => [keyOf(symbol.kind, symbol.name, symbol.container), symbol]));
  const find: FindSymbol = (kind, name, container) => byKey.get(keyOf(kind, name, container));
  let known: readonly Reference[] | undefined;
  // Found when somebody asks: an editor does, looking for findings does not.
  const references = (): readonly Reference[] => {
    known ??= referencesIn(world, find);
    return known;
  };
  return {
    declarations,
    objectTypes,
    find,
    objectType: (name) => objectTypes.find((type) => type.name === name),
    get references() {
      return references();
    },
  };
};

const keyOf = (kind: SymbolKind, name: string, container = ''): string => `${kind}\n${container}\n${name}`;

const objectTypeSymbol = (type: ObjectType): ObjectTypeSymbol => ({
  kind: type.side === 'cs' ? 'connectorType' : 'metaverse',
  name: type.name,
  side: type.side,
  location: type.location,
  ...(type.doc === undefined ? {} : { doc: type.doc }),
  attributes: type.attributes.map((attribute) => ({
    kind: 'attribute',
    name: attribute.name,
    container: type.name,
    type: attribute.type,
    writable: attribute.writable,
    location: attribute.location,
    ...(attribute.deprecated === undefined ? {} : { deprecated: attribute.deprecated }),
    ...(attribute.doc === undefined ? {} : { doc: attribute.doc }),
  })),
});

const KINDS = ['param', 'connector', 'metaverse', 'namespace', 'function', 'flows', 'rule'] as const;

const declaredSymbols = (world: World): ProgramSymbol[] =>
  KINDS.flatMap((kind) =>
    world.tables.all(kind).flatMap((entry): ProgramSymbol[] => {
      const { declaration } = entry;
      const symbol = symbolOf(kind, declaration.name, locationOf(entry, declaration.name), declaration.doc);
      if (declaration.kind !== 'rule' && declaration.kind !== 'flows') return [withType(symbol, world)];
      const lets = declaration.clauses.filter((clause) => clause.kind === 'let');
      const inside = lets.map(({ name, doc }) => ({
        ...symbolOf('let', name, locationOf(entry, name), doc),
        container: declaration.name.text,
      }));
      return [symbol, ...inside];
    }),
  ).filter((symbol) => symbol.name !== '');

const symbolOf = (kind: SymbolKind, name: Name, location: Location, doc: string | undefined): ProgramSymbol => ({
  kind,
  name: isMissing(name) ? '' : name.text,
  location,
  ...(doc === undefined ? {} : { doc }),
});

const withType = (symbol: ProgramSymbol, world: World): ProgramSymbol => {
  const type = symbol.kind === 'param' ? world.paramTypes.get(symbol.name) : world.functions.get(symbol.name)?.result;
  return type === undefined || (symbol.kind !== 'param' && symbol.kind !== 'function') ? symbol : { ...symbol, type };
};
