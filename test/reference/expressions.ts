// Expressions of random programs.
import type { Expr } from '@syncrule/runtime/plan';

export const source = (attribute: string): Expr => ({ op: 'source', attribute });
export const text = (value: string): Expr => ({ op: 'const', value });
export const present = (of: Expr): Expr => ({ op: 'present', of });
export const equal = (left: Expr, right: Expr): Expr => ({ op: 'equal', left, right, by: 'exact' });
export const through = (attribute: string, side: 'cs' | 'mv', type: string): Expr => ({
  op: 'through',
  of: source('boss'),
  attribute,
  side,
  types: [type],
});
export const failsOn = (attribute: string, value: string, otherwise: Expr): Expr => ({
  op: 'if',
  condition: equal(source(attribute), text(value)),
  then: { op: 'error', message: text('told to fail') },
  else: otherwise,
});
