// What tests came to, as build servers read it: JUnit XML, a suite for each file.
import { lineAndColumn } from '../../source/index.js';
import { passed, type TestResult } from '../result.js';
import { testText } from './text.js';

/** A document with a line end at its end. */
export const junitXml = (results: readonly TestResult[]): string => {
  const files = [...new Set(results.map(({ test }) => test.file.path))].sort();
  const suites = files.map((path) =>
    suite(
      path,
      results.filter(({ test }) => test.file.path === path),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rulec test"${totals(results)}>\n${suites.join('')}</testsuites>\n`;
};

const suite = (path: string, results: readonly TestResult[]): string =>
  `  <testsuite name="${escaped(path)}"${totals(results)} errors="0" skipped="0">\n${results.map(testCase).join('')}  </testsuite>\n`;

const totals = (results: readonly TestResult[]): string => {
  const failures = results.filter((result) => !passed(result)).length;
  const time = seconds(results.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  return ` tests="${results.length}" failures="${failures}" time="${time}"`;
};

const testCase = (result: TestResult): string => {
  const { title, file, span } = result.test;
  const { line } = lineAndColumn(file, span.start);
  const attributes = `name="${escaped(title)}" classname="${escaped(file.path)}" file="${escaped(file.path)}" line="${line}" time="${seconds(result.milliseconds)}"`;
  if (passed(result)) return `    <testcase ${attributes}/>\n`;
  const message = result.failures.map((failure) => failure.message).join('; ');
  const text = testText(result, { colour: false });
  return `    <testcase ${attributes}>\n      <failure type="expectation" message="${escaped(message)}">${escaped(text)}</failure>\n    </testcase>\n`;
};

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(4);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0: what means something is escaped, and characters that it does not allow are replaced. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
