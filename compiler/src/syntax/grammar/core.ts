// What all parts of the grammar rest on: places, reports, holes, looking ahead, and skipping what does not belong.
import { EmbeddedActionsParser, EOF, type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import type { Extras } from '../../diagnostics/define.js';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.js';
import { lineAndColumn, type SourceFile, type Span, sourceFile } from '../../source/source.js';
import { endOfToken, type Lexed } from '../lexer/refine.js';
import * as kinds from '../lexer/tokens.js';
import { type ReportSyntax, syntaxReporter } from '../report.js';
import type { Comment, MissingExpression, Name } from '../tree.js';
import { Nesting } from './nesting.js';
import { beginsClause, beginsDeclaration, describe, isReservedTarget, mayBeName, nameText } from './words.js';

/** Nested deeper than this, an expression is not read: the stack is finite, and everything behind the parser recurses too. */
export const DEEPEST = 100;
/** Operands of one expression, members of one path. */
export const LONGEST = 1_000;

/** What a message calls an expression. */
export const OPERAND = 'an expression';

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
export abstract class GrammarCore extends EmbeddedActionsParser {
  protected depth = 0;
  private file: SourceFile = sourceFile('', '');
  private lexed: Lexed = NOTHING;
  private make: ReportSyntax = syntaxReporter(this.file);
  private found: Diagnostic[] = [];
  private documented = new Set<number>();
  private reportedAt: IToken | undefined;
  private skipTarget: IToken | undefined;

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
    this.skipTarget = undefined;
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

  private startOf(token: IToken): number {
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

  // --- looking ahead, at the token in a distance (1: the next one)

  protected isNext(type: TokenType, distance = 1): boolean {
    return tokenMatcher(this.LA(distance), type);
  }

  /** The distance of the token behind the path `a.b.c` that begins at `from`; `from` itself when none does. */
  private behindPath(from: number): number {
    if (!this.isNext(kinds.NameToken, from)) return from;
    let at = from + 1;
    while (this.isNext(kinds.Dot, at) && this.isNext(kinds.NameToken, at + 1)) at += 2;
    return at;
  }

  /** `a.b <-`, `a.b:`: no operand, but the beginning of what comes next. */
  private startsNextEntry(from = 1): boolean {
    const at = this.behindPath(from);
    return at > from && (this.isNext(kinds.Arrow, at) || this.isNext(kinds.Colon, at));
  }

  /** A flow begins here, with one target or several (note (c) of section 3). */
  protected startsFlow(from = 1): boolean {
    let at = this.behindPath(from);
    if (at === from) return false;
    while (this.isNext(kinds.Comma, at) && this.behindPath(at + 1) > at + 1) at = this.behindPath(at + 1);
    return this.isNext(kinds.Arrow, at);
  }

  /** A reserved word before an arrow or a colon: `function: string`, `to <- x`. */
  protected startsReservedEntry(from = 1): boolean {
    return isReservedTarget(this.LA(from), this.LA(from + 1));
  }

  /** A reserved word that stands where only a name makes sense. */
  private startsReservedName(): boolean {
    const next = this.LA(1);
    return mayBeName(next) && this.onSameLine(next);
  }

  protected canBeginName(): boolean {
    return this.isNext(kinds.NameToken) ? !this.startsFlow() : this.startsReservedName();
  }

  protected canBeginOperand(): boolean {
    if (this.isNext(kinds.Param)) return !beginsDeclaration(this.LA(1), this.LA(2));
    return this.isNext(kinds.OperandStart) ? !this.startsNextEntry() : this.startsReservedName();
  }

  /** At the beginning of a right side a name and a comma can only be the next flow. */
  protected canBeginRightSide(): boolean {
    const at = this.behindPath(1);
    return this.canBeginOperand() && !(at > 1 && this.isNext(kinds.Comma, at));
  }

  /** A new declaration or the end: what no block and no skipping passes. */
  protected endsBlock(from = 1): boolean {
    const next = this.LA(from);
    if (next.tokenType === EOF || next.tokenType === kinds.RBrace || next.tokenType === kinds.HoleEnd) return true;
    return beginsDeclaration(next, this.LA(from + 1));
  }

  // --- skipping

  /** Skips tokens up to the one that was aimed at. By identity: the ends of unclosed holes share one offset. */
  protected readonly skip: ParserMethod<[], void> = this.RULE('skip', () => {
    this.MANY({
      GATE: () => this.skipTarget !== undefined && this.LA(1) !== this.skipTarget,
      DEF: () => this.CONSUME(kinds.AnyToken),
    });
  });

  /** Reports a token that does not belong, and skips it with all that follows up to `isStop` or the end of the block. */
  protected readonly junk: ParserMethod<[string, IsStop], void> = this.RULE('junk', (expected = '', isStop = never) => {
    this.ACTION(() => {
      this.unexpected(expected);
      this.skipTarget = this.endOfJunk(isStop);
    });
    this.CONSUME(kinds.AnyToken);
    this.SUBRULE(this.skip);
  });

  /** Skips, without a word, what follows something that was reported, up to `isStop` or the end of the block. */
  protected readonly skipRest: ParserMethod<[IsStop], void> = this.RULE('skipRest', (isStop = never) => {
    this.ACTION(() => {
      this.skipTarget = isStop(1) || this.endsBlock() ? undefined : this.endOfJunk(isStop);
    });
    this.SUBRULE(this.skip);
  });

  /** Aims at the end of the brackets that it stands in, or at something new, behind at least one token. */
  protected aimBehindNesting(): void {
    this.skipTarget = this.endOfNesting();
  }

  /** The next token, behind at least one, at which reading can go on. */
  private endOfJunk(isStop: IsStop): IToken {
    const nesting = new Nesting();
    for (let distance = 1; ; distance++) {
      const next = this.LA(distance);
      const isFree = nesting.level <= 0 && (isStop(distance) || this.endsBlock(distance));
      const isEnd = isFree || beginsDeclaration(next, this.LA(distance + 1));
      if (next.tokenType === EOF || (distance > 1 && isEnd)) return next;
      nesting.take(next);
    }
  }

  /** The next `wanted` on this level; nothing when something new begins before it. */
  private aimAt(wanted: TokenType): IToken | undefined {
    const nesting = new Nesting();
    for (let distance = 1; ; distance++) {
      const next = this.LA(distance);
      if (nesting.level === 0 && next.tokenType === wanted) return next;
      nesting.take(next);
      if (nesting.level < 0 || this.startsSomethingNew(distance)) return undefined;
    }
  }

  private endOfNesting(): IToken {
    const nesting = new Nesting();
    for (let distance = 1; ; distance++) {
      const next = this.LA(distance);
      nesting.take(next);
      if (distance > 1 && (nesting.level < 0 || this.startsSomethingNew(distance))) return next;
    }
  }

  private startsSomethingNew(distance: number): boolean {
    const next = this.LA(distance);
    if (next.tokenType === EOF || beginsClause(next)) return true;
    return beginsDeclaration(next, this.LA(distance + 1)) || this.startsNextEntry(distance);
  }

  protected readonly closeParen: ParserMethod<[], void> = this.closing('closeParen', kinds.RParen, '`)`');
  protected readonly closeBracket: ParserMethod<[], void> = this.closing('closeBracket', kinds.RBracket, '`]`');
  protected readonly closeBrace: ParserMethod<[], void> = this.closing('closeBrace', kinds.RBrace, '`}`');
  protected readonly closeHole: ParserMethod<[], void> = this.closing('closeHole', kinds.HoleEnd, '`}`');

  /** A closing sign; what stands before it on this level is reported once and skipped. */
  private closing(name: string, closer: TokenType, sign: string): ParserMethod<[], void> {
    return this.RULE(name, () => {
      this.ACTION(() => {
        this.skipTarget = undefined;
        if (this.isNext(closer)) return;
        this.expected(sign);
        this.skipTarget = closer === kinds.HoleEnd ? this.endOfHole() : this.aimAt(closer);
      });
      this.SUBRULE(this.skip);
      this.OPTION(() => this.CONSUME(closer));
    });
  }

  /** Every hole of a text has its end; nothing on the way to it may stop the skipping. */
  private endOfHole(): IToken {
    let open = 0;
    for (let distance = 1; ; distance++) {
      const token = this.LA(distance);
      if (token.tokenType === EOF) throw new Error('bug: a hole without its end');
      if (token.tokenType === kinds.HoleStart) open++;
      if (token.tokenType === kinds.HoleEnd && open-- === 0) return token;
    }
  }

  // --- names

  protected readonly name: ParserMethod<[], Name> = this.RULE('name', () => {
    const token = this.OR([{ ALT: () => this.CONSUME(kinds.NameToken) }, { ALT: () => this.CONSUME(kinds.Reserved) }]);
    return this.ACTION(() => this.nameOf(token));
  });

  /** A name, or a hole with a report. A reserved word on the same line counts as the name that it was meant to be. */
  protected readonly expectedName: ParserMethod<[string], Name> = this.RULE('expectedName', (what = '') => {
    const name = this.OPTION({
      GATE: () => this.canBeginName(),
      DEF: () => this.SUBRULE(this.name),
    });
    return this.ACTION(() => name ?? this.missingName(what));
  });

  /** The comma behind an item of a list; reported when another item follows without one. */
  protected readonly separator: ParserMethod<[string, boolean?], void> = this.RULE(
    'separator',
    (expected = '', isItemNext = false) => {
      const comma = this.OPTION(() => this.CONSUME(kinds.Comma));
      this.ACTION(() => {
        if (comma === undefined && (isItemNext || this.canBeginOperand())) this.expected(expected);
      });
    },
  );

  /** A comma where an item should stand. */
  protected readonly strayComma: ParserMethod<[string], void> = this.RULE('strayComma', (expected = '') => {
    this.ACTION(() => this.expected(expected));
    this.CONSUME(kinds.Comma);
  });

  protected nameOf(token: IToken): Name {
    const span = this.spanOf(token);
    if (!tokenMatcher(token, kinds.Reserved)) return { text: nameText(token), span };
    this.report(
      'SR1016',
      span,
      { found: token.image },
      this.replacing(span, 'Put it into back-ticks', `\`${token.image}\``),
    );
    return { text: token.image, span };
  }
}

/** Whether reading can go on at the token in this distance. */
export type IsStop = (distance: number) => boolean;
const never: IsStop = () => false;
