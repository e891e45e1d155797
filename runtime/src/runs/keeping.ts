// How long the history is kept: runs with what they found, and what is known of objects that are gone.
import type { HistoryLimits } from '../store/index.js';

/** Times in ms. */
export interface KeepPolicy {
  /** Runs, and with them approvals and what operators did. */
  readonly runs: number;
  /** What was joined to objects that are gone, which `why` tells. */
  readonly departures: number;
}

/** In ms. */
export const DAY = 86_400_000;

/** More than a year: long enough to compare with the same season, and for an auditor. */
export const DEFAULT_KEEP: KeepPolicy = { runs: 400 * DAY, departures: 400 * DAY };

/** `at`: the time of now, ms since 1970. */
export const historyLimits = ({ runs, departures }: KeepPolicy, at: number): HistoryLimits => ({
  runs: at - runs,
  departures: at - departures,
});
