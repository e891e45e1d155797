// Texts in ASCII: rules of languages first, then letters without accents, then a table of letters that are none.

type Rules = Readonly<Record<string, string>>;

const GERMAN: Rules = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const DANISH: Rules = { æ: 'ae', ø: 'oe', å: 'aa' };
const SWEDISH: Rules = { å: 'a', ä: 'a', ö: 'o' };
const FINNISH: Rules = { å: 'a', ä: 'a', ö: 'o', š: 'sh', ž: 'zh' };
const ICELANDIC: Rules = { þ: 'th', ð: 'd', æ: 'ae', ö: 'o' };

/** Lower-case letters and their spelling; upper-case ones follow. */
export const LANGUAGES: Readonly<Record<string, Rules>> = {
  de: GERMAN,
  da: DANISH,
  nb: DANISH,
  nn: DANISH,
  no: DANISH,
  sv: SWEDISH,
  fi: FINNISH,
  is: ICELANDIC,
};

/** Letters that Unicode does not take apart, in Latin, Greek and Cyrillic. */
const LETTERS: Rules = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'ng',
  ŧ: 't',
  ə: 'e',
  ƒ: 'f',
  ŀ: 'l',
  ŉ: 'n',
  ĳ: 'ij',
  ɓ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƙ: 'k',
  ɛ: 'e',
  ɔ: 'o',
  ɣ: 'g',
  ʋ: 'v',
  ƴ: 'y',
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: 'ie',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  ё: 'e',
  і: 'i',
  ї: 'i',
  є: 'ie',
  ґ: 'g',
  ў: 'u',
  ђ: 'd',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  џ: 'dz',
  ѓ: 'g',
  ќ: 'k',
  ѕ: 'dz',
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2026': '...',
  '\u20ac': 'EUR',
  '\u00a0': ' ',
};

const ASCII = /^[\u0000-\u007f]*$/;

export function transliterate(text: string, language: string | undefined): string {
  if (ASCII.test(text)) return text;
  const rules = language === undefined ? {} : (LANGUAGES[language] ?? {});
  const characters = [...text.normalize('NFC')];
  return characters.map((character, at) => spelt(character, rules, characters[at + 1])).join('');
}

function spelt(character: string, rules: Rules, next: string | undefined): string {
  if (ASCII.test(character)) return character;
  const lower = character.toLowerCase();
  const spelling = rules[lower] ?? LETTERS[lower];
  if (spelling !== undefined) return lower === character ? spelling : inUpper(spelling, next);
  return bare(character);
}

/** `Ä` at the head of a word is `Ae`, among capitals `AE`. */
const inUpper = (spelling: string, next: string | undefined): string =>
  next !== undefined && next === next.toLowerCase() && next !== next.toUpperCase()
    ? spelling.slice(0, 1).toUpperCase() + spelling.slice(1)
    : spelling.toUpperCase();

/** Without its marks; compatibility forms such as `ﬁ` and `①` as what they stand for. */
const bare = (character: string): string =>
  [...character.normalize('NFKD')]
    .filter((part) => !/\p{M}/u.test(part))
    .map((part) => (ASCII.test(part) ? part : (LETTERS[part] ?? upperLetter(part))))
    .join('');

const upperLetter = (part: string): string => LETTERS[part.toLowerCase()]?.toUpperCase() ?? '';
