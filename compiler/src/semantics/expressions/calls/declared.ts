// Calls of functions that the program declares (P5, V1, X1).
import type { CallExpression, Expression } from '../../../syntax/tree.js';
import type { DeclaredFunction, Typed } from '../../scope.js';
import { type Context, hint, must } from '../context.js';
import { fit } from '../fit.js';
import { operand, standing } from '../parts.js';
import { sourceOf } from '../report.js';
import { broken, from, noReads, possiblyAbsent, unionReads } from '../typed.js';
import { isMany, listOf } from '../types.js';
import { checkLoosely, isLifted, noListOfLists, rightNumber, valueArgument } from './arguments.js';
import { formOfDeclared } from './signature.js';

export const callOfDeclared = (context: Context, node: CallExpression, declared: DeclaredFunction): Typed => {
  const form = formOfDeclared(declared);
  if (!rightNumber(context, node, form)) {
    checkLoosely(context, node);
    return broken;
  }
  let each = false;
  const checked = declared.parameters.map((parameter, i): Typed => {
    const argument = node.arguments[i];
    if (argument === undefined) throw new Error('bug: arguments were counted wrongly');
    const of = valueArgument(context, argument, { parameter: parameter.name, signature: form.signature });
    if (of === undefined) return broken;
    const typed = operand(context, of, hint(parameter.type));
    if (isLifted(typed, parameter.type, i)) {
      each = true;
      return typed;
    }
    return fit(context, typed, must(parameter.type), of);
  });
  if (each && isMany(declared.result)) return noListOfLists(context, node);
  return applied(context, node, { declared, checked, each });
};

const applied = (
  context: Context,
  node: CallExpression,
  { declared, checked, each }: { declared: DeclaredFunction; checked: readonly Typed[]; each: boolean },
): Typed => {
  const moves = movesOf(context, node, declared, checked);
  const expr = {
    op: 'apply' as const,
    name: declared.name,
    arguments: checked.map((typed) => typed.expr),
    ...(each ? { each: true as const } : {}),
  };
  const base = from(expr, each ? listOf(declared.result) : declared.result, checked);
  const typed = { ...base, moves, reads: unionReads(base.reads, declared.reads ?? noReads) };
  const ofEach = checked.map((argument, i) => argument.certain || (each && i === 0));
  if (declared.certain(ofEach) && (!each || checked[0]?.certain)) return typed;
  const parts = checked.flatMap((argument) => argument.mayBeAbsent);
  return possiblyAbsent({ ...typed, mayBeAbsent: parts }, node.span, sourceOf(context, node));
};

/** Whether the call moves; arguments that move where the body does not compare them are reported. */
const movesOf = (
  context: Context,
  node: CallExpression,
  declared: DeclaredFunction,
  checked: readonly Typed[],
): boolean => {
  const moves = checked.map((typed) => typed.moves);
  const outcome = declared.moving?.(moves) ?? (moves.includes(true) ? 'misplaced' : 'stands');
  if (outcome !== 'misplaced') return outcome === 'moves';
  for (const [i, typed] of checked.entries()) {
    const argument: Expression | undefined = argumentAt(node, i);
    if (argument !== undefined) standing(context, typed, argument);
  }
  return false;
};

const argumentAt = (node: CallExpression, index: number): Expression | undefined => {
  const argument = node.arguments[index];
  return argument === undefined || argument.kind === 'lambda' ? undefined : argument;
};
