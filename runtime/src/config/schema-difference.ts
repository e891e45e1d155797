// What a system offers against what its schema file says: what the rules were compiled with may not be there any more.
import type { SchemaAttribute, SchemaFile, SchemaType } from '../plan/index.js';

/** A place where the two differ. `type` and `attribute` are named as the side that has them names them. */
export interface SchemaDifference {
  /** `missing`: the file has it, the system does not; `new`: the other way round; `different`: both, but not alike. */
  readonly kind: 'missing' | 'new' | 'different';
  readonly type: string;
  readonly attribute?: string;
  readonly message: string;
}

/** Differences of two schema files, type by type; what is missing in the system first. */
export const schemaDifferences = (file: SchemaFile, system: SchemaFile): readonly SchemaDifference[] => {
  const ignoreCase = file.attributeNames === 'ignoreCase' || system.attributeNames === 'ignoreCase';
  const differences = [
    ...Object.entries(file.types).flatMap(([type, own]) => {
      const offered = system.types[type];
      return offered === undefined ? [missingType(type)] : typeDifferences(type, own, offered, ignoreCase);
    }),
    ...Object.keys(system.types).flatMap((type) => (file.types[type] === undefined ? [newType(type)] : [])),
  ];
  return KINDS.flatMap((kind) => differences.filter((difference) => difference.kind === kind));
};

const KINDS: readonly SchemaDifference['kind'][] = ['missing', 'different', 'new'];

const missingType = (type: string): SchemaDifference => ({
  kind: 'missing',
  type,
  message: `type ${type} is in the file, and the system shows no object of it`,
});

const newType = (type: string): SchemaDifference => ({
  kind: 'new',
  type,
  message: `the system has objects of type ${type}, which is not in the file`,
});

type Attributes = SchemaType['attributes'];

const typeDifferences = (
  type: string,
  file: SchemaType,
  system: SchemaType,
  ignoreCase: boolean,
): readonly SchemaDifference[] => {
  const offered = byName(system.attributes, ignoreCase);
  const known = byName(file.attributes, ignoreCase);
  const own = [...known].flatMap(([name, [attribute, says]]): readonly SchemaDifference[] => {
    if (says.bit !== undefined) return [];
    const found = offered.get(name)?.[1];
    if (found === undefined)
      return [
        {
          kind: 'missing',
          type,
          attribute,
          message: `${type}.${attribute} is in the file, and the system does not have it`,
        },
      ];
    const message = contradiction(says, found);
    return message === undefined
      ? []
      : [{ kind: 'different', type, attribute, message: `${type}.${attribute} ${message}` }];
  });
  const more = [...offered].flatMap(([name, [attribute]]): readonly SchemaDifference[] =>
    known.has(name)
      ? []
      : [{ kind: 'new', type, attribute, message: `the system has ${type}.${attribute}, which is not in the file` }],
  );
  return [...own, ...more];
};

const byName = (
  attributes: Attributes,
  ignoreCase: boolean,
): ReadonlyMap<string, readonly [name: string, attribute: SchemaAttribute]> =>
  new Map(Object.entries(attributes).map((entry) => [ignoreCase ? entry[0].toLowerCase() : entry[0], entry]));

/** A file may say more of an attribute than a system can: a text that is a date, one of a few, a reference. */
const contradiction = (file: SchemaAttribute, system: SchemaAttribute): string | undefined => {
  if (system.many === true && file.many !== true) return 'may have several values in the system, and one in the file';
  if (system.type === 'string' || system.type === file.type) return undefined;
  return `is ${system.type} in the system, and ${file.type} in the file`;
};
