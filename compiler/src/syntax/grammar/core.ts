// What the grammar uses everywhere: looking ahead, skipping what does not belong, closing signs, names.
import { EOF, type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain';
import * as kinds from '../lexer/tokens.js';
import type { Name } from '../tree.js';
import { Nesting } from './nesting.js';
import { ReportingParser } from './reporting.js';
import { beginsClause, beginsDeclaration, isReservedTarget, mayBeName, nameText } from './words.js';

/** Nested deeper than this, an expression is not read: the stack is finite, and everything behind the parser recurses too. */
export const DEEPEST = 100;
/** Operands and operators of one expression together; members of one path. */
export const LONGEST = 1_000;

/** What a message calls an expression. */
export const OPERAND = 'an expression';

export abstract class GrammarCore extends ReportingParser {
  private skipTarget: IToken | undefined;

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
