// Regular expressions: asking and replacing.
import { BOOLEAN, checked, filled, LITERAL, parameter, TEXT, textOf } from './define.js';
import type { FunctionEntry } from './entry.js';
import { checkPattern, matchesPattern, replacePattern } from './patterns/index.js';

const t = parameter('t', TEXT, 'The text.');
const pattern = checked(
  parameter(
    'pattern',
    LITERAL,
    'A regular expression, best in single quotes: `.` `[a-z]` `[^a-z]` `\\d \\w \\s \\p{L}` `* + ? {m,n}` (with `?` for as few as possible) `a|b` `(…)` `^ $ \\b`; `(?i)` at its beginning ignores case. There are no back references and no look-around: the time that a match takes grows with the text and no faster.',
  ),
  checkPattern,
);

const matches: FunctionEntry = {
  name: 'matches',
  family: 'text',
  parameters: [t, pattern],
  result: BOOLEAN,
  strict: true,
  absent: 'never',
  idempotent: false,
  doc: 'Whether the pattern matches some part of the text; write `^` and `$` around it to ask about all of it.',
  examples: [
    { call: 'matches("ab12", \'\\d+\')', gives: 'true' },
    { call: 'matches("ab12", \'^\\d+$\')', gives: 'false' },
    { call: 'matches("Straße", \'(?i)^STRAẞE$\')', gives: 'true' },
  ],
  implementation: (_, text, expression) => matchesPattern(textOf(text), textOf(expression)),
};

const replaceMatches: FunctionEntry = {
  name: 'replaceMatches',
  family: 'text',
  parameters: [
    t,
    pattern,
    parameter('new', TEXT, 'What takes the place of each match, as it is; may be the empty text.'),
  ],
  result: TEXT,
  strict: true,
  absent: 'mayBeEmpty',
  idempotent: false,
  doc: 'The text with every part that the pattern matches, from left to right, replaced by another.',
  examples: [
    { call: 'replaceMatches("o\'neil jr.", \'[^a-z0-9-]\', "")', gives: '"oneiljr"' },
    { call: 'replaceMatches("a  b   c", \'\\s+\', " ")', gives: '"a b c"' },
    { call: 'replaceMatches("...", \'\\.\', "")', gives: 'absent' },
  ],
  implementation: (_, text, expression, replacement) =>
    filled(replacePattern(textOf(text), textOf(expression), textOf(replacement))),
};

export const TEXT_PATTERNS: readonly FunctionEntry[] = [matches, replaceMatches];
