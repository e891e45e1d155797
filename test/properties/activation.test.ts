// A new plan: a delta looks only at what the difference of the plans can touch, and comes to what a full synchronisation does.
import { type Plan, sealPlan } from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../support/world.js';
import { type Step, step, take } from './histories.js';
import { programs, schemas } from './programs.js';

const RUNS = 150 * Number(process.env.SYNCRULE_MORE ?? 1);
const START = 10 * 86_400_000;
type Mode = 'delta' | 'full';

const steps = (length: number) => fc.array(step, { minLength: length, maxLength: length + 10 });

/** Plays steps in one world; ends with a synchronisation. */
const play = async (world: World, history: readonly Step[], clock: { now: number }, mode: Mode): Promise<void> => {
  for (const each of [...history, { kind: 'sync' } as const])
    await take(world, each, clock, async (one, at) => void (await one.sync(at, mode)));
};

/** A world with two people of HR in the metaverse, by the first random program that projects both. */
const projecting = async (): Promise<readonly [World, Plan]> => {
  for (const [plan] of fc.sample(programs, { numRuns: 100, seed: 1 })) {
    const world = await World.open(plan, schemas);
    for (const anchor of ['1', '2'])
      world.system('hr').put('person', anchor, { k1: anchor, k2: anchor, v1: anchor, v2: 'b' });
    await world.import(START);
    await world.sync(START);
    const { mvs, operations } = await world.store.counts();
    if (mvs.person === 2 && Object.keys(operations).length > 0) return [world, plan];
    await world.close();
  }
  throw new Error('bug: no random program projects');
};

describe('a new plan', () => {
  it.each<Mode>(['delta', 'full'])(
    'without a metaverse type lets go of its objects and deletes no account (%s)',
    async (mode) => {
      const [old, before] = await projecting();
      const after = sealPlan({ ...before, metaverse: [], rules: [], keys: [] });
      const next = await World.open(after, schemas, { store: old.store, systems: old.systems });
      await next.sync(START, mode);
      const { objects, linked, mvs, operations } = await next.store.counts();
      expect({ objects: objects['hr.person'], linked, mvs, operations }).toEqual({
        objects: 2,
        linked: {},
        mvs: {},
        operations: {},
      });
      await next.close();
    },
  );

  it('comes to the same by a delta and in full, and so does what follows', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(programs, steps(12), steps(6), async ([before, after], past, future) => {
        const shown = [];
        for (const mode of ['delta', 'full'] as const) {
          const clock = { now: START };
          const old = await World.open(before, schemas);
          await old.import(clock.now);
          await play(old, past, clock, mode);
          const { store, systems } = old;
          const next = await World.open(after, schemas, { store, systems });
          await next.sync(clock.now, mode);
          const activated = await next.snapshot();
          await next.sync(clock.now, mode);
          expect(await next.snapshot(), 'a second synchronisation').toEqual(activated);
          await play(next, future, clock, mode);
          shown.push([activated, await next.snapshot()]);
          await store.close();
        }
        expect(shown[0]).toEqual(shown[1]);
      }),
      { numRuns: RUNS, seed: Number(process.env.SYNCRULE_SEED ?? 1) },
    );
  });
});
