// The fixes that findings bring along, for a part of a file.
import type { Diagnostic, Fix } from '@syncrule/compiler/diagnostics';
import type { Span } from '@syncrule/compiler/source';
import type { Program } from '../workspace/index.js';

export interface OfferedFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
  /** The only way to mend it. */
  readonly isOnly: boolean;
}

/** The fixes of the findings that touch a span of the file with this relative path. */
export const fixesAt = ({ compilation }: Program, path: string, span: Span): readonly OfferedFix[] =>
  compilation.diagnostics
    .filter(({ location }) => location.file.path === path && touch(location.span, span))
    .flatMap((diagnostic) =>
      diagnostic.fixes.map((fix) => ({ diagnostic, fix, isOnly: diagnostic.fixes.length === 1 })),
    );

const touch = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;
