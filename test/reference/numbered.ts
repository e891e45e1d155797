// Programs with their histories, by number.
import fc from 'fast-check';
import { ofItsKind } from './kinds.js';
import { type Program, program } from './knobs.js';
import { fineRounds, type Round, rounds } from './rounds.js';

/** How many histories are played with one program. */
export const HISTORIES_OF_ONE = 10;
const together = (each: typeof rounds) =>
  fc.noBias(fc.record({ program, histories: fc.tuple(...Array.from({ length: HISTORIES_OF_ONE }, () => each)) }));
const PLAIN = together(rounds);
const FINE = together(fineRounds);

/**
 * The program of a number, with its histories: always the same, until the arbitraries change. Negative numbers have programs
 * of special kinds.
 */
export const historiesOf = (
  number: number,
): { readonly program: Program; readonly histories: readonly (readonly Round[])[] } => {
  const [only] = fc.sample(number < 0 ? FINE : PLAIN, { seed: number, numRuns: 1 });
  if (only === undefined) throw new Error('bug: no sample');
  return number < 0 ? ofItsKind(-number, only.program, only.histories) : only;
};
