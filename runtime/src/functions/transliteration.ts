// Texts in ASCII: rules of languages first, then our table of letters, then letters without accents, then a table of all
// scripts.
import anyAscii from 'any-ascii';
import { LANGUAGES, LETTERS, type Rules } from './letters.js';

const ASCII = /^[\u0000-\u007f]*$/;

export function transliterate(text: string, language: string | undefined): string {
  if (ASCII.test(text)) return text;
  const rules = language === undefined ? {} : (LANGUAGES[language] ?? {});
  const characters = [...withoutGreekPairs(text.normalize('NFC'))];
  return characters
    .map((character, at) => spelt(character, rules, { before: characters[at - 1], after: characters[at + 1] }))
    .join('');
}

interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function spelt(character: string, rules: Rules, { before, after }: Neighbours): string {
  if (ASCII.test(character)) return character;
  const lower = character.toLowerCase();
  const atHead = isLetter(before) ? undefined : rules[`^${lower}`];
  const spelling = atHead ?? rules[lower] ?? LETTERS[lower];
  if (spelling !== undefined) return lower === character ? spelling : inUpper(spelling, after);
  return bare(character);
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /\p{L}/u.test(character);

/** `Ä` at the head of a word is `Ae`, among capitals `AE`. */
const inUpper = (spelling: string, next: string | undefined): string =>
  next !== undefined && next === next.toLowerCase() && next !== next.toUpperCase()
    ? spelling.slice(0, 1).toUpperCase() + spelling.slice(1)
    : spelling.toUpperCase();

/** Without its marks; compatibility forms such as `ﬁ` and `①` as what they stand for. */
function bare(character: string): string {
  const parts = [...character.normalize('NFKD')].filter((part) => !/\p{M}/u.test(part)).map(ownLetter);
  return parts.every((part) => part !== undefined) ? parts.join('') : ofAnyScript(character);
}

const ownLetter = (part: string): string | undefined =>
  ASCII.test(part) ? part : (LETTERS[part] ?? LETTERS[part.toLowerCase()]?.toUpperCase());

/** Pictures have names in the table, which belong into no value. */
const ofAnyScript = (character: string): string =>
  /\p{Extended_Pictographic}/u.test(character) ? '' : anyAscii(character);

/** Two letters that are spelt together (ELOT 743): `ου`, `αυ`, `γγ`, `μπ` and their like. */
const withoutGreekPairs = (text: string): string =>
  /\p{Script=Greek}/u.test(text)
    ? text.replace(/[οαεη][υύ]|γ[γξχ]|μπ/giu, (pair, at: number) =>
        inCaseOf(pair, greekPair(pair.toLowerCase(), text.charAt(at - 1), text.charAt(at + 2))),
      )
    : text;

const NASAL: Readonly<Record<string, string>> = { γγ: 'ng', γξ: 'nx', γχ: 'nch' };
/** Letters before which `υ` is spoken as v; before others, and at the end of a word, as f. */
const VOICED = /[αάεέηήιίϊΐοόυύϋΰωώβγδζλμνρ]/iu;

function greekPair(pair: string, before: string, after: string): string {
  if (pair === 'μπ') return isLetter(before) && isLetter(after) ? 'mp' : 'b';
  const nasal = NASAL[pair];
  if (nasal !== undefined) return nasal;
  const vowel = pair.charAt(0);
  return vowel === 'ο' ? 'ou' : `${LETTERS[vowel] ?? vowel}${VOICED.test(after) ? 'v' : 'f'}`;
}

const inCaseOf = (given: string, spelling: string): string => {
  if (given === given.toLowerCase()) return spelling;
  return given === given.toUpperCase() ? spelling.toUpperCase() : spelling.charAt(0).toUpperCase() + spelling.slice(1);
};
