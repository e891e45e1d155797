// What a name written in a program means: an attribute and how it compares, or a `let` and its value.
import type { Equality } from '@syncrule/runtime/plan';
import type { CheckedProgram, ProgramSymbols } from '../semantics/index.js';
import type { SourceFile, Span } from '../source/index.js';
import type { Expression } from '../syntax/index.js';
import { attributeKey } from './reads.js';

export type NamedThing =
  | { readonly kind: 'attribute'; readonly name: string; readonly equality: Equality }
  | { readonly kind: 'let'; readonly value: Expression; readonly file: SourceFile };

export interface NamedThings {
  /** What the name at a place means; undefined where neither an attribute nor a `let` is meant. */
  readonly at: (file: SourceFile, span: Span) => NamedThing | undefined;
  /** Whether some rule has a `let` of this name: where none has, nobody need ask what it is. */
  readonly mayBeLet: (name: string) => boolean;
}

export const namedThings = (program: CheckedProgram, symbols: ProgramSymbols): NamedThings => {
  const names = letNames(program);
  let known: ReadonlyMap<string, NamedThing> | undefined;
  return {
    at: (file, { start }) => {
      known ??= thingsByPlace(program, symbols);
      return known.get(placeOf(file, start));
    },
    mayBeLet: (name) => names.has(name),
  };
};

const thingsByPlace = (program: CheckedProgram, { references }: ProgramSymbols): ReadonlyMap<string, NamedThing> => {
  const equalities = equalitiesOf(program);
  const lets = letsOf(program);
  return new Map(
    references.flatMap(({ location, to }): [string, NamedThing][] => {
      const key = placeOf(location.file, location.span.start);
      if (to.kind === 'let') {
        const found = lets.get(placeOf(to.location.file, to.location.span.start));
        return found === undefined ? [] : [[key, { kind: 'let', ...found }]];
      }
      if (to.kind !== 'attribute' || to.container === undefined) return [];
      const equality = equalities.get(attributeKey(to.container, to.name));
      return equality === undefined ? [] : [[key, { kind: 'attribute', name: to.name, equality }]];
    }),
  );
};

const placeOf = (file: SourceFile, start: number): string => `${file.path}\n${start}`;

const equalitiesOf = ({ connectors, metaverse }: CheckedProgram): ReadonlyMap<string, Equality> =>
  new Map([
    ...connectors.flatMap(({ name, types }) =>
      types.flatMap((type) =>
        type.attributes.map((each) => [attributeKey(`${name}.${type.name}`, each.name), each.equality] as const),
      ),
    ),
    ...metaverse.flatMap(({ plan }) =>
      plan.attributes.map((each) => [attributeKey(plan.name, each.name), each.equality] as const),
    ),
  ]);

const letNames = ({ rules }: CheckedProgram): ReadonlySet<string> =>
  new Set(
    rules.flatMap(({ declaration }) =>
      declaration.clauses.flatMap((clause) => (clause.kind === 'let' ? [clause.name.text] : [])),
    ),
  );

/** The values of `let`s by the place of their names. */
const letsOf = ({ rules }: CheckedProgram) =>
  new Map(
    rules.flatMap(({ declaration, file }) =>
      declaration.clauses.flatMap((clause) =>
        clause.kind === 'let' ? [[placeOf(file, clause.name.span.start), { value: clause.value, file }] as const] : [],
      ),
    ),
  );
