// When an operation that failed for now is sent again (engine specification, 8.4): base · 2^(n−1), capped; then parked.
import type { Retry } from '../store/index.js';

/** Times in ms. */
export interface RetryPolicy {
  /** Wait after the first failure; doubled after each further one. */
  readonly base: number;
  /** The longest wait. */
  readonly cap: number;
  /** After so many failures an operation is parked: not sent until its content, the plan, or an operator says so. */
  readonly attempts: number;
}

export const DEFAULT_RETRY: RetryPolicy = { base: 60_000, cap: 3_600_000, attempts: 12 };

/** Later than any clock. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** After the failure number `attempts` at the time `at` of an operation with this content. */
export const retryAfter = (
  { base, cap, attempts: most }: RetryPolicy,
  failure: { readonly at: number; readonly attempts: number; readonly fingerprint: string; readonly plan: string },
): Retry => {
  const { at, attempts, fingerprint, plan } = failure;
  if (attempts >= most) return { notBefore: NEVER, attempts, parked: { fingerprint, plan } };
  return { notBefore: at + Math.min(base * 2 ** (attempts - 1), cap), attempts };
};

export const isParked = (retry: Retry): boolean => retry.parked !== undefined;

/** Whether an operation with this content must not be sent yet. */
export const mustWait = (
  retry: Retry | undefined,
  now: { readonly at: number; readonly fingerprint: () => string; readonly plan: string },
): boolean => {
  if (!retry) return false;
  if (!retry.parked) return retry.notBefore > now.at;
  return retry.parked.plan === now.plan && retry.parked.fingerprint === now.fingerprint();
};

/** Failures that count for the next attempt: those of another content do not. */
export const attemptsSoFar = (retry: Retry | undefined): number => (!retry || isParked(retry) ? 0 : retry.attempts);
