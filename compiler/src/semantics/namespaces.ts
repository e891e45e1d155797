// Namespaces (X5): which objects have names that must not collide, and what gives them.
import type { PlanNamespace, PlanNamespaceEntry } from '@syncrule/runtime/plan';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { diagnosticsOf } from '../diagnostics/index.js';
import type { NamespaceDeclaration } from '../syntax/index.js';
import { check, describeType, noFacts } from './expressions/index.js';
import type { Report } from './findings.js';
import { attributeNames, type ObjectType, sourceBinding } from './object-types.js';
import type { PlaceOf } from './places.js';
import { objectTypeNamed } from './rules/pairs.js';
import type { Scope, Typed } from './scope.js';
import { type Declared, locationOf } from './tables.js';
import { baseScope, type World } from './world.js';

const report = diagnosticsOf(namesDiagnostics);

type Namespace = Declared<NamespaceDeclaration>;
type Entry = NamespaceDeclaration['entries'][number];

/** Checks all namespaces; the first of equal names counts. */
export const checkNamespaces = (world: World, placeOf: PlaceOf, to: Report): readonly PlanNamespace[] =>
  world.tables.all('namespace').flatMap((namespace): PlanNamespace[] => {
    const { name, entries } = namespace.declaration;
    const planned = entries.flatMap((entry) => planEntry(namespace, entry, { world, placeOf, to }));
    if (world.tables.find('namespace', name.text) !== namespace) return [];
    return [{ name: name.text, place: placeOf(locationOf(namespace, name)), entries: planned }];
  });

interface Context {
  readonly world: World;
  readonly placeOf: PlaceOf;
  readonly to: Report;
}

const planEntry = (namespace: Namespace, entry: Entry, { world, placeOf, to }: Context): PlanNamespaceEntry[] => {
  const { file } = namespace;
  const type = objectTypeNamed(entry.type, { file, world, to });
  if (type === undefined) return [];
  const typed = check(entry.value, entryScope(namespace, type, world, to), noFacts, {
    type: undefined,
    position: 'value',
    ...(type.connector === undefined ? {} : { connector: type.connector }),
  });
  if (typed.type === 'anything') return [];
  const location = { file, span: entry.value.span };
  if (typed.type.scalar !== 'string') {
    to(report('SR3027', location, { found: describeType(typed.type) }));
    return [];
  }
  const reason = reasonAgainst(typed);
  if (reason !== undefined) {
    to(report('SR3028', location, { reason }));
    return [];
  }
  return [{ type: type.name, of: typed.expr, place: placeOf({ file, span: entry.type.span }) }];
};

const reasonAgainst = ({ reads }: Typed): string | undefined => {
  if (reads.time) return 'it reads the time';
  return reads.through ? 'it reads through a reference' : undefined;
};

const entryScope = ({ file }: Namespace, type: ObjectType, world: World, to: Report): Scope => ({
  ...baseScope(world, file, to),
  name: (name) => sourceBinding(type, name),
  names: () => attributeNames(type),
  sourceQualifier: type.side,
});
