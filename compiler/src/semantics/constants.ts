// Constants of the program, and values that an environment gives as JSON, as constants of the plan.
import type { Constant, ValueType } from '@syncrule/runtime/plan';
import { parseDn, parseInteger } from '@syncrule/runtime/values';
import type { Expression } from '../syntax/index.js';

/** A constant, or what was found instead of one: for "expected …, found …". */
export type ConstantReading =
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'hole' }
  | { readonly kind: 'wrong'; readonly found: string; readonly at?: Expression };

/** Nothing to say: a hole of the parser, or an expression that it has reported as no constant. */
const HOLE: ConstantReading = { kind: 'hole' };
const constant = (value: Constant): ConstantReading => ({ kind: 'constant', value });
const wrong = (found: string, at?: Expression): ConstantReading =>
  at === undefined ? { kind: 'wrong', found } : { kind: 'wrong', found, at };

/** The constant that an expression of the form `constant` is, as a value of the type. */
export const constantOf = (expression: Expression, type: ValueType): ConstantReading => {
  if (expression.kind === 'list')
    return listOf(expression.items, (item) => constantOf(item, single(type)), type, expression);
  if (type.many) return inList(constantOf(expression, single(type)));
  const negative = expression.kind === 'negative' && expression.of.kind === 'integer';
  if (negative) return integerOf(-integerIn(expression.of), type, expression);
  switch (expression.kind) {
    case 'text':
      return expression.parts.some((part) => part.kind === 'hole')
        ? HOLE
        : textOf(expression.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join(''), type, expression);
    case 'integer':
      return integerOf(expression.value, type, expression);
    case 'boolean':
      return type.scalar === 'boolean' ? constant(expression.value) : wrong('a `boolean`', expression);
    case 'date':
      return type.scalar === 'date' ? constant({ date: expression.value }) : wrong('a `date`', expression);
    case 'instant':
      return type.scalar === 'datetime' ? constant({ datetime: expression.value }) : wrong('a `datetime`', expression);
    case 'duration':
      return type.scalar === 'duration' ? constant({ duration: expression.value }) : wrong('a `duration`', expression);
    case 'absent':
      return wrong('`absent`', expression);
    default:
      return HOLE;
  }
};

const single = (type: ValueType): ValueType => ({ ...type, many: false });

const integerIn = (expression: Expression): bigint => (expression.kind === 'integer' ? expression.value : 0n);

const integerOf = (value: bigint, type: ValueType, at?: Expression): ConstantReading =>
  type.scalar === 'integer' ? constant({ integer: value.toString() }) : wrong('an `integer`', at);

const textOf = (text: string, type: ValueType, at?: Expression): ConstantReading => {
  if (type.scalar === 'dn') return parseDn(text) === undefined ? wrong('a text that is no DN', at) : constant(text);
  if (type.scalar !== 'string') return wrong('a text', at);
  return type.oneOf?.includes(text) === false ? wrong(`the text ${JSON.stringify(text)}`, at) : constant(text);
};

const listOf = <T>(
  items: readonly T[],
  read: (item: T) => ConstantReading,
  type: ValueType,
  at?: Expression,
): ConstantReading => {
  if (!type.many) return wrong('a list', at);
  const values: Constant[] = [];
  for (const item of items) {
    const reading = read(item);
    if (reading.kind !== 'constant') return reading;
    values.push(reading.value);
  }
  return constant(values);
};

const inList = (reading: ConstantReading): ConstantReading =>
  reading.kind === 'constant' ? constant([reading.value]) : reading;

/**
 * A JSON value as a value of the type. Dates `2026-03-31`, instants `2026-03-31T17:00Z`, durations `30d` and DNs are
 * texts; integers are numbers, or texts when they are too large for one.
 */
export const constantFromJson = (value: unknown, type: ValueType): ConstantReading => {
  if (Array.isArray(value)) return listOf(value, (item: unknown) => constantFromJson(item, single(type)), type);
  if (type.many) return inList(constantFromJson(value, single(type)));
  if (typeof value === 'boolean') return type.scalar === 'boolean' ? constant(value) : wrong(`\`${value}\``);
  if (typeof value === 'number') return numberFromJson(value, type);
  return typeof value === 'string' ? textFromJson(value, type) : wrong(value === null ? '`null`' : 'an object');
};

const numberFromJson = (value: number, type: ValueType): ConstantReading =>
  Number.isSafeInteger(value) ? integerOf(BigInt(value), type) : wrong(`the number ${value}`);

const textFromJson = (text: string, type: ValueType): ConstantReading => {
  const found = wrong(`the text ${JSON.stringify(text)}`);
  const given = <T>(value: T | undefined, make: (value: T) => Constant) =>
    value === undefined ? found : constant(make(value));
  switch (type.scalar) {
    case 'integer':
      return given(parseInteger(text), (value) => ({ integer: value.toString() }));
    case 'date':
      return given(dateIn(text), (date) => ({ date }));
    case 'datetime':
      return given(instantIn(text), (datetime) => ({ datetime }));
    case 'duration':
      return given(durationIn(text), (duration) => ({ duration }));
    case 'string':
    case 'dn':
      return textOf(text, type);
    default:
      return found;
  }
};

const DAY = 86_400_000;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', DAY],
  ['w', 7 * DAY],
]);

const dateIn = (text: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const moment = new Date(`${text}T00:00Z`);
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
  return isDay ? moment.getTime() / DAY : undefined;
};

const instantIn = (text: string): number | undefined => {
  const parts = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (parts === null || dateIn(parts[1] ?? '') === undefined) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
};

const durationIn = (text: string): number | undefined => {
  const parts = /^(\d+)(s|min|h|d|w)$/.exec(text);
  const length = Number(parts?.[1]) * (UNITS.get(parts?.[2] ?? '') ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : undefined;
};
