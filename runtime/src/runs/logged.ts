// What a run tells the log.
import type { Log } from '../logging/index.js';
import type { OnProgress } from './progress.js';
import { type RunReport, recordedRun } from './record.js';
import { isDone, type Runtime, type StepReport } from './run.js';
import { connectorOfStep, type Step, stepName } from './step.js';

/** A recorded run (see {@link recordedRun}) that tells the log when steps and phases begin and how they end. */
export const loggedRun = async (
  runtime: Runtime,
  log: Log,
  run: { readonly name: string; readonly steps: readonly Step[] },
  onReport: (report: StepReport) => void = () => {},
): Promise<RunReport> => {
  log.info({ name: run.name }, 'run begins');
  const watch = (step: Step): OnProgress => watched(log, step, runtime.watch?.(step));
  const report = await recordedRun({ ...runtime, watch }, run, (step) => {
    logStep(log, step);
    onReport(step);
  });
  logRun(log, report);
  return report;
};

const watched = (log: Log, step: Step, told: OnProgress | undefined): OnProgress => {
  let phase: string | undefined;
  log.info(namesOf(step), 'step begins');
  return (progress) => {
    told?.(progress);
    if (progress.phase !== phase) log.debug({ ...namesOf(step), phase: progress.phase }, 'phase begins');
    phase = progress.phase;
  };
};

const logStep = (log: Log, report: StepReport): void => {
  const { step, status, statistics, message, startedAt, endedAt } = report;
  const reason = message === undefined ? {} : { reason: message };
  const members = { ...namesOf(step), status, statistics, durationMs: endedAt - startedAt, ...reason };
  if (isDone(report)) log.info(members, 'step ends');
  else log.warn(members, 'step ends');
};

const logRun = (log: Log, { id, name, status, errors, startedAt, endedAt }: RunReport): void => {
  const members = { run: id, name, status, errors, durationMs: endedAt - startedAt };
  if (status === 'success') log.info(members, 'run ends');
  else log.warn(members, 'run ends');
};

const namesOf = (step: Step): Readonly<Record<string, string>> => {
  const connector = connectorOfStep(step);
  return { step: stepName(step), ...(connector === undefined ? {} : { connector }) };
};
