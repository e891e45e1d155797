// The histories of a test file: a share of all, so that files are played side by side.
import { describe, expect, it } from 'vitest';
import { timesReached } from './coverage.js';
import { faultOfProgram, told } from './faults.js';
import { LEAST_REACHED } from './least-reached.js';
import { HISTORIES_OF_ONE } from './rounds.js';

const SHARDS = 4;
/** Ten times as many with `npm run test:long`. */
const HISTORIES = 10_000 * Number(process.env.SYNCRULE_MORE ?? 1);
/** A gate must say the same twice: others are for SYNCRULE_SEED, which takes `random` too. */
const seedOf = (asked: string | undefined): number =>
  asked === 'random' ? Date.now() % 1_000_000 : Number(asked ?? 0);

/** Plays a share of the histories; in place of it, one program where SYNCRULE_PROGRAM names one. */
export const shard = (number: number): void => {
  const only = process.env.SYNCRULE_PROGRAM;
  const programs = only === undefined ? Math.ceil(HISTORIES / HISTORIES_OF_ONE / SHARDS) : 1;
  const first = only === undefined ? seedOf(process.env.SYNCRULE_SEED) * 1_000_000 + number - 1 : Number(only);
  describe.runIf(only === undefined || number === 1)('histories', () => {
    it(`${programs} programs from ${first}, ${HISTORIES_OF_ONE} histories of each`, {
      timeout: 100_000_000,
    }, async () => {
      for (let index = 0; index < programs; index += 1) {
        const fault = await faultOfProgram(first + index * SHARDS);
        if (fault !== undefined) expect.fail(await told(fault));
      }
    });
    it.runIf(only === undefined)('reach each kind of step, and each rule that histories can reach', () => {
      const short = Object.entries(LEAST_REACHED)
        .map(([what, least]) => ({
          what,
          least: Math.ceil((least * programs * HISTORIES_OF_ONE) / 10_000),
          found: timesReached(what),
        }))
        .filter(({ least, found }) => found < least);
      expect(short).toEqual([]);
    });
  });
};
