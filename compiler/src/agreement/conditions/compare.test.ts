// Comparing conditions against brute force: every state of a small world is tried.
import type { Constant, Equality, Expr } from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areDisjoint, type Condition, conditionOf, implies, isNever, type Paths } from './compare.js';
import { texts } from './states.js';

type State = Readonly<Record<string, string | number | boolean | undefined>>;

/** Each path with all its states as far as the literals below can tell them apart; the first of `open` is any other text. */
const world: Readonly<Record<string, readonly (string | number | boolean | undefined)[]>> = {
  flag: [undefined, true, false],
  kind: [undefined, 'a', 'b', 'c'],
  open: [undefined, '?', 'a', 'b'],
  name: [undefined, '?', 'a', 'b'],
  number: [undefined, -1, 0, 1, 2, 3, 4],
  sure: ['?', 'a'],
  letter: [true, false],
};
const paths: Paths = {
  certain: (path) => path === 'sure',
  values: (path) => (path === 'flag' ? texts(['true', 'false']) : path === 'kind' ? texts(['a', 'b', 'c']) : undefined),
};

const states: readonly State[] = Object.entries(world).reduce<State[]>(
  (all, [path, values]) => all.flatMap((state) => values.map((value) => ({ ...state, [path]: value }))),
  [{}],
);

const source = (attribute: string): Expr => ({ op: 'source', attribute });
const constant = (value: Constant): Expr => ({ op: 'const', value });
const integer = (n: number): Expr => constant({ integer: String(n) });

/** What a condition says in a state, by sections 8.5 and 8.6. */
const holds = (expr: Expr, state: State): boolean => {
  switch (expr.op) {
    case 'and':
      return expr.items.every((item) => holds(item, state));
    case 'or':
      return expr.items.some((item) => holds(item, state));
    case 'not':
      return !holds(expr.of, state);
    case 'present':
      return value(expr.of, state) !== undefined;
    case 'missing':
      return value(expr.of, state) === undefined;
    case 'equal':
      return equal(value(expr.left, state), value(expr.right, state), expr.by);
    case 'unequal':
      return !equal(value(expr.left, state), value(expr.right, state), expr.by);
    case 'in': {
      const left = value(expr.left, state);
      return expr.right.op === 'list' && expr.right.items.some((item) => equal(left, value(item, state), expr.by));
    }
    case 'less':
      return compare(expr.left, expr.right, state, (a, b) => a < b);
    case 'greaterOrEqual':
      return compare(expr.left, expr.right, state, (a, b) => a >= b);
    default:
      return value(expr, state) === true;
  }
};

const value = (expr: Expr, state: State): string | number | boolean | undefined => {
  if (expr.op === 'source') return state[expr.attribute];
  if (expr.op === 'call') return state.letter;
  if (expr.op !== 'const') throw new Error(`no value of ${expr.op}`);
  const { value: literal } = expr;
  if (typeof literal === 'string' || typeof literal === 'boolean') return literal;
  if ('integer' in literal) return Number(literal.integer);
  throw new Error('an unexpected constant');
};
type Literal = string | number | boolean | undefined;
const equal = (a: Literal, b: Literal, by: Equality): boolean =>
  a !== undefined &&
  b !== undefined &&
  (by === 'ignoreCase' ? String(a).toLowerCase() === String(b).toLowerCase() : a === b);
const compare = (left: Expr, right: Expr, state: State, by: (a: number, b: number) => boolean): boolean => {
  const [a, b] = [value(left, state), value(right, state)];
  return typeof a === 'number' && typeof b === 'number' && by(a, b);
};

const anyPath = fc.constantFrom('flag', 'kind', 'open', 'name', 'number', 'sure').map(source);
const text = fc.constantFrom<{ path: string; by: Equality; texts: string[] }[]>(
  { path: 'kind', by: 'exact', texts: ['a', 'b', 'c'] },
  { path: 'open', by: 'exact', texts: ['a', 'b'] },
  { path: 'name', by: 'ignoreCase', texts: ['A', 'a', 'b', 'B'] },
  { path: 'sure', by: 'exact', texts: ['a'] },
);
const part: fc.Arbitrary<Expr> = fc.oneof(
  fc.record({ op: fc.constantFrom('present' as const, 'missing' as const), of: anyPath }),
  fc.constant(source('flag')),
  fc.constant<Expr>({ op: 'call', name: 'matches', arguments: [source('other'), constant('x')] }),
  fc.boolean().map(constant),
  text.chain(({ path, by, texts }) =>
    fc.record({
      op: fc.constantFrom('equal' as const, 'unequal' as const),
      left: fc.constant(source(path)),
      right: fc.constantFrom(...texts).map(constant),
      by: fc.constant(by),
    }),
  ),
  text.chain(({ path, by, texts }) =>
    fc.record({
      op: fc.constant('in' as const),
      left: fc.constant(source(path)),
      right: fc.subarray(texts).map((some): Expr => ({ op: 'list', items: some.map(constant) })),
      by: fc.constant(by),
    }),
  ),
  fc.record({
    op: fc.constantFrom('less' as const, 'greaterOrEqual' as const),
    left: fc.constant(source('number')),
    right: fc.integer({ min: 0, max: 3 }).map(integer),
  }),
  fc.record({
    op: fc.constantFrom('less' as const, 'greaterOrEqual' as const),
    left: fc.integer({ min: 0, max: 3 }).map(integer),
    right: fc.constant(source('number')),
  }),
);
const condition: fc.Arbitrary<Expr> = fc.letrec<{ condition: Expr }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    part,
    tie('condition').map((of): Expr => ({ op: 'not', of })),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      items: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).condition;

/** Too many conjunctions: a letter, which stands for more than the one call that is opaque here. */
const isWhole = (c: Condition): boolean =>
  c.holds.some((each) => [...each.values()].some((p) => p.kind === 'letter' && /"op":"(and|or)"/.test(p.name)));

describe('compared with every state of a small world', () => {
  const runs = { numRuns: 400 };

  test('what is said to be never true is not, and single conditions are judged exactly', () => {
    fc.assert(
      fc.property(condition, (c) => {
        const prepared = conditionOf(c);
        const possible = states.some((state) => holds(c, state));
        if (isWhole(prepared)) return;
        expect(isNever(prepared, paths)).toBe(!possible);
      }),
      runs,
    );
  });

  test('what is said to be disjoint is never true together', () => {
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        if (!areDisjoint(conditionOf(a), conditionOf(b), paths)) return;
        expect(states.filter((state) => holds(a, state) && holds(b, state))).toEqual([]);
      }),
      runs,
    );
  });

  test('what is said to be implied holds wherever its premise does', () => {
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        if (!implies(conditionOf(a), conditionOf(b), paths)) return;
        expect(states.filter((state) => holds(a, state) && !holds(b, state))).toEqual([]);
      }),
      runs,
    );
  });

  test('small conditions imply themselves and exclude their opposites', () => {
    fc.assert(
      fc.property(part, part, (a, b) => {
        const c = conditionOf({ op: 'and', items: [a, b] });
        expect(implies(c, c, paths)).toBe(true);
        expect(areDisjoint(c, conditionOf({ op: 'not', of: { op: 'and', items: [a, b] } }), paths)).toBe(true);
      }),
      runs,
    );
  });
});

const is = (attribute: string, literal: string): Expr => ({
  op: 'equal',
  left: source(attribute),
  right: constant(literal),
  by: 'exact',
});

describe('the limit of sixty-four conjunctions', () => {
  const either = (i: number): Expr => ({ op: 'or', items: [is(`p${i}`, 'a'), is(`p${i}`, 'b')] });
  const many = (count: number): Expr => ({ op: 'and', items: Array.from({ length: count }, (_, i) => either(i)) });

  test.each([
    [6, 64],
    [7, 1],
  ])('%i pairs of alternatives make %i conjunctions', (pairs, conjunctions) =>
    expect(conditionOf(many(pairs)).holds).toHaveLength(conjunctions),
  );

  test('beyond it a condition is one letter, which still excludes its opposite', () => {
    const c = conditionOf(many(7));
    expect(implies(c, c, paths)).toBe(true);
    expect(areDisjoint(c, { holds: c.fails, fails: c.holds }, paths)).toBe(true);
    expect(areDisjoint(c, conditionOf(is('p0', 'c')), paths)).toBe(false);
    expect(isNever(conditionOf({ op: 'and', items: [many(7), is('p0', 'c')] }), paths)).toBe(false);
  });
});
