// What a name written in a program means: an attribute and how it compares, or a `let` and its value.
import type { Equality } from '@syncrule/runtime/plan';
import type { CheckedProgram, ProgramSymbol, ProgramSymbols } from '../semantics/index.js';
import type { SourceFile, Span } from '../source/index.js';
import type { Expression } from '../syntax/index.js';
import { attributeKey } from './reads.js';

export type NamedThing =
  | { readonly kind: 'attribute'; readonly name: string; readonly equality: Equality }
  | { readonly kind: 'let'; readonly value: Expression; readonly file: SourceFile };

export interface NamedThings {
  /** What the name at a place means in a variant of its rule; undefined where neither an attribute nor a `let` is meant. */
  readonly at: (file: SourceFile, span: Span, variant: number) => NamedThing | undefined;
  /** How many variants a rule has at most. */
  readonly variants: number;
  /** Whether some rule has a `let` of this name: where none has, nobody need ask what it is. */
  readonly mayBeLet: (name: string) => boolean;
}

export const namedThings = (program: CheckedProgram, symbols: ProgramSymbols): NamedThings => {
  const names = letNames(program);
  let known: ThingsByPlace | undefined;
  return {
    at: (file, { start }, variant) => {
      known ??= thingsByPlace(program, symbols);
      const things = known.get(placeOf(file, start));
      return things?.get(variant) ?? things?.get(0);
    },
    variants: Math.max(1, ...program.rules.map(({ plan }) => plan.variant + 1)),
    mayBeLet: (name) => names.has(name),
  };
};

/** What variants of a rule mean by a name; what they mean alike stands under the first of them. */
type ThingsByPlace = ReadonlyMap<string, ReadonlyMap<number, NamedThing>>;

const thingsByPlace = (program: CheckedProgram, { references }: ProgramSymbols): ThingsByPlace => {
  const thingOf = thingsOf(program);
  const things = new Map<string, Map<number, NamedThing>>();
  for (const { location, to, variant } of references) {
    const thing = thingOf(to);
    if (thing === undefined) continue;
    const place = placeOf(location.file, location.span.start);
    const known = things.get(place);
    if (known === undefined) things.set(place, new Map([[variant, thing]]));
    else known.set(variant, thing);
  }
  return things;
};

const thingsOf = (program: CheckedProgram): ((symbol: ProgramSymbol) => NamedThing | undefined) => {
  const equalities = equalitiesOf(program);
  const lets = letsOf(program);
  return ({ kind, name, container, location }) => {
    if (kind === 'let') {
      const found = lets.get(placeOf(location.file, location.span.start));
      return found === undefined ? undefined : { kind: 'let', ...found };
    }
    if (kind !== 'attribute' || container === undefined) return undefined;
    const equality = equalities.get(attributeKey(container, name));
    return equality === undefined ? undefined : { kind: 'attribute', name, equality };
  };
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
