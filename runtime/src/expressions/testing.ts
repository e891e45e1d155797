// For tests: a context of a few attributes, an environment, and short words for expressions.
import type { Expr } from '../plan/expression.js';
import { DAY, parseIsoDate } from '../values/datetime/index.js';
import { type Content, refTextOf } from '../values/index.js';
import type { CompileContext } from './context.js';
import type { Environment } from './environment.js';

const ATTRIBUTES: readonly string[] = ['t1', 't2', 'n1', 'n2', 'b1', 'd1', 'm1', 'l1', 'uac'];

const slot = (attribute: string): number => {
  const at = ATTRIBUTES.indexOf(attribute);
  if (at < 0) throw new Error(`no attribute ${attribute}`);
  return at;
};

export const context = (given: Partial<CompileContext> = {}): CompileContext => ({
  source: slot,
  target: slot,
  params: new Map(),
  lets: new Map(),
  functions: new Map(),
  ...given,
});

export const environment = (given: Partial<Environment> = {}): Environment => ({
  source: [],
  target: undefined,
  self: refTextOf('a:me'),
  connector: 'hr',
  through: { connectorObject: () => undefined, metaverseObject: () => undefined, members: () => [] },
  now: Date.parse('2026-03-31T12:00:00Z'),
  moment: () => {},
  ...given,
});

export const rowOf = (attributes: Readonly<Record<string, Content>>): readonly Content[] =>
  ATTRIBUTES.map((name) => attributes[name]);

export const source = (attribute: string): Expr => ({ op: 'source', attribute });
export const text = (value: string): Expr => ({ op: 'const', value });
export const integer = (n: number): Expr => ({ op: 'const', value: { integer: String(n) } });
export const date = (iso: string): Expr => ({ op: 'const', value: { date: parseIsoDate(iso) ?? Number.NaN } });
export const duration = (days: number): Expr => ({ op: 'const', value: { duration: days * DAY } });
