// `and`, `or`, `not`, `is present`, `is absent` (T7, W3, W4).
import type { LogicalExpression, NotExpression, PresenceExpression } from '../../syntax/tree.js';
import type { Facts, Typed } from '../scope.js';
import type { Context } from './context.js';
import { intersectFacts, noFacts, presenceOf, unionFacts } from './facts.js';
import { condition, insideCondition, value } from './parts.js';
import { report } from './report.js';
import { from } from './typed.js';
import { isSecret, single } from './types.js';

/** Each part is checked knowing that those before it did not decide. */
export const logical = (context: Context, node: LogicalExpression): Typed => {
  const isAnd = node.kind === 'and';
  const items: Typed[] = [];
  let known = context.facts;
  for (const item of node.items) {
    const typed = condition({ ...context, facts: known }, item);
    items.push(typed);
    known = unionFacts(known, isAnd ? typed.whenTrue : typed.whenFalse);
  }
  const expr = { op: node.kind, items: items.map((item) => item.expr) };
  const all = (pick: (item: Typed) => Facts): Facts => items.map(pick).reduce(unionFacts, noFacts);
  const shared = (pick: (item: Typed) => Facts): Facts => items.map(pick).reduce(intersectFacts);
  return {
    ...from(expr, single('boolean'), items),
    whenTrue: isAnd ? all(whenTrue) : shared(whenTrue),
    whenFalse: isAnd ? shared(whenFalse) : all(whenFalse),
  };
};

export const not = (context: Context, node: NotExpression): Typed => {
  const of = condition(context, node.of);
  return {
    ...from({ op: 'not', of: of.expr }, single('boolean'), [of]),
    whenTrue: of.whenFalse,
    whenFalse: of.whenTrue,
  };
};

export const presence = (context: Context, node: PresenceExpression): Typed => {
  const of = value(insideCondition(context), node.of);
  if (isSecret(of.type)) return report(context, 'SR3143', node.of, {});
  const known = presenceOf(of.pres);
  return {
    ...from({ op: node.present ? 'present' : 'missing', of: of.expr }, single('boolean'), [of]),
    ...(of.givenName ? { restsOn: [] } : {}),
    whenTrue: node.present ? known : noFacts,
    whenFalse: node.present ? noFacts : known,
  };
};

const whenTrue = (item: Typed): Facts => item.whenTrue;
const whenFalse = (item: Typed): Facts => item.whenFalse;
