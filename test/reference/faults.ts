// All histories of a numbered program, until one fails; and how that one is told: made small, with the command that plays it again.
import { Disagreement } from './compare.js';
import { reached } from './coverage.js';
import { sameOnDisk, sameWorkAmongStrangers } from './elsewhere.js';
import type { Program } from './knobs.js';
import { historiesOf } from './numbered.js';
import { playPrepared } from './play.js';
import { type Prepared, preparedProgram } from './prepared.js';
import type { History, Round } from './rounds.js';
import { madeSmall } from './smaller.js';

/** How long a failing history is made smaller, in milliseconds. */
const PATIENCE = 60_000;

type Run = (prepared: Prepared, rounds: readonly Round[]) => Promise<void>;

/** One history in fifty is played on disk too, and another one among strangers. */
const mannerOf = (program: number, index: number, { team, later }: Program): Run => {
  if (program % 5 === 0 && index === 0) return sameOnDisk;
  // Members that a function looks for by its parameter are looked for again whoever changes.
  const isOpen = team.open || later?.team?.open === true;
  return program % 5 === 1 && index === 0 && !isOpen ? sameWorkAmongStrangers : playPrepared;
};

/** A history that fails, and what it says. */
export interface Fault {
  readonly program: number;
  readonly history: History;
  readonly run: Run;
  readonly message: string;
}

/** Plays all histories of a program; the first that fails. */
export const faultOfProgram = async (program: number): Promise<Fault | undefined> => {
  const { program: knobs, histories } = historiesOf(program);
  const prepared = await preparedProgram(knobs);
  for (const [index, rounds] of histories.entries()) {
    const run = mannerOf(program, index, knobs);
    const message = await messageOf(() => run(prepared, rounds));
    reached('history');
    if (message !== undefined) return { program, history: { program: knobs, rounds }, run, message };
  }
  return undefined;
};

/** What is wrong; nothing if all holds. */
const messageOf = async (run: () => Promise<void>): Promise<string | undefined> => {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof Disagreement) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
};

/** What does not hold, without saying where. */
const kindOf = (message: string | undefined): string | undefined => message?.split('\n')[0]?.replaceAll(/\d+/g, '');

/** The words for a fault, with the smallest history that is found to show it. */
export const told = async ({ program, history, run, message }: Fault): Promise<string> => {
  const again = async (each: History): Promise<void> => run(await preparedProgram(each.program), each.rounds);
  const isAlike = async (each: History): Promise<boolean> =>
    kindOf(await messageOf(() => again(each))) === kindOf(message);
  const small = await madeSmall(history, isAlike, PATIENCE);
  return [
    `program ${program}: ${message}`,
    `Play it again: SYNCRULE_PROGRAM=${program} npx vitest run test/reference/histories-1.test.ts`,
    `Made small it says: ${await messageOf(() => again(small))}`,
    'Keep it in test/reference/cases as {"why": "…", "history": …}:',
    JSON.stringify(small),
  ].join('\n');
};
