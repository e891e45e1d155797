// The moments that moving comparisons register: at none before the first of them does a comparison turn out otherwise.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../plan/expression.js';
import { parseIsoInstant } from '../values/datetime/index.js';
import { compileCondition } from './compile.js';
import type { CompileContext } from './context.js';
import { context, date, environment, text } from './testing.js';

describe('moments', () => {
  const now = parseIsoInstant('2026-03-31T12:00:00Z') ?? 0;
  const today = (zone: string): Expr => ({ op: 'today', zone: text(zone) });
  const instant = fc
    .integer({ min: -40, max: 40 })
    .map((hours): Expr => ({ op: 'const', value: { datetime: now + hours * 3_600_000 } }));
  const day = fc.integer({ min: 20_541, max: 20_546 }).map((days): Expr => ({ op: 'const', value: { date: days } }));
  const hours = fc
    .integer({ min: -30, max: 30 })
    .map((n): Expr => ({ op: 'const', value: { duration: n * 3_600_000 } }));
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'Asia/Kolkata').map(today);
  const clock = fc.constant<Expr>({ op: 'now' });
  const moved = (base: fc.Arbitrary<Expr>, kind: 'date' | 'datetime'): fc.Arbitrary<Expr> =>
    fc.oneof(
      base,
      fc
        .tuple(fc.constantFrom('add' as const, 'subtract' as const), base, hours)
        .map(([op, left, right]): Expr => ({ op, kind, left, right })),
    );
  const difference = (
    moving: fc.Arbitrary<Expr>,
    standing: fc.Arbitrary<Expr>,
    kind: 'dateDifference' | 'datetimeDifference',
  ): fc.Arbitrary<Expr> =>
    fc
      .tuple(moving, standing, fc.boolean())
      .map(([a, b, swap]): Expr => ({ op: 'subtract', kind, left: swap ? b : a, right: swap ? a : b }));
  const sides = fc.oneof(
    fc.tuple(moved(clock, 'datetime'), instant),
    fc.tuple(moved(zone, 'date'), day),
    fc.tuple(difference(clock, instant, 'datetimeDifference'), hours),
    fc.tuple(difference(zone, day, 'dateDifference'), hours),
  );
  const comparison = fc
    .tuple(fc.constantFrom('less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal', 'unequal'), sides, fc.boolean())
    .map(([op, [moving, standing], swap]): Expr => {
      const [left, right] = swap ? [standing, moving] : [moving, standing];
      return op === 'equal' || op === 'unequal' ? { op, left, right, by: 'value' } : { op, left, right };
    });
  /** Directly, through a let, and through the parameter of a function. */
  const used = fc
    .tuple(comparison, fc.constantFrom('directly', 'let', 'function'))
    .map(([expr, how]): readonly [Expr, CompileContext] => {
      if (!('left' in expr) || how === 'directly') return [expr, context()];
      if (how === 'let') {
        const reading: Expr = { ...expr, left: { op: 'let', name: 'x' } };
        return [reading, context({ lets: new Map([['x', expr.left]]) })];
      }
      const body: Expr = { ...expr, left: { op: 'variable', name: 'p' }, right: { op: 'variable', name: 'q' } };
      return [
        { op: 'apply', name: 'f', arguments: [expr.left, expr.right] },
        context({ functions: new Map([['f', { parameters: ['p', 'q'], body }]]) }),
      ];
    });

  it('are those at which a comparison turns out otherwise, none missed', () => {
    fc.assert(
      fc.property(used, ([expr, compiledIn]) => {
        const holds = compileCondition(expr, compiledIn);
        const moments: number[] = [];
        const first = holds(environment({ now, moment: (at) => moments.push(at) }));
        for (const at of moments) expect(at).toBeGreaterThan(now);
        const next = moments.length === 0 ? now + 200 * 3_600_000 : Math.min(...moments);
        // Until the first moment nothing changes: every half hour, and just before it.
        const looks = Array.from({ length: 400 }, (_, n) => now + n * 1_800_000).filter((at) => at < next);
        for (const at of [...looks, next - 1]) expect(holds(environment({ now: at }))).toBe(first);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Expr, readonly string[]]>([
    [
      'd < today',
      { op: 'less', left: date('2026-03-31'), right: today('Europe/Berlin') },
      ['2026-03-31T22:00:00.000Z'],
    ],
    ['d <= today', { op: 'lessOrEqual', left: date('2026-04-02'), right: today('UTC') }, ['2026-04-02T00:00:00.000Z']],
    [
      'd == today',
      { op: 'equal', left: date('2026-04-02'), right: today('UTC'), by: 'value' },
      ['2026-04-02T00:00:00.000Z', '2026-04-03T00:00:00.000Z'],
    ],
    ['d < today, long over', { op: 'less', left: date('2020-01-01'), right: today('UTC') }, []],
    ['now < absent', { op: 'less', left: { op: 'now' }, right: { op: 'absent' } }, []],
    ['unknown zone', { op: 'less', left: today('Nowhere'), right: date('2026-04-02') }, []],
  ])('%s', (_, expr, expected) => {
    const moments: string[] = [];
    compileCondition(expr, context())(environment({ now, moment: (at) => moments.push(new Date(at).toISOString()) }));
    expect(moments).toEqual(expected);
  });
});
