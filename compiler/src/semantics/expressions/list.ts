// List literals (T10, P4, 8.2).
import type { Expression, ListExpression } from '../../syntax/tree.js';
import type { Type, Typed } from '../scope.js';
import { besides, type Context, type Expected } from './context.js';
import { fit } from './fit.js';
import { isBareText, value } from './parts.js';
import { report } from './report.js';
import { broken, from, possiblyAbsent } from './typed.js';
import { commonType, describeType, elementOf, isMany, isSecret, listOf } from './types.js';

export const list = (context: Context, node: ListExpression, expected: Expected | undefined): Typed => {
  if (node.items.length === 0) return empty(context, node, expected);
  const checked = elements(context, node.items, expected);
  if (checked === undefined) return broken;
  const { items, type } = checked;
  const certain = items.some((item) => item.certain);
  return {
    ...from({ op: 'list', items: items.map((item) => item.expr) }, listOf(type), items),
    certain,
    mayBeAbsent: certain ? [] : items.flatMap((item) => item.mayBeAbsent),
    side: items.map((item) => item.side).find((side) => side !== undefined),
  };
};

/** An empty list is absent; it takes its type from its place. */
const empty = (context: Context, node: ListExpression, expected: Expected | undefined): Typed => {
  if (expected === undefined) return report(context, 'SR3139', node, {});
  const none = from({ op: 'absent' }, listOf(expected.type), []);
  return possiblyAbsent(none, node.span, '[]');
};

const elements = (
  context: Context,
  nodes: readonly Expression[],
  expected: Expected | undefined,
): { readonly items: readonly Typed[]; readonly type: Type } | undefined => {
  const wanted = expected === undefined ? undefined : elementOf(expected.type);
  const inside =
    expected !== undefined && wanted !== undefined && isMany(expected.type) ? { ...expected, type: wanted } : undefined;
  const items: Typed[] = nodes.map(() => broken);
  let common: Type | undefined = inside?.must ? inside.type : 'anything';
  const order = [...nodes.keys()].sort((a, b) => Number(isText(nodes[a])) - Number(isText(nodes[b])));
  for (const i of order) {
    const node = nodes[i];
    if (node === undefined || common === undefined) continue;
    const item = element(context, node, inside ?? besides(common));
    items[i] = item;
    if (inside?.must) continue;
    const wider = commonType(common, item.type);
    if (wider === undefined) {
      report(context, 'SR3133', node, { found: describeType(item.type), other: describeType(common) });
    }
    common = wider;
  }
  return common === undefined ? undefined : { items, type: common };
};

/** One value of a list: lists in lists there are none. */
const element = (context: Context, node: Expression, expected: Expected | undefined): Typed => {
  const typed = value(context, node, expected === undefined ? undefined : { ...expected, must: false });
  if (isSecret(typed.type)) return report(context, 'SR3143', node, {});
  if (isMany(typed.type)) return report(context, 'SR3204', node, { found: describeType(typed.type) });
  return fit(context, typed, expected, node);
};

const isText = (node: Expression | undefined): boolean => node !== undefined && isBareText(node);
