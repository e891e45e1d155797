// From the shapes in a text to the tokens that the parser reads: words told apart, texts with holes taken to
// pieces, comments and documentation set aside, every lexical fault reported once.
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceFile, Span } from '../../source/source.js';
import { type ReportSyntax, syntaxReporter } from '../report.js';
import type { Comment } from '../tree.js';
import { classifyDate, classifyNumber, type LiteralKind } from './literals.js';
import { type ScannedText, scanText, type TextPart } from './scan.js';
import { endOfShape, type Shape, shapeAt } from './shapes.js';
import * as kinds from './tokens.js';

export interface Lexed {
  readonly tokens: readonly kinds.Token[];
  readonly comments: readonly Comment[];
  /** By the offset of the token that they stand before; the end of the text for those behind the last one. */
  readonly documentation: ReadonlyMap<number, readonly Comment[]>;
  readonly diagnostics: readonly Diagnostic[];
  /** Offsets of tokens that stand behind something already reported: what the parser misses there has that cause. */
  readonly excused: ReadonlySet<number>;
  /** Holes that are not closed: nothing in them is reported again. */
  readonly excusedSpans: readonly Span[];
}

export const lex = (file: SourceFile): Lexed => new Refinement(file).run();

class Refinement {
  private readonly tokens: kinds.Token[] = [];
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
    for (let at = 0; at < code.length; ) {
      const shape = shapeAt(code, at);
      const end = endOfShape(shape, code, at);
      if (shape !== 'blank') this.takeShape(shape, { image: code.slice(at, end), start: base + at, end: base + end });
      at = end;
    }
  }

  private takeShape(shape: Exclude<Shape, 'blank'>, piece: Piece): void {
    switch (shape) {
      case 'name':
        return this.push(kinds.wordKinds.get(piece.image) ?? kinds.Identifier, piece);
      case 'text':
        return this.takeText(piece);
      case 'number':
        return this.takeLiteral(piece, classifyNumber(piece.image));
      case 'date':
        return this.takeLiteral(piece, classifyDate(piece.image));
      case 'raw':
        return this.takeRaw(piece);
      case 'quoted':
        return this.takeQuoted(piece);
      case 'comment':
      case 'documentation':
        return this.takeComment(piece, shape);
      case 'unknown':
        return this.takeUnknown(piece);
      default:
        return this.push(shape, piece);
    }
  }

  private push(kind: kinds.Kind, { image, start, end }: Piece): void {
    this.endUnknown(start);
    if (this.pendingDocumentation.length > 0) {
      this.documentation.set(start, this.pendingDocumentation);
      this.pendingDocumentation = [];
    }
    this.tokens.push({ kind, image, start, end });
  }

  private pushPart(kind: kinds.Kind, start: number, end: number): void {
    this.push(kind, { image: this.file.text.slice(start, end), start, end });
  }

  private takeUnknown({ start, end }: Piece): void {
    if (this.unknown?.end === start) this.unknown.end = end;
    else {
      this.endUnknown(start);
      this.unknown = { start, end };
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

  private takeComment({ image, start, end }: Piece, shape: 'comment' | 'documentation'): void {
    const span = { start, end };
    const comment: Comment = { text: image.trimEnd(), span, alone: this.standsAlone(start) };
    if (this.inHole) this.report('SR1021', span, {});
    else if (shape === 'documentation') this.pendingDocumentation.push(comment);
    else this.comments.push(comment);
  }

  private standsAlone(offset: number): boolean {
    let at = offset - 1;
    while (at >= 0 && /[ \t\uFEFF]/.test(this.file.text[at] ?? '')) at--;
    return at < 0 || this.file.text[at] === '\n' || this.file.text[at] === '\r';
  }

  private takeQuoted(piece: Piece): void {
    if (piece.image.length < 2 || !piece.image.endsWith('`')) {
      this.report('SR1004', spanOf(piece), { what: 'name in back-ticks', quote: '`' });
    } else if (piece.image.length === 2) this.report('SR1012', spanOf(piece), {});
    this.push(kinds.QuotedName, piece);
  }

  private takeRaw(piece: Piece): void {
    if (!isClosedRaw(piece.image)) this.report('SR1004', spanOf(piece), { what: 'text', quote: "'" });
    this.push(kinds.RawText, piece);
  }

  private takeLiteral(piece: Piece, literal: LiteralKind): void {
    const kind = LITERALS[literal.kind];
    if (kind === undefined) this.reportLiteral(piece, literal.kind);
    this.push(kind ?? kinds.BadLiteral, piece);
  }

  private reportLiteral(piece: Piece, fault: LiteralKind['kind']): void {
    const span = spanOf(piece);
    const found = piece.image;
    if (fault === 'decimal')
      this.report('SR1008', span, { found }, { help: 'numbers are whole: there are no decimal places' });
    else if (fault === 'number-with-letters') this.report('SR1008', span, { found });
    else if (fault === 'no-such-day') this.report('SR1010', span, { found });
    else if (fault === 'no-offset') this.report('SR1011', span, { found }, offsetMissing(this.file, span, found));
    else this.report('SR1011', span, { found });
  }

  private takeText(piece: Piece): void {
    const { image, start } = piece;
    const scan = isPlain(image) ? undefined : scanToken(image, start);
    if (scan !== undefined) this.reportText(scan, start);
    if (scan === undefined || scan.parts.every((part) => part.kind === 'literal')) this.push(kinds.PlainText, piece);
    else this.pushParts(scan, start);
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
    this.pushPart(kinds.TextStart, start, start + 1);
    for (const part of scan.parts) {
      if (part.kind === 'literal') this.pushPart(kinds.TextPiece, part.start, part.end);
      else this.pushHole(part);
    }
    this.pushPart(kinds.TextEnd, scan.closed ? scan.end - 1 : scan.end, scan.end);
  }

  private pushHole(hole: { start: number; end: number; codeStart: number; codeEnd: number }): void {
    this.pushPart(kinds.HoleStart, hole.start, hole.codeStart);
    const outer = this.inHole;
    this.inHole = true;
    this.take(this.file.text.slice(hole.codeStart, hole.codeEnd), hole.codeStart);
    this.inHole = outer;
    this.pushPart(kinds.HoleEnd, hole.codeEnd, hole.end);
  }
}

/** What is written at a place. */
interface Piece extends Span {
  readonly image: string;
}

const spanOf = ({ start, end }: Piece): Span => ({ start, end });

/** The tokens of literals; a malformed one has none. */
const LITERALS: Readonly<Partial<Record<LiteralKind['kind'], kinds.Kind>>> = {
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
