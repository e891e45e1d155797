// A run from its beginning to its end, as the history keeps it: its steps, what it counted, and what it found.
import type { RunFinding, Store } from '../store/index.js';
import { type DescribedError, describeErrors } from './describe.js';
import { DEFAULT_KEEP, historyLimits } from './keeping.js';
import { isDone, type Runtime, runSteps, type StepReport } from './run.js';
import type { Step } from './step.js';

export interface RunReport {
  /** Its number in the history. */
  readonly id: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly steps: readonly StepReport[];
  /** Errors that are left, by kind. */
  readonly errors: Readonly<Record<string, number>>;
}

/** `incomplete`: a step stopped, or a guard stopped it. */
export type RunStatus = 'success' | 'incomplete' | 'interrupted';

/** A run finds no more than this that is kept word for word; all is counted. */
const MOST_FINDINGS = 1000;

/** Runs the steps as one run and records it. `name`: what was asked for, `run nightly`. */
export const recordedRun = async (
  runtime: Runtime,
  { name, steps }: { readonly name: string; readonly steps: readonly Step[] },
  onReport?: (report: StepReport) => void,
): Promise<RunReport> => {
  const { store } = runtime.space;
  const startedAt = runtime.clock();
  const id = await store.beginRun({ step: name, connector: undefined, startedAt });
  const reports = await runSteps({ ...runtime, run: id }, steps, onReport);
  const errors = await errorCounts(store);
  const status = statusOf(reports);
  const findings = (await newErrors(runtime, startedAt)).map(findingOf);
  const endedAt = runtime.clock();
  await store.endRun(id, { endedAt, status, statistics: await totals(store, id), errors, findings });
  await store.forgetHistory(historyLimits(runtime.keep ?? DEFAULT_KEEP, endedAt));
  return { id, name, status, startedAt, endedAt, steps: reports, errors };
};

/** Errors that are left in the space, by kind. */
export const errorCounts = async (store: Store): Promise<Readonly<Record<string, number>>> => {
  const counts = new Map<string, number>();
  for (const { error } of await store.errors({})) counts.set(error.kind, (counts.get(error.kind) ?? 0) + 1);
  return sorted(counts);
};

const statusOf = (reports: readonly StepReport[]): RunStatus => {
  if (reports.some(({ status }) => status === 'interrupted')) return 'interrupted';
  return reports.every(isDone) ? 'success' : 'incomplete';
};

const newErrors = async ({ space }: Runtime, since: number): Promise<readonly DescribedError[]> =>
  describeErrors(space, await space.store.errors({ since, limit: MOST_FINDINGS }));

const findingOf = ({ unit, kind, message, slot, attribute, rule, place }: DescribedError): RunFinding => ({
  unit,
  kind,
  message,
  ...(slot === undefined ? {} : { slot }),
  ...(attribute === undefined ? {} : { attribute }),
  ...(rule === undefined ? {} : { rule }),
  ...(place === undefined ? {} : { place }),
});

/** Counts of the steps taken together. */
const totals = async (store: Store, id: number): Promise<Readonly<Record<string, number>>> => {
  const sums = new Map<string, number>();
  for (const { statistics } of await store.runs({ of: id }))
    for (const [name, count] of Object.entries(statistics)) sums.set(name, (sums.get(name) ?? 0) + count);
  return sorted(sums);
};

const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
