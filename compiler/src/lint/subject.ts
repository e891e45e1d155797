// What lint rules look at: the checked program, its rules prepared for comparing, and its syntax.
import type { Agreement } from '../agreement/index.js';
import type { CheckedProgram, ProgramSymbols } from '../semantics/index.js';
import type { Parsed } from '../syntax/index.js';
import { type RankedFlows, rankedFlows } from './ranked-flows.js';
import { type Usage, usageOf } from './usage.js';

/** What the phases before made of a program. */
export interface Linted {
  readonly program: CheckedProgram;
  readonly parsed: readonly Parsed[];
  readonly symbols: ProgramSymbols;
  readonly agreement: Agreement;
}

export interface Subject extends Linted {
  /** The flows to each attribute, in rank order; made when first asked for. */
  readonly flows: () => readonly RankedFlows[];
  /** Who reads and who writes each attribute; made when first asked for. */
  readonly usage: () => Usage;
}

/** A program ready to be linted. */
export const subjectOf = (linted: Linted): Subject => ({
  ...linted,
  flows: once(() => rankedFlows(linted.agreement)),
  usage: once(() => usageOf(linted.program)),
});

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
