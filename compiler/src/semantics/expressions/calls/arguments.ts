// What both kinds of functions share: the number of arguments, and the first argument that is a list (V1).

import type { ArgumentNode, CallExpression, Expression } from '../../../syntax/tree.js';
import type { Type, Typed } from '../../scope.js';
import { type Context, hint } from '../context.js';
import { operand } from '../parts.js';
import { report } from '../report.js';
import { elementOf, fits, isMany } from '../types.js';

export interface Form {
  readonly name: string;
  readonly signature: string;
  readonly least: number;
  /** Missing: any number. */
  readonly most: number | undefined;
}

/** Whether the number of arguments is right; if not, says so. */
export const rightNumber = (context: Context, node: CallExpression, form: Form): boolean => {
  const found = node.arguments.length;
  if (found >= form.least && (form.most === undefined || found <= form.most)) return true;
  const { name, signature } = form;
  report(context, 'SR3115', node, { name, expected: expectedNumber(form), found: String(found), signature });
  return false;
};

/** Reports a lambda where a value is expected; gives the value's expression otherwise. */
export const valueArgument = (
  context: Context,
  argument: ArgumentNode,
  words: { readonly parameter: string; readonly signature: string },
): Expression | undefined => {
  if (argument.kind !== 'lambda') return argument;
  report(context, 'SR3116', argument, words);
  return undefined;
};

/** A list for the first parameter that is a single value is taken value by value. */
export const isLifted = (typed: Typed, parameter: Type, index: number): boolean =>
  index === 0 && isMany(typed.type) && !isMany(parameter) && fits(elementOf(typed.type), parameter);

/** Checks the arguments of a call whose form is wrong: what is wrong inside them is of another cause. */
export const checkLoosely = (context: Context, node: CallExpression): void => {
  for (const argument of node.arguments) if (argument.kind !== 'lambda') operand(context, argument, hint('anything'));
};

/** A function that gives a list, applied to each value of a list: there are no lists of lists (5.1). */
export const noListOfLists = (context: Context, node: CallExpression): Typed =>
  report(context, 'SR3205', node, { name: node.name.text });

const expectedNumber = ({ least, most }: Form): string => {
  if (most === undefined) return `at least ${plural(least)}`;
  if (least === most) return plural(least);
  return most === least + 1 ? `${least} or ${plural(most)}` : `${least} to ${plural(most)}`;
};

const plural = (count: number): string =>
  count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
