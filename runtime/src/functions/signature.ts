// How the form of a function reads: `left(t: string, n: integer): string`.
import type { FunctionEntry, Parameter, Pattern } from './entry.js';

export const signatureOf = ({ name, parameters, result }: FunctionEntry): string =>
  `${name}(${parameters.map(parameterText).join(', ')}): ${patternText(result)}`;

/** What may be left out stands between brackets. */
export const parameterText = (parameter: Parameter): string => {
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

const ABSENT = { never: [], mayFail: ['may fail'], mayBeEmpty: ['may be empty'] } as const;

/** `Strict, may fail.` */
export const behaviourOf = ({ strict, absent, idempotent }: FunctionEntry): string => {
  const words = [strict ? 'strict' : 'not strict', ...ABSENT[absent], ...(idempotent ? ['idempotent'] : [])].join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
};
