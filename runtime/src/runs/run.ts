// Runs steps one after the other: each recorded with its counts, and what stops one told apart from what stops all.
import { type Connector, ConnectorError } from '../connectors/index.js';
import { type Counts, Interrupted, type Machine, SyncRefused, type SyncReport, synchronise } from '../engine/index.js';
import { StoreError } from '../store/index.js';
import { exportConnector } from './export/index.js';
import { RunFault } from './fault.js';
import { type GuardSettings, GuardStop, type Verdict } from './guards/index.js';
import { importConnector } from './import/index.js';
import type { KeepPolicy } from './keeping.js';
import { breathe, type OnProgress } from './progress.js';
import type { RetryPolicy } from './retry.js';
import { requireFullImports, type Space } from './space.js';
import { connectorOfStep, type ExportStep, type Step, stepName } from './step.js';

/** Everything that steps need. */
export interface Runtime {
  readonly space: Space;
  readonly machine: Machine;
  /** Opens a connector; the step closes it. */
  readonly connect: (name: string) => Promise<Connector>;
  readonly clock: () => number;
  /** What differs from the default limits. */
  readonly guards: GuardSettings;
  /** When what failed for now is sent again. */
  readonly retry?: RetryPolicy;
  /** How long the history is kept. */
  readonly keep?: KeepPolicy;
  /** Imports and synchronises, and exports nothing. */
  readonly staging?: boolean;
  /** The run that the steps are recorded under. */
  readonly run?: number;
  readonly signal?: AbortSignal;
  /** Called when a step begins; what it gives is told how the step gets on. */
  readonly watch?: (step: Step) => OnProgress;
}

/** `staged`: an export in staging mode, of which nothing was sent. */
export type StepStatus = 'success' | 'staged' | 'stopped-by-guard' | 'stopped' | 'skipped' | 'interrupted';

export interface StepReport {
  readonly step: Step;
  readonly status: StepStatus;
  readonly startedAt: number;
  readonly endedAt: number;
  /** By connector, or `metaverse`, and the field's names. */
  readonly statistics: Counts;
  /** Why it did not succeed, or what else there is to say. */
  readonly message: string | undefined;
  /** What guards stopped, with all figures. */
  readonly stop?: { readonly changeset: string } & Verdict;
}

/**
 * Runs the steps. One that stops does not stop the others, except those that rest on it: later steps of its connector,
 * and exports after a synchronisation. An interruption ends the run.
 */
export const runSteps = async (
  runtime: Runtime,
  steps: readonly Step[],
  onReport: (report: StepReport) => void = () => {},
): Promise<readonly StepReport[]> => {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const because = reports.find((report) => !isDone(report) && restsOn(step, report.step));
    const report = because ? skipped(runtime, step, because) : await runStep(runtime, step);
    reports.push(report);
    onReport(report);
    if (report.status === 'interrupted') break;
  }
  return reports;
};

/** Whether a step ended as it was meant to. */
export const isDone = ({ status }: Pick<StepReport, 'status'>): boolean => status === 'success' || status === 'staged';

/** Runs one step and records it. Operational faults become its status; bugs are thrown. */
export const runStep = async (runtime: Runtime, step: Step): Promise<StepReport> => {
  const { store } = runtime.space;
  const startedAt = runtime.clock();
  const parent = runtime.run;
  const id = await store.beginRun({ step: stepName(step), connector: connectorOfStep(step), startedAt, parent });
  const outcome = await perform(runtime, step, startedAt).catch(stopped);
  const endedAt = runtime.clock();
  const { status, statistics, message } = outcome;
  await store.endRun(id, { endedAt, status, statistics: flat(statistics), message });
  return { step, startedAt, endedAt, ...outcome };
};

type Outcome = Pick<StepReport, 'status' | 'statistics' | 'message' | 'stop'>;

const restsOn = (step: Step, failed: Step): boolean => {
  if ('sync' in failed) return 'export' in step;
  return connectorOfStep(step) === connectorOfStep(failed);
};

const skipped = ({ clock }: Runtime, step: Step, because: StepReport): StepReport => {
  const at = clock();
  const message = `It rests on the ${describe(because.step)}, which did not succeed.`;
  return { step, status: 'skipped', startedAt: at, endedAt: at, statistics: {}, message };
};

const describe = (step: Step): string => [stepName(step), connectorOfStep(step)].filter(Boolean).join(' of ');

const perform = (runtime: Runtime, step: Step, at: number): Promise<Outcome> => {
  if ('import' in step) return performImport(runtime, step.import, step.mode ?? 'full', at);
  if ('sync' in step) return performSync(runtime, step.sync, at);
  return runtime.staging ? Promise.resolve(staged(step.export)) : performExport(runtime, step, at);
};

const performImport = (runtime: Runtime, name: string, mode: 'full' | 'delta', at: number): Promise<Outcome> =>
  withConnector(runtime, name, async (connector) => {
    const { statistics, ended, unknownRows } = await importConnector(runtime.space, name, connector, {
      mode,
      at,
      ...watching(runtime, { import: name, mode }),
    });
    const counts = { [name]: statistics };
    if (!ended) return { status: 'stopped', statistics: counts, message: incomplete };
    const message = unknownRows > 0 && mode === 'full' ? unreadable(unknownRows) : undefined;
    return { status: 'success', statistics: counts, message };
  });

const incomplete = 'The import did not reach its end. What arrived is kept; nothing is concluded from what did not.';

const unreadable = (rows: number): string =>
  `${rows === 1 ? 'One row' : `${rows} rows`} could not be told from others, so nothing that is missing counts as deleted.`;

const performSync = async (runtime: Runtime, mode: 'full' | 'delta', at: number): Promise<Outcome> => {
  const { space, machine, signal } = runtime;
  await requireFullImports(space, 'Nothing can be synchronised yet');
  const { progress } = watching(runtime, { sync: mode });
  const report = await synchronise(space.store, machine, {
    at,
    mode,
    signal,
    breathe,
    progress: (phase, done = 0, total = 0) => progress?.({ phase, done, total }),
  });
  return { status: 'success', statistics: report.statistics, message: report.resumed && takenUp(report.resumed) };
};

const takenUp = ({ done, of }: NonNullable<SyncReport['resumed']>): string =>
  `An unfinished synchronisation was taken up: ${done.toLocaleString('en')} of ${of.toLocaleString('en')} were done.`;

const staged = (connector: string): Outcome => ({
  status: 'staged',
  statistics: {},
  message: `Staging mode: nothing is sent to “${connector}”. What would be stays staged.`,
});

const performExport = (runtime: Runtime, step: ExportStep, at: number): Promise<Outcome> =>
  withConnector(runtime, step.export, async (connector) => {
    const { guards, retry } = runtime;
    const { export: name, ...part } = step;
    const options = { at, guards, ...part, ...(retry ? { retry } : {}), ...watching(runtime, { export: name }) };
    const { statistics, approval } = await exportConnector(runtime.space, name, connector, options);
    const message = approval && `Sent under the approval of ${approval.by}: ${approval.reason}`;
    return { status: 'success', statistics: { [name]: statistics }, message };
  });

const watching = (
  { watch, signal }: Runtime,
  step: Step,
): { readonly progress?: OnProgress; readonly signal?: AbortSignal } => ({
  ...(watch ? { progress: watch(step) } : {}),
  ...(signal ? { signal } : {}),
});

const withConnector = async <T>(
  { connect }: Runtime,
  name: string,
  use: (connector: Connector) => Promise<T>,
): Promise<T> => {
  const connector = await connect(name);
  try {
    return await use(connector);
  } finally {
    await connector.close();
  }
};

const stopped = (error: unknown): Outcome => {
  const statistics = error instanceof RunFault ? error.statistics : {};
  if (error instanceof Interrupted) return { status: 'interrupted', statistics, message: `${error.message}.` };
  if (error instanceof GuardStop) {
    const stop = { changeset: error.hash, ...error.verdict };
    return { status: 'stopped-by-guard', statistics, message: error.message, stop };
  }
  if (error instanceof RunFault || error instanceof ConnectorError) {
    return { status: statusOf(error.kind), statistics, message: error.message };
  }
  if (error instanceof SyncRefused || error instanceof StoreError) {
    return { status: 'stopped', statistics, message: error.message };
  }
  throw error;
};

const statusOf = (kind: RunFault['kind'] | ConnectorError['kind']): StepStatus =>
  kind === 'interrupted' ? kind : 'stopped';

/** Counts with the place in front of the name, as records keep them. */
const flat = (statistics: Counts): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(statistics).flatMap(([where, counts]) =>
      Object.entries(counts).map(([name, count]) => [`${where} ${name}`, count]),
    ),
  );
