// Patterns: regular expressions that are matched in linear time.
import { allMatches } from './all-matches.js';
import { parsePattern } from './parse.js';
import { type Program, programOf } from './program.js';
import { type Codes, matchesSomewhere } from './run.js';
import { PatternFault } from './tree.js';

/** What is wrong with a pattern, or nothing. */
export function checkPattern(pattern: string): string | undefined {
  const read = readPattern(pattern);
  return typeof read === 'string' ? read : undefined;
}

function readPattern(pattern: string): Program | string {
  try {
    return programOf(parsePattern(pattern));
  } catch (fault) {
    if (fault instanceof PatternFault) return fault.message;
    throw fault;
  }
}

/** Patterns stand in the program, so there are few of them. */
const known = new Map<string, Program>();

function programFor(pattern: string): Program {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const program = readPattern(pattern);
  if (typeof program === 'string')
    throw new Error(`bug: the plan has a pattern that the compiler should have refused: ${program}`);
  known.set(pattern, program);
  return program;
}

const codesOf = (text: string): Codes => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** Whether the pattern matches some part of the text. */
export const matchesPattern = (text: string, pattern: string): boolean =>
  matchesSomewhere(programFor(pattern), codesOf(text));

/** The text with every match, from left to right, replaced. After an empty match the search goes on one character later. */
export function replacePattern(text: string, pattern: string, replacement: string): string {
  const codes = codesOf(text);
  let replaced = '';
  let copied = 0;
  for (const { start, end } of allMatches(programFor(pattern), codes)) {
    replaced += textOf(codes, copied, start) + replacement;
    copied = end;
  }
  return replaced + textOf(codes, copied, codes.length);
}

const textOf = (codes: Codes, from: number, to: number): string => {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCodePoint(codes[at] ?? 0);
  return text;
};
