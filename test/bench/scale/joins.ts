// `node test/dist/bench/scale/joins.js [PEOPLE]`: 20,000 people, each of whom has an account in the directory already; what
// the first synchronisation takes for each, which joins it.
import { synchronise } from '@syncrule/runtime/engine';
import { importConnector } from '@syncrule/runtime/runs';
import { connector, install } from '../installation.js';
import { accountsOf, everybody } from './population.js';

const people = Number(process.argv[2] ?? 20_000);
const size = { people, groups: 0, largest: 0 };

const installation = await install('scale/program');
try {
  const { space, store, machine } = installation;
  const imported = (name: string, events: () => ReturnType<typeof everybody>): Promise<unknown> =>
    importConnector(space, name, connector(events), { mode: 'full', at: 1 });
  await imported('corp', () => accountsOf(size));
  await imported('hr', () => everybody(size));
  for (const [at, step] of ['joined', 'the same again'].entries()) {
    const before = process.cpuUsage();
    const { statistics } = await synchronise(store, machine, { at: 2 + at, mode: 'full' });
    const { user, system } = process.cpuUsage(before);
    const each = ((user + system) / people).toFixed(0);
    process.stdout.write(`${step.padEnd(16)} ${each} µs of processor time each  ${JSON.stringify(statistics)}\n`);
  }
  process.stdout.write(`memory, peak of the process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
} finally {
  await installation.close();
}
