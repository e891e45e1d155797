// The commands that change something: run, import, sync, export.

import { openConfigured } from '../config/index.js';
import { didYouMean } from '../connectors/index.js';
import { DEFAULT_GUARDS, defaultProfile, runSteps, type Step, type StepReport } from '../runs/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { progressDisplay } from './progress.js';
import { errorCounts, errorSummary, isClean, stepLines } from './run-report.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { type Workspace, withWorkspace } from './workspace.js';

export interface CommonOptions {
  readonly config: string;
  readonly format: 'text' | 'json';
}

/** Runs a profile: the configured one of that name, or the default one. */
export const runCommand = (io: Io, options: CommonOptions, profile: string | undefined): Promise<ExitCode> =>
  runIn(io, options, (workspace) => stepsOf(workspace, profile));

/** Runs single steps. The connector may be misspelt: then the operator is told what was probably meant. */
export const stepCommand = (io: Io, options: CommonOptions, step: Step): Promise<ExitCode> =>
  runIn(io, options, (workspace) => {
    const connector = 'import' in step ? step.import : 'export' in step ? step.export : undefined;
    if (connector !== undefined) requireConnector(workspace, connector);
    return [step];
  });

const runIn = (
  io: Io,
  options: CommonOptions,
  stepsFor: (workspace: Workspace) => readonly Step[],
): Promise<ExitCode> =>
  withWorkspace(io, { config: options.config, write: true }, async (workspace) => {
    const { space, machine, loaded } = workspace;
    const steps = stepsFor(workspace);
    const display = progressDisplay(io);
    const style = styleFor(io);
    const runtime = {
      space,
      machine,
      connect: (name: string) => openConfigured(loaded, name, io.env),
      clock: io.clock,
      guards: { ...DEFAULT_GUARDS, ...loaded.config.guards },
      signal: io.signal,
      watch: display.watch,
    };
    const reports = await runSteps(runtime, steps, (report) => {
      display.clear();
      if (options.format === 'text') io.out(`${stepLines(report, style).join('\n')}\n`);
    });
    display.clear();
    const errors = await errorCounts(space.store);
    if (options.format === 'json') io.out(`${JSON.stringify(runJson(reports, errors), undefined, 2)}\n`);
    else io.out(`${errorSummary(errors, style).join('\n')}\n`);
    return exitOf(reports, errors);
  });

const exitOf = (reports: readonly StepReport[], errors: Readonly<Record<string, number>>): ExitCode => {
  if (reports.some(({ status }) => status === 'interrupted')) return EXIT.interrupted;
  return reports.every(({ status }) => status === 'success') && isClean(errors) ? EXIT.nothing : EXIT.findings;
};

const runJson = (reports: readonly StepReport[], errors: Readonly<Record<string, number>>) => ({
  format: 'syncrule-run/1',
  steps: reports.map(({ step, status, startedAt, endedAt, statistics, message }) => ({
    step,
    status,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    statistics,
    ...(message === undefined ? {} : { message }),
  })),
  errors,
});

const stepsOf = ({ loaded }: Workspace, profile: string | undefined): readonly Step[] => {
  const profiles = loaded.config.profiles ?? {};
  const found = Object.hasOwn(profiles, profile ?? 'default') ? profiles[profile ?? 'default'] : undefined;
  if (found) return found;
  if (profile === undefined || profile === 'default') return defaultProfile(loaded.plan);
  const names = ['default', ...Object.keys(profiles)];
  throw new UsageError(
    `There is no run profile ${JSON.stringify(profile)} in ${loaded.file}.${didYouMean(profile, names)} There are: ${names.join(', ')}.`,
  );
};

const requireConnector = ({ space }: Workspace, name: string): void => {
  const names = [...space.connectors.keys()];
  if (names.includes(name)) return;
  throw new UsageError(
    `There is no connector ${JSON.stringify(name)}.${didYouMean(name, names)} There are: ${names.join(', ')}.`,
  );
};
