// The summary of a run, by the field's names.
import { connectorOfStep, type StepReport, stepName } from '../runs/index.js';
import type { Store } from '../store/index.js';
import { seconds } from './duration.js';
import { isInformation } from './errors.js';
import type { Style } from './style.js';

/** One step, as it ends. */
export const stepLines = (report: StepReport, style: Style): readonly string[] => {
  const head = [style.bold(title(report).padEnd(24)), style.dim(seconds(report.endedAt - report.startedAt))].join(' ');
  const counts = Object.entries(report.statistics).flatMap(([where, names]) => {
    const told = Object.entries(names).filter(([name, count]) => count > 0 && name !== 'stage-no-change');
    const text = told.map(([name, count]) => `${count} ${name}`).join(', ');
    return text === '' ? [] : [`  ${where.padEnd(14)} ${text}`];
  });
  const quiet = counts.length === 0 && report.status === 'success' ? [`  ${style.dim('nothing changed')}`] : [];
  const message = report.message === undefined ? [] : [`  ${statusText(report, style)}${report.message}`];
  return [head, ...counts, ...quiet, ...message];
};

/** Errors that are left in the space, by kind. */
export const errorCounts = async (store: Store): Promise<Readonly<Record<string, number>>> => {
  const counts = new Map<string, number>();
  for (const { error } of await store.errors({})) counts.set(error.kind, (counts.get(error.kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

export const isClean = (errors: Readonly<Record<string, number>>): boolean =>
  Object.keys(errors).every((kind) => kind === 'no-join-key' && isInformation(kind));

export const errorSummary = (errors: Readonly<Record<string, number>>, style: Style): readonly string[] => {
  const kinds = Object.entries(errors);
  if (kinds.length === 0) return [style.green('No errors.')];
  const text = kinds.map(([kind, count]) => `${count} ${kind}`).join(', ');
  const colour = isClean(errors) ? style.dim : style.yellow;
  return [`${colour(`Left to look at: ${text}.`)} syncrule status lists them.`];
};

const title = ({ step }: StepReport): string => {
  const name = stepName(step);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${connectorOfStep(step) ?? ''}`.trim();
};

const statusText = ({ status }: StepReport, style: Style): string => {
  if (status === 'success') return '';
  return `${status === 'skipped' ? style.dim(status) : style.red(status)}: `;
};
