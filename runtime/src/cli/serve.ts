// `syncrule serve`: profiles on schedule, health and metrics, until SIGTERM or Ctrl-C.
import { loadConfig } from '../config/index.js';
import { type Log, logTo, Secrets } from '../logging/index.js';
import { loggedRun, type RunReport } from '../runs/index.js';
import { serve } from '../serving/index.js';
import { StoreError } from '../store/index.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { withLog } from './logging.js';
import { type CommonOptions, stepsOf } from './run-commands.js';
import { runtimeOf } from './runtime.js';
import { UsageError } from './usage.js';
import { withWorkspace } from './workspace.js';

export interface ServeCommandOptions extends CommonOptions {
  /** Instead of the configured one. */
  readonly port?: number;
}

const LOOPBACK = { host: '127.0.0.1', port: 9464 } as const;

export const serveCommand = async (io: Io, options: ServeCommandOptions): Promise<ExitCode> => {
  const { config, file } = await loadConfig(options.config, io.cwd);
  const { schedule = [], listen = {} } = config.serve ?? {};
  if (schedule.length === 0) {
    throw new UsageError(`There is nothing to serve: ${file} has no serve.schedule. Add when which profile runs.`);
  }
  const secrets = new Secrets();
  const port = options.port ?? listen.port ?? LOOPBACK.port;
  await withServiceLog(io, options, secrets, async (log) => {
    const run = (profile: string): Promise<RunReport | 'busy'> => runProfile(io, options, { profile, log, secrets });
    await serve({ schedule, listen: { host: listen.host ?? LOOPBACK.host, port }, log, run, signal: io.signal });
  }).catch((error: unknown) => {
    throw isAddressFault(error) ? new UsageError(`The service cannot listen: ${error.message}.`) : error;
  });
  return EXIT.nothing;
};

/** Opens everything anew for each run, so that new rules hold from the next run on and others may write in between. */
const runProfile = (
  io: Io,
  options: CommonOptions,
  { profile, log, secrets }: { readonly profile: string; readonly log: Log; readonly secrets: Secrets },
): Promise<RunReport | 'busy'> =>
  withWorkspace(io, { config: options.config, write: true, secrets }, (workspace) =>
    loggedRun(runtimeOf(workspace), log, { name: `run ${profile}`, steps: stepsOf(workspace, profile) }),
  ).catch((error: unknown) => {
    if (error instanceof StoreError && error.kind === 'locked') return 'busy';
    throw error;
  });

/** To the file that is asked for, else to standard output. */
const withServiceLog = (
  io: Io,
  options: CommonOptions,
  secrets: Secrets,
  use: (log: Log) => Promise<void>,
): Promise<void> =>
  options.log === undefined
    ? use(logTo(io.out, { level: options.logLevel, secrets }))
    : withLog(io, { ...options, secrets }, use);

const isAddressFault = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo');
