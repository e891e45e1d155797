// `rulec test DIR`: the results are the answer, counts and progress are the talk.
import { renderText, summary } from '../../diagnostics/index.js';
import {
  below,
  type Coverage,
  countText,
  coverageOf,
  coverageText,
  filtered,
  jsonMutations,
  jsonTest,
  junitXml,
  type MutationReport,
  mutationsText,
  Placing,
  passed,
  recordingBed,
  runSuite,
  type SuiteResult,
  TESTS_FORMAT,
  type TestResult,
  testText,
} from '../../tests/index.js';
import { type Compilation, compileProgram } from '../../workspace/index.js';
import { UsageError } from '../error.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { mutate } from './mutate.js';
import { programIn } from './program.js';

export interface TestOptions {
  readonly directory: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly filter?: string;
  readonly watch?: boolean;
  readonly coverage?: boolean;
  /** Percent of rules, of clauses and of branches that tests must reach; asks for coverage. */
  readonly threshold?: number;
  readonly mutate?: boolean;
}

export const test = async (io: Io, options: TestOptions): Promise<ExitCode> => {
  const signal = io.interruption();
  if (options.watch !== true) return testOnce(io, options, signal);
  const { watching } = await import('./watching.js');
  await watching(io, options.directory, signal, () => testOnce(io, options, signal));
  return EXIT.interrupted;
};

interface Outcome extends SuiteResult {
  readonly coverage: Coverage;
  /** Missing: nobody asked for it, or tests fail. */
  readonly mutations: MutationReport | undefined;
}

const testOnce = async (io: Io, options: TestOptions, signal: AbortSignal): Promise<ExitCode> => {
  const placing = new Placing();
  const program = programIn(io, { directory: options.directory }, false);
  const compilation = compileProgram(program, placing);
  const { planWith, schemas } = compilation;
  if (planWith === undefined) return refused(io, compilation);
  const tests = filtered(compilation.tests, options.filter);
  if (tests.length === 0 && options.filter !== undefined) throw noTest(options.filter, compilation);
  const clock = (): number => performance.now();
  const { bed, points, reached } = recordingBed({ tests, schemas, planWith }, placing.places, clock);
  const reachedBy: ReadonlySet<string>[] = [];
  const onResult = (result: TestResult): void => {
    reachedBy.push(reached());
    if (options.format === 'text') io.out(testText(result, { colour: io.colours.out }));
  };
  const suite = await runSuite(tests, bed, { signal, onResult });
  const coverage = coverageOf(points(), new Set(reachedBy.flatMap((keys) => [...keys])));
  const canMutate = options.mutate === true && !suite.interrupted && suite.results.every(passed);
  const mutations = canMutate
    ? await mutate(io, { program, compilation, planWith, points: points(), tests, reached: reachedBy, signal })
    : undefined;
  const outcome = { ...suite, coverage, mutations };
  answer(io, outcome, options);
  return exitCode(io, outcome, options);
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

const wantsCoverage = ({ coverage, threshold }: TestOptions): boolean => coverage === true || threshold !== undefined;

const answer = (io: Io, outcome: Outcome, options: TestOptions): void => {
  const { results, interrupted, coverage, mutations } = outcome;
  if (options.format === 'json') io.out(`${JSON.stringify(jsonReport(outcome, options), null, 2)}\n`);
  if (options.format === 'junit') io.out(junitXml(results));
  if (options.format === 'text') {
    const text = { colour: io.colours.out };
    if (wantsCoverage(options)) io.out(`\n${coverageText(coverage, text)}`);
    if (mutations !== undefined) io.out(`\n${mutationsText(mutations, text)}`);
  }
  if (options.mutate === true && mutations === undefined) io.err('no mutation was tried: the tests must pass first\n');
  io.err(`${interrupted ? 'interrupted: ' : ''}${results.length === 0 ? 'no tests' : countText(results)}\n`);
};

const jsonReport = ({ results, interrupted, coverage, mutations }: Outcome, options: TestOptions) => ({
  format: TESTS_FORMAT,
  ok: !interrupted && results.every(passed) && (mutations?.survived ?? []).length === 0,
  interrupted: interrupted || mutations?.interrupted === true,
  tests: results.map(jsonTest),
  ...(wantsCoverage(options) ? { coverage } : {}),
  ...(mutations === undefined ? {} : { mutations: jsonMutations(mutations) }),
});

const exitCode = (
  io: Io,
  { results, interrupted, coverage, mutations }: Outcome,
  { threshold }: TestOptions,
): ExitCode => {
  if (interrupted || mutations?.interrupted === true) return EXIT.interrupted;
  const short = threshold === undefined ? [] : below(coverage, threshold);
  if (short.length > 0) io.err(`rulec: expected tests to reach at least ${threshold} % of ${short.join(', of ')}\n`);
  const isWell = short.length === 0 && results.every(passed) && isAccounted(mutations);
  return isWell ? EXIT.fine : EXIT.findings;
};

/** Every mutation is noticed, or accepted by a comment that says why and is needed. */
const isAccounted = (mutations: MutationReport | undefined): boolean =>
  mutations === undefined || mutations.survived.length + mutations.faults.length + mutations.unused.length === 0;
