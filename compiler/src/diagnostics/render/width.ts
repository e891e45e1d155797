// How wide text is on a terminal, and what of it may be shown.

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const NO_WIDTH = /\p{M}|\u200b|\u200d/u;
/** Control characters, and marks that change the direction of text: shown as they are they would show another line. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const TAB = '    ';

/** One character as it is shown: tabs as four blanks, what could play tricks with the terminal as `�`. */
const shown = (character: string): string => {
  if (character === '\t') return TAB;
  return UNSAFE.test(character) ? '\ufffd' : character;
};

/** A line as it is shown. */
export const showLine = (line: string): string => Array.from(line, shown).join('');

/** Columns that a text takes when it is shown. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text) {
    if (character === '\t') width += TAB.length;
    else if (!NO_WIDTH.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
};
