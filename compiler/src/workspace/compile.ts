// The one pipeline: what `rulec validate`, `rulec compile`, the editor and the tests say about a program.
import type { Plan, PlanParam, SchemaFile } from '@syncrule/runtime/plan';
import { type Agreement, agree } from '../agreement/index.js';
import { atLevels, type Diagnostic, suppress } from '../diagnostics/index.js';
import { lint, subjectOf } from '../lint/index.js';
import { assemble } from '../plan/index.js';
import {
  type CheckedProgram,
  type CheckedTest,
  checkProgram,
  type Placed,
  type ProgramSymbols,
} from '../semantics/index.js';
import type { SourceFile } from '../source/index.js';
import type { Parsed } from '../syntax/index.js';
import { withoutConsequences } from './consequences.js';
import { inReadingOrder } from './order.js';
import { parseOnce } from './parsing.js';
import type { Program } from './read.js';

export interface Compilation {
  readonly parsed: readonly Parsed[];
  /** In the order of the text, suppressed ones left out. */
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: ProgramSymbols;
  /** What is well enough to be looked at further. */
  readonly checked: CheckedProgram;
  readonly agreement: Agreement;
  /** Missing while there is an error, or while a parameter has no value because no environment was chosen. */
  readonly plan?: Plan;
  readonly tests: readonly CheckedTest[];
  /** The schemas of connectors, as far as they could be read. */
  readonly schemas: ReadonlyMap<string, SchemaFile>;
  /** Makes the plan with these values of parameters before all others; missing while there is an error. */
  readonly planWith?: (params: readonly PlanParam[]) => Plan;
}

export interface CompileOptions {
  /** Is told where each expression of the plan is written. */
  readonly placed?: Placed;
  /** Reads a file in place of the parser: for who compiles nearly the same program again and again. */
  readonly parse?: (file: SourceFile) => Parsed;
  /** Looks for errors only. */
  readonly withoutLints?: true;
}

/** Parses, checks, lets the rules agree, lints, and assembles the plan. Never throws, whatever the texts are. */
export const compileProgram = (program: Program, options: CompileOptions = {}): Compilation => {
  const parsed = program.files.map(options.parse ?? parseOnce);
  const places = remembered(options.placed);
  const result = checkProgram({ ...program, ...(places && { placed: places.placed }), trees: parsed });
  const checked = { ...result, program: asComplete(result.program, parsed) };
  const agreement = agree(checked.program);
  const phases = [
    program.diagnostics,
    ...parsed.map((each) => each.diagnostics),
    checked.diagnostics,
    agreement.diagnostics,
    options.withoutLints
      ? []
      : lint(subjectOf({ program: checked.program, parsed, symbols: checked.symbols, agreement })),
  ];
  const found = withoutConsequences(parsed, phases.flat());
  const left = atLevels(withoutSuppressed(parsed, found), program.levels);
  const diagnostics = inReadingOrder(left);
  const { symbols, tests, schemas } = checked;
  const compilation = { parsed, diagnostics, symbols, checked: checked.program, agreement, tests, schemas };
  if (diagnostics.some(isError)) return compilation;
  const planOf = (params: readonly PlanParam[]): Plan =>
    assemble(
      { ...checked.program, params: withValues(checked.program.params, params) },
      agreement.metaverse,
      places?.replaced,
    );
  if (!hasAllParams(parsed, checked.program)) return { ...compilation, planWith: planOf };
  let made: Plan | undefined;
  const plan = (): Plan => {
    made ??= planOf([]);
    return made;
  };
  // Made when somebody asks for it: who looks for findings does not.
  return {
    ...compilation,
    get plan() {
      return plan();
    },
    planWith: (params) => (params.length === 0 ? plan() : planOf(params)),
  };
};

/** Who asks where expressions are written is told it of those, too, that stand for others in the plan. */
const remembered = (placed: Placed | undefined) => {
  if (placed === undefined) return undefined;
  const known = new Map<Parameters<Placed>[0], Parameters<Placed>[1]>();
  const remember: Placed = (expr, location) => {
    known.set(expr, location);
    placed(expr, location);
  };
  const replaced = (before: Parameters<Placed>[0], after: Parameters<Placed>[0]): void => {
    const location = known.get(before);
    if (location !== undefined) placed(after, location);
  };
  return { placed: remember, replaced };
};

/** What the parser could not read is left out, too. */
const asComplete = (program: CheckedProgram, parsed: readonly Parsed[]): CheckedProgram =>
  parsed.some(({ diagnostics }) => diagnostics.some(isError)) ? { ...program, complete: false } : program;

const withValues = (params: readonly PlanParam[], given: readonly PlanParam[]): readonly PlanParam[] => {
  const names = new Set(given.map(({ name }) => name));
  return [...params.filter(({ name }) => !names.has(name)), ...given];
};

/** An error stays: what has one has no meaning that a plan could carry. A warning that was made an error may be suppressed. */
const withoutSuppressed = (parsed: readonly Parsed[], diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...diagnostics.filter(isError),
  ...suppress(
    parsed,
    diagnostics.filter((each) => !isError(each)),
  ),
];

const isError = (diagnostic: Diagnostic): boolean => diagnostic.severity === 'error';

const hasAllParams = (parsed: readonly Parsed[], { params }: CheckedProgram): boolean =>
  parsed.flatMap(({ tree }) => tree.declarations).filter((each) => each.kind === 'param').length === params.length;
