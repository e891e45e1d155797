// `node test/dist/bench/groups/run.js [MEMBERS]`: one group with so many members from HR to a directory, then a few members
// more and fewer. Each step with its time, its processor time, the memory of the process at its peak, and what it did.
import { synchronise } from '@syncrule/runtime/engine';
import { exportConnector, importConnector } from '@syncrule/runtime/runs';
import { install } from '../installation.js';
import { LargeSystem } from './system.js';

const size = Number(process.argv[2] ?? 50_000);
const ANY = { count: Number.MAX_SAFE_INTEGER, percent: 100 };
const PERMISSIVE = {
  adds: ANY,
  updates: ANY,
  deletes: ANY,
  memberships: ANY,
  sourceShrinks: { percent: 100 },
  planChange: ANY,
};

const { store, machine, space, close } = await install('groups/program');
const systems = { hr: new LargeSystem('h'), cloud: new LargeSystem('c') };
let at = 1;

const step = async (name: string, run: () => Promise<object>): Promise<void> => {
  at += 1;
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  const told = await run();
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  const figures = [
    `${Math.round(ms)} ms`,
    `${Math.round((user + system) / 1e3)} ms of processor`,
    `${Math.round(peak)} MB`,
  ];
  process.stdout.write(
    `${name.padEnd(24)}${figures.map((text) => text.padStart(22)).join('')}   ${JSON.stringify(told)}\n`,
  );
};

const imported = (connector: 'hr' | 'cloud', mode: 'full' | 'delta'): Promise<void> =>
  step(`${mode} import of ${connector}`, async () => {
    const { statistics } = await importConnector(space, connector, systems[connector], { mode, at });
    return statistics;
  });

const synchronised = (mode: 'full' | 'delta'): Promise<void> =>
  step(`${mode} synchronisation`, async () => {
    const { evaluated } = await synchronise(store, machine, { at, mode });
    return { evaluated, staged: (await store.counts()).operations };
  });

const exported = (): Promise<void> =>
  step('export', async () => {
    const before = systems.cloud.received;
    const { statistics } = await exportConnector(space, 'cloud', systems.cloud, { at, guards: PERMISSIVE });
    return { ...statistics, references: systems.cloud.received - before };
  });

/** What HR changed goes all the way to the directory and is seen back. */
const cycle = async (title: string): Promise<void> => {
  process.stdout.write(`${title}\n`);
  await imported('hr', 'delta');
  await synchronised('delta');
  await exported();
  await imported('cloud', 'delta');
  await synchronised('delta');
};

const people = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `h${from + index}`);

for (const anchor of people(0, size + 200)) systems.hr.put('user', anchor, { login: `u${anchor}` });
systems.hr.put('group', 'all', { code: 'all' }, people(0, size));
await imported('hr', 'full');
await imported('cloud', 'full');
await synchronised('full');
await exported();
await imported('cloud', 'full');
await synchronised('delta');
process.stdout.write('the same again\n');
await imported('hr', 'full');
await imported('cloud', 'full');
await synchronised('full');
systems.hr.turnOver({ anchor: 'all', added: people(size, 1), removed: [] });
await cycle('a member more');
systems.hr.turnOver({ anchor: 'all', added: people(size + 1, 100), removed: people(7, 100) });
await cycle('a hundred members come, and a hundred leave');
for (const anchor of people(1_000, 100)) systems.hr.remove(anchor);
await cycle('a hundred people leave');
await close();
