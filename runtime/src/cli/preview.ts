// `syncrule preview`: what an export would send as things stand; with `--plan`, `--sync` or `--at`, what it would send
// after a synchronisation that is only tried. With an object: that one, step by step.
import { resolve } from 'node:path';
import { loadPlanFile } from '../config/index.js';
import { SyncRefused } from '../engine/index.js';
import { type Preview, previewPending, previewTrial, type Trial } from '../preview/index.js';
import { openSpace } from '../runs/index.js';
import { branchSqliteStore, openSqliteStore } from '../store/sqlite/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { previewJson, trialJson } from './preview-json.js';
import { previewObject } from './preview-object.js';
import { previewLines, trialLines } from './preview-text.js';
import { type CommonOptions, requireConnector } from './run-commands.js';
import { type SelectionOptions, selectionOf } from './selection.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface PreviewCommandOptions extends CommonOptions, SelectionOptions {
  readonly connector?: string;
  /** The file of a plan to try. */
  readonly plan?: string;
  /** Tries a synchronisation. */
  readonly sync?: true;
  /** Tries one at this time, ms since 1970. */
  readonly at?: number;
  /** Prints every operation. */
  readonly list?: true;
}

export const previewCommand = (io: Io, options: PreviewCommandOptions, object?: string): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: false }, async (workspace) => {
    if (options.connector !== undefined) requireConnector(workspace, options.connector);
    const isTrial = options.plan !== undefined || options.sync === true || options.at !== undefined;
    if (object === undefined) return isTrial ? tryOut(workspace, options) : lookAt(workspace, options);
    const { format, at = io.clock() } = options;
    if (isTrial) await onBranch(workspace, options, (branch) => previewObject(branch, { format, at }, object));
    else await previewObject(workspace, { format, at }, object);
    return EXIT.nothing;
  });

const lookAt = async (workspace: Workspace, options: PreviewCommandOptions): Promise<ExitCode> => {
  const { io, space } = workspace;
  const preview = await previewPending(space, optionsOf(workspace, options, io.clock()));
  const isOther = (await space.store.space()).plan !== space.plan.hash;
  if (options.format === 'json') print(io, previewJson(preview));
  else {
    const note = isOther
      ? ['This was staged by another plan than the one that is loaded now: syncrule preview --sync tries that one.']
      : [];
    io.out(`${[...previewLines(preview, { style: styleFor(io), list: options.list ?? false }), ...note].join('\n')}\n`);
  }
  return exitOf(preview);
};

const tryOut = async (workspace: Workspace, options: PreviewCommandOptions): Promise<ExitCode> => {
  const { io } = workspace;
  const trial = await onBranch(workspace, options, async (_, tried) => tried);
  if (options.format === 'json') print(io, trialJson(trial));
  else io.out(`${trialLines(trial, { style: styleFor(io), list: options.list ?? false }).join('\n')}\n`);
  return exitOf(trial);
};

/** Synchronises a branch of the store by the plan in question; `use` looks at what came of it. */
const onBranch = async <T>(
  workspace: Workspace,
  options: PreviewCommandOptions,
  use: (branch: Workspace, trial: Trial) => Promise<T>,
): Promise<T> => {
  const { io, loaded } = workspace;
  const plan = options.plan === undefined ? loaded.plan : await loadPlanFile(options.plan, io.cwd);
  const branch = await branchSqliteStore(resolve(loaded.directory, loaded.config.store));
  try {
    const store = await openSqliteStore({ file: branch.file });
    try {
      const opened: Workspace = { ...workspace, ...(await openSpace(plan, store)) };
      const trying = optionsOf(opened, options, options.at ?? io.clock());
      const trial = await previewTrial(opened.space, opened.machine, { ...trying, signal: io.signal });
      return await use(opened, trial);
    } finally {
      await store.close();
    }
  } catch (error) {
    throw error instanceof SyncRefused ? new UsageError(`Nothing can be tried: ${error.message}.`) : error;
  } finally {
    await branch.remove();
  }
};

const optionsOf = ({ space, loaded }: Workspace, options: PreviewCommandOptions, at: number) => ({
  at,
  guards: loaded.config.guards ?? {},
  selection: selectionOf(space, options, options.connector),
  ...(options.connector === undefined ? {} : { connector: options.connector }),
});

const print = (io: Io, json: unknown): void => io.out(`${JSON.stringify(json, undefined, 2)}\n`);

/** A finding is what guards would stop. */
const exitOf = ({ connectors }: Preview): ExitCode =>
  connectors.some(({ verdict }) => verdict.findings.length > 0) ? EXIT.findings : EXIT.nothing;
