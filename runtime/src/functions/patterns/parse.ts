// Reads patterns. What only a machine with memory can match (back references, look-around) is refused.
import {
  anyButNewline,
  CLASSES,
  CONTROLS,
  exactlyIgnoringCase,
  ignoringCase,
  not,
  oneOf,
  property,
  range,
} from './characters.js';
import { type CharacterTest, PatternFault, type PatternNode } from './tree.js';

/** Deeper nesting than anybody writes. */
const DEEPEST = 100;
/** The greatest number in `{m,n}`. */
const MOST = 1000;

export function parsePattern(pattern: string): PatternNode {
  const ignoreCase = pattern.startsWith('(?i)');
  const reader = { characters: [...pattern], at: ignoreCase ? 4 : 0, ignoreCase, depth: 0 };
  const node = readChoice(reader);
  if (reader.at < reader.characters.length) throw fault(reader, 'a ")" without its "("');
  return node;
}

interface Reader {
  readonly characters: readonly string[];
  at: number;
  readonly ignoreCase: boolean;
  depth: number;
}

const peek = (reader: Reader, ahead = 0): string | undefined => reader.characters[reader.at + ahead];

const fault = (reader: Reader, message: string): PatternFault =>
  new PatternFault(`at character ${reader.at + 1}: ${message}`);

function take(reader: Reader, expected: string): boolean {
  if (peek(reader) !== expected) return false;
  reader.at++;
  return true;
}

function readChoice(reader: Reader): PatternNode {
  if (++reader.depth > DEEPEST) throw fault(reader, `groups nest deeper than ${DEEPEST}`);
  const items = [readSequence(reader)];
  while (take(reader, '|')) items.push(readSequence(reader));
  reader.depth--;
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : { kind: 'choice', items };
}

function readSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = [];
  for (let next = peek(reader); next !== undefined && next !== '|' && next !== ')'; next = peek(reader))
    items.push(readRepeated(reader));
  return { kind: 'sequence', items };
}

function readRepeated(reader: Reader): PatternNode {
  const item = readItem(reader);
  const times = readTimes(reader);
  if (times === undefined) return item;
  const greedy = !take(reader, '?');
  const next = peek(reader);
  if (next === '*' || next === '+' || next === '?') throw fault(reader, `a second "${next}" after a repetition`);
  return { kind: 'repeat', item, ...times, greedy };
}

function readTimes(reader: Reader): { readonly min: number; readonly max: number | undefined } | undefined {
  if (take(reader, '*')) return { min: 0, max: undefined };
  if (take(reader, '+')) return { min: 1, max: undefined };
  if (take(reader, '?')) return { min: 0, max: 1 };
  return peek(reader) === '{' ? readCounts(reader) : undefined;
}

function readCounts(reader: Reader): { readonly min: number; readonly max: number | undefined } {
  const close = reader.characters.indexOf('}', reader.at);
  const counts = /^\{(\d+)(?:(,)(\d*))?\}$/.exec(reader.characters.slice(reader.at, close + 1).join(''));
  if (counts === null) throw fault(reader, 'expected {m}, {m,} or {m,n}; a brace by itself is written \\{');
  const min = Number(counts[1]);
  const max = counts[2] === undefined ? min : counts[3] === '' ? undefined : Number(counts[3]);
  if (Math.max(min, max ?? 0) > MOST) throw fault(reader, `no more than ${MOST} repetitions can be counted`);
  if (max !== undefined && max < min) throw fault(reader, `${min} to ${max} is no range`);
  reader.at = close + 1;
  return { min, max };
}

function readItem(reader: Reader): PatternNode {
  const next = peek(reader) ?? '';
  switch (next) {
    case '(':
      return readGroup(reader);
    case '[':
      return character(reader, readSet(reader));
    case '\\':
      return readEscape(reader);
    case '.':
      reader.at++;
      return { kind: 'character', test: anyButNewline };
    case '^':
      reader.at++;
      return { kind: 'assertion', assertion: 'start' };
    case '$':
      reader.at++;
      return { kind: 'assertion', assertion: 'end' };
    case '*':
    case '+':
    case '?':
    case '{':
      throw fault(reader, `"${next}" repeats nothing; by itself it is written \\${next}`);
    default:
      reader.at++;
      return exactCharacter(reader, codeOf(next));
  }
}

const codeOf = (text: string): number => text.codePointAt(0) ?? 0;
const exactly = (code: number): CharacterTest => range(code, code);
const character = (reader: Reader, test: CharacterTest): PatternNode => ({
  kind: 'character',
  test: reader.ignoreCase ? ignoringCase(test) : test,
});

const exactCharacter = (reader: Reader, code: number): PatternNode => ({
  kind: 'character',
  test: reader.ignoreCase ? exactlyIgnoringCase(code) : exactly(code),
});

function readGroup(reader: Reader): PatternNode {
  const start = reader.at;
  reader.at++;
  if (take(reader, '?') && !take(reader, ':'))
    throw fault(
      reader,
      'after "(?" only ":" is known: look-around and named groups are not part of these patterns; "(?i)" stands at the beginning',
    );
  const node = readChoice(reader);
  if (!take(reader, ')')) {
    reader.at = start;
    throw fault(reader, 'a "(" without its ")"');
  }
  return node;
}

function readEscape(reader: Reader): PatternNode {
  const letter = peek(reader, 1);
  if (letter === 'b' || letter === 'B') {
    reader.at += 2;
    return { kind: 'assertion', assertion: letter === 'b' ? 'boundary' : 'noBoundary' };
  }
  const read = readEscaped(reader);
  return typeof read === 'number' ? exactCharacter(reader, read) : character(reader, read);
}

/** After a backslash: a character, or a set of them. */
function readEscaped(reader: Reader): number | CharacterTest {
  const letter = peek(reader, 1);
  if (letter === undefined) throw fault(reader, 'a backslash at the end; by itself it is written \\\\');
  if (letter === 'p' || letter === 'P') return readProperty(reader);
  const known = CLASSES.get(letter) ?? CONTROLS.get(letter);
  if (known === undefined && /[A-Za-z0-9]/.test(letter)) throw fault(reader, unknownEscape(letter));
  reader.at += 2;
  return known ?? codeOf(letter);
}

const unknownEscape = (letter: string): string =>
  /[1-9]/.test(letter)
    ? `back references (\\${letter}) are not part of these patterns`
    : `\\${letter} means nothing; known are \\d \\D \\w \\W \\s \\S \\b \\B \\p{…} \\n \\r \\t`;

function readProperty(reader: Reader): CharacterTest {
  const close = reader.characters.indexOf('}', reader.at);
  const found = /^\\([pP])\{([A-Za-z_=]+)\}$/.exec(reader.characters.slice(reader.at, close + 1).join(''));
  const test = found === null ? undefined : property(found[2] ?? '', found[1] === 'P');
  if (test === undefined) throw fault(reader, 'expected a property of Unicode, such as \\p{L} or \\p{Script=Greek}');
  reader.at = close + 1;
  return test;
}

function readSet(reader: Reader): CharacterTest {
  const start = reader.at;
  reader.at++;
  const negated = take(reader, '^');
  const tests: CharacterTest[] = [];
  while (!take(reader, ']')) {
    if (peek(reader) === undefined) {
      reader.at = start;
      throw fault(reader, 'a "[" without its "]"');
    }
    tests.push(readMember(reader));
  }
  if (tests.length === 0) throw fault(reader, 'a set without members; "]" in a set is written \\]');
  const test = reader.ignoreCase ? ignoringCase(oneOf(tests)) : oneOf(tests);
  return negated ? not(test) : test;
}

function readMember(reader: Reader): CharacterTest {
  const from = readBound(reader);
  if (typeof from !== 'number') return from;
  if (peek(reader) !== '-' || peek(reader, 1) === ']' || peek(reader, 1) === undefined) return exactly(from);
  reader.at++;
  const to = readBound(reader);
  if (typeof to !== 'number' || to < from) throw fault(reader, 'expected a range from a lesser to a greater character');
  return range(from, to);
}

function readBound(reader: Reader): number | CharacterTest {
  if (peek(reader) === '\\') return readEscaped(reader);
  const code = codeOf(peek(reader) ?? '');
  reader.at++;
  return code;
}
