// What all parts of the grammar rest on: where the reading stands, what was found, holes, documentation.
import type { Extras } from '../../diagnostics/define.js';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.js';
import { lineAndColumn, type SourceFile, type Span, sourceFile } from '../../source/source.js';
import type { Lexed } from '../lexer/refine.js';
import * as kinds from '../lexer/tokens.js';
import { type ReportSyntax, syntaxReporter } from '../report.js';
import type { Comment, MissingExpression, Name } from '../tree.js';
import { describe } from './words.js';

const NOTHING: Lexed = {
  tokens: [],
  comments: [],
  documentation: new Map(),
  diagnostics: [],
  excused: new Set(),
  excusedSpans: [],
};

/**
 * The parser's foundation: a walk over tokens by recursive descent. No rule of the grammar ever fails: what may be missing
 * is optional and leaves a hole, what does not belong is skipped by a rule of its own.
 */
export abstract class ReportingParser {
  protected depth = 0;
  private file: SourceFile = sourceFile('', '');
  private lexed: Lexed = NOTHING;
  private end: kinds.Token = endOf(this.file);
  /** How many tokens were taken. */
  private taken = 0;
  private make: ReportSyntax = syntaxReporter(this.file);
  private found: Diagnostic[] = [];
  private documented = new Set<number>();
  private reportedAt: kinds.Token | undefined;
  /** The last token that is read as another one. */
  private meant: { readonly at: number; readonly token: kinds.Token } | undefined;

  protected open(file: SourceFile, lexed: Lexed): void {
    this.file = file;
    this.lexed = lexed;
    this.end = endOf(file);
    this.taken = 0;
    this.make = syntaxReporter(file);
    this.found = [];
    this.documented = new Set();
    this.reportedAt = undefined;
    this.meant = undefined;
    this.depth = 0;
  }

  /** The diagnostics of the parse that just ended. */
  protected findings(): readonly Diagnostic[] {
    return this.found;
  }

  protected unclaimedDocumentation(): Comment[] {
    const unclaimed: Comment[] = [];
    for (const [offset, lines] of this.lexed.documentation) {
      const [first] = lines;
      if (first === undefined || this.documented.has(offset)) continue;
      this.found.push(this.make('SR1020', first.span, {}));
      unclaimed.push(...lines);
    }
    return unclaimed;
  }

  // --- tokens

  /** The token in a distance (1: the next one), or the end of the file. */
  protected ahead(distance = 1): kinds.Token {
    const at = this.taken + distance - 1;
    return at === this.meant?.at ? this.meant.token : (this.lexed.tokens[at] ?? this.end);
  }

  protected isNext(kind: kinds.Kind, distance = 1): boolean {
    return kinds.isA(this.ahead(distance), kind);
  }

  /** Takes the next token if it is of this kind. */
  protected accept(kind: kinds.Kind): kinds.Token | undefined {
    const next = this.ahead();
    if (!kinds.isA(next, kind)) return undefined;
    this.taken++;
    return next;
  }

  /** Takes the next token, which was looked at: it is of this kind. */
  protected take(kind: kinds.Kind): kinds.Token {
    const token = this.accept(kind);
    if (token !== undefined) return token;
    throw new Error(`bug: the grammar wants ${kind.name} at ${this.here()} in ${this.file.path}`);
  }

  /** Takes the next token, whatever it is; not the end. */
  protected skipOne(): void {
    if (this.taken < this.lexed.tokens.length) this.taken++;
  }

  /** Reads the next token as if it were of this kind: a word that was meant as another. */
  protected readAs(kind: kinds.Kind): void {
    this.meant = { at: this.taken, token: { ...this.ahead(), kind } };
  }

  // --- places

  /** Where the next token begins. */
  protected here(): number {
    return this.ahead().start;
  }

  /** Where the last token ended. */
  protected behind(): number {
    return this.lexed.tokens[this.taken - 1]?.end ?? 0;
  }

  protected spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.behind()) };
  }

  protected spanOf({ start, end }: kinds.Token): Span {
    return { start, end };
  }

  protected textOf(span: Span): string {
    return this.file.text.slice(span.start, span.end);
  }

  private lineOf(offset: number): number {
    return lineAndColumn(this.file, offset).line;
  }

  /** Whether the token in a distance is the first one on its line. */
  protected beginsLine(distance: number): boolean {
    const before = distance === 1 ? this.behind() : this.ahead(distance - 1).end;
    return this.lineOf(before) !== this.lineOf(this.ahead(distance).start);
  }

  /** Whether a token stands on the line on which the last one ended. */
  protected onSameLine(token: kinds.Token): boolean {
    return this.lineOf(this.behind()) === this.lineOf(token.start);
  }

  // --- reports

  /** Reports about something that is there. */
  protected report: ReportSyntax = (code, span, values, extras) => {
    const diagnostic = this.make(code, span, values, extras);
    this.found.push(diagnostic);
    return diagnostic;
  };

  /** Reports that something is missing before the next token: once for each token, and not where it has a known cause. */
  protected expected(what: string, extras: Extras = {}): void {
    const next = this.ahead();
    if (this.isExcused(next)) return;
    const end = this.behind();
    const isNear = next !== this.end && this.onSameLine(next);
    const span = isNear ? this.spanOf(next) : { start: end, end };
    this.report('SR1001', span, { expected: what, found: describe(next) }, extras);
  }

  /** Reports that the next token (or this one) cannot stand here. */
  protected unexpected(expected: string, token = this.ahead(), extras: Extras = {}): void {
    if (this.isExcused(token)) return;
    const span = token === this.end ? this.spanFrom(this.behind()) : this.spanOf(token);
    this.report('SR1002', span, { found: describe(token), expected }, extras);
  }

  /** Whether a finding at this token has a cause that was reported; from now on it has. */
  private isExcused(token: kinds.Token): boolean {
    const known = this.isKnown(token);
    this.reportedAt = token;
    return known;
  }

  /** Whether a finding at this token has a cause that was reported. */
  protected isKnown(token: kinds.Token): boolean {
    const { start } = token;
    return (
      this.reportedAt === token ||
      this.lexed.excused.has(start) ||
      this.lexed.excusedSpans.some((span) => span.start <= start && start <= span.end)
    );
  }

  /** How much was found so far: to see whether something was found since. */
  protected count(): number {
    return this.found.length;
  }

  /** Reports, at the next token, that reading it would exceed the limits. */
  protected reportTooDeep(): void {
    if (!this.isExcused(this.ahead())) this.report('SR1022', this.spanOf(this.ahead()), {});
  }

  protected replacing(span: Span, title: string, text: string): { readonly fixes: readonly Fix[] } {
    return { fixes: [{ title, edits: [{ location: { file: this.file, span }, text }] }] };
  }

  protected around(span: Span, title: string): { readonly fixes: readonly Fix[] } {
    return this.replacing(span, title, `(${this.textOf(span)})`);
  }

  // --- holes

  /** A hole where an expression was expected. */
  protected missing(what: string, extras: Extras = {}): MissingExpression {
    this.expected(what, extras);
    return { kind: 'missing', span: { start: this.behind(), end: this.behind() } };
  }

  protected missingName(what: string): Name {
    this.expected(what);
    return { text: '', span: { start: this.behind(), end: this.behind() } };
  }

  // --- documentation

  /** The documentation before the token at `offset`, for the node that begins there. */
  protected documentationAt(offset: number): { readonly doc?: string } {
    const lines = this.lexed.documentation.get(offset);
    if (lines === undefined) return {};
    this.documented.add(offset);
    return { doc: lines.map((line) => line.text.slice(3).replace(/^ /, '')).join('\n') };
  }

  /** The place of the node that began at `start` and was read to its end, with its documentation. */
  protected placeOf(start: number): { readonly span: Span; readonly doc?: string } {
    return { span: this.spanFrom(start), ...this.documentationAt(start) };
  }
}

const endOf = ({ text }: SourceFile): kinds.Token => ({
  kind: kinds.End,
  image: '',
  start: text.length,
  end: text.length,
});
