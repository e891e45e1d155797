// Functions of lists.

import { keyText } from '../values/equality.js';
import { asNumber } from '../values/integer.js';
import { distinctValues } from '../values/lists.js';
import { compareValues } from '../values/order.js';
import { valuesOf } from '../values/value.js';
import { BOOLEAN, filledList, INTEGER, integerOf, LIST, lambdaOf, listOf, ONE, parameter } from './define.js';
import type { FunctionEntry, Pattern } from './entry.js';

const LISTING = { family: 'list', strict: true, absent: 'mayBeEmpty', idempotent: false } as const;

const xs = parameter('xs', LIST, 'The list.');
const RESULT: Pattern = { kind: 'any', name: 'U', many: false };
const RESULTS: Pattern = { kind: 'any', name: 'U', many: true };
const condition = parameter(
  'condition',
  { kind: 'lambda', of: 'T', result: BOOLEAN },
  'What is asked of each value; absent counts as false.',
);

const first: FunctionEntry = {
  ...LISTING,
  name: 'first',
  parameters: [xs],
  result: ONE,
  absent: 'never',
  doc: 'The first value. Values of an attribute come in ascending order.',
  examples: [{ call: 'first(["a", "b"])', gives: '"a"' }],
  implementation: (_, list) => listOf(list)[0],
};

const last: FunctionEntry = {
  ...LISTING,
  name: 'last',
  parameters: [xs],
  result: ONE,
  absent: 'never',
  doc: 'The last value. Values of an attribute come in ascending order.',
  examples: [{ call: 'last(["a", "b"])', gives: '"b"' }],
  implementation: (_, list) => listOf(list).at(-1),
};

const only: FunctionEntry = {
  ...LISTING,
  name: 'only',
  parameters: [xs],
  result: ONE,
  absent: 'mayFail',
  doc: 'The value, when there is exactly one; absent when there are several.',
  examples: [
    { call: 'only(["a"])', gives: '"a"' },
    { call: 'only(["a", "b"])', gives: 'absent' },
  ],
  implementation: (_, list) => (listOf(list).length === 1 ? listOf(list)[0] : undefined),
};

const item: FunctionEntry = {
  ...LISTING,
  name: 'item',
  parameters: [xs, parameter('n', INTEGER, 'Which value, from 1.')],
  result: ONE,
  absent: 'mayFail',
  doc: 'The n-th value; absent when the list is shorter. As ItemOrNull in Entra Connect.',
  examples: [
    { call: 'item(["a", "b"], 2)', gives: '"b"' },
    { call: 'item(["a", "b"], 3)', gives: 'absent' },
  ],
  implementation: (_, list, n) => listOf(list)[asNumber(integerOf(n)) - 1],
};

const count: FunctionEntry = {
  ...LISTING,
  name: 'count',
  parameters: [xs],
  result: INTEGER,
  strict: false,
  absent: 'never',
  doc: 'How many values the list has; 0 for an absent one.',
  examples: [
    { call: 'count(["a", "b"])', gives: '2' },
    { call: 'count(absent)', gives: '0' },
  ],
  implementation: (_, list) => BigInt(listOf(list).length),
};

const any: FunctionEntry = {
  ...LISTING,
  name: 'any',
  parameters: [xs, condition],
  result: BOOLEAN,
  strict: false,
  absent: 'never',
  doc: 'Whether the condition holds for at least one value; `false` for an absent list.',
  examples: [
    { call: 'any(["a", "b"], x => x == "b")', gives: 'true' },
    { call: 'any(absent, x => true)', gives: 'false' },
  ],
  implementation: (_, list, lambda) => listOf(list).some((value) => lambdaOf(lambda)(value) === true),
};

const all: FunctionEntry = {
  ...LISTING,
  name: 'all',
  parameters: [xs, condition],
  result: BOOLEAN,
  strict: false,
  absent: 'never',
  doc: 'Whether the condition holds for every value; `true` for an absent list.',
  examples: [
    { call: 'all(["a", "b"], x => x == "b")', gives: 'false' },
    { call: 'all(absent, x => false)', gives: 'true' },
  ],
  implementation: (_, list, lambda) => listOf(list).every((value) => lambdaOf(lambda)(value) === true),
};

const map: FunctionEntry = {
  ...LISTING,
  name: 'map',
  parameters: [xs, parameter('result', { kind: 'lambda', of: 'T', result: RESULT }, 'What is made of each value.')],
  result: RESULTS,
  doc: 'What the expression makes of each value, in order, without absent results.',
  examples: [
    { call: 'map(["a", "b"], x => upper(x))', gives: '["A", "B"]' },
    { call: 'map(["a:b", "c"], x => textAfter(x, ":"))', gives: '["b"]' },
  ],
  implementation: (_, list, lambda) => filledList(listOf(list).flatMap((value) => valuesOf(lambdaOf(lambda)(value)))),
};

const filter: FunctionEntry = {
  ...LISTING,
  name: 'filter',
  parameters: [xs, condition],
  result: LIST,
  doc: 'The values for which the condition holds, in their order.',
  examples: [
    { call: 'filter(["a", "b"], x => x != "a")', gives: '["b"]' },
    { call: 'filter(["a"], x => x != "a")', gives: 'absent' },
  ],
  implementation: (_, list, lambda) => filledList(listOf(list).filter((value) => lambdaOf(lambda)(value) === true)),
};

const distinct: FunctionEntry = {
  ...LISTING,
  name: 'distinct',
  parameters: [xs],
  result: LIST,
  idempotent: true,
  doc: 'The list without duplicates, by the matching of its texts; the first of equals stays.',
  examples: [{ call: 'distinct(["b", "a", "b"])', gives: '["b", "a"]' }],
  implementation: ({ by }, list) => filledList(distinctValues(listOf(list), by)),
};

const without: FunctionEntry = {
  ...LISTING,
  name: 'without',
  parameters: [xs, parameter('ys', LIST, 'What is left out; may be absent.')],
  result: LIST,
  strict: false,
  doc: 'The values of the first list that do not occur in the second, by the matching of the first.',
  examples: [
    { call: 'without(["a", "b"], ["b"])', gives: '["a"]' },
    { call: 'without(["a"], absent)', gives: '["a"]' },
  ],
  implementation: ({ by }, list, others) => {
    const keys = new Set(listOf(others).map((value) => keyText(value, by)));
    return filledList(listOf(list).filter((value) => !keys.has(keyText(value, by))));
  },
};

const sort: FunctionEntry = {
  ...LISTING,
  name: 'sort',
  parameters: [xs],
  result: LIST,
  absent: 'never',
  idempotent: true,
  doc: 'The values in ascending order: texts by code points, binaries by bytes, numbers and times by value.',
  examples: [{ call: 'sort(["b", "a"])', gives: '["a", "b"]' }],
  implementation: (_, list) => filledList(listOf(list).toSorted(compareValues)),
};

export const LISTS: readonly FunctionEntry[] = [
  first,
  last,
  only,
  item,
  count,
  any,
  all,
  map,
  filter,
  distinct,
  without,
  sort,
];
