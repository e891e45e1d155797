// What a whole process of node took: by the clock, and of the processor. On a busy machine they differ.
import { spawnSync } from 'node:child_process';

/** In milliseconds. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** Makes a process write its processor time to its fourth stream when it ends. */
const TELL = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.cpuUsage())));",
)}`;

/** Runs node with these arguments. It may end with findings; it must not end by a signal. */
export const spentBy = (args: readonly string[], cwd?: string): Spent => {
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, ['--import', TELL, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const wall = performance.now() - start;
  if (status === null || status > 1) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  const { user, system }: NodeJS.CpuUsage = JSON.parse(String(output[3]));
  return { wall, cpu: (user + system) / 1000 };
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** The medians of several runs. */
export const medianOf = (runs: readonly Spent[]): Spent => ({
  wall: median(runs.map(({ wall }) => wall)),
  cpu: median(runs.map(({ cpu }) => cpu)),
});

export const inWords = ({ wall, cpu }: Spent): string => `${Math.round(wall)} ms (processor ${Math.round(cpu)} ms)`;
