// Conformance case 64: many histories in one store, and the process killed at each of its writes.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Machine, synchronise } from '@syncrule/runtime/engine';
import { exportConnector, importConnector, openSpace, type Space } from '@syncrule/runtime/runs';
import type { Store } from '@syncrule/runtime/store';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import { describe, expect, vi } from 'vitest';
import { Fuse, Killed, mortalStore, mortalSystem } from '../support/fuse.js';
import { SimulatedSystem } from '../support/simulated-system.js';
import { type Snapshot, snapshotOf } from '../support/snapshot.js';
import { compiled, departing, schemas } from './base.js';
import { ADA, BOB, day, numbered } from './case.js';

/** What happens in the world, then what runs over it. */
interface Step {
  readonly title: string;
  readonly world?: (hr: SimulatedSystem, corp: SimulatedSystem) => void;
  readonly run: (process: Process, at: number) => Promise<unknown>;
  /** What runs before states are compared: an object that was looked up is known better than one that is only sent. */
  readonly then?: Step['run'];
}

interface Process {
  readonly space: Space;
  readonly machine: Machine;
  readonly store: Store;
  readonly systems: Systems;
  readonly fuse: Fuse;
}

type Systems = Readonly<Record<'hr' | 'corp', SimulatedSystem>>;

const imported =
  (...names: readonly ('hr' | 'corp')[]) =>
  async ({ space, systems, fuse }: Process, at: number): Promise<void> => {
    for (const name of names)
      await importConnector(space, name, mortalSystem(systems[name], fuse), { mode: 'full', at });
  };

const synced = ({ store, machine }: Process, at: number) => synchronise(store, machine, { at, mode: 'delta' });

const NO_GUARDS = { deletes: { count: Number.MAX_SAFE_INTEGER, percent: 100 } };

const exported = ({ space, systems, fuse }: Process, at: number) =>
  exportConnector(space, 'corp', mortalSystem(systems.corp, fuse), { at, guards: NO_GUARDS });

const confirmed = async (process: Process, at: number): Promise<void> => {
  await imported('corp')(process, at + 1);
  await synced(process, at + 1);
};

const cycle = (title: string, world: NonNullable<Step['world']>): readonly Step[] => [
  { title: `${title}: import`, world, run: imported('corp', 'hr') },
  { title: `${title}: sync`, run: synced },
  { title: `${title}: export`, run: exported, then: confirmed },
  { title: `${title}: confirming import`, run: imported('corp') },
  { title: `${title}: confirming sync`, run: synced },
];

const person = (hr: SimulatedSystem, number: string, values: Parameters<SimulatedSystem['put']>[2]): void =>
  hr.put('person', number, { employeeNumber: number, ...values });

const user = (corp: SimulatedSystem, anchor: string, cn: string, values: Parameters<SimulatedSystem['put']>[2]): void =>
  corp.put('user', anchor, { objectGUID: anchor, sAMAccountName: `own-${anchor}`, ...values }, `CN=${cn},OU=People`);

/** Cases 8, 13, 18, 33, 41, 45 and 51, each with people of its own among others, all at once. */
const HISTORY: readonly Step[] = [
  ...cycle('twenty people', (hr, corp) => {
    person(hr, '80', { ...ADA, givenName: 'Vera', employeeType: 'vendor' });
    person(hr, '130', { ...ADA, givenName: 'Rhea', mail: 'rhea@x' });
    person(hr, '180', { ...ADA, givenName: 'Tilda' });
    user(corp, 'a', 'T1', { employeeID: '180', objectSid: 'S-1' });
    user(corp, 'b', 'T2', { employeeID: '180', objectSid: 'S-2' });
    person(hr, '330', { ...ADA, givenName: 'Maud' });
    person(hr, '331', { ...BOB, manager: [{ anchor: '330' }] });
    person(hr, '410', { ...ADA, givenName: 'Fay' });
    for (let n = 0; n < 12; n += 1)
      person(hr, `9${n}`, { givenName: `P${n}`, sn: 'Other', title: 'T', manager: [{ anchor: `9${(n + 1) % 12}` }] });
  }),
  ...cycle('vendor becomes staff, rehire, one account goes, manager leaves, a name is freed', (hr, corp) => {
    hr.change('80', { employeeType: 'staff' });
    hr.remove('130');
    person(hr, '131', { ...ADA, givenName: 'Rhea', mail: 'rhea@x' });
    corp.remove('b');
    hr.change('330', { employeeType: 'vendor' });
    hr.remove('410');
    person(hr, '411', { ...ADA, givenName: 'Fay' });
    hr.change('95', { sn: 'Renamed' });
  }),
  ...cycle('vendor again, manager returns, half of the others leave', (hr) => {
    hr.change('80', { employeeType: 'vendor' });
    hr.change('330', { employeeType: 'staff' });
    for (const n of [0, 2, 4, 6, 8, 10]) hr.remove(`9${n}`);
  }),
  ...cycle('one of them returns, what is due of the others goes', (hr) => {
    person(hr, '92', { givenName: 'P2', sn: 'Other', title: 'T' });
  }),
];

/** Four days from cycle to cycle, so that what waits for its time is due in the next but one. */
const timeOf = (index: number): number => day(1 + 4 * Math.floor(index / 5)) + index * 10;

// Some hundred deaths take a while on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

describe('killed', () => {
  numbered(64, 'Everything at once, killed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'syncrule-killed-'));
    try {
      let kills = 0;
      let before: Systems = { hr: new SimulatedSystem(schemas.hr, 'h'), corp: new SimulatedSystem(schemas.corp, 'g') };
      const undisturbedFile = join(directory, 'undisturbed.db');
      for (const [index, step] of HISTORY.entries()) {
        step.world?.(before.hr, before.corp);
        const at = timeOf(index);
        const stood = join(directory, 'before.db');
        await closedCopy(undisturbedFile, stood);
        const undisturbed = await play({ file: undisturbedFile, before, step, at }, [new Fuse()]);
        const expected = await conclude(undisturbedFile, undisturbed, step, at, directory);
        for (let effect = 1; effect <= undisturbed.effects; effect += 1) {
          for (const moment of ['before', 'after'] as const) {
            const file = join(directory, 'killed.db');
            await copyFile(stood, file);
            const killed = await play({ file, before, step, at }, [new Fuse(effect, moment), new Fuse()]);
            const where = `${step.title}, killed ${moment} effect ${effect} of ${undisturbed.effects}`;
            expect(await conclude(file, killed, step, at, directory), where).toEqual(expected);
            expect(repeatedAdds(killed.systems.corp), where).toEqual([]);
            kills += 1;
          }
        }
        before = undisturbed.systems;
      }
      expect(kills).toBeGreaterThan(200);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

interface Played {
  readonly systems: Systems;
  /** How often the last process wrote or sent something. */
  readonly effects: number;
}

interface Play {
  readonly file: string;
  readonly before: Systems;
  readonly step: Step;
  readonly at: number;
}

/** Runs a step over a store and copies of the systems, by one process after the other: all but the last die in it. */
const play = async ({ file, before, step, at }: Play, fuses: readonly Fuse[]): Promise<Played> => {
  const systems = { hr: before.hr.copy(), corp: before.corp.copy() };
  for (const fuse of fuses) await live({ file, systems, fuse }, (process) => step.run(process, at));
  return { systems, effects: fuses.at(-1)?.effects ?? 0 };
};

/** One process from its start to its end, or its death. */
const live = async (
  { file, systems, fuse }: { readonly file: string; readonly systems: Systems; readonly fuse: Fuse },
  run: (process: Process) => Promise<unknown>,
): Promise<void> => {
  const inner = await openSqliteStore({ file });
  try {
    const store = mortalStore(inner, fuse);
    await run({ ...(await openSpace(plan, store)), store, systems, fuse });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  } finally {
    await inner.close();
  }
};

/** The state that it all comes to, of a copy: store and directory. */
const conclude = async (file: string, played: Played, step: Step, at: number, directory: string) => {
  const copy = join(directory, 'concluded.db');
  await closedCopy(file, copy);
  const systems = { hr: played.systems.hr.copy(), corp: played.systems.corp.copy() };
  const states: Snapshot[] = [];
  await live({ file: copy, systems, fuse: new Fuse() }, async (process) => {
    await step.then?.(process, at);
    const { csTypes, mvTypes } = process.machine;
    const layouts = new Map([...csTypes, ...mvTypes].map(([name, { layout }]) => [name, layout]));
    states.push(await snapshotOf(process.store, layouts));
  });
  return { states, directory: held(played.systems.corp) };
};

/** Closing a store leaves one file that is the whole of it. */
const closedCopy = async (file: string, to: string): Promise<void> => {
  await (await openSqliteStore({ file })).close();
  await copyFile(file, to);
};

/** With logins that must not collide and are reserved, and accounts that are deleted after three days. */
const plan = compiled(
  departing(
    [
      [
        'corpAccount',
        'once login(givenName, sn) ??',
        'once unique(logins, login(givenName, sn), n => "${login(givenName, sn)}${n}") ??',
      ],
      ['corpAccount', 'deprovision delete', 'deprovision delete after 3d'],
    ],
    `namespace logins { corp.user: sAMAccountName }
rule leaver from person to corp.user precedence 290 {
  scope goneSince is present or not (endDate is absent or endDate > now())
  title <- "leaving"
}
`,
  ),
);

const held = (system: SimulatedSystem): unknown =>
  [...system.objects.values()].map(({ values, ...object }) => ({ ...object, values: [...values].sort() }));

/** Names that were asked to be created more than once. */
const repeatedAdds = (system: SimulatedSystem): readonly (string | undefined)[] => {
  const names = system.requests.flatMap((request) => (request.kind === 'add' ? [request.name] : []));
  return names.filter((name, index) => names.indexOf(name) !== index);
};
