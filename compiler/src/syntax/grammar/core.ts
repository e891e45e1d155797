// What the grammar uses everywhere: looking ahead, skipping what does not belong, closing signs, names.
import { nearest } from '../../diagnostics/suggest.js';
import * as kinds from '../lexer/tokens.js';
import { isA, type Kind, type Token } from '../lexer/tokens.js';
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
  // --- looking ahead, at the token in a distance (1: the next one)

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
    return isReservedTarget(this.ahead(from), this.ahead(from + 1));
  }

  /** A reserved word that stands where only a name makes sense. */
  private startsReservedName(): boolean {
    const next = this.ahead();
    return mayBeName(next) && this.onSameLine(next);
  }

  protected canBeginName(): boolean {
    return this.isNext(kinds.NameToken) ? !this.startsFlow() : this.startsReservedName();
  }

  protected canBeginOperand(): boolean {
    if (this.isNext(kinds.Param)) return !beginsDeclaration(this.ahead(), this.ahead(2));
    return this.isNext(kinds.OperandStart) ? !this.startsNextEntry() : this.startsReservedName();
  }

  /** At the beginning of a right side a name and a comma can only be the next flow. */
  protected canBeginRightSide(): boolean {
    const at = this.behindPath(1);
    return this.canBeginOperand() && !(at > 1 && this.isNext(kinds.Comma, at));
  }

  /** A new declaration or the end: what no block and no skipping passes. */
  protected endsBlock(from = 1): boolean {
    const next = this.ahead(from);
    if (next.kind === kinds.End || next.kind === kinds.RBrace || next.kind === kinds.HoleEnd) return true;
    return beginsDeclaration(next, this.ahead(from + 1));
  }

  // --- skipping

  /** Skips tokens up to this one, if there is one. By identity: the ends of unclosed holes share one offset. */
  private skipTo(target: Token | undefined): void {
    while (target !== undefined && this.ahead() !== target) this.skipOne();
  }

  /** Reports a token that does not belong, and skips it with all that follows up to `isStop` or the end of the block. */
  protected junk(expected: string, isStop: IsStop): void {
    this.unexpected(expected);
    this.skipTo(this.endOfJunk(isStop));
  }

  /** Skips, without a word, what follows something that was reported, up to `isStop` or the end of the block. */
  protected skipRest(isStop: IsStop): void {
    if (!isStop(1) && !this.endsBlock()) this.skipTo(this.endOfJunk(isStop));
  }

  /** Skips to the end of the brackets that it stands in, or to something new, one token at least. */
  protected skipNesting(): void {
    this.skipTo(this.endOfNesting());
  }

  /** The next token, behind at least one, at which reading can go on. */
  private endOfJunk(isStop: IsStop): Token {
    const nesting = new Nesting();
    for (let distance = 1; ; distance++) {
      const next = this.ahead(distance);
      const isFree = nesting.level <= 0 && (isStop(distance) || this.endsBlock(distance));
      const isEnd = isFree || beginsDeclaration(next, this.ahead(distance + 1));
      if (next.kind === kinds.End || (distance > 1 && isEnd)) return next;
      nesting.take(next);
    }
  }

  /** The next `wanted` on this level; nothing when something new begins before it. */
  private nextOnLevel(wanted: Kind): Token | undefined {
    const nesting = new Nesting();
    for (let distance = 1; ; distance++) {
      const next = this.ahead(distance);
      if (nesting.level === 0 && next.kind === wanted) return next;
      nesting.take(next);
      if (nesting.level < 0 || this.startsSomethingNew(distance)) return undefined;
    }
  }

  private endOfNesting(): Token {
    const nesting = new Nesting();
    for (let distance = 1; ; distance++) {
      const next = this.ahead(distance);
      nesting.take(next);
      if (distance > 1 && (nesting.level < 0 || this.startsSomethingNew(distance))) return next;
    }
  }

  private startsSomethingNew(distance: number): boolean {
    const next = this.ahead(distance);
    if (next.kind === kinds.End || beginsClause(next)) return true;
    return beginsDeclaration(next, this.ahead(distance + 1)) || this.startsNextEntry(distance);
  }

  protected closeParen(): void {
    this.close(kinds.RParen, '`)`');
  }

  protected closeBracket(): void {
    this.close(kinds.RBracket, '`]`');
  }

  protected closeBrace(): void {
    this.close(kinds.RBrace, '`}`');
  }

  /** Every hole of a text has its end; nothing on the way to it may stop the skipping. */
  protected closeHole(): void {
    if (!this.isNext(kinds.HoleEnd)) {
      this.expected('`}`');
      this.skipTo(this.endOfHole());
    }
    this.take(kinds.HoleEnd);
  }

  /** A closing sign; what stands before it on this level is reported once and skipped. */
  private close(closer: Kind, sign: string): void {
    if (!this.isNext(closer)) {
      this.expected(sign);
      this.skipTo(this.nextOnLevel(closer));
    }
    this.accept(closer);
  }

  private endOfHole(): Token {
    let open = 0;
    for (let distance = 1; ; distance++) {
      const token = this.ahead(distance);
      if (token.kind === kinds.End) throw new Error('bug: a hole without its end');
      if (token.kind === kinds.HoleStart) open++;
      if (token.kind === kinds.HoleEnd && open-- === 0) return token;
    }
  }

  // --- names

  /** Where it is known that a name stands, or a reserved word that was meant as one. */
  protected name(): Name {
    return this.nameOf(this.accept(kinds.NameToken) ?? this.take(kinds.Reserved));
  }

  protected canReadName(): boolean {
    return this.isNext(kinds.NameToken) || this.isNext(kinds.Reserved);
  }

  /** A name, or a hole with a report. A reserved word on the same line counts as the name that it was meant to be. */
  protected expectedName(what: string): Name {
    return this.canBeginName() ? this.name() : this.missingName(what);
  }

  /** The comma behind an item of a list; reported when another item follows without one. */
  protected separator(expected: string, isItemNext = false): void {
    if (this.accept(kinds.Comma) === undefined && (isItemNext || this.canBeginOperand())) this.expected(expected);
  }

  /** A comma where an item should stand. */
  protected strayComma(expected: string): void {
    this.expected(expected);
    this.take(kinds.Comma);
  }

  // --- words

  /** Takes a reserved word, or one that it is misspelt as, which is reported. */
  protected acceptWord(kind: Kind): boolean {
    return this.accept(kind) !== undefined || this.acceptMisspelt(kind);
  }

  /** Takes a reserved word; reports where it is missing. */
  protected expectedWord(kind: Kind): boolean {
    if (this.acceptWord(kind)) return true;
    this.expected(`\`${kind.name}\``);
    return false;
  }

  private acceptMisspelt(kind: Kind): boolean {
    const next = this.ahead();
    if (next.kind !== kinds.Identifier || nearest(next.image, [kind.name]).length === 0) return false;
    const fix = this.replacing(this.spanOf(next), `Change to \`${kind.name}\``, kind.name);
    this.expected(`\`${kind.name}\``, { help: `did you mean \`${kind.name}\`?`, ...fix });
    this.skipOne();
    return true;
  }

  protected nameOf(token: Token): Name {
    const span = this.spanOf(token);
    if (!isA(token, kinds.Reserved)) return { text: nameText(token), span };
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
