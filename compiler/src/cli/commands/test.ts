// `rulec test DIR`: the results are the answer, counts and progress are the talk.
import { renderText, summary } from '../../diagnostics/index.js';
import {
  below,
  type Coverage,
  countText,
  coverageOf,
  coverageText,
  filtered,
  jsonTest,
  junitXml,
  Placing,
  passed,
  recordingBed,
  runSuite,
  type SuiteResult,
  TESTS_FORMAT,
  type TestableProgram,
  type TestResult,
  testBed,
  testText,
} from '../../tests/index.js';
import { type Compilation, compileProgram } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { programIn } from './program.js';
import { watching } from './watching.js';

export interface TestOptions {
  readonly directory: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly filter?: string;
  readonly watch?: boolean;
  readonly coverage?: boolean;
  /** Percent of rules, of clauses and of branches that tests must reach; asks for coverage. */
  readonly threshold?: number;
}

export const test = async (io: Io, options: TestOptions): Promise<ExitCode> => {
  const signal = io.interruption();
  if (options.watch !== true) return testOnce(io, options, signal);
  await watching(io, options.directory, signal, () => testOnce(io, options, signal));
  return EXIT.interrupted;
};

const testOnce = async (io: Io, options: TestOptions, signal: AbortSignal): Promise<ExitCode> => {
  const placing = new Placing();
  const compilation = compileProgram(programIn(io, { directory: options.directory }, false), placing);
  const { planWith, schemas } = compilation;
  if (planWith === undefined) return refused(io, compilation);
  const tests = filtered(compilation.tests, options.filter);
  if (tests.length === 0 && options.filter !== undefined) throw noTest(options.filter, compilation);
  const outcome = await run(io, { program: { tests, schemas, planWith }, placing, options, signal });
  answer(io, outcome, options);
  return exitCode(io, outcome, options);
};

interface Outcome extends SuiteResult {
  readonly coverage: Coverage | undefined;
}

interface Run {
  readonly program: TestableProgram;
  readonly placing: Placing;
  readonly options: TestOptions;
  readonly signal: AbortSignal;
}

const run = async (io: Io, { program, placing, options, signal }: Run): Promise<Outcome> => {
  const say = (result: TestResult): void => {
    if (options.format === 'text') io.out(testText(result, { colour: io.colours.out }));
  };
  const clock = (): number => performance.now();
  const wantsCoverage = options.coverage === true || options.threshold !== undefined;
  if (!wantsCoverage)
    return {
      ...(await runSuite(program.tests, testBed(program, clock), { signal, onResult: say })),
      coverage: undefined,
    };
  const { bed, points, reached } = recordingBed(program, placing.places, clock);
  const all = new Set<string>();
  const onResult = (result: TestResult): void => {
    for (const key of reached()) all.add(key);
    say(result);
  };
  const suite = await runSuite(program.tests, bed, { signal, onResult });
  return { ...suite, coverage: coverageOf(points.all, all) };
};

/** A program with errors has no tests that mean anything. */
const refused = (io: Io, { diagnostics }: Compilation): ExitCode => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  io.err(renderText(errors, { colour: io.colours.err }));
  io.err(`${summary(errors)}: no test was run\n`);
  return EXIT.findings;
};

const noTest = (filter: string, { tests }: Compilation): UsageError => {
  const titles = tests.slice(0, 5).map(({ title }) => JSON.stringify(title));
  const help =
    titles.length === 0 ? 'The program has no tests' : `There are ${titles.join(', ')}${tests.length > 5 ? ' …' : ''}`;
  return new UsageError(`expected a test whose title or file holds ${JSON.stringify(filter)}, found none`, help);
};

const answer = (io: Io, { results, interrupted, coverage }: Outcome, { format }: TestOptions): void => {
  if (format === 'json') {
    const ok = !interrupted && results.every(passed);
    const report = { format: TESTS_FORMAT, ok, interrupted, tests: results.map(jsonTest), coverage };
    io.out(`${JSON.stringify(report, null, 2)}\n`);
  } else if (format === 'junit') {
    io.out(junitXml(results));
  }
  if (coverage !== undefined && format === 'text') io.out(`\n${coverageText(coverage, { colour: io.colours.out })}`);
  io.err(`${interrupted ? 'interrupted: ' : ''}${results.length === 0 ? 'no tests' : countText(results)}\n`);
};

const exitCode = (io: Io, { results, interrupted, coverage }: Outcome, { threshold }: TestOptions): ExitCode => {
  if (interrupted) return EXIT.interrupted;
  const short = coverage === undefined || threshold === undefined ? [] : below(coverage, threshold);
  if (short.length > 0) io.err(`rulec: expected tests to reach at least ${threshold} % of ${short.join(', of ')}\n`);
  return short.length === 0 && results.every(passed) ? EXIT.fine : EXIT.findings;
};
