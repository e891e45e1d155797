// `npm run bench [PEOPLE]`: the engine against the floor, in turns, each run in a process of its own; medians and ratios.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Engine {
  readonly full: number;
  readonly processor: number;
  readonly again: number;
  readonly imported: number;
  readonly peak: number;
  readonly delta: number;
  readonly people: number;
  readonly staged: number;
}
interface Statements {
  readonly full: number;
  readonly processor: number;
}
interface Floor {
  readonly full: number;
  readonly processor: number;
  readonly peak: number;
}

const people = Number(process.argv[2] ?? 100_000);
const few = 1_000;
const TURNS = 3;

const measure = <T>(script: string, count: number): T =>
  JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), String(count)], {
      encoding: 'utf8',
    }),
  ) as T;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const turns = Array.from({ length: TURNS }, () => ({
  floor: measure<Floor>('./floor.js', people),
  statements: measure<Statements>('./statements.js', people),
  engine: measure<Engine>('./engine.js', people),
  small: measure<Engine>('./engine.js', few),
}));

const of = (figure: (turn: (typeof turns)[number]) => number): number => median(turns.map(figure));
const perPerson = (milliseconds: number): string => `${((milliseconds * 1_000) / people).toFixed(1)} µs`;
const size = people.toLocaleString('en');

const [first] = turns;
if (first === undefined || first.engine.people !== people || first.engine.staged !== people)
  throw new Error(
    `the engine should have made ${people} people and staged as many accounts: ${JSON.stringify(first?.engine)}`,
  );

const rows: readonly (readonly [string, string])[] = [
  ['floor: the least to read and write, without rules', perPerson(of((turn) => turn.floor.full))],
  [`full synchronisation of ${size} new people`, perPerson(of((turn) => turn.engine.full))],
  ['ratio to the floor (median of the turns)', of((turn) => turn.engine.full / turn.floor.full).toFixed(2)],
  ['floor: the same statements, without an engine', perPerson(of((turn) => turn.statements.full))],
  ['ratio to the same statements', of((turn) => turn.engine.full / turn.statements.full).toFixed(2)],
  ['processor time of all threads, floor', perPerson(of((turn) => turn.floor.processor))],
  ['processor time of all threads, full synchronisation', perPerson(of((turn) => turn.engine.processor))],
  [
    'ratio of the processor times to the same statements',
    of((turn) => turn.engine.processor / turn.statements.processor).toFixed(2),
  ],
  ['ratio of the processor times', of((turn) => turn.engine.processor / turn.floor.processor).toFixed(2)],
  [`full synchronisation again, nothing changed`, perPerson(of((turn) => turn.engine.again))],
  ['import into the connector space', perPerson(of((turn) => turn.engine.imported))],
  [
    'memory, peak of the process',
    `${of((turn) => turn.engine.peak).toFixed(0)} MB (floor ${of((turn) => turn.floor.peak).toFixed(0)} MB)`,
  ],
  [`delta of one change among ${few.toLocaleString('en')} people`, `${of((turn) => turn.small.delta).toFixed(1)} ms`],
  [`delta of one change among ${size} people`, `${of((turn) => turn.engine.delta).toFixed(1)} ms`],
  ['ratio of the two deltas', of((turn) => turn.engine.delta / turn.small.delta).toFixed(2)],
];

const width = Math.max(...rows.map(([label]) => label.length));
process.stdout.write(`Node ${process.versions.node}, ${TURNS} turns\n\n`);
for (const [label, value] of rows) process.stdout.write(`${label.padEnd(width)}  ${value}\n`);
