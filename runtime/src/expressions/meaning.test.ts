// Compiled expressions against the tree walker, over generated expressions that are well-typed by construction.
// biome-ignore-all lint/suspicious/noThenProperty: the plan's word for a branch
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../plan/expression.js';
import type { Equality } from '../plan/types.js';
import { compileCondition, compileExpression } from './compile.js';
import { context, date, duration, environment, integer, rowOf, source, text } from './testing.js';
import { walk } from './tree-walker.js';

const shortText = fc.string({ unit: fc.constantFrom('a', 'A', 'b', ',', ' ', 'ß', 'é', '#'), maxLength: 3 });
const by = fc.constantFrom<Equality>('exact', 'ignoreCase');

type Typed = Readonly<Record<'texts' | 'integers' | 'booleans' | 'dates' | 'instants' | 'durations' | 'lists', Expr>>;

/** Expressions by type, well-typed by construction. */
const typed = fc.letrec<Typed>((tie) => {
  const choice = (of: fc.Arbitrary<Expr>): fc.Arbitrary<Expr>[] => [
    fc.record({ condition: tie('booleans'), then: of, else: of }).map((parts): Expr => ({ op: 'if', ...parts })),
    fc.record({ condition: tie('booleans'), then: of }).map((parts): Expr => ({ op: 'if', ...parts })),
    fc.record({ left: of, right: of }).map((parts): Expr => ({ op: 'otherwise', ...parts })),
  ];
  const pair = (left: fc.Arbitrary<Expr>, right: fc.Arbitrary<Expr>) => fc.record({ left, right });
  const orders = fc.constantFrom('less', 'lessOrEqual', 'greater', 'greaterOrEqual');
  const leaf = (...exprs: readonly Expr[]): fc.Arbitrary<Expr> => fc.constantFrom(...exprs, { op: 'absent' });
  const small = { maxDepth: 4, depthIdentifier: 'expr' } as const;
  return {
    texts: fc.oneof(
      small,
      leaf(source('t1'), source('t2')),
      shortText.map(text),
      pair(tie('texts'), tie('texts')).map((parts): Expr => ({ op: 'add', kind: 'string', ...parts })),
      fc
        .array(fc.oneof(shortText, tie('texts'), tie('integers')), { maxLength: 3 })
        .map((parts): Expr => ({ op: 'text', parts })),
      fc
        .tuple(fc.array(fc.oneof(shortText, tie('texts')), { minLength: 1, maxLength: 2 }), tie('texts'))
        .map(([value, run]): Expr => ({ op: 'dn', parts: [{ rdn: [{ type: 'CN', value }] }, { run }] })),
      fc
        .record({
          subject: tie('texts'),
          by,
          arms: fc.array(
            fc.record({ patterns: fc.array(shortText, { minLength: 1, maxLength: 2 }), then: tie('texts') }),
            { maxLength: 2 },
          ),
          else: tie('texts'),
        })
        .map((parts): Expr => ({ op: 'case', ...parts })),
      ...choice(tie('texts')),
    ),
    integers: fc.oneof(
      small,
      leaf(source('n1'), source('n2')),
      fc
        .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
        .map((n): Expr => ({ op: 'const', value: { integer: String(n) } })),
      fc.integer({ min: -3, max: 3 }).map(integer),
      pair(tie('integers'), tie('integers')).map((parts): Expr => ({ op: 'add', kind: 'integer', ...parts })),
      pair(tie('integers'), tie('integers')).map((parts): Expr => ({ op: 'subtract', kind: 'integer', ...parts })),
      pair(tie('integers'), tie('integers')).map((parts): Expr => ({ op: 'multiply', ...parts })),
      tie('integers').map((of): Expr => ({ op: 'negate', kind: 'integer', of })),
      ...choice(tie('integers')),
    ),
    booleans: fc.oneof(
      small,
      leaf(source('b1'), { op: 'const', value: true }),
      fc.array(tie('booleans'), { minLength: 2, maxLength: 3 }).map((items): Expr => ({ op: 'and', items })),
      fc.array(tie('booleans'), { minLength: 2, maxLength: 3 }).map((items): Expr => ({ op: 'or', items })),
      tie('booleans').map((of): Expr => ({ op: 'not', of })),
      fc
        .record({
          op: fc.constantFrom('equal' as const, 'unequal' as const),
          left: tie('texts'),
          right: tie('texts'),
          by,
        })
        .map((expr): Expr => expr),
      fc
        .record({ op: fc.constant('in' as const), left: tie('texts'), right: tie('lists'), by })
        .map((expr): Expr => expr),
      fc.record({ op: orders, left: tie('integers'), right: tie('integers') }).map((expr): Expr => expr),
      fc.record({ op: orders, left: tie('dates'), right: tie('dates') }).map((expr): Expr => expr),
      fc.record({ op: orders, left: tie('instants'), right: tie('instants') }).map((expr): Expr => expr),
      fc.record({ op: orders, left: tie('durations'), right: tie('durations') }).map((expr): Expr => expr),
      fc.oneof(tie('texts'), tie('lists'), tie('integers')).map((of): Expr => ({ op: 'present', of })),
      fc.oneof(tie('texts'), tie('lists'), tie('dates')).map((of): Expr => ({ op: 'missing', of })),
    ),
    dates: fc.oneof(
      small,
      leaf(source('d1'), date('2026-03-31'), { op: 'today', zone: text('UTC') }),
      pair(tie('dates'), tie('durations')).map((parts): Expr => ({ op: 'add', kind: 'date', ...parts })),
      pair(tie('dates'), tie('durations')).map((parts): Expr => ({ op: 'subtract', kind: 'date', ...parts })),
      ...choice(tie('dates')),
    ),
    instants: fc.oneof(
      small,
      leaf(source('m1'), { op: 'now' }),
      pair(tie('instants'), tie('durations')).map((parts): Expr => ({ op: 'add', kind: 'datetime', ...parts })),
      pair(tie('instants'), tie('durations')).map((parts): Expr => ({ op: 'subtract', kind: 'datetime', ...parts })),
    ),
    durations: fc.oneof(
      small,
      leaf(duration(1), duration(-0.5), duration(400_000)),
      pair(tie('dates'), tie('dates')).map((parts): Expr => ({ op: 'subtract', kind: 'dateDifference', ...parts })),
      pair(tie('instants'), tie('instants')).map(
        (parts): Expr => ({ op: 'subtract', kind: 'datetimeDifference', ...parts }),
      ),
      tie('durations').map((of): Expr => ({ op: 'negate', kind: 'duration', of })),
    ),
    lists: fc.oneof(
      small,
      leaf(source('l1')),
      fc.array(tie('texts'), { maxLength: 3 }).map((items): Expr => ({ op: 'list', items })),
      pair(tie('lists'), fc.oneof(tie('lists'), tie('texts'))).map(
        (parts): Expr => ({ op: 'add', kind: 'list', ...parts }),
      ),
      ...choice(tie('lists')),
    ),
  };
});

const maybe = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(values, { nil: undefined });
const attributes = fc.record({
  t1: maybe(shortText),
  t2: maybe(shortText),
  n1: maybe(fc.bigInt({ min: -5n, max: 5n })),
  n2: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  b1: maybe(fc.boolean()),
  d1: maybe(fc.integer({ min: 20_000, max: 21_000 })),
  m1: maybe(fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 })),
  l1: maybe(fc.array(shortText, { minLength: 1, maxLength: 3 })),
});

describe('compiled expressions mean what the tree walker says', () => {
  const { texts, integers, booleans, dates, instants, durations, lists } = typed;
  it.each<[string, fc.Arbitrary<Expr>]>([
    ['texts', texts],
    ['integers', integers],
    ['booleans', booleans],
    ['dates', dates],
    ['instants', instants],
    ['durations', durations],
    ['lists', lists],
  ])('%s', (_, exprs) => {
    fc.assert(
      fc.property(exprs, attributes, (expr, given) => {
        const here = environment({ source: rowOf(given) });
        const expected = walk(expr, { attributes: given, now: here.now, variables: {} });
        expect(compileExpression(expr, context())(here)).toEqual(expected);
        expect(compileCondition(expr, context())(here)).toBe(expected === true);
      }),
      { numRuns: 400 },
    );
  });
});
