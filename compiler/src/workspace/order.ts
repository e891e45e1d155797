// Findings in the order in which somebody reads the program.
import type { Diagnostic } from '../diagnostics/index.js';

/** By file, place and code; the order of phases leaves no trace. */
export const inReadingOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort(
    (a, b) =>
      compareTexts(a.location.file.path, b.location.file.path) ||
      a.location.span.start - b.location.span.start ||
      a.location.span.end - b.location.span.end ||
      compareTexts(a.code, b.code) ||
      compareTexts(a.message, b.message),
  );

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
