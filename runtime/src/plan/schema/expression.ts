// JSON Schema of a plan's expressions, one line for each operation.
import { index, listOf, name, oneOfTexts, record, ref, type Schema, someOf, text, union, whole } from './build.js';

const expr = ref('expr');

export const equality: Schema = oneOfTexts('exact', 'ignoreCase', 'dn', 'binary', 'ref', 'value');

const single: Schema = {
  anyOf: [
    { type: ['string', 'boolean'] },
    record({ integer: { type: 'string', pattern: '^(0|-?[1-9][0-9]*)$' } }),
    record({ date: whole }),
    record({ datetime: whole }),
    record({ duration: whole }),
  ],
};
/** There are no lists of lists (language specification, 5.1). */
export const constant: Schema = { anyOf: [single, listOf(single)] };

const op = (names: string | readonly string[], required: Record<string, Schema>, optional?: Record<string, Schema>) =>
  record({ op: typeof names === 'string' ? { const: names } : { enum: names }, ...required }, optional);

const isTrue: Schema = { const: true };
const kinds = (...values: readonly string[]) => oneOfTexts(...values);

export const lambda: Schema = op('lambda', { variable: name, body: expr });

export const dnPart: Schema = {
  anyOf: [
    record({ rdn: someOf(record({ type: name, value: listOf({ anyOf: [text, expr] }) })) }),
    record({ run: expr }),
  ],
};

const namePlace: Schema = record({ type: name, name }, { account: name });

export const expression: Schema = union('op', [
  op('const', { value: ref('constant') }),
  op(['absent', 'self', 'now', 'clear', 'keep'], {}),
  op(['source', 'target'], { attribute: name }),
  op(['param', 'variable', 'let'], { name }),
  op('through', { of: expr, attribute: name, side: kinds('cs', 'mv'), types: listOf(name) }),
  op('text', { parts: listOf({ anyOf: [text, expr] }) }),
  op('dn', { parts: listOf(ref('dnPart')) }),
  op('named', { name: expr, connector: name }),
  op('call', { name, arguments: listOf({ anyOf: [ref('lambda'), expr] }) }, { each: isTrue, by: equality }),
  op('apply', { name, arguments: listOf(expr) }, { each: isTrue }),
  op('if', { condition: expr, then: expr }, { else: expr }),
  op(
    'case',
    {
      subject: expr,
      by: equality,
      arms: listOf(record({ patterns: someOf(ref('constant')), then: expr })),
    },
    { else: expr },
  ),
  op(['and', 'or'], { items: listOf(expr) }),
  op(['not', 'present', 'missing'], { of: expr }),
  op(['equal', 'unequal', 'in'], { left: expr, right: expr, by: equality }),
  op(['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'otherwise', 'multiply'], { left: expr, right: expr }),
  op('add', {
    kind: kinds('integer', 'string', 'binary', 'duration', 'list', 'date', 'datetime'),
    left: expr,
    right: expr,
  }),
  op('subtract', {
    kind: kinds('integer', 'duration', 'date', 'datetime', 'dateDifference', 'datetimeDifference'),
    left: expr,
    right: expr,
  }),
  op('negate', { kind: kinds('integer', 'duration'), of: expr }),
  op('list', { items: listOf(expr) }),
  op('every', { type: name, variable: name, key: index, links: someOf(expr) }, { condition: expr }),
  op('unique', { namespace: name, candidates: someOf(expr), place: namePlace }, { next: ref('lambda') }),
  op('account', { of: expr, name }),
  op('newPassword', { length: { type: 'integer', minimum: 1 } }),
  op('today', { zone: expr }),
  op('error', { message: expr }),
]);

/** File, line and column; the last two from 1. */
export const place: Schema = {
  type: 'array',
  items: [index, { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 1 }],
  minItems: 3,
  additionalItems: false,
};
