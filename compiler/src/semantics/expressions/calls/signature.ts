// How the forms of functions read in messages: `left(t: string, n: integer): string`.
import { type FunctionEntry, signatureOf } from '@syncrule/runtime/functions';
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
