// Generated schemas: which attributes the types of two connectors and of the metaverse have, and what is true of them.
import type { SchemaAttribute, SchemaFile } from '@syncrule/runtime/plan';
import type { Tape } from './tape.js';
import { BOOLEAN, COLOUR, DATE, INTEGER, many, type Named, one, refTo, TEXT, type Type } from './types.js';

export interface Attribute extends Named {
  readonly always: boolean;
  readonly required: boolean;
  readonly matching: 'exact' | 'ignoreCase';
}

export interface ObjectType {
  /** `hr.person`, `person`. */
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

export interface Schemas {
  readonly hrPerson: ObjectType;
  readonly hrUnit: ObjectType;
  readonly corpUser: ObjectType;
  readonly person: ObjectType;
  readonly unit: ObjectType;
}

/** The attributes that a type may have, by the letter that their names begin with. */
const kinds = (person: string, unit: string): readonly (readonly [string, Type])[] => [
  ['t', TEXT],
  ['n', INTEGER],
  ['b', BOOLEAN],
  ['d', DATE],
  ['m', one('datetime')],
  ['y', one('binary')],
  ['x', one('dn')],
  ['e', COLOUR],
  ['l', many(TEXT)],
  ['k', many(INTEGER)],
  ['c', many(DATE)],
  ['g', many(COLOUR)],
  ['r', refTo(person)],
  ['q', many(refTo(person))],
  ['u', refTo(unit)],
];

const KEY: Attribute = { name: 'id', type: TEXT, always: true, required: false, matching: 'exact' };

/** `facts`: connector types know what is always there. */
const objectType = (
  tape: Tape,
  name: string,
  [person, unit]: readonly [string, string],
  facts: boolean,
): ObjectType => ({
  name,
  attributes: [
    { ...KEY, always: facts },
    ...kinds(person, unit).flatMap(([letter, type]) =>
      [1, 2].slice(0, tape.pick([1, 2, 0, 2])).map((n) => ({
        name: `${letter}${n}`,
        type,
        always: facts && tape.chance(20),
        required: false,
        matching: tape.pick(['exact', 'ignoreCase'] as const),
      })),
    ),
  ],
});

export const schemasOf = (tape: Tape): Schemas => {
  const corp = objectType(tape, 'corp.user', ['corp.user', 'corp.user'], true);
  const required = (attribute: Attribute): Attribute => ({
    ...attribute,
    // A created object has the attributes that flows give it.
    always: false,
    // No binary is certain by itself, and references may wait.
    required: !['ref', 'binary'].includes(attribute.type.scalar) && attribute.name !== 'id' && tape.chance(20),
  });
  return {
    hrPerson: objectType(tape, 'hr.person', ['hr.person', 'hr.unit'], true),
    hrUnit: objectType(tape, 'hr.unit', ['hr.person', 'hr.unit'], true),
    corpUser: { ...corp, attributes: corp.attributes.map(required) },
    person: objectType(tape, 'person', ['person', 'unit'], false),
    unit: objectType(tape, 'unit', ['person', 'unit'], false),
  };
};

const local = (name: string): string => name.slice(name.indexOf('.') + 1);

const attributeOf = ({ type, always, required, matching }: Attribute): SchemaAttribute => {
  const { scalar } = type;
  if (scalar === 'duration') throw new Error('bug: no attribute has a duration');
  return {
    type: scalar,
    many: type.many,
    always,
    required,
    ...(scalar === 'string' ? { matching } : {}),
    ...(type.oneOf === undefined ? {} : { oneOf: type.oneOf }),
    ...(type.to === undefined ? {} : { to: [local(type.to)] }),
  };
};

const typesOf = (types: readonly ObjectType[]): SchemaFile['types'] =>
  Object.fromEntries(
    types.map(({ name, attributes }) => [
      local(name),
      { attributes: Object.fromEntries(attributes.map((each) => [each.name, attributeOf(each)])) },
    ]),
  );

/** The connectors' schema files. Objects of `corp` have names. */
export const schemaFiles = ({ hrPerson, hrUnit, corpUser }: Schemas): Readonly<Record<'hr' | 'corp', SchemaFile>> => {
  const corp = typesOf([corpUser]);
  return {
    hr: { format: 'syncrule-schema/1', types: typesOf([hrPerson, hrUnit]) },
    corp: {
      format: 'syncrule-schema/1',
      naming: 'dn',
      types: {
        user: {
          attributes: {
            ...corp.user?.attributes,
            dn: { type: 'dn', always: true, required: true },
            pw: { type: 'secret' },
          },
        },
      },
    },
  };
};
