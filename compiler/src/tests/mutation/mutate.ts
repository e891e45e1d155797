// Tries the mutations of a program: does a test notice? One that none notices shows what no test is about.
import type { Plan } from '@syncrule/runtime/plan';
import type { CheckedTest } from '../../semantics/index.js';
import { lineAndColumn, type SourceFile, type Span, sourceFile } from '../../source/index.js';
import type { Comment, FileTree } from '../../syntax/index.js';
import { type TestableProgram, testBed } from '../bed.js';
import type { Point } from '../coverage/points.js';
import { passed } from '../result.js';
import { runTest, type TestBed } from '../run/run.js';
import { breathe } from '../suite.js';
import { type Acceptance, type AcceptanceFault, acceptancesOf, accepts } from './accepted.js';
import { type Mutant, mutated } from './mutant.js';
import { mutantsOf } from './mutants.js';

/** What trying mutations rests on. */
export interface MutationInput {
  readonly files: readonly {
    readonly file: SourceFile;
    readonly tree: FileTree;
    readonly comments: readonly Comment[];
  }[];
  /** Compiles the program with these texts in place of some files; nothing where it has errors. */
  readonly compile: (changed: ReadonlyMap<SourceFile, SourceFile>) => TestableProgram | undefined;
  /** The program as it stands, whose tests pass. */
  readonly original: TestableProgram;
  readonly points: readonly Point[];
  /** What each test reaches, by its position among the tests. */
  readonly reached: readonly ReadonlySet<string>[];
}

export interface MutationOptions {
  readonly signal: AbortSignal;
  readonly clock: () => number;
  readonly onProgress: (done: number, total: number, survived: number) => void;
}

export interface MutationReport {
  /** Mutations that make another plan. */
  readonly tried: number;
  readonly noticed: number;
  /** Those that the compiler refuses: an author would never get so far. */
  readonly refused: number;
  readonly accepted: readonly Mutant[];
  readonly survived: readonly Mutant[];
  /** Comments that accept what no longer needs it, or accept nothing for want of a code or a reason. */
  readonly unused: readonly Acceptance[];
  readonly faults: readonly AcceptanceFault[];
  readonly interrupted: boolean;
}

export const tryMutations = async (input: MutationInput, options: MutationOptions): Promise<MutationReport> => {
  const mutants = mutantsOf(input.files);
  const comments = input.files.map(({ file, comments: all }) => acceptancesOf(file, all));
  const acceptances = comments.flatMap((each) => each.acceptances);
  const used = new Set<Acceptance>();
  const counts = { tried: 0, noticed: 0, refused: 0 };
  const accepted: Mutant[] = [];
  const survived: Mutant[] = [];
  const trial = new Trial(input, options.clock);
  let done = 0;
  for (const mutant of mutants) {
    await breathe();
    if (options.signal.aborted) break;
    const verdict = await trial.of(mutant);
    done += 1;
    options.onProgress(done, mutants.length, survived.length);
    if (verdict === 'same') continue;
    if (verdict === 'refused') counts.refused += 1;
    else counts.tried += 1;
    if (verdict === 'noticed') counts.noticed += 1;
    if (verdict !== 'survived') continue;
    const by = acceptances.filter((acceptance) => accepts(acceptance, mutant));
    for (const acceptance of by) used.add(acceptance);
    (by.length > 0 ? accepted : survived).push(mutant);
  }
  const interrupted = done < mutants.length;
  return {
    ...counts,
    accepted,
    survived,
    unused: interrupted ? [] : acceptances.filter((acceptance) => !used.has(acceptance)),
    faults: comments.flatMap((each) => each.faults),
    interrupted,
  };
};

type Verdict = 'same' | 'refused' | 'noticed' | 'survived';

class Trial {
  readonly #original: string;

  constructor(
    private readonly input: MutationInput,
    private readonly clock: () => number,
  ) {
    this.#original = withoutPlaces(input.original.planWith([]));
  }

  async of(mutant: Mutant): Promise<Verdict> {
    const files = this.input.files.map(({ file }) => file);
    const changed = new Map(
      [...mutated(files, mutant.edits)].map(([file, text]) => [file, sourceFile(file.path, text)] as const),
    );
    const compiled = this.input.compile(changed);
    if (compiled === undefined) return 'refused';
    if (withoutPlaces(compiled.planWith([])) === this.#original) return 'same';
    const bed = testBed(compiled, this.clock);
    for (const index of this.#able(mutant)) {
      const test = compiled.tests[index];
      if (test !== undefined && !(await passes(test, bed))) return 'noticed';
    }
    return 'survived';
  }

  /** The tests that reach the declaration, those first that reach most of the line. */
  #able({ file, span, declaration }: Mutant): readonly number[] {
    const { points, reached } = this.input;
    const line = lineAndColumn(file, span.start).line;
    const around = declaration && linesOf(file, declaration);
    const inFile = points.filter(({ place }) => place.file === file.path);
    const near = inFile.filter(({ place }) => place.line === line);
    const inside =
      around === undefined
        ? points
        : inFile.filter(({ place }) => place.line >= around.first && place.line <= around.last);
    return reached
      .map((keys, index) => ({
        index,
        reaches: around === undefined || inside.some(({ key }) => keys.has(key)),
        near: near.filter(({ key }) => keys.has(key)).length,
      }))
      .filter(({ reaches }) => reaches)
      .sort((a, b) => b.near - a.near || a.index - b.index)
      .map(({ index }) => index);
  }
}

const linesOf = (file: SourceFile, { start, end }: Span) => ({
  first: lineAndColumn(file, start).line,
  last: lineAndColumn(file, end).line,
});

/** What a plan does, whatever lines it is written on. */
const withoutPlaces = (plan: Plan): string =>
  JSON.stringify({ ...plan, hash: '' }, (key, value: unknown) =>
    /place$/i.test(key) && Array.isArray(value) ? undefined : value,
  );

/** A mutation under which the engine cannot go on is noticed too. */
const passes = async (test: CheckedTest, bed: TestBed): Promise<boolean> => {
  try {
    return passed(await runTest(test, bed));
  } catch {
    return false;
  }
};
