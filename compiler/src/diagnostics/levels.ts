// How loudly findings are reported: the levels that a program's configuration gives to codes.
import type { Diagnostic, Severity } from './diagnostic.js';

export const LEVELS = ['off', 'hint', 'warning', 'error'] as const;
export type Level = Severity | 'off';

/** By code; a code that is missing keeps the severity of the catalogue. */
export type Levels = ReadonlyMap<string, Level>;

/** The findings at their levels; those that are `off` left out. */
export const atLevels = (diagnostics: readonly Diagnostic[], levels: Levels): readonly Diagnostic[] =>
  levels.size === 0
    ? diagnostics
    : diagnostics.flatMap((diagnostic) => {
        const level = levels.get(diagnostic.code) ?? diagnostic.severity;
        return level === 'off' ? [] : [{ ...diagnostic, severity: level }];
      });
