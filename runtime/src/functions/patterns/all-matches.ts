// All matches of a pattern in a text, in linear time: a pass from the end notes from where a match can be reached, so
// that the pass from the start never goes along a way that comes to nothing.
import type { Instruction, Program } from './program.js';
import { type Codes, follow, holds, threadsOf } from './run.js';

/** Positions of code points, from 0; `end` is not included. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** The matches from left to right; of several that begin at one place, the one that the pattern prefers. */
export function allMatches(program: Program, codes: Codes): readonly Match[] {
  const hopeful = hopefulPlaces(program, codes);
  const matches: Match[] = [];
  for (let start = 0; start <= codes.length; ) {
    if (!hopeful(0, start)) {
      start++;
      continue;
    }
    const end = preferredEnd(program, codes, start, hopeful);
    matches.push({ start, end });
    start = Math.max(end, start + 1);
  }
  return matches;
}

/** Whether from a place of the program, at a position of the text, a match can be reached. */
type Hopeful = (place: number, at: number) => boolean;

/** Goes along the most preferred way that leads to a match. */
function preferredEnd(program: Program, codes: Codes, start: number, hopeful: Hopeful): number {
  const threads = threadsOf(program);
  let place = 0;
  for (let at = start; at <= codes.length; at++) {
    threads.places.length = 0;
    follow(program, codes, threads, { place, at });
    const next = threads.places.find((each) => leadsOn(program[each], codes[at], () => hopeful(each + 1, at + 1)));
    if (next === undefined) break;
    if (program[next]?.op === 'match') return at;
    place = next + 1;
  }
  throw new Error('bug: a pattern was said to match here');
}

const leadsOn = (instruction: Instruction | undefined, code: number | undefined, after: () => boolean): boolean =>
  instruction?.op === 'match' ||
  (instruction?.op === 'character' && code !== undefined && instruction.test(code) && after());

/** One bit for each place at each position: memory is an eighth of a byte for each. */
function hopefulPlaces(program: Program, codes: Codes): Hopeful {
  const width = Math.ceil(program.length / 32);
  const bits = new Uint32Array(width * (codes.length + 1));
  const hopeful: Hopeful = (place, at) => (((bits[at * width + (place >>> 5)] ?? 0) >>> (place & 31)) & 1) === 1;
  const leadingTo = arrowsBack(program);
  for (let at = codes.length; at >= 0; at--) {
    const waiting = program.flatMap((instruction, place) =>
      leadsOn(instruction, codes[at], () => hopeful(place + 1, at + 1)) ? [place] : [],
    );
    for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
      if (hopeful(here, at)) continue;
      const word = at * width + (here >>> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (here & 31));
      for (const before of leadingTo[here] ?? []) if (isOpen(program[before], codes, at)) waiting.push(before);
    }
  }
  return hopeful;
}

const isOpen = (instruction: Instruction | undefined, codes: Codes, at: number): boolean =>
  instruction?.op !== 'assertion' || holds(instruction.assertion, codes, at);

/** By place: the places from which one comes there without reading a character. */
function arrowsBack(program: Program): readonly (readonly number[])[] {
  const leadingTo: number[][] = program.map(() => []);
  for (const [place, instruction] of program.entries())
    for (const next of nextPlaces(instruction, place)) leadingTo[next]?.push(place);
  return leadingTo;
}

function nextPlaces(instruction: Instruction, place: number): readonly number[] {
  switch (instruction.op) {
    case 'jump':
      return [instruction.to];
    case 'split':
      return [instruction.first, instruction.second];
    case 'assertion':
      return [place + 1];
    case 'character':
    case 'match':
      return [];
  }
}
