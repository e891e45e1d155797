// The grammar of expressions (section 3): operators around operands. What the operands are is in `operands.ts`.
import type { Span } from '../../source/source.js';
import * as kinds from '../lexer/tokens.js';
import type { Expression } from '../tree.js';
import { DEEPEST, LONGEST, OPERAND } from './core.js';
import { OperandGrammar } from './operands.js';
import { type Climbing, climb, type Element } from './precedence.js';

export abstract class ExpressionGrammar extends OperandGrammar {
  /** An expression, or a hole with a report. */
  protected expression(): Expression {
    return this.canBeginOperand() ? this.presentExpression() : this.missing(OPERAND);
  }

  /** An expression at the beginning of a right side, where the next flow may follow instead. */
  protected rightSide(): Expression {
    return this.canBeginRightSide() ? this.presentExpression() : this.missing(OPERAND);
  }

  /** Where it is known that an operand begins. */
  protected presentExpression(): Expression {
    return this.depth < DEEPEST ? this.row() : this.tooDeep();
  }

  private tooDeep(): Expression {
    const start = this.here();
    this.reportTooDeep();
    this.skipNesting();
    return { kind: 'missing', span: this.spanFrom(start) };
  }

  /** Operands and operators are collected in a row; which belongs to which is decided afterwards (`precedence.ts`). */
  private row(): Expression {
    const row: Element[] = [];
    this.depth++;
    this.operand(row);
    while (row.length < LONGEST && this.continuation(row));
    this.depth--;
    if (row.length >= LONGEST) this.reportTooDeep();
    return climb(row, this.climbing);
  }

  private readonly climbing: Climbing = {
    mixed: (operator, conjunctions) => {
      const edits = conjunctions.flatMap((span) => this.around(span, '').fixes).flatMap((fix) => fix.edits);
      this.report('SR1013', operator, {}, { fixes: [{ title: 'Put parentheses around `and`', edits }] });
    },
    chained: (operator) => {
      this.report('SR1015', operator, {});
    },
    needsParentheses: (form, operand) => {
      this.report('SR1014', operand, { form }, this.around(operand, 'Put it into parentheses'));
    },
    outOfRange: (literal) => {
      this.report('SR1009', literal, { found: this.textOf(literal) });
    },
  };

  /** An operator with its operand, or a question for presence; whether there was one. */
  private continuation(row: Element[]): boolean {
    if (this.isNext(kinds.Is)) {
      this.presence(row);
      return true;
    }
    const operator = this.accept(kinds.Infix);
    if (operator === undefined) return false;
    row.push(this.infixOf(operator));
    if (this.canBeginOperand()) this.operand(row);
    else row.push({ kind: 'operand', node: this.missing(OPERAND) });
    return true;
  }

  private infixOf(operator: kinds.Token): Element {
    const span = this.spanOf(operator);
    if (operator.kind === kinds.Equal) this.report('SR1023', span, {}, this.replacing(span, 'Write `==`', '=='));
    if (operator.kind === kinds.Less && this.isNext(kinds.Greater) && this.here() === operator.end)
      return this.unequal(span);
    return { kind: 'infix', operator: operator.image, span };
  }

  /** `<>`, which was meant as `!=`. */
  private unequal({ start }: Span): Element {
    const span = { start, end: this.take(kinds.Greater).end };
    this.report('SR1003', span, { found: '`<>`' }, { help: 'write `!=`', ...this.replacing(span, 'Write `!=`', '!=') });
    return { kind: 'infix', operator: '!=', span };
  }

  private presence(row: Element[]): void {
    const is = this.take(kinds.Is);
    const isNegated = this.accept(kinds.Not) !== undefined;
    const asked = this.accept(kinds.Present) ?? this.accept(kinds.Absent);
    const isWrong = asked === undefined && this.isNext(kinds.NameToken) && !this.startsFlow();
    if (isWrong) this.wrongQuestion();
    const isPresent = asked?.kind === kinds.Present;
    if (isNegated) this.reportIsNot(is, asked);
    else if (asked === undefined && !isWrong) this.expected('`present` or `absent`');
    row.push({
      kind: 'presence',
      present: isNegated ? !isPresent : isPresent,
      span: this.spanFrom(is.start),
    });
  }

  /** `is empty`: a name where `present` or `absent` should stand. */
  private wrongQuestion(): void {
    this.expected('`present` or `absent`');
    this.take(kinds.NameToken);
  }

  private reportIsNot(is: kinds.Token, asked: kinds.Token | undefined): void {
    const span = this.spanFrom(is.start);
    const opposite = asked?.kind === kinds.Absent ? 'is present' : 'is absent';
    this.report('SR1024', span, {}, this.replacing(span, `Write \`${opposite}\``, opposite));
  }

  /** Where it is known that an operand begins, with the signs before it. */
  private operand(row: Element[]): void {
    const limit = row.length + DEEPEST;
    const before = row.length;
    while (row.length < limit && this.prefix(row));
    if (row.length === limit) this.reportTooDeep();
    const isBare = row.length === before;
    const isThere = isBare || (this.canBeginOperand() && !this.isNext(kinds.Not) && !this.isNext(kinds.Minus));
    row.push({ kind: 'operand', node: isThere ? this.postfix() : this.missing(OPERAND) });
  }

  /** `not` or `-`; whether there was one. */
  private prefix(row: Element[]): boolean {
    const sign = this.accept(kinds.Not) ?? this.accept(kinds.Minus);
    if (sign === undefined) return false;
    row.push({ kind: 'prefix', operator: sign.kind === kinds.Not ? 'not' : '-', span: this.spanOf(sign) });
    return true;
  }
}
