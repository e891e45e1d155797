// The configuration of the runtime, as `syncrule.config.json` has it.
import {
  DAY,
  DEFAULT_KEEP,
  DEFAULT_RETRY,
  type GuardSettings,
  type KeepPolicy,
  type RetryPolicy,
  type Step,
} from '../runs/index.js';
import type { ScheduleEntry } from '../serving/index.js';

export interface Config {
  readonly $schema?: string;
  /** Paths here and below are relative to the file. */
  readonly plan: string;
  readonly store: string;
  readonly connectors: Readonly<Record<string, ConnectorConfig>>;
  readonly profiles?: Readonly<Record<string, readonly Step[]>>;
  readonly guards?: GuardSettings;
  /** When what failed for now is sent again; times in seconds. */
  readonly retry?: Partial<RetryPolicy>;
  /** How long the history is kept, in days. */
  readonly keep?: Partial<KeepPolicy>;
  /** Imports and synchronises, and exports nothing. */
  readonly staging?: boolean;
  readonly serve?: ServeConfig;
}

export interface ServeConfig {
  readonly schedule: readonly ScheduleEntry[];
  /** Where health and metrics are told. Another address than loopback only together with `beyondLoopback`. */
  readonly listen?: { readonly host?: string; readonly port?: number; readonly beyondLoopback?: boolean };
}

export interface ConnectorConfig {
  readonly kind: string;
  /** The schema file of the connected system: the one that the rules were compiled with. */
  readonly schema: string;
  /** What the kind asks for. */
  readonly settings: unknown;
}

/** The policy of the configuration in ms, completed by the defaults. */
export const retryPolicy = ({ retry = {} }: Config): RetryPolicy => ({
  base: retry.base === undefined ? DEFAULT_RETRY.base : retry.base * 1000,
  cap: retry.cap === undefined ? DEFAULT_RETRY.cap : retry.cap * 1000,
  attempts: retry.attempts ?? DEFAULT_RETRY.attempts,
});

/** The policy of the configuration in ms, completed by the defaults. */
export const keepPolicy = ({ keep = {} }: Config): KeepPolicy => ({
  runs: keep.runs === undefined ? DEFAULT_KEEP.runs : keep.runs * DAY,
  departures: keep.departures === undefined ? DEFAULT_KEEP.departures : keep.departures * DAY,
});
