// Makes a history that fails small: what can be left out without the failure going away is left out.
import type { History } from './rounds.js';

type Path = readonly (string | number)[];

/** Lists whose items may go. */
const LISTS = new Set([
  'rounds',
  'changes',
  'imports',
  'exports',
  'actions',
  'verdicts',
  'flows',
  'joins',
  'texts',
  'friends',
  'prefer',
]);
/** Members that may be missing. */
const OPTIONAL = new Set([
  ...[
    'admin',
    'names',
    'rider',
    'unclaimed',
    'later',
    'second',
    'breakAfter',
    'unreadable',
    'disabled',
    'batch',
    'day',
    'boss',
  ],
  ...['k1', 'k2', 's1', 's2', 'delta', 'reversed', 'oneWay', 'byName', 'ignoresCase', 'having'],
]);
/** Members that may be false. */
const FLAGS = new Set([
  'changePlan',
  'split',
  'refs',
  'texts',
  'containers',
  'required',
  'requiresBoss',
  'renamed',
  'projects',
  'open',
  'bosses',
]);
/** What says nothing. */
const PLAIN: Readonly<Record<string, unknown>> = {
  scope: { kind: 'always' },
  when: { kind: 'always' },
  derived: 'none',
  teams: 'no',
  days: 0,
  after: 0,
};

/** The history with one thing less, in every way that there is. */
function* smallerBy(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly to: unknown }> {
  if (Array.isArray(value)) {
    if (LISTS.has(String(path.at(-1)))) for (const index of value.keys()) yield { path, to: value.toSpliced(index, 1) };
    for (const [index, each] of value.entries()) yield* smallerBy(each, [...path, index]);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    const here = [...path, name];
    if (each === undefined) continue;
    if (OPTIONAL.has(name)) yield { path: here, to: undefined };
    if (FLAGS.has(name) && each !== false) yield { path: here, to: false };
    if (name in PLAIN && JSON.stringify(each) !== JSON.stringify(PLAIN[name])) yield { path: here, to: PLAIN[name] };
    yield* smallerBy(each, here);
  }
}

const replaced = <T>(whole: T, path: Path, to: unknown): T => {
  const [first, ...rest] = path;
  if (first === undefined) return to as T;
  const copy: Record<string | number, unknown> = (Array.isArray(whole) ? [...whole] : { ...whole }) as never;
  copy[first] = replaced(copy[first], rest, to);
  return copy as T;
};

/** Rounds first: the fewer there are, the faster it goes on. */
function* smallerHistories({ program, rounds }: History): Generator<History> {
  for (let length = 1; length < rounds.length; length += 1) yield { program, rounds: rounds.slice(0, length) };
  for (const { path, to } of smallerBy(rounds, ['rounds'])) yield replaced<History>({ program, rounds }, path, to);
  for (const { path, to } of smallerBy(program, ['program'])) yield replaced<History>({ program, rounds }, path, to);
}

/** The smallest history that is found within the time and still fails. */
export const madeSmall = async (
  history: History,
  fails: (history: History) => Promise<boolean>,
  milliseconds: number,
): Promise<History> => {
  const end = Date.now() + milliseconds;
  let least = history;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const candidate of smallerHistories(least)) {
      if (Date.now() > end) return least;
      if (!(await fails(candidate))) continue;
      least = candidate;
      isSmaller = true;
      break;
    }
  }
  return least;
};
