// Inlining: what two rules write in different words becomes one tree.
import type { Expr, PlanFunction } from '@syncrule/runtime/plan';
import { canonicalJson } from '@syncrule/runtime/plan';
import { expect, test } from 'vitest';
import { inline } from './inline.js';

const source = (attribute: string): Expr => ({ op: 'source', attribute });
const variable = (name: string): Expr => ({ op: 'variable', name });
const call = (name: string, ...args: Extract<Expr, { op: 'call' }>['arguments']): Expr => ({
  op: 'call',
  name,
  arguments: args,
});
const lambda = (name: string, body: Expr) => ({ op: 'lambda', variable: name, body }) as const;

const declared: readonly PlanFunction[] = [
  { name: 'id', parameters: ['x'], body: variable('x') },
  { name: 'twice', parameters: ['x'], body: call('concat', variable('x'), variable('x')) },
  { name: 'outer', parameters: ['y'], body: { op: 'apply', name: 'twice', arguments: [variable('y')] } },
  // The parameter `y` stands under a lambda whose variable is `x`.
  {
    name: 'under',
    parameters: ['y', 'ys'],
    body: call('filter', variable('ys'), lambda('x', call('same', variable('x'), variable('y')))),
  },
];
const functions = new Map(declared.map((entry) => [entry.name, entry]));
const lets = [
  { name: 'a', of: source('sn') },
  { name: 'b', of: call('lower', { op: 'let', name: 'a' }) },
];
const apply = (name: string, ...args: readonly Expr[]): Expr => ({ op: 'apply', name, arguments: args });

test.each<[string, Expr, Expr]>([
  ['a let of a let', { op: 'let', name: 'b' }, call('lower', source('sn'))],
  ['a function', apply('id', source('sn')), source('sn')],
  ['a function in a function', apply('outer', source('sn')), call('concat', source('sn'), source('sn'))],
  [
    'a function applied to each value is a map',
    { op: 'apply', name: 'twice', arguments: [source('mails')], each: true },
    call('map', source('mails'), lambda('v', call('concat', variable('v'), variable('v')))),
  ],
  [
    'the names of variables do not matter',
    call('any', source('mails'), lambda('p', call('f', variable('p')))),
    call('any', source('mails'), lambda('q', call('f', variable('q')))),
  ],
  [
    'an argument is not captured by a lambda in the body',
    call('any', source('a'), lambda('x', call('count', apply('under', variable('x'), source('b'))))),
    call(
      'any',
      source('a'),
      lambda('p', call('count', call('filter', source('b'), lambda('q', call('same', variable('q'), variable('p')))))),
    ),
  ],
  [
    'an argument with a lambda of its own reads the same wherever it is put',
    apply('under', call('any', source('c'), lambda('z', variable('z'))), source('b')),
    call(
      'filter',
      source('b'),
      lambda('x', call('same', variable('x'), call('any', source('c'), lambda('w', variable('w'))))),
    ),
  ],
])('%s', (_, written, meant) => {
  const definitions = { owner: 'rule', lets, functions };
  expect(canonicalJson(inline(written, definitions))).toBe(canonicalJson(inline(meant, definitions)));
});

test('what is defined by itself, or not at all, stays', () => {
  const circular = { op: 'let', name: 'a' } as const;
  expect(inline(circular, { owner: 'rule', lets: [{ name: 'a', of: circular }], functions })).toEqual(circular);
  expect(inline(apply('nobody', source('sn')), { owner: 'rule', lets, functions })).toEqual(
    apply('nobody', source('sn')),
  );
});

test('what doubles forty times stays as it is, told apart by its rule', () => {
  const doubling = Array.from({ length: 40 }, (_, i) => ({
    name: `l${i + 1}`,
    of: call('concat', { op: 'let', name: `l${i}` }, { op: 'let', name: `l${i}` }),
  }));
  const inRule = (owner: string) => inline({ op: 'let', name: 'l40' }, { owner, lets: doubling, functions });
  expect(inRule('a')).toEqual(inRule('a'));
  expect(inRule('a')).not.toEqual(inRule('b'));
});
