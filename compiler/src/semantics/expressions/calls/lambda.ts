// Lambdas: `x => e` where a function takes one (T11, N3).
import type { Lambda } from '@syncrule/runtime/plan';
import type { LambdaNode, Name } from '../../../syntax/tree.js';
import { isMissing } from '../../../syntax/tree.js';
import type { Type, Typed } from '../../scope.js';
import { type Context, must } from '../context.js';
import { withoutName } from '../facts.js';
import { value } from '../parts.js';
import { report } from '../report.js';
import { constant } from '../typed.js';
import type { Bound } from './generic.js';

export interface CheckedLambda {
  readonly lambda: Lambda;
  readonly body: Typed;
}

/** The lambda over values of `of`; `result`: what its body must be, if the function says. */
export const lambda = (
  context: Context,
  node: LambdaNode,
  { of, result }: { readonly of: Bound; readonly result: Type | undefined },
): CheckedLambda => {
  warnHidden(context, node);
  const variable = node.variable.text;
  const inside: Context = {
    ...context,
    inside: 'lambda',
    facts: withoutName(context.facts, variable),
    variables: new Map([...context.variables, [variable, variableOf(variable, of)]]),
  };
  const body = value(inside, node.body, result === undefined ? undefined : must(result));
  return { lambda: { op: 'lambda', variable, body: body.expr }, body };
};

/** A variable is always present (P1), and brings the matching of the attribute whose values it goes through (8.7). */
export const variableOf = (name: string, of: Bound): Typed => ({
  ...constant({ op: 'variable', name }, of.type),
  matching: of.matching,
  side: of.side,
  path: name,
  pres: new Set([name]),
});

/** A variable that hides a name in sight (N3). */
export const warnHidden = (context: Context, { variable }: { readonly variable: Name }): void => {
  if (isMissing(variable)) return;
  const what = hidden(context, variable.text);
  if (what !== undefined) report(context, 'SR3113', variable, { name: variable.text, what });
};

const hidden = (context: Context, name: string): string | undefined => {
  if (context.variables.has(name)) return 'another variable';
  const binding = context.scope.name(name);
  if (binding === undefined || binding.kind === 'forbidden') return undefined;
  return binding.kind === 'let' ? 'the `let`' : binding.kind === 'variable' ? 'another variable' : 'the attribute';
};
