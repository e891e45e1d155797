// The service: runs profiles when their time comes, one at a time, until it is told to stop.
import { Cron } from 'croner';
import type { Log } from '../logging/index.js';
import type { RunReport } from '../runs/index.js';
import { type Listen, serveStatus } from './http.js';
import { openMetrics } from './metrics.js';

/** When a profile runs: a pattern of cron, read in a time zone that is always said. */
export interface ScheduleEntry {
  readonly profile: string;
  readonly cron: string;
  /** A name of the IANA database: `Europe/Berlin`. */
  readonly timeZone: string;
}

export interface ServeOptions {
  readonly schedule: readonly ScheduleEntry[];
  readonly listen: Listen;
  readonly log: Log;
  /** Runs a profile to its end; `busy`: somebody else is at work. What it throws is told and counted; the service goes on. */
  readonly run: (profile: string) => Promise<RunReport | 'busy'>;
  /** Aborted when the service is to stop: a run that is under way ends after its batch. */
  readonly signal: AbortSignal;
  /** Called once it listens. */
  readonly onListening?: (url: string) => void;
}

/** Serves until `signal` is aborted and the run that is under way has ended. */
export const serve = async (options: ServeOptions): Promise<void> => {
  const { schedule, listen, log, signal } = options;
  const metrics = openMetrics();
  const runner = new Runner(options, metrics);
  const server = await serveStatus(listen, { metrics, readiness: () => runner.readiness });
  const jobs = schedule.map((entry) => ({ entry, job: jobOf(entry, () => runner.due(entry.profile)) }));
  const tellNext = (): void => {
    for (const { entry, job } of jobs) metrics.next(entry.profile, job.nextRun()?.getTime());
  };
  runner.onEnd = tellNext;
  tellNext();
  log.info({ url: server.url, schedule }, 'service begins');
  options.onListening?.(server.url);
  await aborted(signal);
  for (const { job } of jobs) job.stop();
  log.info({ running: runner.running }, 'service stops');
  await runner.ended();
  await server.close();
  log.info({}, 'service ended');
};

/** The entry as croner reads it; paused: only to look at it. Throws what croner says of a pattern that means nothing. */
export const jobOf = ({ cron, timeZone }: ScheduleEntry, due?: () => void): Cron =>
  due ? new Cron(cron, { timezone: timeZone }, due) : new Cron(cron, { timezone: timeZone, paused: true });

class Runner {
  onEnd: () => void = () => {};
  #running: { readonly profile: string; readonly end: Promise<void> } | undefined;
  #fault: string | undefined;

  constructor(
    private readonly options: ServeOptions,
    private readonly metrics: ReturnType<typeof openMetrics>,
  ) {}

  get running(): string | undefined {
    return this.#running?.profile;
  }

  get readiness() {
    if (this.options.signal.aborted) return { ready: false, reason: 'it is stopping' };
    return this.#fault === undefined ? { ready: true } : { ready: false, reason: this.#fault };
  }

  due(profile: string): void {
    if (this.options.signal.aborted) return;
    if (this.#running) {
      this.#refuse(profile, this.#running.profile);
      return;
    }
    this.#running = { profile, end: this.#run(profile) };
  }

  async ended(): Promise<void> {
    await this.#running?.end;
  }

  #refuse(profile: string, running: string): void {
    this.metrics.refused(profile);
    this.options.log.warn({ profile, running }, 'run refused: another one is under way');
  }

  async #run(profile: string): Promise<void> {
    this.metrics.began(profile);
    try {
      const report = await this.options.run(profile);
      if (report === 'busy') this.#refuse(profile, 'another command');
      else this.metrics.ended(profile, report);
      this.#fault = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.metrics.failed(profile);
      this.#fault = `the last run of ${profile} could not be carried out; the log says why`;
      this.options.log.error({ profile, reason }, 'run failed');
    } finally {
      this.#running = undefined;
      this.metrics.idle(profile);
      this.onEnd();
    }
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
