// Simple case folding (Unicode, CaseFolding.txt, statuses C and S): how texts that ignore case compare (8.7).

const ASCII = /^[\u0000-\u007f]*$/;

export const isAscii = (text: string): boolean => ASCII.test(text);

/** NFC; texts in ASCII are in it already. */
export const nfc = (text: string): string => (isAscii(text) ? text : text.normalize('NFC'));

/** The same text for texts that are equal when case does not count: NFC, then simple case folding. */
export const foldText = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : foldEach(text.normalize('NFC'));

function foldEach(text: string): string {
  let folded = '';
  for (const character of text) folded += foldCharacter(character);
  return folded;
}

const known = new Map<string, string>();

/** One code point folded to one code point. */
export function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = simpleFold(character);
  known.set(character, folded);
  return folded;
}

/**
 * What lower case and folding have in common is taken from the platform: the lower case of the upper case, as long as
 * both are one code point (`ς` and `σ`, `ſ` and `s`, the Kelvin sign and `k`; but `ß` and `İ` stay). What they have not
 * in common stands in {@link EXCEPTIONS}.
 */
function simpleFold(character: string): string {
  const exception = EXCEPTIONS.get(character);
  if (exception !== undefined) return exception;
  if (isCherokee(character)) return single(character.toUpperCase(), character);
  const upper = single(character.toUpperCase(), character);
  return single(upper.toLowerCase(), character);
}

/** Cherokee folds to its upper case, since that was in Unicode first. */
const isCherokee = (character: string): boolean => /[\u13a0-\u13fd\uab70-\uabbf]/.test(character);

const single = (mapped: string, otherwise: string): string =>
  mapped.length === ((mapped.codePointAt(0) ?? 0) > 0xffff ? 2 : 1) ? mapped : otherwise;

const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  // The dotless i has `I` as its upper case, yet folds to itself.
  ['\u0131', '\u0131'],
  // Status S since Unicode 15.1: pairs that are one letter, encoded twice.
  ['\u1fd3', '\u0390'],
  ['\u1fe3', '\u03b0'],
  ['\ufb05', '\ufb06'],
]);
