// Short words for writing catalogue entries: types of parameters, and arguments taken as what their types say.

import type { Scalar } from '../plan/types.js';
import type { Content, Value } from '../values/value.js';
import { isMany } from '../values/value.js';
import type { Argument, Parameter, Pattern } from './entry.js';

const one = (scalar: Scalar): Pattern => ({ kind: 'type', scalar, many: false });
const many = (scalar: Scalar): Pattern => ({ kind: 'type', scalar, many: true });

export const TEXT = one('string');
export const TEXTS = many('string');
export const INTEGER = one('integer');
export const BOOLEAN = one('boolean');
export const DATE = one('date');
export const DATETIME = one('datetime');
export const BINARY = one('binary');
export const DN = one('dn');
export const LITERAL: Pattern = { kind: 'literal' };
/** Any type; the same one throughout a call. */
export const ONE: Pattern = { kind: 'any', name: 'T', many: false };
export const LIST: Pattern = { kind: 'any', name: 'T', many: true };
/** A text or a binary; the same one throughout a call. */
export const TEXT_OR_BINARY: Pattern = { kind: 'any', name: 'T', many: false, scalars: ['string', 'binary'] };

export const parameter = (name: string, type: Pattern, doc: string): Parameter => ({ name, type, doc });
export const optional = (name: string, type: Pattern, doc: string): Parameter => ({ name, type, doc, optional: true });
/** A parameter whose text, where it stands in the program, is checked by the compiler. */
export const checked = (given: Parameter, check: (text: string) => string | undefined): Parameter => ({
  ...given,
  check,
});

const wrong = (expected: string): never => {
  throw new Error(`bug: a function got something else than ${expected}`);
};

export const textOf = (argument: Argument): string => (typeof argument === 'string' ? argument : wrong('a text'));
export const integerOf = (argument: Argument): bigint =>
  typeof argument === 'bigint' ? argument : wrong('an integer');
export const booleanOf = (argument: Argument): boolean =>
  typeof argument === 'boolean' ? argument : wrong('a boolean');
/** Dates, instants and durations. */
export const timeOf = (argument: Argument): number => (typeof argument === 'number' ? argument : wrong('a time'));
export const bytesOf = (argument: Argument): Uint8Array =>
  argument instanceof Uint8Array ? argument : wrong('a binary');
export const lambdaOf = (argument: Argument): ((value: Content) => Content) =>
  typeof argument === 'function' ? argument : wrong('a lambda');
export const contentOfArgument = (argument: Argument): Content =>
  typeof argument === 'function' ? wrong('a value') : argument;
/** The values of a list; none when it is absent. */
export const listOf = (argument: Argument): readonly Value[] => {
  const content = contentOfArgument(argument);
  return content === undefined ? [] : isMany(content) ? content : [content];
};

/** Functions never give the empty text (8.3). */
export const filled = (text: string): string | undefined => (text === '' ? undefined : text);
/** Nor an empty list (8.2). */
export const filledList = (values: readonly Value[]): Content => (values.length === 0 ? undefined : values);
