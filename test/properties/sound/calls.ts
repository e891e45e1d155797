// Calls of the catalogue's functions, by their signatures alone, and of declared functions.
import { catalogue, type FunctionEntry, type Parameter, type Pattern } from '@syncrule/runtime/functions';
import { readable } from './leaves.js';
import type { Form, Making } from './making.js';
import { BOOLEAN, element, isPlain, many, SCALARS, type Type } from './types.js';

const ENTRIES = [...catalogue.values()];

/** Texts for parameters that the compiler checks: each takes those that are right for it. */
const CHECKED = [
  'UTC',
  'Europe/Berlin',
  'DE',
  'de',
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm',
  '[a-c]+',
  'a:b',
  'UTF-8',
  'SimpleName',
  'CN',
  '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
];

type Bindings = Map<string, Type>;

export const call: Form = (making, type) => {
  const entry = making.tape.maybe(ENTRIES.filter(({ result }) => bound(result, type) !== undefined));
  return entry === undefined ? undefined : callOf(making, entry, type, false);
};

/** A function of a single value over a list (V1). */
export const lifted: Form = (making, type) => {
  if (!type.many) return undefined;
  const gives = (entry: FunctionEntry): boolean => {
    const [first] = entry.parameters;
    const isSingle =
      first !== undefined && (first.type.kind === 'type' || first.type.kind === 'any') && !first.type.many;
    return isSingle && bound(entry.result, element(type)) !== undefined;
  };
  const entry = making.tape.maybe(ENTRIES.filter(gives));
  return entry === undefined ? undefined : callOf(making, entry, element(type), true);
};

const callOf = (making: Making, entry: FunctionEntry, type: Type, each: boolean): string | undefined => {
  const bindings: Bindings = bound(entry.result, type) ?? new Map();
  const args: string[] = [];
  for (const [index, parameter] of entry.parameters.entries()) {
    if (parameter.optional && making.tape.chance(50)) break;
    const argument = argumentOf(making, parameter, bindings, each && index === 0);
    if (argument === undefined) return undefined;
    args.push(argument);
  }
  making.tape.note(`function ${entry.name}`);
  return `${entry.name}(${args.join(', ')})`;
};

/** What the variables of a result must be for it to be of that type; nothing where it cannot be. */
const bound = (result: Pattern, type: Type): Bindings | undefined => {
  if (result.kind === 'type')
    return result.scalar === type.scalar && result.many === type.many && type.oneOf === undefined
      ? new Map()
      : undefined;
  if (result.kind !== 'any' || result.many !== type.many || !allows(result, type)) return undefined;
  return new Map([[result.name, element(type)]]);
};

const allows = ({ scalars }: Extract<Pattern, { kind: 'any' }>, type: Type): boolean =>
  scalars === undefined || (scalars.includes(type.scalar) && type.oneOf === undefined);

const argumentOf = (
  making: Making,
  { type: pattern, check }: Parameter,
  bindings: Bindings,
  each: boolean,
): string | undefined => {
  const { tape, scope, part, variable } = making;
  if (pattern.kind === 'literal' || check !== undefined) {
    const text = tape.maybe(CHECKED.filter((each) => check?.(each) === undefined));
    return text === undefined ? undefined : `"${text}"`;
  }
  switch (pattern.kind) {
    case 'type':
      return argumentOfType(making, { scalar: pattern.scalar, many: pattern.many || each }, !each);
    case 'any': {
      const type = bindings.get(pattern.name) ?? tape.maybe(SCALARS.filter((one) => allows(pattern, one)));
      if (type === undefined) return undefined;
      bindings.set(pattern.name, type);
      return argumentOfType(making, pattern.many || each ? many(type) : type, false);
    }
    case 'lambda': {
      const of = bindings.get(pattern.of);
      if (of === undefined) return undefined;
      const name = variable();
      const result = pattern.result.kind === 'any' ? bindings.get(pattern.result.name) : BOOLEAN;
      const body = result && (isPlain(result) ? part(result, [{ name, type: of }]) : readable(tape, scope, result));
      return body && `${name} => ${body}`;
    }
  }
};

/** Where the function does not say which type it expects, only a name tells a set of texts or a `dn` from a text. */
const argumentOfType = ({ tape, scope, part }: Making, type: Type, isExpected: boolean): string | undefined =>
  isExpected || isPlain(type) ? part(type) : readable(tape, scope, type);

export const declaredCall: Form = ({ tape, scope, part }, type) => {
  const found = tape.maybe(
    scope.functions.filter(
      ({ result }) => result.scalar === type.scalar && result.oneOf === type.oneOf && result.many === type.many,
    ),
  );
  return found && `${found.name}(${found.parameters.map((parameter) => part(parameter.type)).join(', ')})`;
};
