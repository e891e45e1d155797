// `every`: which texts members are looked up by, and which of those found stay.
import { expect, test } from 'vitest';
import type { Expr, PlanKey } from '../plan/index.js';
import type { Content, MvKey } from '../values/index.js';
import { compileExpression } from './index.js';
import { context, environment, rowOf, source } from './testing.js';

const keys: readonly PlanKey[] = [
  { type: 'person', parts: [{ of: source('t1'), by: 'ignoreCase' }], conditions: [] },
  {
    type: 'person',
    parts: [
      { of: source('t1'), by: 'exact' },
      { of: source('t2'), by: 'exact' },
    ],
    conditions: [],
  },
];
const every = (key: number, ...links: readonly Expr[]): Extract<Expr, { op: 'every' }> => ({
  op: 'every',
  type: 'person',
  variable: 'p',
  key,
  links,
});
const grownUp: Expr = {
  op: 'present',
  of: {
    op: 'through',
    of: { op: 'variable', name: 'p' },
    attribute: 'grownUp',
    side: 'mv',
    types: ['person'],
  },
};

test.each<[string, Expr, Readonly<Record<string, Content>>, Content]>([
  ['all under one key', every(0, source('t1')), { t1: 'Sales' }, ['0 sales', 'child of 0 sales']],
  [
    'under each value of a list',
    every(0, source('m1')),
    { m1: ['a', 'b'] },
    ['0 a', 'child of 0 a', '0 b', 'child of 0 b'],
  ],
  ['none while a part is absent', every(1, source('t1'), source('t2')), { t1: 'a' }, undefined],
  [
    'under the tuple of the parts',
    every(1, source('t1'), source('t2')),
    { t1: 'a', t2: 'b' },
    ['1 a\u001eb', 'child of 1 a\u001eb'],
  ],
  ['those for which the condition holds', { ...every(0, source('t1')), condition: grownUp }, { t1: 'a' }, ['0 a']],
])('%s', (_, expr, row, expected) => {
  const evaluate = compileExpression(expr, context({ keys }));
  const members = (key: number, texts: readonly string[]): readonly MvKey[] =>
    texts.flatMap((text) => [`${key} ${text}` as MvKey, `child of ${key} ${text}` as MvKey]);
  const metaverseObject = (reference: MvKey): Content => (reference.startsWith('child') ? undefined : true);
  const found = evaluate(
    environment({ source: rowOf(row), through: { connectorObject: () => undefined, metaverseObject, members } }),
  );
  expect(found).toEqual(expected);
});
