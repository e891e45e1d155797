// Random expressions over the attributes of the schema.
import type { Expr, PlanFlow } from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { KEYS, PLACE, TEXTS } from './schema.js';

export const source = (name: string): Expr => ({ op: 'source', attribute: name });
export const constant = (value: string): Expr => ({ op: 'const', value });
export const now: Expr = { op: 'today', zone: constant('UTC') };

export const anyText = fc.constantFrom<string>(...KEYS, ...TEXTS);
export const letter = fc.constantFrom('a', 'b', 'c');

export const condition = (through: (name: string) => Expr): fc.Arbitrary<Expr | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: anyText.map((name): Expr => ({ op: 'present', of: source(name) })) },
    { weight: 1, arbitrary: anyText.map((name): Expr => ({ op: 'missing', of: source(name) })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyText, letter)
        .map(([name, value]): Expr => ({ op: 'equal', left: source(name), right: constant(value), by: 'exact' })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyText, letter)
        .map(([name, value]): Expr => ({ op: 'unequal', left: source(name), right: constant(value), by: 'exact' })),
    },
    { weight: 2, arbitrary: fc.constant<Expr>({ op: 'not', of: { op: 'less', left: source('until'), right: now } }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyText, letter)
        .map(([name, value]): Expr => ({ op: 'equal', left: through(name), right: constant(value), by: 'exact' })),
    },
  );

export const throughBoss =
  (side: 'cs' | 'mv', type: string) =>
  (name: string): Expr => ({ op: 'through', of: source('boss'), attribute: name, side, types: [type] });

/** A single text, from the source: mostly a copy. */
export const value = (through: (name: string) => Expr): fc.Arbitrary<Expr> =>
  fc.oneof(
    { weight: 6, arbitrary: anyText.map(source) },
    { weight: 1, arbitrary: letter.map(constant) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(anyText, anyText)
        .map(([left, right]): Expr => ({ op: 'otherwise', left: source(left), right: source(right) })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(anyText, anyText).map(([a, b]): Expr => ({ op: 'text', parts: [source(a), '-', source(b)] })),
    },
    { weight: 1, arbitrary: anyText.map(through) },
  );

/** An outcome that is sometimes no value. */
export const outcome = (through: (name: string) => Expr, outbound: boolean): fc.Arbitrary<Expr> =>
  fc.oneof(
    { weight: 8, arbitrary: value(through) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          anyText,
          letter,
          value(through),
          fc.constantFrom<Expr>(
            { op: 'clear' },
            { op: 'error', message: constant('no') },
            ...(outbound ? [{ op: 'keep' } as const] : []),
          ),
        )
        .map(
          ([name, letterValue, otherwise, special]): Expr => ({
            op: 'if',
            condition: { op: 'equal', left: source(name), right: constant(letterValue), by: 'exact' },
            then: special,
            else: otherwise,
          }),
        ),
    },
  );

export const flow = (target: string, of: Expr, mode: PlanFlow['mode'] = 'set'): PlanFlow => ({
  target,
  mode,
  of,
  place: PLACE,
});

export const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

export const present = <T>(items: readonly (T | undefined)[]): readonly T[] =>
  items.filter((item): item is T => item !== undefined);
