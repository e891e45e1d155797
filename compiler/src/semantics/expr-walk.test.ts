// Walks over lowered expressions: what is visited is what would be replaced, in the same order.
import type { Expr } from '@syncrule/runtime/plan';
import { expect, test } from 'vitest';
import { eachPart, mapParts } from './expr-walk.js';

const a: Expr = { op: 'source', attribute: 'a' };
const b: Expr = { op: 'source', attribute: 'b' };
const c: Expr = { op: 'source', attribute: 'c' };
const lambda = { op: 'lambda', variable: 'x', body: c } as const;
const pair = { left: a, right: b };
const place: Extract<Expr, { op: 'unique' }>['place'] = { type: 't', name: 'n' };

test.each<Expr>([
  { op: 'const', value: 'x' },
  { op: 'through', of: a, attribute: 'n', side: 'mv', types: ['t'] },
  { op: 'text', parts: ['x', a, 'y', b] },
  { op: 'dn', parts: [{ rdn: [{ type: 'CN', value: ['x', a] }] }, { run: b }] },
  { op: 'named', name: a, connector: 'corp' },
  { op: 'call', name: 'map', arguments: [a, lambda] },
  { op: 'apply', name: 'f', arguments: [a, b] },
  { op: 'if', condition: a, then: b, else: c },
  { op: 'if', condition: a, then: b },
  { op: 'case', subject: a, by: 'exact', arms: [{ patterns: ['x'], then: b }], else: c },
  { op: 'and', items: [a, b, c] },
  { op: 'not', of: a },
  { op: 'equal', ...pair, by: 'exact' },
  { op: 'less', ...pair },
  { op: 'in', ...pair, by: 'exact' },
  { op: 'present', of: a },
  { op: 'otherwise', ...pair },
  { op: 'add', kind: 'string', ...pair },
  { op: 'subtract', kind: 'integer', ...pair },
  { op: 'multiply', ...pair },
  { op: 'negate', kind: 'integer', of: a },
  { op: 'list', items: [a, b] },
  { op: 'every', type: 't', variable: 'x', key: 0, links: [a, b], condition: c },
  { op: 'unique', namespace: 'n', candidates: [a, b], next: lambda, place },
  { op: 'account', of: a, name: 'admin' },
  { op: 'today', zone: a },
  { op: 'error', message: a },
])('$op', (expr) => {
  const visited: Expr[] = [];
  const replaced: Expr[] = [];
  eachPart(expr, (part) => visited.push(part));
  mapParts(expr, (part) => {
    replaced.push(part);
    return part;
  });
  expect(visited).toEqual(replaced);
  expect(visited.length > 0).toBe(expr.op !== 'const');
});
