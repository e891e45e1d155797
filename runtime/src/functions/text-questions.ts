// Questions to texts: length, position, how they begin and end.
import { lengthOf } from './code-points.js';
import { BOOLEAN, INTEGER, integerOf, optional, parameter, TEXT, TEXT_OR_BINARY, textOf } from './define.js';
import type { FunctionEntry } from './entry.js';

const QUESTION = { family: 'text', result: BOOLEAN, strict: true, absent: 'never', idempotent: false } as const;

const t = parameter('t', TEXT, 'The text.');
const sought = parameter('part', TEXT, 'The text that is looked for; upper and lower case differ.');

const length: FunctionEntry = {
  ...QUESTION,
  name: 'length',
  parameters: [parameter('t', TEXT_OR_BINARY, 'The text, or the binary.')],
  result: INTEGER,
  doc: 'How many characters (code points) a text has, or bytes a binary.',
  examples: [{ call: 'length("John Doe")', gives: '8' }],
  implementation: (_, whole) => BigInt(whole instanceof Uint8Array ? whole.length : lengthOf(textOf(whole))),
};

const startsWith: FunctionEntry = {
  ...QUESTION,
  name: 'startsWith',
  parameters: [t, sought],
  doc: 'Whether the text begins with the other. To ignore case, write `lower` around both.',
  examples: [
    { call: 'startsWith("SMTP:a@b", "SMTP:")', gives: 'true' },
    { call: 'startsWith("smtp:a@b", "SMTP:")', gives: 'false' },
  ],
  implementation: (_, text, part) => textOf(text).startsWith(textOf(part)),
};

const endsWith: FunctionEntry = {
  ...QUESTION,
  name: 'endsWith',
  parameters: [t, sought],
  doc: 'Whether the text ends with the other. To ignore case, write `lower` around both.',
  examples: [{ call: 'endsWith("ada@example.com", "@example.com")', gives: 'true' }],
  implementation: (_, text, part) => textOf(text).endsWith(textOf(part)),
};

const contains: FunctionEntry = {
  ...QUESTION,
  name: 'contains',
  parameters: [t, sought],
  doc: 'Whether the other text occurs in the text. To ignore case, write `lower` around both; to ask whether a list has a value, write `in`.',
  examples: [
    { call: 'contains("ada@example.com", "@")', gives: 'true' },
    { call: 'contains("ada", "A")', gives: 'false' },
  ],
  implementation: (_, text, part) => textOf(text).includes(textOf(part)),
};

const positionOf: FunctionEntry = {
  ...QUESTION,
  name: 'positionOf',
  parameters: [t, sought, optional('from', INTEGER, 'The first position that counts; 1 if not given.')],
  result: INTEGER,
  absent: 'mayFail',
  doc: 'The position (from 1) at which the other text occurs first; absent when it does not. As InStr in Entra Connect, which gives 0 then.',
  examples: [
    { call: 'positionOf("The quick brown fox", "quick")', gives: '5' },
    { call: 'positionOf("repEated", "e", 3)', gives: '7' },
    { call: 'positionOf("abc", "x")', gives: 'absent' },
  ],
  implementation: (_, text, part, from) =>
    firstPosition(textOf(text), textOf(part), from === undefined ? 1n : integerOf(from)),
};

function firstPosition(text: string, part: string, from: bigint): bigint | undefined {
  if (from > BigInt(text.length) + 1n) return undefined;
  const skipped = from <= 1n ? 0 : [...text].slice(0, Number(from) - 1).join('').length;
  const at = text.indexOf(part, skipped);
  return at < 0 ? undefined : BigInt(lengthOf(text.slice(0, at)) + 1);
}

const lastPositionOf: FunctionEntry = {
  ...QUESTION,
  name: 'lastPositionOf',
  parameters: [t, sought],
  result: INTEGER,
  absent: 'mayFail',
  doc: 'The position (from 1) at which the other text occurs last; absent when it does not. As InStrRev in Entra Connect, which gives 0 then.',
  examples: [{ call: 'lastPositionOf("abbcdbbbef", "bb")', gives: '7' }],
  implementation: (_, text, part) => {
    const at = textOf(text).lastIndexOf(textOf(part));
    return at < 0 ? undefined : BigInt(lengthOf(textOf(text).slice(0, at)) + 1);
  },
};

export const TEXT_QUESTIONS: readonly FunctionEntry[] = [
  length,
  startsWith,
  endsWith,
  contains,
  positionOf,
  lastPositionOf,
];
