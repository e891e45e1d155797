// The one pipeline: what `rulec validate`, `rulec compile`, the editor and the tests say about a program.
import type { Plan } from '@syncrule/runtime/plan';
import { agree } from '../agreement/index.js';
import { type Diagnostic, suppress } from '../diagnostics/index.js';
import { assemble } from '../plan/index.js';
import { type CheckedProgram, checkProgram, type ProgramSymbols } from '../semantics/index.js';
import { type Parsed, parse } from '../syntax/index.js';
import { inReadingOrder } from './order.js';
import type { Program } from './read.js';

export interface Compilation {
  readonly parsed: readonly Parsed[];
  /** In the order of the text, suppressed ones left out. */
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: ProgramSymbols;
  /** Missing while there is an error, or while a parameter has no value because no environment was chosen. */
  readonly plan?: Plan;
}

/** Parses, checks, lets the rules agree and assembles the plan. Never throws, whatever the texts are. */
export const compileProgram = (program: Program): Compilation => {
  const parsed = program.files.map(parse);
  const checked = checkProgram({ ...program, trees: parsed });
  const agreement = agree(checked.program);
  const phases = [
    program.diagnostics,
    ...parsed.map((each) => each.diagnostics),
    checked.diagnostics,
    agreement.diagnostics,
  ];
  const diagnostics = inReadingOrder(withoutSuppressed(parsed, phases.flat()));
  const compilation = { parsed, diagnostics, symbols: checked.symbols };
  if (diagnostics.some(isError) || !hasAllParams(parsed, checked.program)) return compilation;
  return { ...compilation, plan: assemble(checked.program, agreement.metaverse) };
};

/** An error stays: what has one has no meaning that a plan could carry. */
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
