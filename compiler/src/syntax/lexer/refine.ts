// From the shapes that the lexer matched to the tokens that the parser reads: words told apart, texts with holes taken to
// pieces, comments and documentation set aside, every lexical fault reported once.
import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceFile, Span } from '../../source/source.js';
import { type ReportSyntax, syntaxReporter } from '../report.js';
import type { Comment } from '../tree.js';
import { classifyDate, classifyNumber, type LiteralKind } from './literals.js';
import { type ScannedText, scanText, type TextPart } from './scan.js';
import * as kinds from './tokens.js';

export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: Comment[];
  /** By the offset of the token that they stand before; the end of the text for those behind the last one. */
  readonly documentation: ReadonlyMap<number, readonly Comment[]>;
  readonly diagnostics: Diagnostic[];
  /** Offsets of tokens that stand behind something already reported: what the parser misses there has that cause. */
  readonly excused: ReadonlySet<number>;
  /** Holes that are not closed: nothing in them is reported again. */
  readonly excusedSpans: readonly Span[];
}

export const lex = (file: SourceFile): Lexed => new Refinement(file).run();

/** Offset behind a token; the lexer keeps starts only. */
export const endOfToken = (token: IToken): number => token.startOffset + token.image.length;

class Refinement {
  private readonly tokens: IToken[] = [];
  private readonly comments: Comment[] = [];
  private readonly documentation = new Map<number, Comment[]>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly excused = new Set<number>();
  private readonly excusedSpans: Span[] = [];
  private readonly report: ReportSyntax;
  private pendingDocumentation: Comment[] = [];
  private unknown: { start: number; end: number } | undefined;
  private inHole = false;

  constructor(private readonly file: SourceFile) {
    const at = syntaxReporter(file);
    this.report = (code, span, values, extras) => {
      const diagnostic = at(code, span, values, extras);
      this.diagnostics.push(diagnostic);
      return diagnostic;
    };
  }

  run(): Lexed {
    const text = this.file.text;
    this.take(text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text, 0);
    this.endUnknown(text.length);
    if (this.pendingDocumentation.length > 0) this.documentation.set(text.length, this.pendingDocumentation);
    const { tokens, comments, documentation, diagnostics, excused, excusedSpans } = this;
    return { tokens, comments, documentation, diagnostics, excused, excusedSpans };
  }

  /** Takes a stretch of code that begins at `base` in the file. */
  private take(code: string, base: number): void {
    const { tokens, errors } = kinds.lexer.tokenize(code);
    if (errors.length > 0) throw new Error(`bug: the lexer has no token for ${JSON.stringify(errors[0]?.message)}`);
    for (const token of tokens) {
      token.startOffset += base;
      this.takeToken(token);
    }
  }

  private takeToken(token: IToken): void {
    const take = this.takers.get(token.tokenType);
    if (take === undefined) this.push(token, token.tokenType);
    else take(token);
  }

  /** What to do with shapes; signs are taken as they are. */
  private readonly takers: ReadonlyMap<TokenType, (token: IToken) => void> = new Map([
    [kinds.Unknown, (token: IToken) => this.takeUnknown(token)],
    [kinds.LineComment, (token: IToken) => this.takeComment(token)],
    [kinds.DocComment, (token: IToken) => this.takeComment(token)],
    [kinds.ShapeName, (token: IToken) => this.push(token, kinds.wordKinds.get(token.image) ?? kinds.Identifier)],
    [kinds.ShapeQuoted, (token: IToken) => this.takeQuoted(token)],
    [kinds.ShapeNumber, (token: IToken) => this.takeLiteral(token, classifyNumber(token.image))],
    [kinds.ShapeDate, (token: IToken) => this.takeLiteral(token, classifyDate(token.image))],
    [kinds.ShapeRaw, (token: IToken) => this.takeRaw(token)],
    [kinds.ShapeText, (token: IToken) => this.takeText(token)],
  ]);

  private push(token: IToken, type: TokenType): void {
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
    this.endUnknown(token.startOffset);
    if (this.pendingDocumentation.length > 0) {
      this.documentation.set(token.startOffset, this.pendingDocumentation);
      this.pendingDocumentation = [];
    }
    this.tokens.push(token);
  }

  private pushNew(type: TokenType, start: number, end: number): void {
    const none = Number.NaN;
    const image = this.file.text.slice(start, end);
    this.push(createTokenInstance(type, image, start, end, none, none, none, none), type);
  }

  private takeUnknown(token: IToken): void {
    const end = endOfToken(token);
    if (this.unknown?.end === token.startOffset) this.unknown.end = end;
    else {
      this.endUnknown(token.startOffset);
      this.unknown = { start: token.startOffset, end };
    }
  }

  private endUnknown(nextToken: number): void {
    if (this.unknown === undefined) return;
    const span = this.unknown;
    this.unknown = undefined;
    const text = this.file.text.slice(span.start, span.end);
    const help = MEANT.get(text);
    this.report('SR1003', span, { found: showCharacters(text) }, help === undefined ? {} : { help });
    this.excused.add(nextToken);
  }

  private takeComment(token: IToken): void {
    const span = { start: token.startOffset, end: endOfToken(token) };
    const comment: Comment = { text: token.image.trimEnd(), span, alone: this.standsAlone(span.start) };
    if (this.inHole) this.report('SR1021', span, {});
    else if (token.tokenType === kinds.DocComment) this.pendingDocumentation.push(comment);
    else this.comments.push(comment);
  }

  private standsAlone(offset: number): boolean {
    let at = offset - 1;
    while (at >= 0 && /[ \t\uFEFF]/.test(this.file.text[at] ?? '')) at--;
    return at < 0 || this.file.text[at] === '\n' || this.file.text[at] === '\r';
  }

  private takeQuoted(token: IToken): void {
    const span = { start: token.startOffset, end: endOfToken(token) };
    if (token.image.length < 2 || !token.image.endsWith('`')) {
      this.report('SR1004', span, { what: 'name in back-ticks', quote: '`' });
    } else if (token.image.length === 2) this.report('SR1012', span, {});
    this.push(token, kinds.QuotedName);
  }

  private takeRaw(token: IToken): void {
    if (!isClosedRaw(token.image)) {
      this.report('SR1004', { start: token.startOffset, end: endOfToken(token) }, { what: 'text', quote: "'" });
    }
    this.push(token, kinds.RawText);
  }

  private takeLiteral(token: IToken, literal: LiteralKind): void {
    const type = LITERALS[literal.kind];
    if (type === undefined) this.reportLiteral(token, literal.kind);
    this.push(token, type ?? kinds.BadLiteral);
  }

  private reportLiteral(token: IToken, fault: LiteralKind['kind']): void {
    const span = { start: token.startOffset, end: endOfToken(token) };
    const found = token.image;
    if (fault === 'decimal')
      this.report('SR1008', span, { found }, { help: 'numbers are whole: there are no decimal places' });
    else if (fault === 'number-with-letters') this.report('SR1008', span, { found });
    else if (fault === 'no-such-day') this.report('SR1010', span, { found });
    else if (fault === 'no-offset') this.report('SR1011', span, { found }, offsetMissing(this.file, span, found));
    else this.report('SR1011', span, { found });
  }

  private takeText(token: IToken): void {
    const { image, startOffset } = token;
    const scan = isPlain(image) ? undefined : scanToken(image, startOffset);
    if (scan !== undefined) this.reportText(scan, startOffset);
    if (scan === undefined || scan.parts.every((part) => part.kind === 'literal')) this.push(token, kinds.PlainText);
    else this.pushParts(scan, startOffset);
  }

  private reportText(scan: ScannedText, start: number): void {
    for (const span of scan.badEscapes) {
      this.report('SR1006', span, { found: this.file.text.slice(span.start, span.end) });
    }
    const open = scan.parts.find((part) => part.kind === 'hole' && !part.closed);
    if (open !== undefined) {
      this.report('SR1005', { start: open.start, end: open.start + 2 }, {});
      this.excusedSpans.push({ start: open.start, end: scan.end });
    } else if (!scan.closed) this.report('SR1004', { start, end: scan.end }, { what: 'text', quote: '"' });
  }

  private pushParts(scan: ScannedText, start: number): void {
    this.pushNew(kinds.TextStart, start, start + 1);
    for (const part of scan.parts) {
      if (part.kind === 'literal') this.pushNew(kinds.TextPiece, part.start, part.end);
      else this.pushHole(part);
    }
    this.pushNew(kinds.TextEnd, scan.closed ? scan.end - 1 : scan.end, scan.end);
  }

  private pushHole(hole: { start: number; end: number; codeStart: number; codeEnd: number }): void {
    this.pushNew(kinds.HoleStart, hole.start, hole.codeStart);
    const outer = this.inHole;
    this.inHole = true;
    this.take(this.file.text.slice(hole.codeStart, hole.codeEnd), hole.codeStart);
    this.inHole = outer;
    this.pushNew(kinds.HoleEnd, hole.codeEnd, hole.end);
  }
}

/** The tokens of literals; a malformed one has none. */
const LITERALS: Readonly<Partial<Record<LiteralKind['kind'], TokenType>>> = {
  integer: kinds.Integer,
  duration: kinds.Duration,
  date: kinds.DateLiteral,
  instant: kinds.Instant,
};

/** What people write for it in other languages. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['&', '`and` joins conditions; `+` joins texts and lists'],
  ['&&', 'write `and`'],
  ['!', 'write `not`'],
  [';', 'nothing stands between clauses: leave it out'],
  ['#', 'a comment begins with `//`'],
  ['?', '`a ?? b` is `a`, or `b` where `a` is absent; a choice is `if … then … else …`'],
  ['%', 'a parameter is read as `param.name`'],
]);

const showCharacters = (text: string): string => {
  const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+$/u.test(text);
  if (visible) return `\`${text}\``;
  const codes = [...text].slice(0, 4).map((character) => codeName(character.codePointAt(0) ?? 0));
  return codes.join(' ');
};

const codeName = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** A text is read from its token, not from the file: in a hole the code, and with it the line, ends earlier. */
const scanToken = (image: string, start: number): ScannedText => {
  const scan = scanText(image, 0);
  return {
    end: scan.end + start,
    closed: scan.closed,
    parts: scan.parts.map((part) => movePart(part, start)),
    badEscapes: scan.badEscapes.map((span) => ({ start: span.start + start, end: span.end + start })),
  };
};

const movePart = (part: TextPart, by: number): TextPart => {
  const place = { start: part.start + by, end: part.end + by };
  if (part.kind === 'literal') return { ...part, ...place };
  return { ...part, ...place, codeStart: part.codeStart + by, codeEnd: part.codeEnd + by };
};

const isPlain = (image: string): boolean =>
  image.length >= 2 && image.endsWith('"') && !image.includes('\\') && !image.includes('${');

const isClosedRaw = (image: string): boolean => {
  const quotes = /'*$/.exec(image.slice(1))?.[0].length ?? 0;
  return quotes % 2 === 1;
};

const offsetMissing = (file: SourceFile, span: Span, found: string) => ({
  help: 'an instant says its distance from UTC: `Z`, or one like `+02:00`',
  fixes: [{ title: 'Take it as UTC', edits: [{ location: { file, span }, text: `${found}Z` }] }],
});
