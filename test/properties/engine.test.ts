// G1, G2 and G3 over random programs and histories: the same history in worlds that do the same work in different ways.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../support/world.js';
import { step, take } from './histories.js';
import { program, schemas } from './programs.js';

const RUNS = 150 * Number(process.env.SYNCRULE_MORE ?? 1);

const history = fc.array(step, { minLength: 30, maxLength: 45 });

const START = 10 * 86_400_000;

describe('synchronisation', () => {
  it('comes to the same by deltas, in full, and in any order of import; a second one changes nothing', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(program, history, async (plan, steps) => {
        const delta = await World.open(plan, schemas);
        const full = await World.open(plan, schemas, { batch: 2 });
        const reversed = await World.open(plan, schemas, { order: 'reversed', batch: 1 });
        const worlds = [delta, full, reversed];
        const clocks = worlds.map(() => ({ now: START }));
        for (const [world, clock] of worlds.map((each, index) => [each, clocks[index] ?? { now: START }] as const))
          await world.import(clock.now);
        for (const each of steps) {
          for (const [index, world] of worlds.entries())
            await take(
              world,
              each,
              clocks[index] ?? { now: START },
              async (one, at) => void (await one.sync(at, one === delta ? 'delta' : 'full')),
            );
          if (each.kind !== 'sync') continue;
          const after = await delta.snapshot();
          expect(await full.snapshot(), 'a full synchronisation').toEqual(after);
          expect(await reversed.snapshot(), 'objects imported in another order').toEqual(after);
          await delta.sync(clocks[0]?.now ?? START, 'delta');
          expect(await delta.snapshot(), 'a second synchronisation').toEqual(after);
        }
        for (const world of worlds) await world.close();
      }),
      {
        numRuns: RUNS,
        seed: Number(process.env.SYNCRULE_SEED ?? 1),
      },
    );
  });
});
