// Changed texts: case, replacements, padding, transliteration, joining.
import { asNumber } from '../values/integer.js';
import { lengthOf, slice } from './code-points.js';
import {
  checked,
  filled,
  INTEGER,
  integerOf,
  LITERAL,
  listOf,
  optional,
  parameter,
  TEXT,
  TEXTS,
  textOf,
} from './define.js';
import type { FunctionEntry } from './entry.js';
import { LANGUAGES } from './letters.js';
import { transliterate as transliterated } from './transliteration.js';

const CHANGE = { family: 'text', result: TEXT, strict: true, absent: 'mayBeEmpty', idempotent: false } as const;

const t = parameter('t', TEXT, 'The text.');

const lower: FunctionEntry = {
  ...CHANGE,
  name: 'lower',
  parameters: [t],
  absent: 'never',
  idempotent: true,
  doc: 'The text in lower case, by the rules of Unicode that hold for every language.',
  examples: [{ call: 'lower("TeSt")', gives: '"test"' }],
  implementation: (_, text) => textOf(text).toLowerCase(),
};

const upper: FunctionEntry = {
  ...CHANGE,
  name: 'upper',
  parameters: [t],
  absent: 'never',
  idempotent: true,
  doc: 'The text in upper case, by the rules of Unicode that hold for every language: `ß` becomes `SS`.',
  examples: [{ call: 'upper("TeSt")', gives: '"TEST"' }],
  implementation: (_, text) => textOf(text).toUpperCase(),
};

const properCase: FunctionEntry = {
  ...CHANGE,
  name: 'properCase',
  parameters: [t],
  absent: 'never',
  idempotent: true,
  doc: 'Each word, as white space separates them, with its first letter in upper case and the others in lower case; words all in upper case stay as they are. As PCase in Entra Connect.',
  examples: [
    { call: 'properCase("britta TEsT")', gives: '"Britta Test"' },
    { call: 'properCase("IBM sales")', gives: '"IBM Sales"' },
    { call: 'properCase(lower("TEST"))', gives: '"Test"' },
  ],
  implementation: (_, text) => textOf(text).replace(/\S+/g, properWord),
};

const properWord = (word: string): string =>
  word === word.toUpperCase() ? word : word.toLowerCase().replace(/\p{L}/u, (letter) => firstUpper(letter));

/** `ǆ` begins a word as `ǅ`, which no method gives; letters whose upper case is several (`ß`) stay. */
const firstUpper = (letter: string): string => {
  const upper = letter.toUpperCase();
  return lengthOf(upper) === 1 ? upper : letter;
};

const replace: FunctionEntry = {
  ...CHANGE,
  name: 'replace',
  parameters: [
    t,
    parameter('old', TEXT, 'What is replaced wherever it occurs; upper and lower case differ.'),
    parameter('new', TEXT, 'What takes its place; may be the empty text.'),
  ],
  doc: 'The text with every occurrence of one text replaced by another. The empty text occurs nowhere.',
  examples: [
    { call: 'replace("555-1234", "-", "")', gives: '"5551234"' },
    { call: 'replace("-", "-", "")', gives: 'absent' },
  ],
  implementation: (_, text, old, replacement) =>
    filled(old === '' ? textOf(text) : textOf(text).split(textOf(old)).join(textOf(replacement))),
};

const replaceChars: FunctionEntry = {
  ...CHANGE,
  name: 'replaceChars',
  parameters: [
    t,
    checked(
      parameter(
        'pattern',
        TEXT,
        'Pairs such as "å:a,ö:oe,’:": one character, a colon, what takes its place (it may be nothing); commas between the pairs. Upper and lower case differ; white space is ignored.',
      ),
      (pattern) => {
        const pairs = pairsOf(pattern);
        return typeof pairs === 'string' ? pairs : undefined;
      },
    ),
  ],
  absent: 'mayFail',
  doc: 'The text with single characters replaced. Absent when nothing is left, and when a pattern from elsewhere cannot be read. As ReplaceChars in Entra Connect; `transliterate` knows accents without being told.',
  examples: [
    { call: 'replaceChars("Räksmörgås", "’:,å:a,ä:a,ö:o")', gives: '"Raksmorgas"' },
    { call: 'replaceChars("O’Neil", "’:,å:a,ä:a,ö:o")', gives: '"ONeil"' },
  ],
  implementation: (_, text, pattern) => {
    const pairs = pairsOf(textOf(pattern));
    if (typeof pairs === 'string') return undefined;
    return filled(Array.from(textOf(text), (character) => pairs.get(character) ?? character).join(''));
  },
};

/** What takes the place of which character, or what is wrong with the pattern. */
function pairsOf(pattern: string): ReadonlyMap<string, string> | string {
  const pairs = new Map<string, string>();
  for (const piece of pattern.replace(/\s/gu, '').split(',')) {
    const [character = '', replacement, ...more] = piece.split(':');
    if (replacement === undefined || more.length > 0 || lengthOf(character) !== 1)
      return `expected pairs such as "ö:o", of one character, a colon and what takes its place; found "${piece}"`;
    pairs.set(character, replacement);
  }
  return pairs;
}

/** Longer than what any directory holds: greater lengths count as this. */
const LONGEST = 32_767;

const PAD = {
  ...CHANGE,
  absent: 'never',
  parameters: [
    t,
    parameter('length', INTEGER, 'The length in characters; what is above 32767 counts as 32767.'),
    parameter('pad', TEXT, 'What is added, repeated as often as needed.'),
  ],
} as const;

function padding(text: string, length: bigint, pad: string): string {
  const missing = Math.min(asNumber(length), LONGEST) - lengthOf(text);
  return missing <= 0 || pad === '' ? '' : slice(pad.repeat(Math.ceil(missing / lengthOf(pad))), 0, missing);
}

const padLeft: FunctionEntry = {
  ...PAD,
  name: 'padLeft',
  doc: 'The text, brought to a length by adding to its beginning; a text that is long enough stays as it is.',
  examples: [
    { call: 'padLeft("User", 10, "0")', gives: '"000000User"' },
    { call: 'padLeft("Administrator", 10, "0")', gives: '"Administrator"' },
  ],
  implementation: (_, text, length, pad) => padding(textOf(text), integerOf(length), textOf(pad)) + textOf(text),
};

const padRight: FunctionEntry = {
  ...PAD,
  name: 'padRight',
  doc: 'The text, brought to a length by adding to its end; a text that is long enough stays as it is.',
  examples: [{ call: 'padRight("User", 10, "0")', gives: '"User000000"' }],
  implementation: (_, text, length, pad) => textOf(text) + padding(textOf(text), integerOf(length), textOf(pad)),
};

const joinText: FunctionEntry = {
  ...CHANGE,
  name: 'joinText',
  parameters: [
    parameter('xs', TEXTS, 'The texts.'),
    parameter('separator', TEXT, 'What stands between them; may be the empty text.'),
  ],
  doc: 'The texts in their order as one, with the separator between each two.',
  examples: [
    { call: 'joinText(["a", "b"], ", ")', gives: '"a, b"' },
    { call: 'joinText(["a"], ", ")', gives: '"a"' },
  ],
  implementation: (_, xs, separator) => filled(listOf(xs).join(textOf(separator))),
};

const transliterate: FunctionEntry = {
  ...CHANGE,
  name: 'transliterate',
  parameters: [
    t,
    checked(
      optional(
        'language',
        LITERAL,
        `Whose rules come first: ${Object.keys(LANGUAGES).join(', ')}. Without it accents are dropped.`,
      ),
      (language) =>
        Object.hasOwn(LANGUAGES, language)
          ? undefined
          : `no rules for the language "${language}"; known are ${Object.keys(LANGUAGES).join(', ')}`,
    ),
  ],
  idempotent: true,
  doc: 'The text in the letters, digits and signs of ASCII. `ä` is `ae` in German and `a` in Swedish; where a language has no rule, accents are dropped (Unicode NFD) and letters such as `ß ø ł þ` get their usual spelling. Greek is spelt as ELOT 743 says, Cyrillic as passports do (ICAO Doc 9303); other scripts by the table of anyascii. What has no spelling, such as pictures, is left out.',
  examples: [
    { call: 'transliterate("Müller", "de")', gives: '"Mueller"' },
    { call: 'transliterate("Müller")', gives: '"Muller"' },
    { call: 'transliterate("Łódź Ærø")', gives: '"Lodz Aero"' },
    { call: 'transliterate("Ευάγγελος Παπαδόπουλος")', gives: '"Evangelos Papadopoulos"' },
    { call: 'transliterate("Щукин Юрий")', gives: '"Shchukin Iurii"' },
    { call: 'transliterate("Євген Згурський", "uk")', gives: '"Yevhen Zhurskyi"' },
  ],
  implementation: (_, text, language) =>
    filled(transliterated(textOf(text), language === undefined ? undefined : textOf(language))),
};

export const TEXT_CHANGES: readonly FunctionEntry[] = [
  lower,
  upper,
  properCase,
  replace,
  replaceChars,
  padLeft,
  padRight,
  joinText,
  transliterate,
];
