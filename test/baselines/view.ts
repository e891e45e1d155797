// The compiler's view of a program as files: each source file with what the compiler sees written under each line, its
// tree, its formatted text; and the plan.
import type { Diagnostic } from '@syncrule/compiler/diagnostics';
import { format } from '@syncrule/compiler/format';
import type { ProgramSymbol } from '@syncrule/compiler/semantics';
import { lineAndColumn, type SourceFile, type Span } from '@syncrule/compiler/source';
import type { Parsed } from '@syncrule/compiler/syntax';
import { type Compilation, compileProgram, diskHost, readProgram } from '@syncrule/compiler/workspace';
import { treeText } from './tree.js';

/** The view of the program in a directory: file names and their contents. */
export const viewOf = (directory: string): ReadonlyMap<string, string> => {
  const compilation = compileProgram(readProgram(diskHost(directory, 'the program')));
  const { parsed, plan, diagnostics } = compilation;
  const sources = new Set(parsed.map(({ file }) => file.path));
  const elsewhere = diagnostics.filter(({ location }) => !sources.has(location.file.path));
  return new Map([
    ...parsed.flatMap((each): [string, string][] => [
      [`${each.file.path}.seen`, seen(each, compilation)],
      [`${each.file.path}.tree`, treeText(each.tree)],
      [`${each.file.path}.formatted`, formattedText(each)],
    ]),
    ['plan.json', plan === undefined ? 'no plan is made\n' : `${JSON.stringify(plan, undefined, 1)}\n`],
    ['elsewhere.txt', elsewhere.map((each) => `${each.location.file.path} ${inWords(each)}\n`).join('')],
  ]);
};

const formattedText = ({ file }: Parsed): string => {
  const result = format(file);
  if (result.kind === 'refused') return 'is not formatted: it has syntax errors\n';
  return result.text === file.text ? 'is formatted already\n' : result.text;
};

interface Mark {
  readonly span: Span;
  readonly text: string;
}

/** The source, and under each line its tokens, the names with what they mean, and the findings. */
const seen = (parsed: Parsed, { symbols, diagnostics }: Compilation): string => {
  const { file } = parsed;
  const names = marksByLine(file, [
    ...symbols.references
      .filter(({ location }) => location.file.path === file.path)
      .map(({ location, to }) => ({ span: location.span, text: meaning(to) })),
    ...[...symbols.declarations, ...symbols.objectTypes.flatMap(({ attributes }) => attributes)]
      .filter(({ location }) => location.file.path === file.path)
      .map((symbol) => ({ span: symbol.location.span, text: `declares ${meaning(symbol)}` })),
  ]);
  const findings = marksByLine(
    file,
    diagnostics
      .filter(({ location }) => location.file.path === file.path)
      .map((each) => ({ span: each.location.span, text: inWords(each) })),
  );
  const tokens = tokensByLine(parsed);
  return file.text
    .split('\n')
    .flatMap((line, i) => [
      line,
      ...(tokens.has(i + 1) ? [`// tokens: ${tokens.get(i + 1)?.join(' ')}`] : []),
      ...(names.get(i + 1) ?? []),
      ...(findings.get(i + 1) ?? []),
    ])
    .join('\n');
};

const tokensByLine = ({ file, tokens }: Parsed): ReadonlyMap<number, readonly string[]> => {
  const lines = new Map<number, string[]>();
  for (const token of tokens) {
    const { line } = lineAndColumn(file, token.start);
    lines.set(line, [...(lines.get(line) ?? []), token.kind.name]);
  }
  return lines;
};

/** Under each line, a comment for each mark, with signs below what is meant. */
const marksByLine = (file: SourceFile, marks: readonly Mark[]): ReadonlyMap<number, readonly string[]> => {
  const lines = new Map<number, string[]>();
  const inOrder = [...marks].sort((a, b) => a.span.start - b.span.start || (a.text < b.text ? -1 : 1));
  for (const { span, text } of inOrder) {
    const { line, column } = lineAndColumn(file, span.start);
    const end = lineAndColumn(file, span.end);
    const width = end.line === line ? Math.max(1, end.column - column) : 1;
    const comment = `//${' '.repeat(Math.max(0, column - 3))}${'^'.repeat(width)} ${text}`;
    lines.set(line, [...(lines.get(line) ?? []), comment]);
  }
  return lines;
};

const meaning = ({ kind, name, container, type }: ProgramSymbol): string => {
  const full = container === undefined ? name : `${container}.${name}`;
  if (type === undefined) return `${kind} ${full}`;
  const base =
    type.oneOf?.map((text) => JSON.stringify(text)).join(' | ') ?? [type.scalar, ...(type.to ?? [])].join(' ');
  return `${kind} ${full}: ${base}${type.many ? '[]' : ''}`;
};

const inWords = ({ severity, code, message, help, related, fixes }: Diagnostic): string =>
  [
    `${severity} ${code} ${message}`,
    ...related.map((each) => {
      const { line, column } = lineAndColumn(each.location.file, each.location.span.start);
      return `see ${each.location.file.path}:${line}:${column} ${each.message}`;
    }),
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...fixes.map(({ title, safe }) => `fix${safe === true ? ' (safe)' : ''}: ${title}`),
  ].join(' · ');
