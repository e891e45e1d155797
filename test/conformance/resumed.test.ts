// A full synchronisation that is interrupted goes on where it stopped: it comes to the same as one that was left alone, and
// looks at nobody with whom it was through.
import { synchronise } from '@syncrule/runtime/engine';
import { importConnector } from '@syncrule/runtime/runs';
import type { Store } from '@syncrule/runtime/store';
import { describe, expect, it } from 'vitest';
import { connector, type Installation, install } from '../bench/installation.js';
import { everybody } from '../bench/scale/population.js';
import { Fuse, Killed, mortalStore } from '../support/fuse.js';
import { snapshotOf } from '../support/snapshot.js';

const SIZE = { people: 3_000, groups: 150, largest: 1_000 };
const ALL = SIZE.people + SIZE.groups;
const BATCH = 200;

/** Everything is imported, nothing is synchronised yet. */
const imported = async (): Promise<Installation> => {
  const installation = await install('scale/program');
  const from = async (name: string, size: typeof SIZE): Promise<unknown> =>
    importConnector(
      installation.space,
      name,
      connector(() => everybody(size)),
      { mode: 'full', at: 1 },
    );
  await from('corp', { people: 0, groups: 0, largest: 0 });
  await from('hr', SIZE);
  return installation;
};

const synchronised = ({ machine }: Installation, store: Store, at: number) =>
  synchronise(store, machine, { at, mode: 'full', batch: BATCH });

const stateOf = ({ store, layouts }: Installation) => snapshotOf(store, layouts);

/** Dies at this commit. */
const killed = async (installation: Installation, commit: number, at: number): Promise<void> => {
  const dying = synchronised(installation, mortalStore(installation.store, new Fuse(commit, 'after')), at);
  await expect(dying).rejects.toThrow(Killed);
};

/** Metaverse objects that are read whole. */
const watched = (store: Store, read: Set<number>): Store => ({
  ...store,
  load: (needs) => {
    const mvs = [...(needs.mvs ?? [])];
    for (const id of mvs) read.add(id);
    return store.load({ ...needs, mvs });
  },
});

/** Is killed at these commits of one run after the other, and then taken up to the end. */
const takenUp = async (installation: Installation, commits: readonly number[], at: number) => {
  for (const commit of commits) await killed(installation, commit, at);
  const through = await installation.store.done();
  const read = new Set<number>();
  const report = await synchronised(installation, watched(installation.store, read), at + 1);
  return { report, through, again: through.filter((id) => read.has(id)) };
};

describe('64 A full synchronisation that was interrupted', () => {
  it.each([
    { title: 'while people are projected', commits: [8] },
    { title: 'twice', commits: [5, 8] },
    { title: 'near its end', commits: [16] },
  ])('$title, goes on with what is left', async ({ commits }) => {
    const [disturbed, undisturbed] = [await imported(), await imported()];
    try {
      await synchronised(undisturbed, undisturbed.store, 2);
      const { report, through, again } = await takenUp(disturbed, commits, 2);
      expect(through.length).toBeGreaterThan(BATCH * (Math.max(...commits) - 3));
      expect(report.resumed).toEqual({ done: through.length, of: ALL });
      expect({ evaluated: report.evaluated, again }).toEqual({ evaluated: ALL - through.length, again: [] });
      expect(report.at).toBe(2);
      expect(await disturbed.store.done()).toEqual([]);
      expect(await stateOf(disturbed)).toEqual(await stateOf(undisturbed));
    } finally {
      for (const one of [disturbed, undisturbed]) await one.close();
    }
  });

  it('begins anew where it had nothing left to go on from', async () => {
    const installation = await imported();
    try {
      expect((await synchronised(installation, installation.store, 2)).resumed).toBeUndefined();
      await killed(installation, 4, 3);
      expect((await installation.store.done()).length).toBeGreaterThan(0);
      expect((await synchronised(installation, installation.store, 4)).evaluated).toBeLessThan(ALL);
      expect((await synchronised(installation, installation.store, 5)).evaluated).toBe(ALL);
    } finally {
      await installation.close();
    }
  });
});
