// What an observer hears of expressions: every part that was evaluated, and what it came to.
import { expect, test } from 'vitest';
import type { Expr } from '../plan/index.js';
import type { CompileContext } from './context.js';
import { CLEAR, compileCondition, compileExpression, compileOutcome, type Environment, Failure } from './index.js';
import { context, environment, rowOf, source, text } from './testing.js';

const t1 = source('t1');
const t2 = source('t2');
const one = text('one');
const clear: Expr = { op: 'clear' };
const failing: Expr = { op: 'error', message: one };
const isThere: Expr = { op: 'present', of: t1 };
const isB: Expr = { op: 'present', of: t2 };
const both: Expr = { op: 'and', items: [isThere, isB] };
const orOne: Expr = { op: 'otherwise', left: t1, right: one };
const orFails: Expr = { op: 'otherwise', left: t1, right: failing };
const choice: Expr = { op: 'if', condition: isThere, then: clear, else: one };
const cases: Expr = { op: 'case', subject: t1, by: 'exact', arms: [{ patterns: ['x'], then: clear }], else: one };

type Compile = (expr: Expr, context: CompileContext) => (environment: Environment) => unknown;

/** What is heard of some expressions, in the order in which they end. */
const heard = (compile: Compile, expr: Expr, row: Readonly<Record<string, string>>): readonly unknown[] => {
  const outcomes: unknown[] = [];
  const names = new Map(
    Object.entries({ t1, t2, one, clear, failing, isThere, isB, both, orOne, orFails, choice, cases }).map(
      ([name, each]) => [each, name],
    ),
  );
  const observer: CompileContext['observer'] = (each, outcome) => {
    const name = names.get(each) ?? 'another';
    outcomes.push([name, outcome instanceof Failure ? `failed: ${outcome.message}` : outcome]);
  };
  const run = compile(expr, context({ observer }));
  outcomes.length = 0;
  try {
    run(environment({ source: rowOf(row) }));
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
  }
  return outcomes;
};

test.each<[string, Compile, Expr, Readonly<Record<string, string>>, readonly unknown[]]>([
  [
    'both parts of a condition',
    compileCondition,
    both,
    { t1: 'x' },
    [
      ['t1', 'x'],
      ['isThere', true],
      ['t2', undefined],
      ['isB', false],
      ['both', false],
    ],
  ],
  [
    'the first part alone where it decides',
    compileCondition,
    both,
    {},
    [
      ['t1', undefined],
      ['isThere', false],
      ['both', false],
    ],
  ],
  [
    'a constant that is asked for',
    compileExpression,
    orOne,
    {},
    [
      ['t1', undefined],
      ['one', 'one'],
      ['orOne', 'one'],
    ],
  ],
  [
    'no constant that is not',
    compileExpression,
    orOne,
    { t1: 'x' },
    [
      ['t1', 'x'],
      ['orOne', 'x'],
    ],
  ],
  [
    '`clear` in a branch',
    compileOutcome,
    choice,
    { t1: 'x' },
    [
      ['t1', 'x'],
      ['isThere', true],
      ['clear', CLEAR],
      ['choice', CLEAR],
    ],
  ],
  [
    'the arm that is taken',
    compileOutcome,
    cases,
    { t1: 'x' },
    [
      ['t1', 'x'],
      ['clear', CLEAR],
      ['cases', CLEAR],
    ],
  ],
  [
    'an error, up to the whole',
    compileExpression,
    orFails,
    {},
    [
      ['t1', undefined],
      ['one', 'one'],
      ['failing', 'failed: one'],
      ['orFails', 'failed: one'],
    ],
  ],
])('%s', (_, compile, expr, row, expected) => {
  expect(heard(compile, expr, row)).toEqual(expected);
});
