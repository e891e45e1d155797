// Diagnostics for programs: a versioned JSON shape, described by the JSON Schema in `schema.ts`.
import { type Location, lineAndColumn } from '../../source/source.js';
import type { Diagnostic, Severity } from '../diagnostic.js';

/** Lines and columns count from 1, columns in UTF-16 code units; `end` is behind the last character. */
export interface JsonRange {
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: JsonRange;
  readonly label?: string;
  readonly related: readonly { readonly location: JsonRange; readonly message: string }[];
  readonly notes: readonly string[];
  readonly help?: string;
  readonly fixes: readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly edits: readonly { readonly location: JsonRange; readonly text: string }[];
  }[];
}
export interface JsonReport {
  readonly formatVersion: 1;
  /** No errors; warnings and hints may be there. */
  readonly ok: boolean;
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** The report as a value, for commands that put it into an answer of their own. */
export const jsonReport = (diagnostics: readonly Diagnostic[]): JsonReport => ({
  formatVersion: 1,
  ok: diagnostics.every((diagnostic) => diagnostic.severity !== 'error'),
  diagnostics: diagnostics.map(jsonDiagnostic),
});

/** The report as text, indented, with a line end. */
export const renderJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify(jsonReport(diagnostics), null, 2)}\n`;

const jsonDiagnostic = (diagnostic: Diagnostic): JsonDiagnostic => ({
  code: diagnostic.code,
  severity: diagnostic.severity,
  message: diagnostic.message,
  location: rangeOf(diagnostic.location),
  ...(diagnostic.label === undefined ? {} : { label: diagnostic.label }),
  related: diagnostic.related.map(({ location, message }) => ({ location: rangeOf(location), message })),
  notes: diagnostic.notes,
  ...(diagnostic.help === undefined ? {} : { help: diagnostic.help }),
  fixes: diagnostic.fixes.map(({ title, safe, edits }) => ({
    title,
    safe: safe === true,
    edits: edits.map(({ location, text }) => ({ location: rangeOf(location), text })),
  })),
});

const rangeOf = ({ file, span }: Location): JsonRange => ({
  file: file.path,
  start: lineAndColumn(file, span.start),
  end: lineAndColumn(file, span.end),
});
