// The commands that change something: run, import, sync, export.

import { didYouMean } from '../connectors/index.js';
import { defaultProfile, isDone, loggedRun, type RunReport, type Step, stepName } from '../runs/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { type LoggingOptions, withLog } from './logging.js';
import { progressDisplay } from './progress.js';
import { errorSummary, isClean, stepLines } from './run-report.js';
import { runtimeOf } from './runtime.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface CommonOptions extends LoggingOptions {
  readonly config: string;
  readonly format: 'text' | 'json';
}

export interface RunOptions extends CommonOptions {
  /** Imports and synchronises, and exports nothing. */
  readonly staging?: true;
}

/** Runs a profile: the configured one of that name, or the default one. */
export const runCommand = (io: Io, options: RunOptions, profile: string | undefined): Promise<ExitCode> =>
  runIn(io, options, (workspace) => ({
    name: ['run', profile ?? 'default'].join(' '),
    steps: stepsOf(workspace, profile),
  }));

/** Runs a single step. The connector may be misspelt: then the operator is told what was probably meant. */
export const stepCommand = (
  io: Io,
  options: RunOptions,
  wanted: Step | ((workspace: Workspace) => Step),
): Promise<ExitCode> =>
  runIn(io, options, (workspace) => {
    const step = typeof wanted === 'function' ? wanted(workspace) : wanted;
    const connector = 'import' in step ? step.import : 'export' in step ? step.export : undefined;
    if (connector !== undefined) requireConnector(workspace, connector);
    return { name: [stepName(step), connector].filter(Boolean).join(' '), steps: [step] };
  });

const runIn = (
  io: Io,
  options: RunOptions,
  wanted: (workspace: Workspace) => { readonly name: string; readonly steps: readonly Step[] },
): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: true }, async (workspace) => {
    const run = wanted(workspace);
    const display = progressDisplay(io);
    const style = styleFor(io);
    const report = await withLog(io, { ...options, secrets: workspace.secrets }, async (log) => {
      const runtime = runtimeOf(workspace, { staging: options.staging, watch: display.watch });
      return loggedRun(runtime, log, run, (step) => {
        display.clear();
        if (options.format === 'text') io.out(`${stepLines(step, style).join('\n')}\n`);
      });
    });
    display.clear();
    if (options.format === 'json') io.out(`${JSON.stringify(runJson(report), undefined, 2)}\n`);
    else io.out(`${errorSummary(report.errors, style).join('\n')}\n`);
    return exitOf(report);
  });

const exitOf = ({ status, steps, errors }: RunReport): ExitCode => {
  if (status === 'interrupted') return EXIT.interrupted;
  return steps.every(isDone) && isClean(errors) ? EXIT.nothing : EXIT.findings;
};

const runJson = ({ id, status: outcome, steps, errors }: RunReport) => ({
  format: 'syncrule-run/1',
  run: id,
  status: outcome,
  steps: steps.map(({ step, status, startedAt, endedAt, statistics, message, stop }) => ({
    step,
    status,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    statistics,
    ...(message === undefined ? {} : { message }),
    ...(stop === undefined ? {} : { stop }),
  })),
  errors,
});

/** The steps of a profile. Throws {@link UsageError} where there is none of that name. */
export const stepsOf = ({ loaded }: Workspace, profile: string | undefined): readonly Step[] => {
  const profiles = loaded.config.profiles ?? {};
  const found = Object.hasOwn(profiles, profile ?? 'default') ? profiles[profile ?? 'default'] : undefined;
  if (found) return found;
  if (profile === undefined || profile === 'default') return defaultProfile(loaded.plan);
  const names = ['default', ...Object.keys(profiles)];
  throw new UsageError(
    `There is no run profile ${JSON.stringify(profile)} in ${loaded.file}.${didYouMean(profile, names)} There are: ${names.join(', ')}.`,
  );
};

export const requireConnector = ({ space }: Workspace, name: string): void => {
  const names = [...space.connectors.keys()];
  if (names.includes(name)) return;
  throw new UsageError(
    `There is no connector ${JSON.stringify(name)}.${didYouMean(name, names)} There are: ${names.join(', ')}.`,
  );
};
