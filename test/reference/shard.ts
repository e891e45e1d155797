// The histories of a test file: a share of all, so that files are played side by side.
import { describe, expect, it } from 'vitest';
import { timesReached } from './coverage.js';
import { faultOfProgram, told } from './faults.js';
import { IN_A_ROW, KINDS_OF_PROGRAMS } from './kinds.js';
import { LEAST_REACHED, LEAST_REACHED_BY_KINDS } from './least-reached.js';
import { HISTORIES_OF_ONE } from './numbered.js';

const SHARDS = 4;
/** Ten times as many with `npm run test:long`. */
const MORE = Number(process.env.SYNCRULE_MORE ?? 1);
const HISTORIES = 10_000 * MORE;
/** Programs of special kinds: each kind in turn. */
const OF_KINDS = IN_A_ROW * KINDS_OF_PROGRAMS * MORE;
/** A gate must say the same twice: others are for SYNCRULE_SEED, which takes `random` too. */
const seedOf = (asked: string | undefined): number =>
  asked === 'random' ? Date.now() % 1_000_000 : Number(asked ?? 0);
const SEED = seedOf(process.env.SYNCRULE_SEED) * 1_000_000;
/** In place of all others. */
const ONLY = process.env.SYNCRULE_PROGRAM;

/** Plays a share of the histories; in place of it, one program where SYNCRULE_PROGRAM names one. */
export const shard = (number: number): void => {
  const programs = ONLY === undefined ? Math.ceil(HISTORIES / HISTORIES_OF_ONE / SHARDS) : 1;
  const first = ONLY === undefined ? SEED + number - 1 : Number(ONLY);
  describe.runIf(ONLY === undefined || number === 1)('histories', () => {
    plays(programs, (index) => first + index * SHARDS);
    reaches(LEAST_REACHED, (programs * HISTORIES_OF_ONE) / 10_000);
  });
};

/** Plays the histories of programs of special kinds. */
export const specialKinds = (): void => {
  describe.runIf(ONLY === undefined)('histories of special kinds', () => {
    plays(OF_KINDS, (index) => -(SEED + index + 1));
    reaches(LEAST_REACHED_BY_KINDS, MORE);
  });
};

const plays = (programs: number, numberOf: (index: number) => number): void =>
  it(`${programs} programs from ${numberOf(0)}, ${HISTORIES_OF_ONE} histories of each`, {
    timeout: 100_000_000,
  }, async () => {
    for (let index = 0; index < programs; index += 1) {
      const fault = await faultOfProgram(numberOf(index));
      if (fault !== undefined) expect.fail(await told(fault));
    }
  });

const reaches = (all: Readonly<Record<string, number>>, share: number): void =>
  it.runIf(ONLY === undefined)('reach each kind of step, and each rule that histories can reach', () => {
    const short = Object.entries(all)
      .map(([what, least]) => ({ what, least: Math.ceil(least * share), found: timesReached(what) }))
      .filter(({ least, found }) => found < least);
    expect(short).toEqual([]);
  });
