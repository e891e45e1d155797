// The grammar of operands (section 3, `postfix` and `primary`): names, literals, calls, lists, `if`, `case`, `every`.
import { dateOf, durationOf, instantOf, integerOf } from '../lexer/literals.js';
import * as kinds from '../lexer/tokens.js';
import type { ArgumentNode, CaseExpression, Expression, Name, QualifiedExpression } from '../tree.js';
import { LONGEST, OPERAND } from './core.js';
import { TextGrammar } from './texts.js';

type Arm = CaseExpression['arms'][number];

export abstract class OperandGrammar extends TextGrammar {
  protected abstract presentExpression(): Expression;

  /** Level 9: members. */
  protected postfix(): Expression {
    const start = this.here();
    let node = this.primary();
    for (let length = 0; length < LONGEST && this.isNext(kinds.Dot); length++) {
      const name = this.member();
      node = { kind: 'member', of: node, name, span: this.spanFrom(start) };
    }
    return node;
  }

  private member(): Name {
    this.take(kinds.Dot);
    return this.memberName();
  }

  /** The name behind a dot. Any reserved word that touches the dot was meant as a name. */
  protected memberName(): Name {
    const isHere = this.behind() === this.here() ? this.canReadName() : this.isFreeName();
    return isHere ? this.name() : this.missingName('a name after the dot');
  }

  private isFreeName(): boolean {
    return this.isNext(kinds.NameToken) && !this.startsFlow();
  }

  /** Where it is known that an operand begins. */
  private primary(): Expression {
    if (this.isNext(kinds.NameToken)) return this.nameOrCall();
    if (this.isNext(kinds.Qualifier)) return this.qualified();
    if (this.isNext(kinds.WordOperand)) return this.wordOperand();
    if (this.isNext(kinds.LiteralToken)) return this.literal();
    if (this.isNext(kinds.TextToken)) return this.text();
    switch (this.ahead().kind) {
      case kinds.ErrorWord:
        return this.errorCall();
      case kinds.LBracket:
        return this.list();
      case kinds.LParen:
        return this.parenthesised();
      case kinds.If:
        return this.conditional();
      case kinds.Case:
        return this.caseOf();
      case kinds.Every:
        return this.everyOf();
      default:
        return this.reservedOperand();
    }
  }

  private nameOrCall(): Expression {
    const token = this.take(kinds.NameToken);
    const given = this.isNext(kinds.LParen) ? this.callArguments() : undefined;
    const name = this.nameOf(token);
    if (given === undefined) return { kind: 'name', name, span: name.span };
    return { kind: 'call', name, arguments: given, span: this.spanFrom(token.start) };
  }

  private callArguments(): readonly ArgumentNode[] {
    const items: ArgumentNode[] = [];
    this.take(kinds.LParen);
    while (this.isNext(kinds.Comma) || this.canBeginOperand()) {
      if (this.isNext(kinds.Comma)) this.strayComma(OPERAND);
      else {
        items.push(this.argument());
        this.separator('`,` or `)`');
      }
    }
    this.closeParen();
    return items;
  }

  private argument(): ArgumentNode {
    const first = this.presentExpression();
    if (!this.isNext(kinds.FatArrow)) return first;
    const isFine = first.kind === 'name' || first.kind === 'missing' || this.isKnown(this.ahead());
    if (!isFine) this.report('SR1026', first.span, {});
    this.take(kinds.FatArrow);
    return this.lambda(first, this.expression());
  }

  private lambda(first: Expression, body: Expression): ArgumentNode {
    const span = this.spanFrom(first.span.start);
    if (first.kind === 'name') return { kind: 'lambda', variable: first.name, body, span };
    return { kind: 'lambda', variable: { text: '', span: first.span }, body, span };
  }

  private reservedOperand(): Expression {
    const token = this.take(kinds.Reserved);
    return { kind: 'name', name: this.nameOf(token), span: this.spanOf(token) };
  }

  private qualified(): Expression {
    const qualifier = this.take(kinds.Qualifier);
    const name = this.isNext(kinds.Dot) ? this.member() : this.missingName('a dot and a name');
    return { kind: 'qualified', qualifier: qualifierOf(qualifier), name, span: this.spanFrom(qualifier.start) };
  }

  private wordOperand(): Expression {
    const token = this.take(kinds.WordOperand);
    return wordOf(token, this.spanOf(token));
  }

  private errorCall(): Expression {
    const { start } = this.take(kinds.ErrorWord);
    const message = this.isNext(kinds.LParen) ? this.errorMessage() : this.missing('`(` and the message');
    return { kind: 'error', message, span: this.spanFrom(start) };
  }

  private errorMessage(): Expression {
    this.take(kinds.LParen);
    const message = this.expression();
    this.closeParen();
    return message;
  }

  protected literal(): Expression {
    const token = this.take(kinds.LiteralToken);
    return literalOf(token, this.spanOf(token));
  }

  private parenthesised(): Expression {
    const { start } = this.take(kinds.LParen);
    const of = this.expression();
    if (this.isNext(kinds.Comma)) return this.roundList(start, of);
    this.closeParen();
    return { kind: 'parenthesised', of, span: this.spanFrom(start) };
  }

  /** `(a, b)`, which was meant as `[a, b]`. */
  private roundList(start: number, first: Expression): Expression {
    const items = [first];
    this.expected('`)`', { help: 'a list is written `[a, b]`' });
    while (this.accept(kinds.Comma) !== undefined && this.canBeginOperand()) items.push(this.expression());
    this.closeParen();
    return { kind: 'list', items, span: this.spanFrom(start) };
  }

  private list(): Expression {
    const { start } = this.take(kinds.LBracket);
    const items: Expression[] = [];
    while (this.isNext(kinds.Comma) || this.canBeginOperand()) {
      if (this.isNext(kinds.Comma)) this.strayComma(OPERAND);
      else {
        items.push(this.presentExpression());
        this.separator('`,` or `]`');
      }
    }
    this.closeBracket();
    return { kind: 'list', items, span: this.spanFrom(start) };
  }

  private conditional(): Expression {
    const { start } = this.take(kinds.If);
    const condition = this.expression();
    this.expectedWord(kinds.Then);
    const then = this.expression();
    const otherwise = this.otherwisePart();
    const span = this.spanFrom(start);
    return { kind: 'if', condition, then, span, ...(otherwise === undefined ? {} : { else: otherwise }) };
  }

  private otherwisePart(): Expression | undefined {
    if (this.accept(kinds.Else) !== undefined) return this.expression();
    const next = this.ahead();
    if (next.kind !== kinds.Identifier || !/^(?:els(?:e)?if|elif)$/i.test(next.image)) return undefined;
    const fix = this.replacing(this.spanOf(next), 'Write `else if`', 'else if');
    this.expected('`else if`', { help: 'write `else if`', ...fix });
    this.readAs(kinds.If);
    return this.expression();
  }

  private caseOf(): Expression {
    const { start } = this.take(kinds.Case);
    const subject = this.expression();
    const arms = this.isNext(kinds.LBrace) ? this.caseArms() : undefined;
    if (arms === undefined) this.expected('`{` and the arms');
    return { kind: 'case', subject, arms: arms ?? [], span: this.spanFrom(start) };
  }

  private caseArms(): readonly Arm[] {
    const arms: Arm[] = [];
    this.take(kinds.LBrace);
    while (this.beginsArm() || this.isNext(kinds.Comma)) {
      if (this.isNext(kinds.Comma)) this.strayComma('an arm');
      else {
        arms.push(this.arm());
        this.separator('`,` or `}`', this.beginsArm());
      }
    }
    this.closeBrace();
    return arms;
  }

  private beginsArm(): boolean {
    return this.isNext(kinds.Else) || this.beginsBadPattern() || this.canBeginOperand();
  }

  /** A name where a pattern should stand: `a: …`. */
  private beginsBadPattern(): boolean {
    return this.isNext(kinds.NameToken) && (this.isNext(kinds.Colon, 2) || this.isNext(kinds.Bar, 2));
  }

  private arm(): Arm {
    const start = this.here();
    const isElse = this.accept(kinds.Else) !== undefined;
    const patterns = isElse ? [] : this.patterns();
    if (this.accept(kinds.Colon) === undefined) this.expected('`:`');
    const value = this.expression();
    return { patterns, isElse, value, span: this.spanFrom(start) };
  }

  private patterns(): readonly Expression[] {
    const patterns = [this.pattern()];
    while (this.accept(kinds.Bar) !== undefined) {
      const isThere = this.beginsBadPattern() || this.canBeginOperand();
      patterns.push(isThere ? this.pattern() : this.missing('a pattern'));
    }
    return patterns;
  }

  /** What is no pattern becomes a hole. */
  private pattern(): Expression {
    const found = this.presentExpression();
    if (found.kind === 'text') return this.withoutHoles(found, 'a pattern');
    if (PATTERNS.has(found.kind)) return found;
    this.report('SR1019', found.span, {});
    return { kind: 'missing', span: found.span };
  }

  private everyOf(): Expression {
    const { start } = this.take(kinds.Every);
    const type = this.expectedName('a metaverse type');
    const variable = this.expectedName('a name for the object');
    this.expectedWord(kinds.Where);
    const condition = this.expression();
    return { kind: 'every', type, variable, condition, span: this.spanFrom(start) };
  }
}

const PATTERNS: ReadonlySet<Expression['kind']> = new Set(['integer', 'date', 'boolean', 'missing']);

const qualifierOf = (token: kinds.Token): QualifiedExpression['qualifier'] => {
  if (token.kind === kinds.Cs) return 'cs';
  return token.kind === kinds.Mv ? 'mv' : 'param';
};

const wordOf = (token: kinds.Token, span: Expression['span']): Expression => {
  switch (token.kind) {
    case kinds.True:
      return { kind: 'boolean', value: true, span };
    case kinds.False:
      return { kind: 'boolean', value: false, span };
    case kinds.Same:
      return { kind: 'same', span };
    case kinds.Self:
      return { kind: 'self', span };
    case kinds.Clear:
      return { kind: 'clear', span };
    case kinds.Keep:
      return { kind: 'keep', span };
    case kinds.Absent:
      return { kind: 'absent', span };
    default:
      throw new Error(`bug: ${token.image} is no operand`);
  }
};

/** A malformed literal was reported by the lexer; it is a hole. */
const literalOf = (token: kinds.Token, span: Expression['span']): Expression => {
  const text = token.image;
  switch (token.kind) {
    case kinds.Integer:
      return { kind: 'integer', value: integerOf(text), span };
    case kinds.Duration:
      return { kind: 'duration', value: durationOf(text), text, span };
    case kinds.DateLiteral:
      return { kind: 'date', value: dateOf(text), text, span };
    case kinds.Instant:
      return { kind: 'instant', value: instantOf(text), text, span };
    default:
      return { kind: 'missing', span };
  }
};
