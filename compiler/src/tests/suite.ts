// All tests of a program, or those that a filter names, one after the other until somebody interrupts.
import type { CheckedTest } from '../semantics/index.js';
import type { TestResult } from './result.js';
import { runTest, type TestBed } from './run/run.js';

export interface SuiteOptions {
  readonly signal: AbortSignal;
  readonly onResult: (result: TestResult) => void;
}

export interface SuiteResult {
  readonly results: readonly TestResult[];
  /** Tests were left out because somebody interrupted. */
  readonly interrupted: boolean;
}

export const runSuite = async (
  tests: readonly CheckedTest[],
  bed: TestBed,
  { signal, onResult }: SuiteOptions,
): Promise<SuiteResult> => {
  const results: TestResult[] = [];
  for (const test of tests) {
    await breathe();
    if (signal.aborted) return { results, interrupted: true };
    const result = await runTest(test, bed);
    results.push(result);
    onResult(result);
  }
  return { results, interrupted: false };
};

/** Lets signals and timers have their turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Tests whose title or file holds the text, ignoring case. */
export const filtered = (tests: readonly CheckedTest[], text: string | undefined): readonly CheckedTest[] => {
  if (text === undefined) return tests;
  const wanted = text.toLowerCase();
  return tests.filter(({ title, file }) => [title, file.path].some((each) => each.toLowerCase().includes(wanted)));
};
