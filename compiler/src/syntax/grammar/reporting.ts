// What all parts of the grammar rest on: where the reading stands, what was found, holes, documentation.
import { EmbeddedActionsParser, EOF, type IToken } from 'chevrotain';
import type { Extras } from '../../diagnostics/define.js';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.js';
import { lineAndColumn, type SourceFile, type Span, sourceFile } from '../../source/source.js';
import { endOfToken, type Lexed } from '../lexer/refine.js';
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
 * The parser's foundation. No rule of the grammar ever fails: what may be missing is optional and leaves a hole, what does
 * not belong is skipped by a rule of its own. chevrotain's own recovery has nothing to do; it stays on as a net.
 */
export abstract class ReportingParser extends EmbeddedActionsParser {
  protected depth = 0;
  private file: SourceFile = sourceFile('', '');
  private lexed: Lexed = NOTHING;
  private make: ReportSyntax = syntaxReporter(this.file);
  private found: Diagnostic[] = [];
  private documented = new Set<number>();
  private reportedAt: IToken | undefined;

  /** `validate`: whether chevrotain looks for mistakes in the grammar itself; a test does, at work it costs time for nothing. */
  constructor(validate: boolean) {
    super(kinds.vocabulary, {
      recoveryEnabled: true,
      maxLookahead: 1,
      nodeLocationTracking: 'none',
      skipValidations: !validate,
    });
  }

  protected open(file: SourceFile, lexed: Lexed): void {
    this.file = file;
    this.lexed = lexed;
    this.make = syntaxReporter(file);
    this.found = [];
    this.documented = new Set();
    this.reportedAt = undefined;
    this.depth = 0;
    this.input = lexed.tokens;
  }

  /** The diagnostics of the parse that just ended. */
  protected findings(): readonly Diagnostic[] {
    for (const error of this.errors) this.unexpected('something else', error.token);
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

  // --- places

  /** Where the next token begins. */
  protected here(): number {
    return this.startOf(this.LA(1));
  }

  protected startOf(token: IToken): number {
    return Number.isNaN(token.startOffset) ? this.file.text.length : token.startOffset;
  }

  /** Where the last token ended. */
  protected behind(): number {
    const last = this.LA(0);
    return Number.isNaN(last.startOffset) ? 0 : endOfToken(last);
  }

  protected spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.behind()) };
  }

  protected spanOf(token: IToken): Span {
    const start = this.startOf(token);
    return { start, end: token.tokenType === EOF ? start : endOfToken(token) };
  }

  protected textOf(span: Span): string {
    return this.file.text.slice(span.start, span.end);
  }

  private lineOf(offset: number): number {
    return lineAndColumn(this.file, offset).line;
  }

  /** Whether a token stands on the line on which the last one ended. */
  protected onSameLine(token: IToken): boolean {
    return this.lineOf(this.behind()) === this.lineOf(this.startOf(token));
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
    const next = this.LA(1);
    if (this.isExcused(next)) return;
    const end = this.behind();
    const isNear = next.tokenType !== EOF && this.onSameLine(next);
    const span = isNear ? this.spanOf(next) : { start: end, end };
    this.report('SR1001', span, { expected: what, found: describe(next) }, extras);
  }

  /** Reports that the next token (or this one) cannot stand here. */
  protected unexpected(expected: string, token = this.LA(1)): void {
    if (this.isExcused(token)) return;
    const span = token.tokenType === EOF ? this.spanFrom(this.behind()) : this.spanOf(token);
    this.report('SR1002', span, { found: describe(token), expected });
  }

  /** Whether a finding at this token has a cause that was reported; from now on it has. */
  private isExcused(token: IToken): boolean {
    const known = this.isKnown(token);
    this.reportedAt = token;
    return known;
  }

  /** Whether a finding at this token has a cause that was reported. */
  protected isKnown(token: IToken): boolean {
    const start = this.startOf(token);
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
    if (!this.isExcused(this.LA(1))) this.report('SR1022', this.spanOf(this.LA(1)), {});
  }

  protected replacing(span: Span, title: string, text: string): { readonly fixes: readonly Fix[] } {
    return { fixes: [{ title, edits: [{ location: { file: this.file, span }, text }] }] };
  }

  protected around(span: Span, title: string): { readonly fixes: readonly Fix[] } {
    return this.replacing(span, title, `(${this.textOf(span)})`);
  }

  // --- holes

  /** A hole where an expression was expected. */
  protected missing(what: string): MissingExpression {
    this.expected(what);
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
}
