// What the parts of a generated program have in common: its schemas, what is declared, and what its rules write.
import type { Declared, Scope } from './expressions.js';
import type { Attribute, ObjectType, Schemas } from './schemas.js';
import type { Tape } from './tape.js';
import { type Named, one, TEXT, type Type } from './types.js';

export const DEPTH = 3;

export const PARAMS: readonly Named[] = [
  { name: 'param.word', type: TEXT },
  { name: 'param.limit', type: one('integer') },
  { name: 'param.home', type: one('dn') },
  { name: 'param.day', type: one('date') },
];

export const IN_SIGHT: Scope = { names: PARAMS, through: new Map(), functions: [] };

/** A metaverse type, as it is written. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
  readonly attributes: readonly Named[];
  /** Those that conditions may read: all that rest on no name. */
  readonly nameless: readonly Named[];
}

/** What rules write, decided before any of it is written: how they rank and whether they merge rests on all of them. */
export interface Writing {
  /** Person's attributes, by the rule that writes them. */
  readonly people: readonly Attribute[];
  readonly back: readonly Attribute[];
  readonly seen: readonly Attribute[];
  /** Of those of `people`: what stands in `flows` that the rule includes. */
  readonly included: ReadonlySet<string>;
  /** Whether one rule takes persons and workers. */
  readonly several: boolean;
  /** Names of lists of which the union counts (A3). */
  readonly mergedIn: ReadonlySet<string>;
  readonly mergedOut: ReadonlySet<string>;
  /** Attributes of a person whose order of contributors is said. */
  readonly preferring: ReadonlySet<string>;
  /** An account's attributes that stand in `flows`. */
  readonly shared: ReadonlySet<string>;
}

export interface World {
  readonly tape: Tape;
  readonly schemas: Schemas;
  readonly functions: readonly Declared[];
  readonly person: Declaration;
  readonly unit: Declaration;
  readonly writing: Writing;
}

export const writingOf = (tape: Tape, { person, corpUser }: Schemas): Writing => {
  const people = tape.some(person.attributes.slice(1), 80);
  const homely = person.attributes.filter(({ name, type }) => name !== 'id' && type.to !== 'unit');
  const back = tape.some(homely, 20);
  const mergedIn = namesOf(
    tape.some(
      person.attributes.filter(({ type }) => type.many),
      30,
    ),
  );
  const both = people.filter((each) => back.includes(each) && !mergedIn.has(each.name));
  return {
    people,
    back,
    seen: tape.some(homely, 10),
    included: namesOf(tape.some(people, 20)),
    several: tape.chance(50),
    mergedIn,
    mergedOut: namesOf(
      tape.some(
        corpUser.attributes.filter(({ type, required }) => type.many && !required),
        30,
      ),
    ),
    preferring: namesOf(tape.some(both, 50)),
    shared: namesOf(
      tape.some(
        corpUser.attributes.filter(({ name }) => name !== 'id' && name !== 'flags'),
        20,
      ),
    ),
  };
};

const namesOf = (attributes: readonly Attribute[]): ReadonlySet<string> => new Set(attributes.map(({ name }) => name));

/** What is in sight of a rule from any of these types: what all of them have alike. */
export const sourceScope = (
  { schemas, functions }: World,
  first: ObjectType,
  ...others: readonly ObjectType[]
): Scope => ({
  names: [
    ...PARAMS,
    ...first.attributes.filter(({ name }) =>
      others.every(({ attributes }) => attributes.some((each) => each.name === name)),
    ),
  ],
  through: new Map(
    [schemas.hrPerson, schemas.hrUnit, schemas.corpUser].map((each) => [each.name, each.attributes] as const),
  ),
  functions,
  ...(others.length === 0 ? { self: first.name } : {}),
});

/** What a target of that type is fed from: references cross. */
export const crossed = (type: Type, to: ReadonlyMap<string, string>): Type =>
  type.to === undefined ? type : { ...type, to: to.get(type.to) ?? type.to };

export const clauses = (head: string, lines: readonly string[]): string =>
  `${head} {\n${lines
    .filter((line) => line !== '')
    .map((line) => `  ${line}`)
    .join('\n')}\n}`;
