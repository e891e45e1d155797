// Conformance cases 55, 59 and 63 where guards decide: what stops an export, the approval, and what an interrupted export
// may still send.

import { approve, exportConnector, type GuardSettings, GuardStop } from '@syncrule/runtime/runs';
import { describe, expect } from 'vitest';
import { World } from '../support/world.js';
import { base, compiled, departing, schemas } from './base.js';
import { day, numbered } from './case.js';

const PEOPLE = 10_000;
const LEAVERS = 1_000;
const guards: GuardSettings = { deletes: { count: 500, percent: 5 }, sourceShrinks: { percent: 100 } };
/** Nothing but what a case is about stops an export. */
const all = { count: 1_000_000, percent: 100 };
const generous: GuardSettings = { deletes: all, updates: all, sourceShrinks: { percent: 100 } };

/** So many people with accounts that were made on day 1. */
const employed = async (people: number): Promise<World> => {
  const world = await World.open(compiled(base), schemas);
  const hr = world.system('hr');
  for (let n = 1; n <= people; n += 1)
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

const tried = (world: World, at: number, settings = guards) =>
  exportConnector(world.space, 'corp', world.system('corp'), { at, guards: settings });

const stopped = async (world: World, at: number, settings = guards): Promise<GuardStop> => {
  const stop: unknown = await tried(world, at, settings).catch((error: unknown) => error);
  if (!(stop instanceof GuardStop)) throw new Error(`not stopped: ${String(stop)}`);
  return stop;
};

const approved = (world: World, at: number, hash: string, settings = guards) =>
  approve(world.space, { hash, reason: 'reorganisation', by: 'ada', at, guards: settings, selection: { only: [] } });

const deletes = (world: World): readonly string[] =>
  world.system('corp').requests.flatMap((request) => (request.kind === 'delete' ? [request.anchor] : []));

describe('guards', () => {
  numbered(55, 'What other rules stage is looked at once before it is sent', async () => {
    const world = await employed(3);
    try {
      const titled = compiled(
        departing([['corpAccount', 'displayName <- same', `displayName <- "\${displayName} (staff)"`]]),
      );
      const changed = await World.open(titled, schemas, { store: world.store, systems: world.systems });
      await changed.sync(day(2));
      const before = changed.system('corp').requests.length;
      const { verdict, hash } = await stopped(changed, day(2), generous);
      expect(verdict.findings).toMatchObject([{ guard: 'plan-changed', figure: 3, limit: 0 }]);
      expect(changed.system('corp').requests).toHaveLength(before);
      await approved(changed, day(2), hash, generous);
      await tried(changed, day(2), generous);
      expect(changed.system('corp').requests).toHaveLength(before + 3);
      await changed.import(day(3), 'corp');
      changed.system('hr').change('1', { sn: 'King' });
      await changed.import(day(3), 'hr');
      await changed.sync(day(3));
      await tried(changed, day(3), generous);
      expect(changed.system('corp').requests).toHaveLength(before + 4);
    } finally {
      await world.close();
    }
  });

  numbered(59, 'What an incomplete import proves: (b) nothing is taken away while a row cannot be read', async () => {
    const world = await employed(30);
    try {
      const hr = world.system('hr');
      hr.change('1', { endDate: day(1) });
      hr.change('2', { sn: 'King' });
      hr.remove('3');
      hr.unreadable = [undefined];
      await world.import(day(2), 'hr');
      await world.sync(day(2));
      const { verdict } = await stopped(world, day(2), generous);
      expect(verdict.findings).toMatchObject([{ guard: 'unreadable-rows hr', figure: 1, limit: 0 }]);
      expect(verdict.figures).toMatchObject({ deletes: 1, updates: 1 });
      expect(deletes(world)).toEqual([]);
    } finally {
      await world.close();
    }
  });

  numbered(59, 'What an incomplete import proves: (d) no rows and an end', async () => {
    const world = await employed(PEOPLE);
    try {
      const before = world.system('corp').requests.length;
      await leave(world, day(2), ...Array.from({ length: PEOPLE }, (_, index) => index + 1));
      const { verdict } = await stopped(world, day(2), generous);
      expect(verdict).toMatchObject({
        figures: { deletes: PEOPLE, linked: PEOPLE },
        findings: [{ guard: 'source-empty hr', figure: 0, of: PEOPLE }],
      });
      expect(world.system('corp').requests).toHaveLength(before);
    } finally {
      await world.close();
    }
  });

  numbered(63, 'Guard and approval', async () => {
    const world = await employed(PEOPLE);
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
        if (deletes(world).length > 400) throw new Error('the line is cut');
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
