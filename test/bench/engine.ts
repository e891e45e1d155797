// One measurement of the engine, in a process of its own: a first full synchronisation, then a delta of one change.
import { synchronise } from '@syncrule/runtime/engine';
import { importChange, importEverybody, install } from './installation.js';
import { person } from './people.js';

const count = Number(process.argv[2]);
const DELTAS = 20;

const time = async (run: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const installation = await install();
const { store, machine } = installation;
const imported = await time(() => importEverybody(installation, count, 1));
const before = process.cpuUsage();
const full = await time(() => synchronise(store, machine, { at: 2, mode: 'full' }));
const { user, system } = process.cpuUsage(before);
const peak = process.resourceUsage().maxRSS / 1024;
const again = await time(() => synchronise(store, machine, { at: 2, mode: 'full' }));
const deltas: number[] = [];
for (let n = 0; n < DELTAS; n += 1) {
  await importChange(installation, person(n * 7 + 20, `Chief ${n}`), 3 + n);
  deltas.push(await time(() => synchronise(store, machine, { at: 3 + n, mode: 'delta' })));
}
deltas.sort((a, b) => a - b);
const { operations, mvs } = await store.counts();
await installation.close();
process.stdout.write(
  JSON.stringify({
    count,
    imported,
    full,
    processor: (user + system) / 1e3,
    again,
    peak,
    delta: deltas[DELTAS / 2],
    people: mvs.person,
    staged: operations['corp add'],
  }),
);
