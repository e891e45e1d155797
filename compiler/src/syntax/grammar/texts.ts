// The grammar of texts: plain, raw, and with holes.
import { type ScannedText, scanText } from '../lexer/scan.js';
import * as kinds from '../lexer/tokens.js';
import type { Expression, MissingExpression, TextExpression, TextPart } from '../tree.js';
import { GrammarCore } from './core.js';

export abstract class TextGrammar extends GrammarCore {
  protected abstract expression(): Expression;

  /** Where it is known that a text stands. */
  protected text(): TextExpression {
    const plain = this.accept(kinds.PlainText);
    if (plain !== undefined) return plainTextOf(plain, this.spanOf(plain));
    const raw = this.accept(kinds.RawText);
    return raw === undefined ? this.textWithHoles() : rawTextOf(raw, this.spanOf(raw));
  }

  /** A text without holes (note (d) of section 3), or a hole with a report. `what`: for messages, with its article. */
  protected fixedText(what: string): TextExpression | MissingExpression {
    return this.isNext(kinds.TextToken) ? this.withoutHoles(this.text(), what) : this.missing(what);
  }

  /** Reports the first hole of a text that must not have any. */
  protected withoutHoles(text: TextExpression, what: string): TextExpression {
    const hole = text.parts.find((part) => part.kind === 'hole');
    if (hole !== undefined) this.report('SR1017', hole.span, { what });
    return text;
  }

  private textWithHoles(): TextExpression {
    const { start } = this.take(kinds.TextStart);
    const parts: TextPart[] = [];
    while (!this.isNext(kinds.TextEnd)) parts.push(this.isNext(kinds.HoleStart) ? this.hole() : this.piece());
    this.take(kinds.TextEnd);
    return { kind: 'text', raw: false, parts, span: this.spanFrom(start) };
  }

  private piece(): TextPart {
    const token = this.take(kinds.TextPiece);
    return { kind: 'literal', text: literalOf(token.image), span: this.spanOf(token) };
  }

  private hole(): TextPart {
    const { start } = this.take(kinds.HoleStart);
    const value = this.expression();
    this.closeHole();
    return { kind: 'hole', value, span: this.spanFrom(start) };
  }
}

type Span = TextExpression['span'];

const plainTextOf = (token: kinds.Token, span: Span): TextExpression => {
  const { image } = token;
  const isClosed = image.length > 1 && image.endsWith('"');
  const inner = { start: span.start + 1, end: isClosed ? span.end - 1 : span.end };
  if (!image.includes('\\')) return fixed(image.slice(1, isClosed ? -1 : undefined), inner, span, false);
  const scan = scanText(image, 0);
  return fixed(literalsOf(scan), { start: inner.start, end: scan.closed ? span.end - 1 : span.end }, span, false);
};

const rawTextOf = (token: kinds.Token, span: Span): TextExpression => {
  const quotes = /'*$/.exec(token.image.slice(1))?.[0].length ?? 0;
  const isClosed = quotes % 2 === 1;
  const inner = token.image.slice(1, isClosed ? -1 : undefined);
  return fixed(inner.replaceAll("''", "'"), { start: span.start + 1, end: span.end - (isClosed ? 1 : 0) }, span, true);
};

/** A text that is one piece, or empty. */
const fixed = (text: string, inner: Span, span: Span, raw: boolean): TextExpression => ({
  kind: 'text',
  raw,
  parts: text === '' ? [] : [{ kind: 'literal', text, span: inner }],
  span,
});

const literalOf = (image: string): string => (image.includes('\\') ? literalsOf(scanText(`"${image}"`, 0)) : image);

const literalsOf = (scan: ScannedText): string =>
  scan.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
