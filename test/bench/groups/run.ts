// `node test/dist/bench/groups/run.js [MEMBERS]`: one group with so many members from HR to a directory, then a few members
// more and fewer. Each step with its time, its processor time, and the memory of the process at its peak.
import { LargeGroup, people } from './cycle.js';

const size = Number(process.argv[2] ?? 50_000);

const timed = async <T>(step: string, run: () => Promise<T>): Promise<T> => {
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
  process.stdout.write(`${step.padEnd(24)}${figures.map((text) => text.padStart(22)).join('')}\n`);
  return told;
};

const said = (title: string): void => void process.stdout.write(`${title}\n`);

const group = await LargeGroup.of(size, timed);
said(`a group of ${size.toLocaleString('en')}`);
await group.begin();
said('the same again');
await group.again();
said('a member more');
await group.turnOver({ added: people(size, 1), removed: [] });
said('a hundred members come, and a hundred leave');
await group.turnOver({ added: people(size + 1, 100), removed: people(7, 100) });
said('a hundred people leave');
await group.remove(people(1_000, 100));
await group.close();
