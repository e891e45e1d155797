// Runs patterns over texts: a step of all threads for each character. The time grows with the text, never faster.
import { isWord } from './characters.js';
import type { Program } from './program.js';
import type { Assertion } from './tree.js';

/** Code points of a text; positions count them from 0. */
export type Codes = readonly number[];

/** Places of a program, each once, in the order in which it prefers them. */
export interface Threads {
  readonly places: number[];
  /** By place: the position at which it was added last. */
  readonly visited: Int32Array;
}

export const threadsOf = (program: Program): Threads => ({
  places: [],
  visited: new Int32Array(program.length).fill(-1),
});

/** Whether the pattern matches some part of the text. */
export function matchesSomewhere(program: Program, codes: Codes): boolean {
  let current = threadsOf(program);
  let next = threadsOf(program);
  for (let at = 0; at <= codes.length; at++) {
    follow(program, codes, current, { place: 0, at });
    const code = codes[at];
    for (const place of current.places) {
      const instruction = program[place];
      if (instruction?.op === 'match') return true;
      if (instruction?.op === 'character' && code !== undefined && instruction.test(code))
        follow(program, codes, next, { place: place + 1, at: at + 1 });
    }
    [current, next] = [next, current];
    next.places.length = 0;
  }
  return false;
}

/** Adds the places that one leads to without reading a character, in order of preference. */
export function follow(
  program: Program,
  codes: Codes,
  threads: Threads,
  { place, at }: { readonly place: number; readonly at: number },
): void {
  const waiting = [place];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (threads.visited[here] === at) continue;
    threads.visited[here] = at;
    const instruction = program[here];
    if (instruction?.op === 'jump') waiting.push(instruction.to);
    else if (instruction?.op === 'split') waiting.push(instruction.second, instruction.first);
    else if (instruction?.op === 'assertion') {
      if (holds(instruction.assertion, codes, at)) waiting.push(here + 1);
    } else threads.places.push(here);
  }
}

export function holds(assertion: Assertion, codes: Codes, at: number): boolean {
  switch (assertion) {
    case 'start':
      return at === 0;
    case 'end':
      return at === codes.length;
    case 'boundary':
      return isWordAt(codes, at - 1) !== isWordAt(codes, at);
    case 'noBoundary':
      return isWordAt(codes, at - 1) === isWordAt(codes, at);
  }
}

function isWordAt(codes: Codes, at: number): boolean {
  const code = codes[at];
  return code !== undefined && isWord(code);
}
