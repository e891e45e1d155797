// Sets of characters: `.`, `\d`, `\p{L}`, `[a-z]`.
import { foldCharacter } from '../../values/folding.js';
import type { CharacterTest } from './tree.js';

export const anyButNewline: CharacterTest = (code) => code !== 0x0a;

export const isWord: CharacterTest = (code) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;

const isDigit: CharacterTest = (code) => code >= 0x30 && code <= 0x39;
const isSpace: CharacterTest = (code) => /\s/.test(String.fromCodePoint(code));

export const not =
  (test: CharacterTest): CharacterTest =>
  (code) =>
    !test(code);

export const range =
  (from: number, to: number): CharacterTest =>
  (code) =>
    code >= from && code <= to;

export const oneOf = (tests: readonly CharacterTest[]): CharacterTest => {
  const [only] = tests;
  return only !== undefined && tests.length === 1 ? only : (code) => tests.some((test) => test(code));
};

/** The sets that a letter after a backslash stands for. */
export const CLASSES: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWord],
  ['W', not(isWord)],
  ['s', isSpace],
  ['S', not(isSpace)],
]);

/** Characters that a letter after a backslash stands for. */
export const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['f', 0x0c],
  ['v', 0x0b],
]);

/** A property of Unicode (`L`, `Lu`, `Script=Greek`); absent when there is none of that name. One character is asked at a time. */
export function property(name: string, negated: boolean): CharacterTest | undefined {
  try {
    const expression = new RegExp(`^\\p{${name}}$`, 'u');
    return (code) => expression.test(String.fromCodePoint(code)) !== negated;
  } catch {
    return undefined;
  }
}

/** The character and those that fold to the same. */
export function exactlyIgnoringCase(code: number): CharacterTest {
  const folded = foldCharacter(String.fromCodePoint(code));
  return (other) => other === code || foldCharacter(String.fromCodePoint(other)) === folded;
}

/** The set with the other cases of its members. */
export const ignoringCase =
  (test: CharacterTest): CharacterTest =>
  (code) =>
    test(code) || variants(code).some(test);

function variants(code: number): readonly number[] {
  const character = String.fromCodePoint(code);
  const folded = foldCharacter(character);
  return [folded, character.toLowerCase(), folded.toUpperCase(), character.toUpperCase()]
    .filter((variant) => [...variant].length === 1)
    .map((variant) => variant.codePointAt(0) ?? code);
}
