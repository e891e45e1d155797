// Types of expressions as far as completion needs them: where a reference leads, which texts may stand there.

import type { ProgramSymbol } from '@syncrule/compiler/semantics';
import { type Expression, pathText } from '@syncrule/compiler/syntax';
import type { Compilation } from '@syncrule/compiler/workspace';
import { catalogue } from '@syncrule/runtime/functions';
import type { Expected, Sight, Variable } from './cursor.js';

type ValueType = NonNullable<ProgramSymbol['type']>;

/** `let`s and calls nest; deeper than this nobody waits for an answer. */
const DEEPEST = 20;

/** The type of an expression in sight; undefined where it is not known. */
export const typeOf = (
  expression: Expression,
  sight: Sight,
  compilation: Pick<Compilation, 'symbols'>,
  depth = 0,
): ValueType | undefined => {
  if (depth > DEEPEST) return undefined;
  const { symbols } = compilation;
  const of = (inner: Expression): ValueType | undefined => typeOf(inner, sight, compilation, depth + 1);
  const attribute = (types: readonly string[], name: string): ValueType | undefined =>
    types.flatMap((type) => findAttribute(symbols.objectType(type)?.attributes ?? [], name)).at(0)?.type;
  switch (expression.kind) {
    case 'name': {
      const { text } = expression.name;
      const variable = sight.variables.find(({ name }) => name === text);
      if (variable !== undefined) return typeOfVariable(variable, of);
      const own = sight.lets.find(({ name }) => name.text === text);
      return own === undefined ? attribute(sight.source, text) : of(own.value);
    }
    case 'qualified':
      return expression.qualifier === 'param'
        ? symbols.find('param', expression.name.text)?.type
        : attribute(sight.target, expression.name.text);
    case 'member': {
      const whole = dotted(expression);
      const grouped = whole === undefined ? undefined : attribute(sight.source, whole);
      return grouped ?? attribute(objectTypesBehind(of(expression.of), symbols), expression.name.text);
    }
    case 'self':
      return { scalar: 'ref', many: false, to: sight.source };
    case 'same':
      return attribute(sight.source, sight.targets[0] === undefined ? '' : pathText(sight.targets[0]));
    case 'every':
      return { scalar: 'ref', many: true, to: [expression.type.text] };
    case 'otherwise':
      return of(expression.left) ?? of(expression.right);
    case 'parenthesised':
      return of(expression.of);
    case 'if':
      return of(expression.then);
    case 'call': {
      const result = catalogue.get(expression.name.text)?.result;
      if (result === undefined) return symbols.find('function', expression.name.text)?.type;
      if (result.kind === 'type') return { scalar: result.scalar, many: result.many };
      const [first] = expression.arguments;
      const type = first === undefined || first.kind === 'lambda' ? undefined : of(first);
      return type === undefined || result.kind !== 'any' ? undefined : { ...type, many: result.many };
    }
    default:
      return undefined;
  }
};

const typeOfVariable = (variable: Variable, of: (list: Expression) => ValueType | undefined): ValueType | undefined => {
  if (variable.kind === 'object') return { scalar: 'ref', many: false, to: [variable.type] };
  if (variable.kind === 'parameter') {
    return variable.type === '' ? undefined : { scalar: 'ref', many: false, to: [variable.type] };
  }
  const list = variable.of === undefined ? undefined : of(variable.of);
  return list === undefined ? undefined : { ...list, many: false };
};

/** `a.b.c` of names only. */
export const dotted = (expression: Expression): string | undefined => {
  if (expression.kind === 'name') return expression.name.text;
  if (expression.kind !== 'member') return undefined;
  const before = dotted(expression.of);
  return before === undefined ? undefined : `${before}.${expression.name.text}`;
};

/** The object types that a reference may lead to. */
export const objectTypesBehind = (
  type: ValueType | undefined,
  { objectTypes }: Compilation['symbols'],
): readonly string[] => {
  if (type?.scalar !== 'ref') return [];
  return type.to ?? objectTypes.map(({ name }) => name);
};

const findAttribute = (attributes: readonly ProgramSymbol[], name: string): ProgramSymbol[] => {
  const exact = attributes.find((attribute) => attribute.name === name);
  const near = exact ?? attributes.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
  return near === undefined ? [] : [near];
};

/** The texts that an operand or the target of a flow can be. */
export const expectedTexts = (
  expected: Expected | undefined,
  sight: Sight,
  compilation: Compilation,
): readonly string[] => expectedType(expected, sight, compilation)?.oneOf ?? [];

/** The type of what may stand there. */
export const expectedType = (
  expected: Expected | undefined,
  sight: Sight,
  compilation: Pick<Compilation, 'symbols'>,
): ValueType | undefined => {
  if (expected === undefined) return undefined;
  if (expected.kind === 'like') return typeOf(expected.other, sight, compilation);
  return targetType(expected.kind === 'field' ? expected.path : pathText(expected.path), sight, compilation);
};

/** The type of an attribute of the target. */
export const targetType = (
  path: string,
  sight: Sight,
  { symbols }: Pick<Compilation, 'symbols'>,
): ValueType | undefined =>
  sight.target.flatMap((type) => findAttribute(symbols.objectType(type)?.attributes ?? [], path)).at(0)?.type;
