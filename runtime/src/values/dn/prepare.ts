// Prepares values for caseIgnoreMatch (RFC 4518): what is equal becomes the same text.
import { isAscii } from '../folding.js';

/** The prepared value: mapped, folded, NFKC, spaces at the ends dropped and those inside counted once (2.6.1). */
export function prepareValue(value: string): string {
  const folded = isAscii(value)
    ? mapped(value).toLowerCase()
    : foldFully(mapped(value).normalize('NFKC')).normalize('NFKC');
  return folded.replace(/ {2,}/g, ' ').replace(/^ | $/g, '');
}

/** RFC 4518, 2.2: white space becomes a space, what has no width and control characters vanish. */
const mapped = (value: string): string => (PLAIN.test(value) ? value : value.replace(SPACES, ' ').replace(NOTHING, ''));

const PLAIN = /^[\u0020-\u007e]*$/;
const SPACES = /[\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
const NOTHING =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u06dd\u070f\u1806\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2063\u206a-\u206f\ufeff\ufff9-\ufffc]|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|[\u{1d173}-\u{1d17a}]|[\u{e0001}\u{e0020}-\u{e007f}]/gu;

/** Full case folding, as table B.2 of RFC 3454 does: `ß` is `ss`. The dotless i, whose upper case is `I`, stays itself. */
function foldFully(text: string): string {
  let folded = '';
  for (const character of text) {
    if (character === '\u0131') folded += character;
    else for (const upper of character.toUpperCase()) folded += upper.toLowerCase();
  }
  return folded;
}
