// `syncrule history [RUN]`: the last runs; or one of them with its steps, counts and what it found.
import type { RunFinding, RunRecord } from '../store/index.js';
import { instant, seconds } from './duration.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { type Style, styleFor } from './style.js';
import { table } from './table.js';
import { UsageError } from './usage.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface HistoryOptions extends CommonOptions {
  /** How many runs are listed. */
  readonly limit: number;
}

export const historyCommand = (io: Io, options: HistoryOptions, run: number | undefined): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const style = styleFor(io);
    const print = (json: unknown, lines: () => readonly string[]): void =>
      io.out(`${options.format === 'json' ? JSON.stringify(json, undefined, 2) : lines().join('\n')}\n`);
    if (run === undefined) {
      const runs = await workspace.space.store.runs({ limit: options.limit });
      print({ format: 'syncrule-history/1', runs: runs.map(runJson) }, () => listLines(runs));
    } else {
      const { record, steps } = await readRun(workspace, run);
      const json = { format: 'syncrule-history-run/1', ...runJson(record), steps: steps.map(runJson) };
      print({ ...json, findings: record.findings }, () => runLines(record, steps, style));
    }
    return EXIT.nothing;
  });

const readRun = async ({ space: { store } }: Workspace, id: number) => {
  const record = await store.run(id);
  if (!record) throw new UsageError(`There is no run ${id}. syncrule history lists the last ones.`);
  const run = record.parent === undefined ? record : await store.run(record.parent);
  if (!run) throw new Error(`bug: step ${id} is part of no run`);
  return { record: run, steps: await store.runs({ of: run.id }) };
};

const runJson = ({ id, step, connector, startedAt, endedAt, status, statistics, message, errors }: RunRecord) => ({
  id,
  step,
  ...(connector === undefined ? {} : { connector }),
  startedAt: instant(startedAt),
  endedAt: endedAt === undefined ? null : instant(endedAt),
  durationMs: endedAt === undefined ? null : endedAt - startedAt,
  status,
  statistics,
  errors,
  ...(message === undefined ? {} : { message }),
});

const listLines = (runs: readonly RunRecord[]): readonly string[] =>
  runs.length === 0
    ? ['Nothing has run yet.']
    : table(runs.map((run) => [String(run.id), ...headCells(run), countsText(run.errors) || 'no errors']));

const headCells = (run: RunRecord): readonly string[] => [
  instant(run.startedAt),
  [run.step, run.connector].filter(Boolean).join(' '),
  run.status,
  run.endedAt === undefined ? '' : seconds(run.endedAt - run.startedAt),
];

const runLines = (run: RunRecord, steps: readonly RunRecord[], style: Style): readonly string[] => [
  `${style.bold(`Run ${run.id}`)}  ${headCells(run).join('  ')}`,
  ...steps.flatMap((step) => stepLines(step, style)),
  '',
  `Errors when it ended: ${countsText(run.errors) || 'none'}`,
  ...(run.findings.length === 0 ? [] : ['', style.bold('First seen in this run')]),
  ...run.findings.map((finding) => `  ${findingLine(finding)}`),
];

const stepLines = (step: RunRecord, style: Style): readonly string[] => [
  `  ${headCells(step).join('  ')}`,
  ...(step.message === undefined ? [] : [`    ${style.dim(step.message)}`]),
  ...(Object.keys(step.statistics).length === 0 ? [] : [`    ${countsText(step.statistics)}`]),
];

const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

const findingLine = ({ unit, kind, message, slot, attribute, rule, place }: RunFinding): string => {
  const where = [unit, slot, attribute].filter(Boolean).join(' ');
  return `${kind}  ${where}: ${message}${rule === undefined ? '' : ` (${[rule, place].filter(Boolean).join(', ')})`}`;
};
