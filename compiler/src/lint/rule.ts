// The form of a lint rule: its code, its words with a wrong and a right example, and how it finds what it is about.
import {
  type ArgumentsOf,
  type Definition,
  type Diagnostic,
  diagnosticsOf,
  type Extras,
} from '../diagnostics/index.js';
import type { Location } from '../source/index.js';
import type { Subject } from './subject.js';

export interface LintRule {
  readonly code: string;
  readonly definition: Definition;
  /**
   * `whole`: it reads what expressions mean, or counts who reads and writes, so it is silent while something is wrong or
   * left out: one cause, one message. `any`: it looks at what is there.
   */
  readonly of: 'whole' | 'any';
  readonly find: (subject: Subject) => readonly Diagnostic[];
}

/** Makes a finding of the rule at hand. */
export type LintReport<D extends Definition> = (
  location: Location,
  values: ArgumentsOf<D>,
  extras?: Extras,
) => Diagnostic;

interface Description<D extends Definition> {
  readonly code: string;
  readonly definition: D;
  readonly of: LintRule['of'];
  readonly find: (subject: Subject, report: LintReport<D>) => readonly Diagnostic[];
}

/** Declares a lint rule. */
export const lintRule = <const D extends Definition>({ code, definition, of, find }: Description<D>): LintRule => {
  const reporter = diagnosticsOf<Record<string, D>>({ [code]: definition });
  const report: LintReport<D> = (location, values, extras) => reporter(code, location, values, extras);
  return { code, definition, of, find: (subject) => find(subject, report) };
};
