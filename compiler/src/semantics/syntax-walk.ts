// Walks over expressions as written: their parts, their outcomes, the names that they use.
import type { Expression, LambdaNode, Name } from '../syntax/index.js';

/** The expressions directly inside one, bodies of lambdas included. */
export const partsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'text':
      return expression.parts.flatMap((part) => (part.kind === 'hole' ? [part.value] : []));
    case 'member':
    case 'not':
    case 'presence':
    case 'negative':
    case 'parenthesised':
      return [expression.of];
    case 'call':
      return expression.arguments.map((argument) => (argument.kind === 'lambda' ? argument.body : argument));
    case 'list':
    case 'and':
    case 'or':
      return expression.items;
    case 'if':
      return [expression.condition, expression.then, ...(expression.else === undefined ? [] : [expression.else])];
    case 'case':
      return [expression.subject, ...expression.arms.map((arm) => arm.value)];
    case 'every':
      return [expression.condition];
    case 'comparison':
    case 'otherwise':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'error':
      return [expression.message];
    default:
      return [];
  }
};

/** The expression and everything in it. */
export function* expressionsIn(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* expressionsIn(part);
}

/** Where a flow's outcome is decided (F1): the ends of its branches. */
export const outcomesOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'if':
      return [...outcomesOf(expression.then), ...(expression.else === undefined ? [] : outcomesOf(expression.else))];
    case 'case':
      return expression.arms.flatMap((arm) => outcomesOf(arm.value));
    case 'otherwise':
      return outcomesOf(expression.right);
    case 'parenthesised':
      return outcomesOf(expression.of);
    default:
      return [expression];
  }
};

/** Unqualified names that no lambda or `every` inside the expression binds. */
export const freeNames = (expression: Expression, bound: ReadonlySet<string> = new Set()): readonly Name[] => {
  if (expression.kind === 'name') return bound.has(expression.name.text) ? [] : [expression.name];
  if (expression.kind === 'every')
    return freeNames(expression.condition, new Set([...bound, expression.variable.text]));
  if (expression.kind !== 'call') return partsOf(expression).flatMap((part) => freeNames(part, bound));
  return expression.arguments.flatMap((argument) =>
    argument.kind === 'lambda' ? freeNamesOfLambda(argument, bound) : freeNames(argument, bound),
  );
};

const freeNamesOfLambda = (lambda: LambdaNode, bound: ReadonlySet<string>): readonly Name[] =>
  freeNames(lambda.body, new Set([...bound, lambda.variable.text]));

/** Names of the functions that are called in it. */
export const calledNames = (expression: Expression): readonly Name[] =>
  [...expressionsIn(expression)].flatMap((part) => (part.kind === 'call' ? [part.name] : []));

/** The expression without the parentheses around it. */
export const bare = (expression: Expression): Expression =>
  expression.kind === 'parenthesised' ? bare(expression.of) : expression;
