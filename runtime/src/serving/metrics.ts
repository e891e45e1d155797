// Metrics in the exposition format of Prometheus.
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { connectorOfStep, type RunReport, stepName } from '../runs/index.js';

export interface Metrics {
  readonly contentType: string;
  /** The text of all metrics. */
  readonly text: () => Promise<string>;
  readonly began: (profile: string) => void;
  readonly ended: (profile: string, report: RunReport) => void;
  /** A run that could not begin, or that a fault or a bug ended. */
  readonly failed: (profile: string) => void;
  /** A run whose time came while another was under way. */
  readonly refused: (profile: string) => void;
  /** No run of the profile is under way. */
  readonly idle: (profile: string) => void;
  /** When a profile runs next, in ms; `undefined`: never. */
  readonly next: (profile: string, at: number | undefined) => void;
}

export const openMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `syncrule_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name: `syncrule_${name}`, help, labelNames: [...labelNames], registers });

  const runs = counter('runs_total', 'Runs that ended, by profile and status.', ['profile', 'status']);
  const refused = counter('runs_refused_total', 'Runs whose time came while another was under way.', ['profile']);
  const steps = counter('steps_total', 'Steps that ended.', ['step', 'connector', 'status']);
  const changes = counter('changes_total', 'Counts of runs by their names, by connector or metaverse.', [
    'where',
    'name',
  ]);
  const running = gauge('run_running', 'Whether a run of the profile is under way.', ['profile']);
  const ended = gauge('last_run_end_seconds', 'When the last run of the profile ended, seconds since 1970.', [
    'profile',
  ]);
  const duration = gauge('last_run_duration_seconds', 'How long the last run of the profile took.', ['profile']);
  const next = gauge('next_run_seconds', 'When the profile runs next, seconds since 1970.', ['profile']);
  const errors = gauge('errors', 'Errors that are left, by kind.', ['kind']);

  const countSteps = ({ steps: reports }: RunReport): void => {
    for (const { step, status, statistics } of reports) {
      steps.inc({ step: stepName(step), connector: connectorOfStep(step) ?? '', status });
      for (const [where, counts] of Object.entries(statistics))
        for (const [name, count] of Object.entries(counts)) changes.inc({ where, name }, count);
    }
  };
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    began: (profile) => running.set({ profile }, 1),
    ended: (profile, report) => {
      runs.inc({ profile, status: report.status });
      ended.set({ profile }, report.endedAt / 1000);
      duration.set({ profile }, (report.endedAt - report.startedAt) / 1000);
      countSteps(report);
      errors.reset();
      for (const [kind, count] of Object.entries(report.errors)) errors.set({ kind }, count);
    },
    failed: (profile) => runs.inc({ profile, status: 'failed' }),
    refused: (profile) => refused.inc({ profile }),
    idle: (profile) => running.set({ profile }, 0),
    next: (profile, at) => (at === undefined ? next.remove({ profile }) : next.set({ profile }, at / 1000)),
  };
};
