// `syncrule status`: what is in the spaces, what is staged, the last runs, and the errors that are left.

import { describeErrors, errorCounts } from '../runs/index.js';
import { instant, seconds } from './duration.js';
import { errorJson, errorLine } from './errors.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import type { CommonOptions } from './run-commands.js';
import { isClean } from './run-report.js';
import { type Style, styleFor } from './style.js';
import { table } from './table.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface StatusOptions extends CommonOptions {
  /** How many errors and runs are listed. */
  readonly limit: number;
}

export const statusCommand = (io: Io, options: StatusOptions): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    const status = await readStatus(workspace, options.limit);
    if (options.format === 'json') io.out(`${JSON.stringify(statusJson(workspace, status), undefined, 2)}\n`);
    else io.out(`${statusLines(status, styleFor(io)).join('\n')}\n`);
    return isClean(status.errorCounts) ? EXIT.nothing : EXIT.findings;
  });

const statusJson = ({ space }: Workspace, status: Status) => ({
  format: 'syncrule-status/1',
  ...status,
  errors: status.errors.map((error) => errorJson(space, error)),
});

type Status = Awaited<ReturnType<typeof readStatus>>;

const readStatus = async ({ space }: Workspace, limit: number) => {
  const { store, plan } = space;
  const [counts, states, state, runs] = [
    await store.counts(),
    await store.connectorStates(),
    await store.space(),
    await store.runs({ limit }),
  ];
  return {
    plan: plan.hash,
    planOfLastSync: state.plan,
    lastSync: optionalInstant(state.lastSync),
    unfinished: state.unfinished !== undefined,
    counts,
    connectors: plan.connectors.map(({ name }) => {
      const found = states.find(({ connector }) => connector === name);
      return {
        name,
        lastFullImport: optionalInstant(found?.lastFullImport),
        unknownRows: found?.unknownRows ?? 0,
      };
    }),
    runs,
    errorCounts: await errorCounts(store),
    errors: await describeErrors(space, await store.errors({ limit })),
  };
};

const optionalInstant = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : instant(ms));

const statusLines = (status: Status, style: Style): readonly string[] => [
  `${style.bold('Plan')}  ${status.plan.slice(0, 12)}, last synchronised ${status.lastSync ?? 'never'}`,
  ...(status.unfinished ? [style.yellow('A synchronisation began and did not end: syncrule sync finishes it.')] : []),
  '',
  style.bold('Connector spaces'),
  ...table(status.connectors.flatMap((connector) => connectorRows(status, connector))),
  '',
  style.bold('Metaverse'),
  ...table(Object.entries(status.counts.mvs).map(([type, count]) => [`  ${type}`, String(count)])),
  '',
  style.bold('Last runs'),
  ...table(
    status.runs.map((run) => [
      `  ${instant(run.startedAt)}`,
      [run.step, run.connector].filter(Boolean).join(' '),
      run.status,
      run.endedAt === undefined ? '' : seconds(run.endedAt - run.startedAt),
    ]),
  ),
  ...(status.errors.length === 0 ? [] : ['', style.bold('Errors')]),
  ...status.errors.map((error) => `  ${errorLine(error)}`),
  ...moreErrors(status),
];

const connectorRows = (status: Status, { name, lastFullImport }: Status['connectors'][number]) => {
  const types = Object.keys(status.counts.objects).filter((type) => type.startsWith(`${name}.`));
  const staged = ['add', 'update', 'delete'].flatMap((kind) => {
    const count = status.counts.operations[`${name} ${kind}`] ?? 0;
    return count === 0 ? [] : [`${count} ${kind}`];
  });
  return [
    [
      `  ${name}`,
      '',
      '',
      staged.length === 0 ? '' : `staged: ${staged.join(', ')}`,
      `full import: ${lastFullImport ?? 'never'}`,
    ],
    ...types.map((type) => [
      `    ${type}`,
      `${status.counts.objects[type] ?? 0} objects`,
      `${status.counts.linked[type] ?? 0} linked`,
    ]),
  ];
};

const moreErrors = (status: Status): readonly string[] => {
  const more = Object.values(status.errorCounts).reduce((sum, count) => sum + count, 0) - status.errors.length;
  return more > 0 ? [`  and ${more} more: syncrule status --limit ${more + status.errors.length}`] : [];
};
