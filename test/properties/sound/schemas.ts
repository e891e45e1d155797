// Generated schemas: which attributes the types of two connectors and of the metaverse have, and what is true of them.
import type { SchemaAttribute, SchemaFile } from '@syncrule/runtime/plan';
import type { Tape } from './tape.js';
import { BOOLEAN, COLOUR, DATE, INTEGER, many, type Named, one, refTo, TEXT, type Type } from './types.js';

export interface Attribute extends Named {
  readonly always: boolean;
  readonly required: boolean;
  readonly matching: 'exact' | 'ignoreCase';
  /** A boolean that is a bit of {@link FLAGS}. */
  readonly bit?: { readonly of: string; readonly mask: number; readonly inverted: boolean };
}

export interface ObjectType {
  /** `hr.person`, `person`. */
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

export interface Schemas {
  readonly hrPerson: ObjectType;
  /** Some of the attributes of a person; rules take both types in one. */
  readonly hrWorker: ObjectType;
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

/** The integer that bits belong to; rules write the bits, never the whole (6.3). */
export const FLAGS = 'flags';
const flag = { always: false, required: false, matching: 'exact' } as const;
const FLAG_ATTRIBUTES: readonly Attribute[] = [
  { ...flag, name: FLAGS, type: INTEGER },
  { ...flag, name: 'z1', type: BOOLEAN, bit: { of: FLAGS, mask: 2, inverted: false } },
  { ...flag, name: 'z2', type: BOOLEAN, bit: { of: FLAGS, mask: 8, inverted: true } },
];

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
  const hrPerson = objectType(tape, 'hr.person', ['hr.person', 'hr.unit'], true);
  return {
    hrPerson,
    hrWorker: {
      name: 'hr.worker',
      attributes: [KEY, ...tape.some(hrPerson.attributes.slice(1), 80)].map((each) => ({
        ...each,
        always: each.name === 'id' || tape.chance(20),
      })),
    },
    hrUnit: objectType(tape, 'hr.unit', ['hr.person', 'hr.unit'], true),
    corpUser: { ...corp, attributes: [...corp.attributes.map(required), ...FLAG_ATTRIBUTES] },
    person: objectType(tape, 'person', ['person', 'unit'], false),
    unit: objectType(tape, 'unit', ['person', 'unit'], false),
  };
};

const local = (name: string): string => name.slice(name.indexOf('.') + 1);

const attributeOf = ({ type, always, required, matching, bit }: Attribute): SchemaAttribute => {
  const { scalar } = type;
  if (scalar === 'duration') throw new Error('bug: no attribute has a duration');
  return {
    type: scalar,
    many: type.many,
    always,
    required,
    ...(scalar === 'string' ? { matching } : {}),
    ...(bit === undefined ? {} : { bit }),
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
export const schemaFiles = ({
  hrPerson,
  hrWorker,
  hrUnit,
  corpUser,
}: Schemas): Readonly<Record<'hr' | 'corp', SchemaFile>> => {
  const corp = typesOf([corpUser]);
  return {
    hr: { format: 'syncrule-schema/1', types: typesOf([hrPerson, hrWorker, hrUnit]) },
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
