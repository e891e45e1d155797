// What tests came to, for programs: a JSON of a fixed, versioned shape.
import { type Location, lineAndColumn } from '../../source/index.js';
import { type FilePlace, passed, type TestFailure, type TestResult } from '../result.js';

export const TESTS_FORMAT = 'syncrule-tests/1';

export interface JsonTest {
  readonly title: string;
  readonly place: FilePlace;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly failures: readonly JsonFailure[];
}

/** As {@link TestFailure}, with its place in words. */
export type JsonFailure = Omit<TestFailure, 'location'> & { readonly place: FilePlace };

export const jsonTest = (result: TestResult): JsonTest => ({
  title: result.test.title,
  place: placeOf(result.test),
  passed: passed(result),
  milliseconds: Math.round(result.milliseconds * 10) / 10,
  failures: result.failures.map(({ location, ...failure }) => ({ ...failure, place: placeOf(location) })),
});

const placeOf = ({ file, span }: Location): FilePlace => ({ file: file.path, ...lineAndColumn(file, span.start) });
