// The summary of a run, by the field's names.
import { connectorOfStep, isInformation, type StepReport, stepName } from '../runs/index.js';
import { seconds } from './duration.js';
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

export const isClean = (errors: Readonly<Record<string, number>>): boolean =>
  Object.keys(errors).every((kind) => kind === 'no-join-key' && isInformation(kind));

export const errorSummary = (errors: Readonly<Record<string, number>>, style: Style): readonly string[] => {
  const kinds = Object.entries(errors);
  if (kinds.length === 0) return [style.green('No errors.')];
  const text = kinds.map(([kind, count]) => `${count} ${kind}`).join(', ');
  const colour = isClean(errors) ? style.dim : style.yellow;
  return [`${colour(`Left to look at: ${text}.`)} syncrule errors lists them.`];
};

const title = ({ step }: StepReport): string => {
  const name = stepName(step);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${connectorOfStep(step) ?? ''}`.trim();
};

const statusText = ({ status }: StepReport, style: Style): string => {
  if (status === 'success') return '';
  return `${status === 'skipped' || status === 'staged' ? style.dim(status) : style.red(status)}: `;
};
