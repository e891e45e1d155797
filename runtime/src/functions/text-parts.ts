// Parts of texts: trim, left, right, mid, word, what stands before and after something, split.

import { lengthOf, range, slice } from './code-points.js';
import {
  filled,
  filledList,
  INTEGER,
  integerOf,
  optional,
  parameter,
  TEXT,
  TEXT_OR_BINARY,
  TEXTS,
  textOf,
} from './define.js';
import type { Argument, FunctionEntry } from './entry.js';

const PART = { family: 'text', result: TEXT, strict: true, absent: 'mayBeEmpty', idempotent: false } as const;

const t = parameter('t', TEXT, 'The text.');

const trim: FunctionEntry = {
  ...PART,
  name: 'trim',
  parameters: [t],
  idempotent: true,
  doc: 'The text without white space (Unicode White_Space) at its ends. As Trim in Entra Connect.',
  examples: [
    { call: 'trim(" Test ")', gives: '"Test"' },
    { call: 'trim("  ")', gives: 'absent' },
  ],
  implementation: (_, text) => filled(textOf(text).trim()),
};

const trimStart: FunctionEntry = {
  ...PART,
  name: 'trimStart',
  parameters: [t],
  idempotent: true,
  doc: 'The text without white space at its beginning. As LTrim in Entra Connect.',
  examples: [{ call: 'trimStart(" Test ")', gives: '"Test "' }],
  implementation: (_, text) => filled(textOf(text).trimStart()),
};

const trimEnd: FunctionEntry = {
  ...PART,
  name: 'trimEnd',
  parameters: [t],
  idempotent: true,
  doc: 'The text without white space at its end. As RTrim in Entra Connect.',
  examples: [{ call: 'trimEnd(" Test ")', gives: '" Test"' }],
  implementation: (_, text) => filled(textOf(text).trimEnd()),
};

/** A part of a text by code points, or of a binary by bytes, from a start (from 1) and with a length. */
function part(whole: Argument, at: (length: number) => { readonly start: bigint; readonly count: bigint }) {
  const length = whole instanceof Uint8Array ? whole.length : lengthOf(textOf(whole));
  const { start, count } = at(length);
  const { from, to } = range(start, count, length);
  if (from >= to) return undefined;
  return whole instanceof Uint8Array ? whole.slice(from, to) : slice(textOf(whole), from, to);
}

const whole = parameter('t', TEXT_OR_BINARY, 'The text, or the binary.');
const n = parameter('n', INTEGER, 'How many characters (code points) or bytes.');

const left: FunctionEntry = {
  ...PART,
  name: 'left',
  parameters: [whole, n],
  result: TEXT_OR_BINARY,
  doc: 'The first `n` characters of a text, or bytes of a binary; all of it when it is shorter. Absent when `n` is 0 or less.',
  examples: [
    { call: 'left("John Doe", 3)', gives: '"Joh"' },
    { call: 'left("Jo", 3)', gives: '"Jo"' },
    { call: 'left("John", 0)', gives: 'absent' },
  ],
  implementation: (_, text, count) => part(text, () => ({ start: 1n, count: integerOf(count) })),
};

const right: FunctionEntry = {
  ...PART,
  name: 'right',
  parameters: [whole, n],
  result: TEXT_OR_BINARY,
  doc: 'The last `n` characters of a text, or bytes of a binary; all of it when it is shorter. Absent when `n` is 0 or less.',
  examples: [
    { call: 'right("John Doe", 3)', gives: '"Doe"' },
    { call: 'right("Jo", 3)', gives: '"Jo"' },
  ],
  implementation: (_, text, count) =>
    part(text, (length) => {
      const taken = integerOf(count) < BigInt(length) ? integerOf(count) : BigInt(length);
      return { start: BigInt(length) - taken + 1n, count: taken };
    }),
};

const mid: FunctionEntry = {
  ...PART,
  name: 'mid',
  parameters: [whole, parameter('start', INTEGER, 'The position of the first character or byte, from 1.'), n],
  result: TEXT_OR_BINARY,
  doc: 'The characters at the positions `start` to `start + n - 1`, as far as the text has them; of a binary the bytes. Absent when it has none of them.',
  examples: [
    { call: 'mid("John Doe", 3, 5)', gives: '"hn Do"' },
    { call: 'mid("John Doe", 6, 999)', gives: '"Doe"' },
    { call: 'mid("John Doe", 9, 1)', gives: 'absent' },
  ],
  implementation: (_, text, start, count) => part(text, () => ({ start: integerOf(start), count: integerOf(count) })),
};

const textBefore: FunctionEntry = {
  ...PART,
  name: 'textBefore',
  parameters: [t, parameter('separator', TEXT, 'What ends the part; upper and lower case differ.')],
  doc: 'What stands before the first occurrence of the separator; absent when it does not occur.',
  examples: [
    { call: 'textBefore("ada@example.com", "@")', gives: '"ada"' },
    { call: 'textBefore("ada", "@")', gives: 'absent' },
  ],
  implementation: (_, text, separator) => {
    const at = textOf(text).indexOf(textOf(separator));
    return at < 0 ? undefined : filled(textOf(text).slice(0, at));
  },
};

const textAfter: FunctionEntry = {
  ...PART,
  name: 'textAfter',
  parameters: [t, parameter('separator', TEXT, 'What stands before the part; upper and lower case differ.')],
  doc: 'What stands after the first occurrence of the separator; absent when it does not occur.',
  examples: [
    { call: 'textAfter("SMTP:ada@example.com", ":")', gives: '"ada@example.com"' },
    { call: 'textAfter("ada", ":")', gives: 'absent' },
  ],
  implementation: (_, text, separator) => {
    const at = textOf(text).indexOf(textOf(separator));
    return at < 0 ? undefined : filled(textOf(text).slice(at + textOf(separator).length));
  },
};

const word: FunctionEntry = {
  ...PART,
  name: 'word',
  parameters: [
    t,
    parameter('n', INTEGER, 'Which word, from 1.'),
    optional('separators', TEXT, 'Characters each of which ends a word; a blank if not given.'),
  ],
  doc: 'The n-th word. Two separators in a row have an empty word between them, which is absent, as are words that the text does not have. As Word in Entra Connect and MIM.',
  examples: [
    { call: 'word("The quick brown fox", 3, " ")', gives: '"brown"' },
    { call: 'word("This,string!has&many separators", 3, ",!&#")', gives: '"has"' },
    { call: 'word("Test;;Function", 2, ";")', gives: 'absent' },
  ],
  implementation: (_, text, position, separators) =>
    nthWord(textOf(text), integerOf(position), new Set(separators === undefined ? ' ' : textOf(separators))),
};

function nthWord(text: string, position: bigint, separators: ReadonlySet<string>): string | undefined {
  let left = position;
  let found = '';
  for (const character of text) {
    if (separators.has(character)) left--;
    else if (left === 1n) found += character;
    if (left < 1n) break;
  }
  return left > 1n ? undefined : filled(found);
}

const split: FunctionEntry = {
  ...PART,
  name: 'split',
  parameters: [
    t,
    parameter('separator', TEXT, 'What stands between the parts; upper and lower case differ.'),
    optional(
      'limit',
      INTEGER,
      'How many parts there are at most; the last is all that is left. Any number if not given.',
    ),
  ],
  result: TEXTS,
  doc: 'The parts of the text between the separators, in their order, without empty ones. As Split in Entra Connect.',
  examples: [
    { call: 'split("a;b;;c", ";")', gives: '["a", "b", "c"]' },
    { call: 'split("a;b;c", ";", 2)', gives: '["a", "b;c"]' },
    { call: 'split(";", ";")', gives: 'absent' },
  ],
  implementation: (_, text, separator, limit) =>
    filledList(partsOf(textOf(text), textOf(separator), limit === undefined ? undefined : integerOf(limit))),
};

function partsOf(text: string, separator: string, limit: bigint | undefined): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length && (limit === undefined || BigInt(parts.length) < limit); ) {
    const isLast = separator === '' || (limit !== undefined && BigInt(parts.length + 1) === limit);
    const at = isLast ? -1 : text.indexOf(separator, from);
    const end = at < 0 ? text.length : at;
    if (end > from) parts.push(text.slice(from, end));
    from = end + separator.length;
    if (at < 0) break;
  }
  return parts;
}

export const TEXT_PARTS: readonly FunctionEntry[] = [
  trim,
  trimStart,
  trimEnd,
  left,
  right,
  mid,
  textBefore,
  textAfter,
  word,
  split,
];
