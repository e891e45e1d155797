// What to do when a value is not of the type that is wanted: the functions that make one from the other, as edits.
import type { Scalar } from '@syncrule/runtime/plan';
import type { Fix } from '../../diagnostics/diagnostic.js';
import type { Expression } from '../../syntax/tree.js';
import type { Type } from '../scope.js';
import type { Context } from './context.js';
import { wrap } from './report.js';

interface Conversion {
  readonly name: string;
  /** The other arguments. */
  readonly rest?: (context: Context) => string;
}

/** A parameter that says in which zone, if the program has one. */
export const zoneText = (context: Context): string => {
  const zone = context.scope.params().find((name) => /zone/i.test(name));
  return zone === undefined ? '"UTC"' : `param.${zone}`;
};

const zone = (context: Context): string => `, ${zoneText(context)}`;

const table: Partial<Record<Scalar, Partial<Record<Scalar, readonly Conversion[]>>>> = {
  string: {
    integer: [{ name: 'number' }],
    dn: [{ name: 'parseDn' }],
    date: [{ name: 'parseDate', rest: () => ', "yyyy-MM-dd"' }],
    datetime: [{ name: 'parseDateTime', rest: (context) => `, "yyyy-MM-dd HH:mm:ss"${zone(context)}` }],
    binary: [{ name: 'bytesFromBase64' }],
  },
  integer: { string: [{ name: 'text' }] },
  dn: { string: [{ name: 'text' }] },
  boolean: { string: [{ name: 'text' }] },
  date: {
    string: [{ name: 'formatDate', rest: () => ', "yyyy-MM-dd"' }],
    datetime: [
      { name: 'startOfDay', rest: zone },
      { name: 'endOfDay', rest: zone },
    ],
  },
  datetime: {
    string: [{ name: 'formatDateTime', rest: (context) => `, "yyyy-MM-dd HH:mm:ss"${zone(context)}` }],
    date: [{ name: 'dateIn', rest: zone }],
  },
  binary: { string: [{ name: 'convertToBase64' }] },
};

/** Edits that put `node`, of type `from`, into a function that gives `to`. */
export const conversions = (context: Context, node: Expression, from: Type, to: Type): Fix[] => {
  if (from === 'anything' || to === 'anything') return [];
  if (from.many && !to.many) return from.scalar === to.scalar ? pickers(context, node, from) : [];
  return known(context, table[from.scalar]?.[to.scalar] ?? []).map((way) => callFix(context, node, way));
};

/** Edits that make one value of a list (V4). */
export const pickers = (context: Context, node: Expression, from: Type): Fix[] => {
  const ways: Conversion[] = [{ name: 'first' }, { name: 'only' }];
  if (from !== 'anything' && from.scalar === 'string') ways.push({ name: 'joinText', rest: () => ', ", "' });
  return known(context, ways).map((way) => callFix(context, node, way));
};

/** The edit that makes a text of it for a hole (T4, V3). */
export const textConversions = (context: Context, node: Expression, from: Type): Fix[] => {
  if (from === 'anything') return [];
  if (!from.many) return conversions(context, node, from, { scalar: 'string', many: false });
  return from.scalar === 'string'
    ? known(context, [{ name: 'joinText', rest: () => ', ", "' }]).map((way) => callFix(context, node, way))
    : [];
};

const known = (context: Context, ways: readonly Conversion[]): readonly Conversion[] =>
  ways.filter((way) => context.catalogue.has(way.name));

const callFix = (context: Context, node: Expression, way: Conversion): Fix => {
  const after = `${way.rest?.(context) ?? ''})`;
  return wrap(context, node, `Write \`${way.name}(…${after}\``, { before: `${way.name}(`, after });
};
