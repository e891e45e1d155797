// Which type of the schema an entry is of, by its object classes.
import type { SchemaFile } from '../../plan/schema-file.js';

/** Superiors of classes that many servers leave out of `objectClass` (RFC 4519, RFC 2798, Active Directory's schema). */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  organizationalperson: 'person',
  residentialperson: 'person',
  inetorgperson: 'organizationalPerson',
  user: 'organizationalPerson',
  contact: 'organizationalPerson',
  computer: 'user',
  dnsdomain: 'domain',
  rfc822localpart: 'domain',
};

/** The superior of a class, if known. */
export type Superiors = (objectClass: string) => string | undefined;
export const wellKnownSuperiors: Superiors = (objectClass) => WELL_KNOWN[objectClass];

/** The name of the type that an entry with these classes is of. `undefined`: of none. */
export type TypeOf = (objectClasses: readonly string[]) => string | undefined;

/**
 * An entry is of the type whose classes it has all, superiors and `top` understood. Of several such types the one with
 * the most classes is meant, of equals the first in the schema. A type without classes takes what no other takes.
 */
export function typeFinder(schema: SchemaFile, superior: Superiors = wellKnownSuperiors): TypeOf {
  const types = Object.entries(schema.types).map(([name, { objectClass = [] }]) => ({
    name,
    classes: objectClass.map(fold),
    rank: withSuperiors(objectClass, superior).size,
  }));
  types.sort((a, b) => b.rank - a.rank || b.classes.length - a.classes.length);
  const known = new Map<string, string | undefined>();
  return (objectClasses) => {
    const text = objectClasses.join('\u0000');
    if (!known.has(text)) {
      const has = withSuperiors(objectClasses, superior);
      known.set(text, types.find(({ classes }) => classes.every((one) => has.has(one)))?.name);
    }
    return known.get(text);
  };
}

const fold = (name: string): string => name.toLowerCase();

function withSuperiors(objectClasses: readonly string[], superior: Superiors): ReadonlySet<string> {
  const found = new Set(objectClasses.length === 0 ? [] : ['top']);
  for (const one of objectClasses) {
    for (let next: string | undefined = fold(one); next !== undefined && !found.has(next); ) {
      found.add(next);
      const above = superior(next);
      next = above === undefined ? undefined : fold(above);
    }
  }
  return found;
}
