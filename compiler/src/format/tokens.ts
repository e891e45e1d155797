// The tokens of a parsed file, taken in order while its tree is printed: so no token and no comment can be lost.
import type { Comment, Parsed, Token } from '../syntax/index.js';
import type { Doc } from './doc.js';

export class TokenPrinter {
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly comments: readonly Comment[];
  private nextToken = 0;
  private nextComment = 0;
  /** End of the last token or comment that was taken. */
  private behind = 0;

  constructor(parsed: Parsed) {
    this.text = parsed.file.text;
    this.tokens = parsed.tokens;
    const documentation = parsed.documentation.map((line) => ({ ...line, alone: true }));
    this.comments = [...parsed.comments, ...documentation].sort((a, b) => a.span.start - b.span.start);
  }

  /** The comments before the next token. Taken by themselves where they must not be part of what is kept on one line. */
  comment(): Doc {
    const docs: Doc[] = [];
    const end = this.next()?.start ?? Number.POSITIVE_INFINITY;
    for (let comment = this.comments[this.nextComment]; comment !== undefined && comment.span.start < end; ) {
      const { text, alone, span } = comment;
      docs.push({ kind: 'comment', text, alone, afterBlank: this.isBlankBefore(span.start) });
      this.behind = span.end;
      comment = this.comments[++this.nextComment];
    }
    return docs;
  }

  /** Takes the next token, which must be this one, with the comments before it. */
  take(expected: string): Doc {
    const comments = this.comment();
    const token = this.next();
    if (token === undefined || token.image !== expected) {
      throw new Error(`bug: the formatter expected ${expected} and found ${token?.image ?? 'the end'}`);
    }
    return [comments, this.taken(token.image, token.start)];
  }

  /** Takes the next token, whatever it is: a name, a number. */
  takeAny(): Doc {
    const comments = this.comment();
    const token = this.next();
    if (token === undefined) throw new Error('bug: the formatter expected a token and found the end');
    return [comments, this.taken(token.image, token.start)];
  }

  /** Takes the next token if it is this one; the comments before it wait for the one behind. For commas that go. */
  drop(image: string): void {
    if (this.isNext(image)) this.nextToken++;
  }

  isNext(image: string): boolean {
    return this.next()?.image === image;
  }

  /** Whether an empty line stands before what comes next. */
  isAfterBlank(): boolean {
    const comment = this.comments[this.nextComment]?.span.start ?? Number.POSITIVE_INFINITY;
    return this.isBlankBefore(Math.min(comment, this.next()?.start ?? this.text.length));
  }

  /** Whether a comment stands before what comes next. */
  hasComment(): boolean {
    const comment = this.comments[this.nextComment];
    return comment !== undefined && comment.span.start < (this.next()?.start ?? Number.POSITIVE_INFINITY);
  }

  private next(): Token | undefined {
    return this.tokens[this.nextToken];
  }

  private taken(text: string, start: number): Doc {
    const doc: Doc = { kind: 'token', text, afterBlank: this.isBlankBefore(start) };
    this.nextToken++;
    this.behind = start + text.length;
    return doc;
  }

  private isBlankBefore(offset: number): boolean {
    return /\n[ \t\r]*\n/.test(this.text.slice(this.behind, offset));
  }
}
