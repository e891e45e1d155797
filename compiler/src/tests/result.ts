// What running a test yields: data first, words are the reporters'.
import type { CheckedTest } from '../semantics/index.js';
import type { Location } from '../source/index.js';

export interface TestResult {
  readonly test: CheckedTest;
  /** None: it passed. Of the first cycle that went wrong; what comes after it rests on it and is not looked at. */
  readonly failures: readonly TestFailure[];
  readonly milliseconds: number;
}

export const passed = (result: TestResult): boolean => result.failures.length === 0;

/** An expectation that does not hold. */
export interface TestFailure {
  readonly location: Location;
  /** What was expected, and what was found: one sentence. */
  readonly message: string;
  /** What comes nearest to what was expected, nearest first; or what was found though it was not expected. */
  readonly candidates: readonly Candidate[];
  readonly notes: readonly Note[];
}

/** An object, a change or an error, as far as it has to do with the expectation. */
export interface Candidate {
  /** `corp.user "ada"`, `update of corp.user "ada"`. */
  readonly name: string;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly attribute: string;
  /** Missing where nothing was expected of the attribute: it is shown since it changes. */
  readonly expected: string | undefined;
  readonly found: string;
  /** What produced the found value; missing where nobody did. */
  readonly origin: Note | undefined;
  /** Why nobody gave a value, or another one: a line for each rule that could have. */
  readonly reasons: readonly Note[];
}

/** Something to say, and the place in the program that it is about. */
export interface Note {
  readonly text: string;
  readonly place: FilePlace | undefined;
}

export interface FilePlace {
  /** Relative to the program's directory. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `accounts.syncrule:31:3`. */
export const placeText = ({ file, line, column }: FilePlace): string => `${file}:${line}:${column}`;
