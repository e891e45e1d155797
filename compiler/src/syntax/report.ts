// How the lexer and the parser say what they find: codes of the catalogue's syntax part, at a span of one file.
import { syntaxDiagnostics } from '../diagnostics/catalogue/syntax.js';
import { type ArgumentsOf, diagnosticsOf, type Extras } from '../diagnostics/define.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceFile, Span } from '../source/source.js';

export type SyntaxCode = keyof typeof syntaxDiagnostics;

/** Makes a diagnostic of this code; its values are those that the catalogue's texts name. */
export type ReportSyntax = <Code extends SyntaxCode>(
  code: Code,
  span: Span,
  values: ArgumentsOf<(typeof syntaxDiagnostics)[Code]>,
  extras?: Extras,
) => Diagnostic;

export const syntaxReporter = (file: SourceFile): ReportSyntax => {
  const report = diagnosticsOf(syntaxDiagnostics);
  return (code, span, values, extras) => report(code, { file, span }, values, extras);
};
