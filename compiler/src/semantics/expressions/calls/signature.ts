// How the forms of functions read in messages: `left(t: string, n: integer): string`.
import type { FunctionEntry, Parameter, Pattern } from '@syncrule/runtime/functions';
import type { DeclaredFunction } from '../../scope.js';
import { typeText } from '../types.js';
import type { Form } from './arguments.js';

/** The form of a function of the catalogue. */
export const formOfEntry = (entry: FunctionEntry): Form => {
  const last = entry.parameters.at(-1);
  return {
    name: entry.name,
    signature: signatureOf(entry),
    least: entry.parameters.filter((parameter) => parameter.optional === undefined && parameter.rest === undefined)
      .length,
    most: last?.rest ? undefined : entry.parameters.length,
  };
};

/** The form of a declared function. */
export const formOfDeclared = ({ name, parameters, result }: DeclaredFunction): Form => ({
  name,
  signature: `${name}(${parameters.map((one) => `${one.name}: ${typeText(one.type)}`).join(', ')}): ${typeText(result)}`,
  least: parameters.length,
  most: parameters.length,
});

const signatureOf = ({ name, parameters, result }: FunctionEntry): string =>
  `${name}(${parameters.map(parameterText).join(', ')}): ${patternText(result)}`;

const parameterText = (parameter: Parameter): string => {
  const text = `${parameter.name}: ${patternText(parameter.type)}`;
  if (parameter.rest) return `${text}, …`;
  return parameter.optional ? `[${text}]` : text;
};

export const patternText = (pattern: Pattern): string => {
  switch (pattern.kind) {
    case 'type':
      return `${pattern.scalar}${pattern.many ? '[]' : ''}`;
    case 'any':
      return `${pattern.scalars === undefined ? pattern.name : pattern.scalars.join(' | ')}${pattern.many ? '[]' : ''}`;
    case 'lambda':
      return `${pattern.of} => ${patternText(pattern.result)}`;
    case 'literal':
      return 'text';
  }
};
