// What tests came to, for people: what was expected against what was found, and the rules that made it so.
import { type Paint, paintFor, sourceFrame } from '../../diagnostics/index.js';
import { lineAndColumn } from '../../source/index.js';
import {
  type Candidate,
  type Difference,
  type Note,
  passed,
  placeText,
  type TestFailure,
  type TestResult,
} from '../result.js';

export interface TextOptions {
  readonly colour: boolean;
}

/** One test: a line if it passed, else each failure with its source. Ends with a line end. */
export const testText = (result: TestResult, options: TextOptions): string => {
  const paint = paintFor(options.colour);
  const { title } = result.test;
  if (passed(result)) return `${paint('cyan', '✓')} ${title}\n`;
  const { file, span } = result.test;
  const place = `${file.path}:${lineAndColumn(file, span.start).line}`;
  const failures = result.failures.map((failure) => failureText(failure, paint, options));
  return `${paint('red', '✗')} ${paint('bold', title)} (${place})\n${failures.join('')}`;
};

/** "12 tests passed", "2 of 12 tests failed". */
export const countText = (results: readonly TestResult[]): string => {
  const failed = results.filter((result) => !passed(result)).length;
  const tests = `${results.length} ${results.length === 1 ? 'test' : 'tests'}`;
  return failed === 0 ? `${tests} passed` : `${failed} of ${tests} failed`;
};

const failureText = (failure: TestFailure, paint: Paint, options: TextOptions): string => {
  const lines = [
    '',
    paint('bold', failure.message),
    ...sourceFrame(failure.location, options),
    ...failure.candidates.flatMap((candidate) => ['', ...candidateLines(candidate, paint)]),
    ...failure.notes.map((note) => `${paint('blue', '=')} ${noteText(note)}`),
  ];
  return `${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`;
};

const candidateLines = ({ name, differences }: Candidate, paint: Paint): readonly string[] => {
  const width = Math.max(0, ...differences.map(({ attribute }) => attribute.length));
  return [
    name,
    ...differences.flatMap((difference) => differenceLines(difference, width, paint).map((line) => `  ${line}`)),
  ];
};

const differenceLines = (difference: Difference, width: number, paint: Paint): readonly string[] => {
  const { attribute, expected, found, origin, reasons } = difference;
  const by = origin === undefined ? '' : `   ${noteText(origin)}`;
  const margin = ' '.repeat(width);
  if (expected === undefined) return [`${attribute.padEnd(width)} ${found}${by}`];
  return [
    `${attribute.padEnd(width)} expected ${paint('cyan', expected)}`,
    `${margin} found    ${paint('red', found)}${by}`,
    ...reasons.map((reason) => `${margin} ${noteText(reason)}`),
  ];
};

const noteText = ({ text, place }: Note): string => (place === undefined ? text : `${text} (${placeText(place)})`);
