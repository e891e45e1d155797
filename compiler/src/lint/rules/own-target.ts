// Reads its own target: a flow whose value rests on what it wrote before.
import type { Expr } from '@syncrule/runtime/plan';
import { exprsIn } from '../../semantics/expr-walk.js';
import { isIdempotentCall } from '../copies.js';
import { lintRule } from '../rule.js';
import { account, people } from '../world.js';

const program = people('title: string', 'title <- title');

export const ownTarget = lintRule({
  code: 'SR4109',
  of: 'whole',
  definition: {
    severity: 'warning',
    title: 'Flow that reads its own target',
    message: 'expected a value that does not rest on `cs.{attribute}` itself, found one that may change with each run',
    help: 'compute it from other attributes, or keep what is there: `cs.{attribute} ?? …`, `… ?? keep`',
    explanation:
      'The flow writes an attribute that it reads. What it writes is imported again and gives the next value, so the attribute may grow or flip with every run and never settle. Forms that settle at once are not reported: `cs.x ?? …`, and a single function that changes nothing when it is applied twice, such as `trim(cs.x)`.',
    wrong: `${program}\n${account('title <- "${cs.title} (${title})"')}`,
    right: `${program}\n${account('title <- cs.title ?? title')}`,
  },
  find: ({ flows }, report) =>
    flows()
      .filter(({ direction }) => direction === 'outbound')
      .flatMap(({ attribute, flows: all }) =>
        all
          .filter(({ of, flow }) => flow.plan.mode !== 'once' && rests(of, attribute))
          .map(({ flow }) => report(flow.location, { attribute }, { label: 'written from itself' })),
      ),
});

const isOwn = (expr: Expr, attribute: string): boolean => expr.op === 'target' && expr.attribute === attribute;

const reads = (of: Expr, attribute: string): boolean => exprsIn(of).some((expr) => isOwn(expr, attribute));

const rests = (of: Expr, attribute: string): boolean => reads(of, attribute) && !settles(of, attribute);

/** Its own value, once written, is what it gives again. */
const settles = (of: Expr, attribute: string): boolean => {
  if (isOwn(of, attribute)) return true;
  if (of.op === 'otherwise') {
    return settles(of.left, attribute) && (!reads(of.right, attribute) || settles(of.right, attribute));
  }
  return isIdempotentCall(of, (argument) => isOwn(argument, attribute));
};
