// `clear`, `keep`, `error(…)` (F1, F2): what a flow can come to besides a value.
import type { ClearExpression, ErrorExpression, KeepExpression } from '../../syntax/tree.js';
import type { Typed } from '../scope.js';
import { type Context, must } from './context.js';
import { value } from './parts.js';
import { report } from './report.js';
import { constant } from './typed.js';
import { single } from './types.js';

export const clear = (context: Context, node: ClearExpression): Typed => {
  if (context.position !== 'flow') return report(context, 'SR3140', node, {});
  return { ...constant({ op: 'clear' }, 'anything'), mayClear: true };
};

export const keep = (context: Context, node: KeepExpression): Typed => {
  if (context.position !== 'flow') return report(context, 'SR3141', node, {});
  return { ...constant({ op: 'keep' }, 'anything'), mayKeep: true };
};

/** Counts as certain (P1): an object with an error has no value anyway (P6). */
export const errorOutcome = (context: Context, node: ErrorExpression): Typed => {
  const message = value(context, node.message, must(single('string')));
  if (context.position === 'value') return report(context, 'SR3142', node, {});
  return {
    ...constant({ op: 'error', message: message.expr }, 'anything'),
    reads: message.reads,
    restsOn: message.restsOn,
    mayFail: true,
  };
};
