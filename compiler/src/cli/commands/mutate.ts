// `rulec test --mutate`: the program is changed in memory, again and again, and its tests are run on what comes of it.
import type { Plan, PlanParam } from '@syncrule/runtime/plan';
import type { SourceFile } from '../../source/index.js';
import { type Parsed, parse } from '../../syntax/index.js';
import { type MutationReport, type Point, type TestableProgram, tryMutations } from '../../tests/index.js';
import { type Compilation, compileProgram, type Program } from '../../workspace/index.js';
import type { Io } from '../io.js';

export interface MutateOptions {
  readonly program: Program;
  readonly compilation: Compilation;
  readonly planWith: (params: readonly PlanParam[]) => Plan;
  readonly points: readonly Point[];
  /** Those that are run, and what each of them reaches. */
  readonly tests: TestableProgram['tests'];
  readonly reached: readonly ReadonlySet<string>[];
  readonly signal: AbortSignal;
}

export const mutate = async (io: Io, options: MutateOptions): Promise<MutationReport> => {
  const { program, compilation, planWith, points, reached, signal } = options;
  const all = compilation.tests;
  const chosen = options.tests.map((test) => all.indexOf(test));
  const parsed = new WeakMap<SourceFile, Parsed>(compilation.parsed.map((each) => [each.file, each]));
  const compile = (changed: ReadonlyMap<SourceFile, SourceFile>) => {
    const files = program.files.map((file) => changed.get(file) ?? file);
    const mutant = compileProgram(
      { ...program, files },
      { parse: (file) => parsed.get(file) ?? parse(file), withoutLints: true },
    );
    if (mutant.planWith === undefined) return undefined;
    const tests = chosen.flatMap((index) => mutant.tests[index] ?? []);
    return { tests, schemas: mutant.schemas, planWith: mutant.planWith };
  };
  const original = { tests: options.tests, schemas: compilation.schemas, planWith };
  const input = { files: compilation.parsed, compile, original, points, reached };
  const report = await tryMutations(input, { signal, clock: () => performance.now(), onProgress: progressOn(io) });
  if (io.watched) io.err(CLEAR_LINE);
  return report;
};

const CLEAR_LINE = '\r\u001b[K';

const progressOn =
  (io: Io) =>
  (done: number, total: number, survived: number): void => {
    if (io.watched) io.err(`${CLEAR_LINE}mutations ${done}/${total}, ${survived} not noticed`);
  };
