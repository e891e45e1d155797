// Finds the marker in an expression, and what is in sight there.
import type { ArgumentNode, Expression, TextExpression } from '@syncrule/compiler/syntax';
import { type Cursor, type Expected, NOTHING, type Sight, type Variable } from './cursor.js';

/** What is looked for, and what the search met on its way. */
export interface Search {
  readonly marker: string;
  readonly sight: Sight;
  readonly expected?: Expected;
}

/** The cursor at the marker; undefined when the expression does not hold it. */
export const inExpression = (expression: Expression, search: Search): Cursor | undefined => {
  const { marker, sight, expected } = search;
  const plain = inside(search);
  switch (expression.kind) {
    case 'name':
      return expression.name.text === marker ? { kind: 'operand', sight, expected, words: [] } : undefined;
    case 'qualified':
      return expression.name.text === marker
        ? { kind: 'qualified', qualifier: expression.qualifier, sight }
        : undefined;
    case 'member':
      return expression.name.text === marker
        ? { kind: 'member', of: expression.of, sight }
        : inExpression(expression.of, plain);
    case 'text':
      return inText(expression, search);
    case 'call':
      return expression.name.text === marker
        ? { kind: 'operand', sight, expected, words: [] }
        : (inNamed(expression, search) ?? inArguments(expression.arguments, plain));
    case 'every':
      return inEvery(expression, plain);
    case 'comparison':
      return (
        inExpression(expression.left, { ...plain, expected: { kind: 'like', other: expression.right } }) ??
        inExpression(expression.right, { ...plain, expected: { kind: 'like', other: expression.left } })
      );
    case 'if':
      return (
        inExpression(expression.condition, plain) ??
        inExpression(expression.then, search) ??
        (expression.else === undefined ? undefined : inExpression(expression.else, search))
      );
    case 'case':
      return inCase(expression, search);
    case 'otherwise':
      return inExpression(expression.left, search) ?? inExpression(expression.right, search);
    case 'parenthesised':
      return inExpression(expression.of, search);
    case 'list':
      return inAny(expression.items, { ...search, sight: plain.sight });
    case 'and':
    case 'or':
      return inAny(expression.items, plain);
    case 'not':
    case 'presence':
    case 'negative':
      return inExpression(expression.of, plain);
    case 'arithmetic':
      return inAny([expression.left, expression.right], plain);
    case 'error':
      return inExpression(expression.message, plain);
    default:
      return undefined;
  }
};

/** Deeper in, nothing is known of what is expected, and no outcome is decided. */
const inside = ({ marker, sight }: Search): Search => ({ marker, sight: { ...sight, isOutcome: false } });

const withVariable = (search: Search, variable: Variable): Search => ({
  ...search,
  sight: { ...search.sight, variables: [variable, ...search.sight.variables] },
});

const inAny = (expressions: readonly Expression[], search: Search): Cursor | undefined => {
  for (const expression of expressions) {
    const found = inExpression(expression, search);
    if (found !== undefined) return found;
  }
  return undefined;
};

const inText = ({ parts }: TextExpression, search: Search): Cursor | undefined => {
  for (const part of parts) {
    if (part.kind === 'hole') {
      const found = inExpression(part.value, inside(search));
      if (found !== undefined) return found;
    } else if (part.text.includes(search.marker)) {
      return parts.length === 1 ? { kind: 'text', sight: search.sight, expected: search.expected } : NOTHING;
    }
  }
  return undefined;
};

/** The arguments that are names of something else than a value: `unique(namespace, …)`, `account(e, name)`. */
const inNamed = (
  { name, arguments: given }: Extract<Expression, { kind: 'call' }>,
  { marker, sight }: Search,
): Cursor | undefined => {
  const at = given.findIndex((argument) => argument.kind === 'name' && argument.name.text === marker);
  if (name.text === 'unique' && at === 0) return { kind: 'namespace' };
  return name.text === 'account' && at === 1 ? { kind: 'accountOfTarget', sight } : undefined;
};

const inArguments = (given: readonly ArgumentNode[], search: Search): Cursor | undefined => {
  const [first] = given;
  const list = first === undefined || first.kind === 'lambda' ? undefined : first;
  for (const argument of given) {
    if (argument.kind !== 'lambda') {
      const found = inExpression(argument, search);
      if (found !== undefined) return found;
      continue;
    }
    if (argument.variable.text === search.marker) return NOTHING;
    const found = inExpression(
      argument.body,
      withVariable(search, { kind: 'each', name: argument.variable.text, of: list }),
    );
    if (found !== undefined) return found;
  }
  return undefined;
};

const inEvery = (
  { type, variable, condition }: Extract<Expression, { kind: 'every' }>,
  search: Search,
): Cursor | undefined => {
  if (type.text === search.marker) return { kind: 'objectType', connector: undefined, side: 'mv' };
  if (variable.text === search.marker) return NOTHING;
  return inExpression(condition, withVariable(search, { kind: 'object', name: variable.text, type: type.text }));
};

const inCase = ({ subject, arms }: Extract<Expression, { kind: 'case' }>, search: Search): Cursor | undefined => {
  const patterns = arms.flatMap((arm) => arm.patterns);
  return (
    inExpression(subject, inside(search)) ??
    inAny(patterns, { ...inside(search), expected: { kind: 'like', other: subject } }) ??
    inAny(
      arms.map((arm) => arm.value),
      search,
    )
  );
};
