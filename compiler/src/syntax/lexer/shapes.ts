// What begins at a place of a text, and where it ends: signs, names, numbers, texts, comments, by their characters alone.
// Words are told apart and texts taken to pieces afterwards (`refine.ts`).
import { endOfQuotedName, endOfRawText, endOfText } from './scan.js';
import * as kinds from './tokens.js';

/** A sign is its kind; the rest has yet to be looked into. */
export type Shape =
  | kinds.Kind
  | 'blank'
  | 'name'
  | 'number'
  | 'date'
  | 'text'
  | 'raw'
  | 'quoted'
  | 'comment'
  | 'documentation'
  | 'unknown';

/** What begins at an offset inside of a text. */
export const shapeAt = (text: string, at: number): Shape => {
  const code = text.charCodeAt(at);
  const shape = SHAPES[code] ?? (code < NOT_ASCII ? 'unknown' : undefined);
  if (shape === undefined) return endOf(NAME, text, at) > at ? 'name' : 'unknown';
  if (shape === 'number') return endOf(DATE, text, at) > at ? 'date' : 'number';
  return shape === 'sign' ? signAt(text, at) : shape;
};

/** Behind what begins at an offset; behind that offset at least. */
export const endOfShape = (shape: Shape, text: string, at: number): number => {
  switch (shape) {
    case 'blank':
      return endOfBlank(text, at);
    case 'name':
      return endOfName(text, at);
    case 'number':
      return endOf(NUMBER, text, at);
    case 'date':
      return endOf(DATE, text, at);
    case 'text':
      return endOfText(text, at);
    case 'raw':
      return endOfRawText(text, at);
    case 'quoted':
      return endOfQuotedName(text, at);
    case 'comment':
    case 'documentation':
      return endOf(COMMENT, text, at);
    case 'unknown':
      return at + 1;
    default:
      return at + (LONG_SIGNS.has(shape) ? 2 : 1);
  }
};

const NOT_ASCII = 128;

const NAME = /[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:-[\p{L}\p{M}\p{Nd}_]+)*/uy;
const DATE = /\d{4}-\d{2}-\d{2}(?:[Tt][\d:.]*(?:[Zz]|[+-][\d:]+)?)?[\p{L}\p{M}\p{Nd}_]*/uy;
const NUMBER = /\d[\p{L}\p{M}\p{Nd}_]*(?:\.\d[\p{L}\p{M}\p{Nd}_]*)*/uy;
const COMMENT = /[^\r\n]*/y;

/** Behind the match of a sticky pattern; `at` itself when there is none. */
const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

const endOfBlank = (text: string, at: number): number => {
  let end = at + 1;
  while (SHAPES[text.charCodeAt(end)] === 'blank') end++;
  return end;
};

/** Most names are of ASCII; another character, also behind a hyphen, asks for the pattern. */
const endOfName = (text: string, at: number): number => {
  let end = at;
  for (;;) {
    while (isWord(text.charCodeAt(end))) end++;
    const code = text.charCodeAt(end);
    const behind = text.charCodeAt(end + 1);
    if (code >= NOT_ASCII || (code === HYPHEN && behind >= NOT_ASCII)) return endOf(NAME, text, at);
    if (code !== HYPHEN || !isWord(behind)) return end;
    end++;
  }
};

const HYPHEN = '-'.charCodeAt(0);

const isWord = (code: number): boolean => {
  const shape = SHAPES[code];
  return shape === 'name' || shape === 'number';
};

const signAt = (text: string, at: number): Shape => {
  const behind = text[at + 1];
  switch (text[at]) {
    case '=':
      if (behind === '>') return kinds.FatArrow;
      return behind === '=' ? kinds.EqualEqual : kinds.Equal;
    case '<':
      if (behind === '-') return kinds.Arrow;
      return behind === '=' ? kinds.LessEqual : kinds.Less;
    case '>':
      return behind === '=' ? kinds.GreaterEqual : kinds.Greater;
    case '!':
      return behind === '=' ? kinds.NotEqual : 'unknown';
    case '?':
      return behind === '?' ? kinds.Otherwise : 'unknown';
    case '/':
      if (behind !== '/') return 'unknown';
      return text[at + 2] === '/' ? 'documentation' : 'comment';
    default:
      return 'unknown';
  }
};

const LONG_SIGNS: ReadonlySet<Shape> = new Set([
  kinds.FatArrow,
  kinds.EqualEqual,
  kinds.Arrow,
  kinds.LessEqual,
  kinds.GreaterEqual,
  kinds.NotEqual,
  kinds.Otherwise,
]);

/** What a character of ASCII begins; `sign`: the next one decides. */
const SHAPES: readonly (Shape | 'sign' | undefined)[] = ((): (Shape | 'sign' | undefined)[] => {
  const shapes: (Shape | 'sign' | undefined)[] = new Array(NOT_ASCII).fill(undefined);
  const set = (characters: string, shape: Shape | 'sign'): void => {
    for (const character of characters) shapes[character.charCodeAt(0)] = shape;
  };
  set(' \t\r\n', 'blank');
  set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', 'name');
  set('0123456789', 'number');
  set('"', 'text');
  set("'", 'raw');
  set('`', 'quoted');
  set('=<>!?/', 'sign');
  set('{', kinds.LBrace);
  set('}', kinds.RBrace);
  set('(', kinds.LParen);
  set(')', kinds.RParen);
  set('[', kinds.LBracket);
  set(']', kinds.RBracket);
  set(',', kinds.Comma);
  set(':', kinds.Colon);
  set('.', kinds.Dot);
  set('|', kinds.Bar);
  set('+', kinds.Plus);
  set('-', kinds.Minus);
  set('*', kinds.Star);
  return shapes;
})();
