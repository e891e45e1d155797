// The grammar of texts: plain, raw, and with holes.
import type { IToken, ParserMethod } from 'chevrotain';
import { type ScannedText, scanText } from '../lexer/scan.js';
import * as kinds from '../lexer/tokens.js';
import type { Expression, MissingExpression, TextExpression, TextPart } from '../tree.js';
import { GrammarCore } from './core.js';

export abstract class TextGrammar extends GrammarCore {
  protected abstract readonly expression: ParserMethod<[], Expression>;

  protected readonly text: ParserMethod<[], TextExpression> = this.RULE('text', () =>
    this.OR([
      { ALT: () => this.SUBRULE(this.plainText) },
      { ALT: () => this.SUBRULE(this.rawText) },
      { ALT: () => this.SUBRULE(this.textWithHoles) },
    ]),
  );

  /** A text without holes (note (d) of section 3), or a hole with a report. `what`: for messages, with its article. */
  protected readonly fixedText: ParserMethod<[string], TextExpression | MissingExpression> = this.RULE(
    'fixedText',
    (what = '') => {
      const text = this.OPTION(() => this.SUBRULE(this.text));
      return this.ACTION(() => (text === undefined ? this.missing(what) : this.withoutHoles(text, what)));
    },
  );

  /** Reports the first hole of a text that must not have any. */
  protected withoutHoles(text: TextExpression, what: string): TextExpression {
    const hole = text.parts.find((part) => part.kind === 'hole');
    if (hole !== undefined) this.report('SR1017', hole.span, { what });
    return text;
  }

  private readonly plainText: ParserMethod<[], TextExpression> = this.RULE('plainText', () => {
    const token = this.CONSUME(kinds.PlainText);
    return this.ACTION(() => plainTextOf(token, this.spanOf(token)));
  });

  private readonly rawText: ParserMethod<[], TextExpression> = this.RULE('rawText', () => {
    const token = this.CONSUME(kinds.RawText);
    return this.ACTION(() => rawTextOf(token, this.spanOf(token)));
  });

  private readonly textWithHoles: ParserMethod<[], TextExpression> = this.RULE('textWithHoles', () => {
    const start = this.CONSUME(kinds.TextStart);
    const parts: TextPart[] = [];
    this.MANY(() => {
      const part = this.OR([{ ALT: () => this.SUBRULE(this.piece) }, { ALT: () => this.SUBRULE(this.hole) }]);
      this.ACTION(() => parts.push(part));
    });
    this.CONSUME(kinds.TextEnd);
    return this.ACTION(
      (): TextExpression => ({ kind: 'text', raw: false, parts, span: this.spanFrom(start.startOffset) }),
    );
  });

  private readonly piece: ParserMethod<[], TextPart> = this.RULE('piece', () => {
    const token = this.CONSUME(kinds.TextPiece);
    return this.ACTION((): TextPart => ({ kind: 'literal', text: literalOf(token.image), span: this.spanOf(token) }));
  });

  private readonly hole: ParserMethod<[], TextPart> = this.RULE('hole', () => {
    const start = this.CONSUME(kinds.HoleStart);
    const value = this.SUBRULE(this.expression);
    this.SUBRULE(this.closeHole);
    return this.ACTION((): TextPart => ({ kind: 'hole', value, span: this.spanFrom(start.startOffset) }));
  });
}

type Span = TextExpression['span'];

const plainTextOf = (token: IToken, span: Span): TextExpression => {
  const { image } = token;
  const isClosed = image.length > 1 && image.endsWith('"');
  const inner = { start: span.start + 1, end: isClosed ? span.end - 1 : span.end };
  if (!image.includes('\\')) return fixed(image.slice(1, isClosed ? -1 : undefined), inner, span, false);
  const scan = scanText(image, 0);
  return fixed(literalsOf(scan), { start: inner.start, end: scan.closed ? span.end - 1 : span.end }, span, false);
};

const rawTextOf = (token: IToken, span: Span): TextExpression => {
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
