// `// syncrule-ignore CODE: reason` (2.2): which diagnostics are hidden, and which suppressions are wrong or hide nothing.
import { lineAndColumn, type SourceFile, type Span } from '../source/source.js';
import { syntaxDiagnostics } from './catalogue/syntax.js';
import { diagnosticsOf } from './define.js';
import type { Diagnostic } from './diagnostic.js';

/** A file with its comments, as `parse` gives them. */
export interface CommentedFile {
  readonly file: SourceFile;
  readonly comments: readonly { readonly text: string; readonly span: Span; readonly alone: boolean }[];
}

interface Suppression {
  readonly file: SourceFile;
  readonly span: Span;
  readonly code: string;
  readonly line: number;
  readonly alone: boolean;
}

const report = diagnosticsOf(syntaxDiagnostics);
const WORD = /^\/\/\/?\s*syncrule-ignore\b(.*)$/s;
const CODE_AND_REASON = /^\s+(SR\d{4})\s*(?::\s*(\S.*)?)?$/s;

/**
 * The diagnostics without those that a comment suppresses, and with findings about the suppressions themselves. A
 * suppression counts for its own line; one that stands alone for the next line that is not another one. Order is kept;
 * findings about suppressions come last.
 */
export const suppress = (
  files: readonly CommentedFile[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] => {
  const findings: Diagnostic[] = [];
  const suppressions = files.flatMap((file) => suppressionsOf(file, findings));
  if (suppressions.length === 0) return findings.length === 0 ? diagnostics : [...diagnostics, ...findings];
  const used = new Set<Suppression>();
  const kept = diagnostics.filter((diagnostic) => {
    const by = suppressions.filter((suppression) => hides(suppression, diagnostic));
    for (const suppression of by) used.add(suppression);
    return by.length === 0;
  });
  const unused = suppressions.filter((suppression) => !used.has(suppression)).map(reportUnused);
  return [...kept, ...findings, ...unused];
};

const hides = (suppression: Suppression, diagnostic: Diagnostic): boolean => {
  const { file, span } = diagnostic.location;
  if (suppression.code !== diagnostic.code || suppression.file.path !== file.path) return false;
  return lineAndColumn(file, span.start).line === suppression.line;
};

const suppressionsOf = ({ file, comments }: CommentedFile, findings: Diagnostic[]): Suppression[] => {
  const stacked = comments.filter((comment) => comment.alone && WORD.test(comment.text));
  const alone = new Set(stacked.map((comment) => lineOf(file, comment.span)));
  return comments.flatMap((comment) => {
    const rest = WORD.exec(comment.text)?.[1];
    if (rest === undefined) return [];
    const [, code, reason] = CODE_AND_REASON.exec(rest) ?? [];
    if (code === undefined || reason === undefined) {
      const missing = code === undefined ? 'which code it hides' : 'why';
      findings.push(report('SR1090', { file, span: comment.span }, { missing, code: code ?? 'CODE' }));
      return [];
    }
    const own = lineOf(file, comment.span);
    const line = comment.alone ? nextLine(own, alone) : own;
    return [{ file, span: comment.span, code, line, alone: comment.alone }];
  });
};

const lineOf = (file: SourceFile, span: Span): number => lineAndColumn(file, span.start).line;

/** Several suppressions may stand above one line. */
const nextLine = (own: number, alone: ReadonlySet<number>): number => {
  let line = own + 1;
  while (alone.has(line)) line++;
  return line;
};

const reportUnused = (suppression: Suppression): Diagnostic => {
  const { file, span, code } = suppression;
  const edits = [{ location: { file, span: wholeOf(suppression) }, text: '' }];
  return report(
    'SR1091',
    { file, span },
    { code },
    { fixes: [{ title: 'Remove the suppression', safe: true, edits }] },
  );
};

/** With the blanks before it; one that stands alone with its line. */
const wholeOf = ({ file: { text }, span, alone }: Suppression): Span => {
  let { start, end } = span;
  while (start > 0 && ' \t'.includes(text[start - 1] ?? 'x')) start -= 1;
  if (alone && text[end] === '\r') end += 1;
  if (alone && text[end] === '\n') end += 1;
  return { start, end };
};
