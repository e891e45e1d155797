// Lint rules: what compiles and is suspicious (language specification, 7.11).
import type { Definition, Diagnostic } from '../diagnostics/index.js';
import type { LintRule } from './rule.js';
import { deprecated } from './rules/deprecated.js';
import { duplicateFlow } from './rules/duplicate-flow.js';
import { emptyTest } from './rules/empty-test.js';
import { holdsItself } from './rules/holds-itself.js';
import { ignoredCase } from './rules/ignored-case.js';
import { joinByMany } from './rules/join-by-many.js';
import { lossyConversion } from './rules/lossy-conversion.js';
import { neverApplies } from './rules/never-applies.js';
import { neverRead } from './rules/never-read.js';
import { neverWins } from './rules/never-wins.js';
import { neverWritten } from './rules/never-written.js';
import { notConverging } from './rules/not-converging.js';
import { oddOneOut } from './rules/odd-one-out.js';
import { onceAbove } from './rules/once-above.js';
import { ownTarget } from './rules/own-target.js';
import { rawHole } from './rules/raw-hole.js';
import type { Subject } from './subject.js';

export { type Linted, type Subject, subjectOf } from './subject.js';

/** In the order of their codes. */
export const lintRules: readonly LintRule[] = [
  neverApplies,
  neverWins,
  duplicateFlow,
  oddOneOut,
  neverRead,
  neverWritten,
  ignoredCase,
  notConverging,
  ownTarget,
  joinByMany,
  holdsItself,
  emptyTest,
  lossyConversion,
  onceAbove,
  deprecated,
  rawHole,
];

/** The part of the catalogue that the lint rules are. */
export const lintDiagnostics: Readonly<Record<string, Definition>> = Object.fromEntries(
  lintRules.map(({ code, definition }) => [code, definition]),
);

/** What all lint rules find in a program. */
export const lint = (subject: Subject): readonly Diagnostic[] =>
  lintRules
    .filter((rule) => rule.of === 'any' || subject.program.complete)
    .flatMap((rule) => distinct(rule.find(subject)));

/** Variants of one rule give the same finding. */
const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const keyOf = ({ message, location: { file, span } }: Diagnostic) =>
    `${file.path}\n${span.start}\n${span.end}\n${message}`;
  return [...new Map(diagnostics.map((each) => [keyOf(each), each])).values()];
};
