// Programs of special kinds, by number, and how their histories go: what is rare among random ones is frequent in them.
import { alone, inFullOrInterrupted } from './alone.js';
import {
  amidRefusals,
  amongPeople,
  byItself,
  dying,
  foundByMany,
  losing,
  makingFriends,
  oneByOne,
  wantedAgain,
  withoutExports,
} from './courses.js';
import {
  befriended,
  bereaved,
  contendedAlone,
  lingering,
  namesReadAlone,
  referring,
  scarceNames,
  timed,
} from './isolated.js';
import type { Program } from './knobs.js';
import type { Round } from './rounds.js';
import {
  contended,
  contradicting,
  exchanging,
  goingByValue,
  namesOfTwo,
  namesRead,
  newFlows,
  refused,
  requiring,
  returning,
  takenOver,
} from './unusual.js';

/** A kind of program, and how its histories go where that matters. */
interface Kind {
  readonly of: (program: Program) => Program;
  readonly played?: (rounds: readonly Round[]) => readonly Round[];
}

const KINDS: readonly Kind[] = [
  { of: takenOver },
  { of: namesRead },
  { of: newFlows },
  { of: contended },
  { of: namesOfTwo },
  { of: returning },
  { of: contradicting },
  { of: exchanging },
  { of: refused, played: amidRefusals },
  { of: requiring },
  { of: scarceNames, played: amongPeople(oneByOne('hr', 's1')) },
  { of: contendedAlone, played: oneByOne('hr', 'k1', 's1', 'k2') },
  { of: timed, played: byItself },
  { of: referring, played: withoutExports(oneByOne('hr', 'k1')) },
  { of: namesReadAlone, played: oneByOne('ad', 's1') },
  { of: bereaved, played: dying },
  { of: contendedAlone, played: foundByMany },
  { of: lingering, played: losing('k2', 's1') },
  { of: alone, played: inFullOrInterrupted },
  { of: goingByValue, played: wantedAgain },
  { of: befriended, played: makingFriends },
];

/** As many kinds as there are. */
export const KINDS_OF_PROGRAMS = KINDS.length;
/** Programs with numbers in a row that are of one kind. */
export const IN_A_ROW = 6;

/** A program made into one of a special kind, and its histories into what shows that. Numbers begin with 1. */
export const ofItsKind = (
  number: number,
  program: Program,
  histories: readonly (readonly Round[])[],
): { readonly program: Program; readonly histories: readonly (readonly Round[])[] } => {
  const kind = KINDS[Math.floor((number - 1) / IN_A_ROW) % KINDS.length];
  if (kind === undefined) throw new Error(`bug: no kind of number ${number}`);
  return { program: kind.of(program), histories: kind.played === undefined ? histories : histories.map(kind.played) };
};
