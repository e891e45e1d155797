// From tokens to a text, as untidy as texts can be: blanks, line ends and comments wherever the language allows them.
import type { Random } from './random.js';

/** Between these and their neighbours no blank is needed. */
const TIGHT: ReadonlySet<string> = new Set(['.', '(', ')', '[', ']', ',', ':', '{', '}']);

/** The text of these tokens. A token that begins with `///` is a line of documentation. */
export const spread = (tokens: readonly string[], random: Random): string => {
  let text = '';
  let before = '';
  for (const token of tokens) {
    text += token.startsWith('///') ? `\n${token}\n` : gap(before, token, random) + token;
    before = token;
  }
  return `${text}${random.oneIn(4) ? '\n// the end' : ''}\n`;
};

const gap = (before: string, token: string, random: Random): string => {
  const isTight = TIGHT.has(before) || TIGHT.has(token);
  switch (random.below(isTight ? 40 : 60)) {
    case 0:
      return ` // ${comment(random)}\n`;
    case 1:
      return `\n// ${comment(random)}\n`;
    case 2:
      return `\n\n// ${comment(random)}\n\n// ${comment(random)}\n`;
    case 3:
      return '\n\n\n\n';
    case 4:
    case 5:
    case 6:
      return '\r\n  ';
    case 7:
      return '\t\n';
    case 8:
      return random.oneIn(4) ? ' /// documentation of nothing\n' : ' ';
    default:
      return isTight ? '' : ' ';
  }
};

const comment = (random: Random): string =>
  random.oneOf([
    'why',
    'a rather long comment that says at length what everybody knows already',
    '',
    'ünïcode 漢字 "quotes" ${',
  ]);
