// How parts of an expression are checked: operands, values that must stand still, and branches that are results.
import type { Expression } from '../../syntax/tree.js';
import type { Typed } from '../scope.js';
import { type Context, type Expected, hint, must } from './context.js';
import { replace, report } from './report.js';
import { single } from './types.js';

/** An operand; it may move with time, which its user has to look at. */
export const operand = (context: Context, node: Expression, expected?: Expected): Typed =>
  context.check(node, context.position === 'value' ? context : { ...context, position: 'value' }, expected);

/** An operand that must stand still (X1). */
export const value = (context: Context, node: Expression, expected?: Expected): Typed =>
  standing(context, operand(context, node, expected), node);

/** A part that can be what the whole comes to (F1): its position is that of the whole. */
export const result = (context: Context, node: Expression, expected: Expected | undefined): Typed =>
  standing(context, context.check(node, context, expected), node);

/** A condition (T7). */
export const condition = (context: Context, node: Expression): Typed =>
  value(insideCondition(context), node, must(single('boolean')));

/** Where a condition is: `unique` may not stand in it (X2). */
export const insideCondition = (context: Context): Context =>
  context.inside === undefined ? { ...context, inside: 'condition' } : context;

/** Reports what moves where nothing may. */
export const standing = (context: Context, typed: Typed, node: Expression): Typed => {
  if (!typed.moves || context.timeAnywhere) return typed;
  const { turned } = context;
  const fixes =
    turned === undefined ? [] : [replace(context, turned.comparison, `Write \`${turned.text}\``, turned.text)];
  return report(context, 'SR3701', node, {}, { fixes });
};

/** Two operands; one that is a text without more is read as the type of the other says (T1). */
export const pair = (
  context: Context,
  left: Expression,
  right: Expression,
  expected: (other: Typed) => Expected | undefined = (other) => hint(other.type),
): readonly [Typed, Typed] => {
  if (isBareText(left) && !isBareText(right)) {
    const second = operand(context, right);
    return [operand(context, left, expected(second)), second];
  }
  const first = operand(context, left);
  return [first, operand(context, right, expected(first))];
};

/** A text without more. */
export const isBareText = (node: Expression): boolean => stripped(node).kind === 'text';

/** The expression inside of parentheses. */
export const stripped = (node: Expression): Expression => (node.kind === 'parenthesised' ? stripped(node.of) : node);
