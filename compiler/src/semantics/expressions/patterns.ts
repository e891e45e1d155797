// The patterns of a `case`: constants of the subject's type, each given once (T8).
import type { Constant, Equality } from '@syncrule/runtime/plan';
import type { Expression } from '../../syntax/tree.js';
import type { Type, Typed } from '../scope.js';
import { type Context, hint } from './context.js';
import { operand } from './parts.js';
import { report, sourceOf } from './report.js';
import { commonType, describeType } from './types.js';

export interface Pattern {
  readonly constant: Constant;
  readonly node: Expression;
}

/** The patterns of each arm; those that are wrong are reported and left out. */
export const patternsOf = (
  context: Context,
  arms: readonly { readonly patterns: readonly Expression[] }[],
  { subject, by }: { readonly subject: Typed; readonly by: Equality },
): readonly (readonly Pattern[])[] => {
  const seen = new Set<string>();
  return arms.map((arm) =>
    arm.patterns.flatMap((node) => {
      const constant = patternOf(context, node, subject.type);
      if (constant === undefined) return [];
      const key = keyOf(constant, by);
      if (!seen.has(key)) {
        seen.add(key);
        return [{ constant, node }];
      }
      report(context, 'SR3136', node, { pattern: sourceOf(context, node) });
      return [];
    }),
  );
};

const patternOf = (context: Context, node: Expression, subject: Type): Constant | undefined => {
  if (node.kind === 'missing') return undefined;
  const typed = operand(context, node, hint(subject));
  if (typed.type === 'anything') return undefined;
  if (typed.expr.op === 'const' && commonType(typed.type, subject) !== undefined) return typed.expr.value;
  const found = typed.expr.op === 'const' ? describeType(typed.type) : 'what is no constant';
  report(context, 'SR3135', node, { expected: describeType(subject), found });
  return undefined;
};

/** Equal patterns have equal keys. */
const keyOf = (constant: Constant, by: Equality): string => {
  if (typeof constant !== 'string') return JSON.stringify(constant);
  const text = constant.normalize('NFC');
  return by === 'ignoreCase' ? text.toUpperCase().toLowerCase() : text;
};
