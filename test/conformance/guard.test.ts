// Conformance case 63: the guard, the approval, and what an interrupted export may still send.

import { approve, exportConnector, type GuardSettings, GuardStop } from '@syncrule/runtime/runs';
import { describe, expect } from 'vitest';
import { World } from '../support/world.js';
import { base, compiled, schemas } from './base.js';
import { day, numbered } from './case.js';

/** The case in a fifth of its size: 200 of 2,000, where 100 and 5 % are allowed. */
const PEOPLE = 2_000;
const LEAVERS = 200;
const guards: GuardSettings = { deletes: { count: 100, percent: 5 }, sourceShrinks: { percent: 100 } };

const employed = async (): Promise<World> => {
  const world = await World.open(compiled(base), schemas);
  const hr = world.system('hr');
  for (let n = 1; n <= PEOPLE; n += 1)
    hr.put('person', String(n), { employeeNumber: String(n), givenName: `P${n}`, sn: `S${n}` });
  await world.import(day(1));
  await world.sync(day(1));
  await world.export(day(1));
  await world.import(day(1), 'corp');
  await world.sync(day(1));
  return world;
};

const leave = async (world: World, at: number, ...numbers: readonly number[]): Promise<void> => {
  for (const n of numbers) world.system('hr').remove(String(n));
  await world.import(at, 'hr');
  await world.sync(at);
};

const tried = (world: World, at: number) => exportConnector(world.space, 'corp', world.system('corp'), { at, guards });

const stopped = async (world: World, at: number): Promise<GuardStop> => {
  const stop: unknown = await tried(world, at).catch((error: unknown) => error);
  if (!(stop instanceof GuardStop)) throw new Error(`not stopped: ${String(stop)}`);
  return stop;
};

const approved = (world: World, at: number, hash: string) =>
  approve(world.space, { hash, reason: 'reorganisation', by: 'ada', at, guards, selection: { only: [] } });

const deletes = (world: World): readonly string[] =>
  world.system('corp').requests.flatMap((request) => (request.kind === 'delete' ? [request.anchor] : []));

describe('guards', () => {
  numbered(63, 'Guard and approval', async () => {
    const world = await employed();
    try {
      const corp = world.system('corp');
      await leave(world, day(2), ...Array.from({ length: LEAVERS }, (_, index) => index + 1));
      const first = await stopped(world, day(2));
      expect(first.verdict).toMatchObject({
        figures: { deletes: LEAVERS, linked: PEOPLE },
        findings: [{ guard: 'deletes', figure: LEAVERS, of: PEOPLE, limit: 5, unit: 'percent' }],
      });
      expect(deletes(world)).toEqual([]);
      await approved(world, day(2), first.hash);
      await leave(world, day(3), LEAVERS + 1);
      const second = await stopped(world, day(3));
      expect(second.hash).not.toBe(first.hash);
      expect(deletes(world)).toEqual([]);

      await approved(world, day(3), second.hash);
      corp.verdict = () => {
        if (deletes(world).length > 50) throw new Error('the line is cut');
        return 'apply';
      };
      await expect(tried(world, day(3))).rejects.toThrow('the line is cut');
      corp.verdict = () => 'apply';
      const { approval } = await tried(world, day(3) + 86_400_000 / 2);
      expect(approval).toMatchObject({ by: 'ada', reason: 'reorganisation', hash: second.hash });
      expect([...corp.objects.keys()]).toHaveLength(PEOPLE - LEAVERS - 1);
      const sent = deletes(world);
      expect(new Set(sent).size).toBe(LEAVERS + 1);
      // One request was lost with the line, so it was made again.
      expect(sent).toHaveLength(LEAVERS + 2);
      await world.import(day(4), 'corp');
      await world.sync(day(4));
      expect((await world.store.counts()).operations).toEqual({});
      await leave(world, day(5), ...Array.from({ length: LEAVERS }, (_, index) => LEAVERS + 2 + index));
      expect((await stopped(world, day(5))).verdict.findings).toHaveLength(1);
    } finally {
      await world.close();
    }
  });
});
