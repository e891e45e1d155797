// Operational faults of a step: what stops it before or while it runs, with words for the operator.

export type RunFaultKind =
  | 'full-import-required'
  | 'unfinished-sync'
  | 'plan-mismatch'
  | 'stopped-by-guard'
  | 'stale-changeset'
  | 'not-approvable'
  | 'not-possible'
  | 'unknown-connector'
  | 'not-supported'
  | 'interrupted';

/** Stops a step; what was committed before stays. The message names place, expectation, finding and what to do. */
export class RunFault extends Error {
  constructor(
    readonly kind: RunFaultKind,
    message: string,
    /** What was done before, where something was: by connector. */
    readonly statistics: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
  ) {
    super(message);
    this.name = 'RunFault';
  }
}
