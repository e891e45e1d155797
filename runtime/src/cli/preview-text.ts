// A preview as people read it: by connector, by rule and kind of change, the largest surprises first.
import {
  type ChangeGroup,
  changeText,
  type Preview,
  type PreviewedConnector,
  type PreviewedOperation,
  type Trial,
} from '../preview/index.js';
import { findingText, stopText } from '../runs/index.js';
import { errorLine } from './errors.js';
import type { Style } from './style.js';
import { table } from './table.js';

export interface PreviewTextOptions {
  readonly style: Style;
  /** Every operation besides the summary. */
  readonly list: boolean;
}

export const previewLines = (preview: Preview, options: PreviewTextOptions): readonly string[] =>
  preview.connectors.length === 0
    ? ['Nothing is staged.']
    : preview.connectors.flatMap((one) => [
        ...connectorLines(one, options),
        ...(one.verdict.findings.length === 0
          ? []
          : [options.style.red(`  ${stopText(one.connector, one.changeset, one.verdict.findings)}`)]),
      ]);

export const trialLines = (trial: Trial, options: PreviewTextOptions): readonly string[] => {
  const { style } = options;
  return [
    style.dim(`Tried with plan ${trial.plan.slice(0, 12)} on state ${trial.stamp}; nothing was written.`),
    ...(trial.connectors.length === 0 ? ['Nothing would be staged.'] : []),
    ...trial.connectors.flatMap((one) => [
      ...connectorLines(one, options),
      ...stagedLine(trial.staged[one.connector]),
      ...one.verdict.findings.map((finding) => style.red(`  A guard would stop it: ${findingText(finding)}.`)),
    ]),
    ...droppedLines(trial),
    ...inside(trial),
    ...errorLines(trial, style),
  ];
};

const connectorLines = (
  { connector, changeset, verdict: { figures }, groups, operations, left }: PreviewedConnector,
  { style, list }: PreviewTextOptions,
): readonly string[] => {
  const counts = (['deletes', 'renames', 'updates', 'adds'] as const).flatMap((kind) =>
    figures[kind] === 0 ? [] : [`${figures[kind]} ${kind}`],
  );
  const apart = [
    ...(figures.adopted === 0 ? [] : [`${figures.adopted} of the deletes were there before us`]),
    ...(figures.unclaimed === 0 ? [] : [`${figures.unclaimed} of the deletes are claimed by nobody`]),
    ...(left === 0 ? [] : [`${left} staged operation(s) left out`]),
  ];
  return [
    `${style.bold(connector)}  ${[...counts, ...apart].join(', ')}`,
    style.dim(`  changeset ${changeset.slice(0, 12)}`),
    ...table(groups.map((group) => groupCells(group, style))),
    ...(list ? operations.flatMap((operation) => operationLines(operation, style)) : []),
  ];
};

const groupCells = ({ kind, type, attribute, rule, place, count, example }: ChangeGroup, style: Style) => {
  const what = [kind, attribute === undefined ? type : `${type} ${attribute}`].join(' ');
  const colour = kind === 'delete' || kind === 'clear' ? style.red : kind === 'add' ? style.green : style.yellow;
  return [
    `  ${String(count).padStart(7)}`,
    colour(what),
    [rule, place].filter(Boolean).join(' ') || '(withdrawn)',
    style.dim(`e.g. ${example}`),
  ];
};

const operationLines = ({ object, kind, name, changes, rule, place }: PreviewedOperation, style: Style) => [
  `  ${style.bold(kind)} ${object}${name === undefined ? '' : `  ${[name.from, name.to].filter(Boolean).join(' → ')}`}  ${style.dim([rule, place].filter(Boolean).join(' '))}`,
  ...changes.map(
    (change) =>
      `    ${change.attribute}: ${changeText(change)}  ${style.dim([change.rule, change.place].filter(Boolean).join(' '))}`,
  ),
];

const stagedLine = (staged: Trial['staged'][string] | undefined): readonly string[] =>
  staged === undefined || staged.already === 0 ? [] : [`  ${staged.already} of them are staged already.`];

const droppedLines = ({ staged }: Trial): readonly string[] =>
  Object.entries(staged).flatMap(([connector, { dropped }]) =>
    dropped === 0 ? [] : [`${dropped} operation(s) that are staged for ${connector} now would not be any more.`],
  );

/** What would change inside, where no connected system sees it. */
const inside = ({ statistics }: Trial): readonly string[] => {
  const lines = Object.entries(statistics).flatMap(([where, counts]) => {
    const told = Object.entries(counts).filter(([name, count]) => count > 0 && name !== 'disconnector-remains');
    return told.length === 0 ? [] : [[`  ${where}`, told.map(([name, count]) => `${count} ${name}`).join(', ')]];
  });
  return lines.length === 0 ? [] : ['The synchronisation would count:', ...table(lines)];
};

const MOST_ERRORS = 10;

const errorLines = ({ errors: { before, after, found } }: Trial, style: Style): readonly string[] => {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = kinds.filter((kind) => before[kind] !== after[kind]);
  if (changed.length === 0 && found.length === 0) return [];
  return [
    style.yellow(
      `Errors: ${changed.map((kind) => `${kind} ${before[kind] ?? 0} → ${after[kind] ?? 0}`).join(', ') || 'others of the same kinds'}`,
    ),
    ...found.slice(0, MOST_ERRORS).map((error) => `  ${errorLine(error)}`),
    ...(found.length > MOST_ERRORS ? [`  and ${found.length - MOST_ERRORS} more`] : []),
  ];
};
