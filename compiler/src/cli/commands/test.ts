// `rulec test DIR`: the results are the answer, progress is the talk.
import { type Diagnostic, renderText, summary } from '../../diagnostics/index.js';
import {
  countText,
  filtered,
  jsonTest,
  junitXml,
  Machines,
  passed,
  runSuite,
  type SuiteResult,
  TESTS_FORMAT,
  type TestResult,
  testText,
} from '../../tests/index.js';
import type { Compilation } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { compileDirectory } from './program.js';
import { watching } from './watching.js';

export interface TestOptions {
  readonly directory: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly filter?: string;
  readonly watch?: boolean;
}

export const test = async (io: Io, options: TestOptions): Promise<ExitCode> => {
  const signal = io.interruption();
  if (options.watch !== true) return testOnce(io, options, signal);
  await watching(io, options.directory, signal, () => testOnce(io, options, signal));
  return EXIT.interrupted;
};

const testOnce = async (io: Io, options: TestOptions, signal: AbortSignal): Promise<ExitCode> => {
  const compilation = compileDirectory(io, { directory: options.directory }, false);
  const { planWith, schemas } = compilation;
  const findings = compilation.diagnostics.filter(({ severity }) => severity === 'error');
  if (planWith === undefined) return refused(io, findings);
  const tests = filtered(compilation.tests, options.filter);
  if (tests.length === 0 && options.filter !== undefined) throw noTest(options.filter, compilation);
  const bed = { machines: new Machines(planWith), schemas, clock: () => performance.now() };
  const onResult = (result: TestResult): void => {
    if (options.format === 'text') io.out(testText(result, { colour: io.colours.out }));
  };
  const suite = await runSuite(tests, bed, { signal, onResult });
  answer(io, suite, options.format);
  if (suite.interrupted) return EXIT.interrupted;
  return suite.results.every(passed) ? EXIT.fine : EXIT.findings;
};

/** A program with errors has no tests that mean anything. */
const refused = (io: Io, findings: readonly Diagnostic[]): ExitCode => {
  io.err(renderText(findings, { colour: io.colours.err }));
  io.err(`${summary(findings)}: no test was run\n`);
  return EXIT.findings;
};

const noTest = (filter: string, { tests }: Compilation): UsageError => {
  const titles = tests.slice(0, 5).map(({ title }) => JSON.stringify(title));
  const help =
    titles.length === 0 ? 'The program has no tests' : `There are ${titles.join(', ')}${tests.length > 5 ? ' …' : ''}`;
  return new UsageError(`expected a test whose title or file holds ${JSON.stringify(filter)}, found none`, help);
};

const answer = (io: Io, { results, interrupted }: SuiteResult, format: TestOptions['format']): void => {
  const ok = !interrupted && results.every(passed);
  if (format === 'json') {
    const report = { format: TESTS_FORMAT, ok, interrupted, tests: results.map(jsonTest) };
    io.out(`${JSON.stringify(report, null, 2)}\n`);
  } else if (format === 'junit') {
    io.out(junitXml(results));
  }
  io.err(`${interrupted ? 'interrupted: ' : ''}${results.length === 0 ? 'no tests' : countText(results)}\n`);
};
