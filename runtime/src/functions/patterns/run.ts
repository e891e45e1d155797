// Runs patterns over texts, a step of all threads for each character: the time grows with the text, never faster.
import { isWord } from './characters.js';
import type { Program } from './program.js';
import type { Assertion } from './tree.js';

/** Positions of code points, from 0; `end` is not included. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** Threads in order of preference: where each stands in the program, and where its match began. */
interface Threads {
  readonly places: number[];
  readonly starts: number[];
  /** By place: the step in which a thread got there last. One is enough: a later one could only do the same. */
  readonly visited: Int32Array;
}

const threadsOf = (program: Program): Threads => ({
  places: [],
  starts: [],
  visited: new Int32Array(program.length).fill(-1),
});

/** The first match from a position on; of several that begin there, the one that the pattern prefers. */
export function findMatch(program: Program, codes: readonly number[], from: number): Match | undefined {
  let current = threadsOf(program);
  let next = threadsOf(program);
  let found: Match | undefined;
  for (let at = from; at <= codes.length; at++) {
    if (found === undefined) follow(program, codes, current, { place: 0, start: at, at });
    if (current.places.length === 0 && found !== undefined) break;
    found = step(program, codes, current, next, at) ?? found;
    [current, next] = [next, current];
    next.places.length = 0;
    next.starts.length = 0;
  }
  return found;
}

/** Moves every thread over the character; threads that come after one that matched are given up. */
function step(
  program: Program,
  codes: readonly number[],
  current: Threads,
  next: Threads,
  at: number,
): Match | undefined {
  const code = codes[at];
  for (let index = 0; index < current.places.length; index++) {
    const place = current.places[index] ?? 0;
    const start = current.starts[index] ?? 0;
    const instruction = program[place];
    if (instruction?.op === 'match') return { start, end: at };
    if (instruction?.op === 'character' && code !== undefined && instruction.test(code))
      follow(program, codes, next, { place: place + 1, start, at: at + 1 });
  }
  return undefined;
}

/** Adds the threads that a place leads to without reading, in order of preference. */
function follow(
  program: Program,
  codes: readonly number[],
  threads: Threads,
  { place, start, at }: { readonly place: number; readonly start: number; readonly at: number },
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
    } else {
      threads.places.push(here);
      threads.starts.push(start);
    }
  }
}

function holds(assertion: Assertion, codes: readonly number[], at: number): boolean {
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

function isWordAt(codes: readonly number[], at: number): boolean {
  const code = codes[at];
  return code !== undefined && isWord(code);
}
