// What a directory offers: a type for each class that its entries are of, with the attributes of their classes.
import type { SchemaAttribute, SchemaFile, SchemaType } from '../../plan/schema-file.js';
import { isPassword } from '../directory/attributes.js';
import { textOf } from '../directory/codec.js';
import { rawIn } from './entry.js';
import type { AttributeDescription, ClassDescription } from './rfc4512.js';
import { everything, type LdapSession } from './session.js';
import type { Subschema } from './subschema.js';

/** Discovers the types in use below the bases. */
export async function discoverServer(
  session: LdapSession,
  subschema: Subschema,
  bases: readonly string[],
): Promise<SchemaFile> {
  const found = new Map<string, Set<string>>();
  for (const base of bases) {
    const search = { base, scope: 'sub', filter: everything(), attributes: ['objectClass'] } as const;
    for await (const page of session.pages(search)) {
      for (const entry of page) {
        const classes = rawIn(entry, 'objectClass').flatMap((value) => textOf(value) ?? []);
        const name = structuralOf(classes, subschema);
        if (name === undefined) continue;
        found.set(name, new Set([...(found.get(name) ?? []), ...classes]));
      }
    }
  }
  const isActiveDirectory = session.root('supportedCapabilities').includes(ACTIVE_DIRECTORY);
  const types = [...found].sort().map(([name, classes]) => [name, typeOf(name, classes, subschema, isActiveDirectory)]);
  return {
    format: 'syncrule-schema/1',
    attributeNames: 'ignoreCase',
    naming: 'dn',
    references: 'name',
    containers: true,
    types: Object.fromEntries(types),
  };
}

const ACTIVE_DIRECTORY = '1.2.840.113556.1.4.800';

/** The most special structural class. */
function structuralOf(classes: readonly string[], subschema: Subschema): string | undefined {
  const chains = classes
    .filter((name) => subschema.objectClass(name)?.kind === 'structural')
    .map((name) => subschema.chain(name));
  return chains.sort((a, b) => b.length - a.length)[0]?.at(-1)?.names[0];
}

function typeOf(
  name: string,
  classes: ReadonlySet<string>,
  subschema: Subschema,
  isActiveDirectory: boolean,
): SchemaType {
  const chain = subschema.chain(name);
  const auxiliaries = [...classes].filter((one) => subschema.objectClass(one)?.kind === 'auxiliary');
  const all = distinctClasses([...chain, ...auxiliaries.flatMap((one) => subschema.chain(one))]);
  const must = new Set(chain.flatMap((one) => one.must.map((attribute) => attribute.toLowerCase())));
  const names = new Set(all.flatMap((one) => [...one.must, ...one.may]).map((one) => canonical(one, subschema)));
  names.delete('objectClass');
  const attributes = [...names].sort().map((one) => [one, attributeOf(one, must, subschema)] as const);
  const anchor = isActiveDirectory ? 'objectGUID' : 'entryUUID';
  return {
    ...(chain.at(-1)?.description === undefined ? {} : { doc: chain.at(-1)?.description ?? '' }),
    anchor,
    objectClass: chain.map((one) => one.names[0] ?? one.oid),
    attributes: {
      dn: { type: 'dn', always: true, required: true },
      [anchor]: { type: 'string', always: true, writable: 'never' },
      ...Object.fromEntries(attributes.filter(([one]) => one !== anchor)),
    },
  };
}

const distinctClasses = (classes: readonly ClassDescription[]): readonly ClassDescription[] => [
  ...new Map(classes.map((one) => [one.oid, one])).values(),
];

const canonical = (name: string, subschema: Subschema): string => subschema.attribute(name)?.names[0] ?? name;

function attributeOf(name: string, must: ReadonlySet<string>, subschema: Subschema): SchemaAttribute {
  const description = subschema.attribute(name);
  const type = description === undefined ? 'string' : syntaxType(description);
  const needed = [name, ...(description?.names ?? [])].some((one) => must.has(one.toLowerCase()));
  return {
    ...(description?.description === undefined ? {} : { doc: description.description }),
    type,
    ...(description?.single || type === 'secret' ? {} : { many: true }),
    ...(needed ? { always: true, required: true } : {}),
    ...(description?.readOnly ? { writable: 'never' } : {}),
    ...(type === 'string' && /ignore/i.test(description?.equality ?? '') ? { matching: 'ignoreCase' } : {}),
  };
}

/** Types by the OIDs of syntaxes (RFC 4517; the last two are Active Directory's). */
const SYNTAXES: Readonly<Record<string, SchemaAttribute['type']>> = {
  '1.3.6.1.4.1.1466.115.121.1.7': 'boolean',
  '1.3.6.1.4.1.1466.115.121.1.12': 'ref',
  '1.3.6.1.4.1.1466.115.121.1.24': 'datetime',
  '1.3.6.1.4.1.1466.115.121.1.27': 'integer',
  '1.3.6.1.4.1.1466.115.121.1.5': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.8': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.9': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.10': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.23': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.28': 'binary',
  '1.3.6.1.4.1.1466.115.121.1.40': 'binary',
  '1.2.840.113556.1.4.906': 'integer',
  '1.2.840.113556.1.4.907': 'binary',
};

const syntaxType = ({ syntax, names }: AttributeDescription): SchemaAttribute['type'] => {
  if (names.some(isPassword)) return 'secret';
  return SYNTAXES[syntax ?? ''] ?? 'string';
};

export const GENERALIZED_TIME = '1.3.6.1.4.1.1466.115.121.1.24';
