// The grammar of expressions (section 3): operators around operands. What the operands are is in `operands.ts`.
import type { IToken, ParserMethod } from 'chevrotain';
import * as kinds from '../lexer/tokens.js';
import type { Expression } from '../tree.js';
import { DEEPEST, LONGEST, OPERAND } from './core.js';
import { OperandGrammar } from './operands.js';
import { type Climbing, climb, type Element } from './precedence.js';

export abstract class ExpressionGrammar extends OperandGrammar {
  /** An expression, or a hole with a report. */
  protected readonly expression: ParserMethod<[], Expression> = this.RULE('expression', () => {
    const value = this.OPTION({
      GATE: () => this.canBeginOperand(),
      DEF: () => this.SUBRULE(this.presentExpression),
    });
    return this.ACTION(() => value ?? this.missing(OPERAND));
  });

  /** An expression at the beginning of a right side, where the next flow may follow instead. */
  protected readonly rightSide: ParserMethod<[], Expression> = this.RULE('rightSide', () => {
    const value = this.OPTION({
      GATE: () => this.canBeginRightSide(),
      DEF: () => this.SUBRULE(this.presentExpression),
    });
    return this.ACTION(() => value ?? this.missing(OPERAND));
  });

  /** Where it is known that an operand begins. */
  protected readonly presentExpression: ParserMethod<[], Expression> = this.RULE('presentExpression', () =>
    this.OR({
      DEF: [
        { GATE: () => this.depth < DEEPEST, ALT: () => this.SUBRULE(this.row) },
        { ALT: () => this.SUBRULE(this.tooDeep) },
      ],
      IGNORE_AMBIGUITIES: true,
    }),
  );

  private readonly tooDeep: ParserMethod<[], Expression> = this.RULE('tooDeep', () => {
    const start = this.here();
    this.ACTION(() => {
      this.reportTooDeep();
      this.aimBehindNesting();
    });
    this.OR([{ ALT: () => this.CONSUME(kinds.OperandStart) }, { ALT: () => this.CONSUME(kinds.Reserved) }]);
    this.SUBRULE(this.skip);
    return this.ACTION((): Expression => ({ kind: 'missing', span: this.spanFrom(start) }));
  });

  /** Operands and operators are collected in a row; which belongs to which is decided afterwards (`precedence.ts`). */
  private readonly row: ParserMethod<[], Expression> = this.RULE('row', () => {
    const row: Element[] = [];
    this.ACTION(() => {
      this.depth++;
    });
    this.SUBRULE(this.operand, { ARGS: [row] });
    this.MANY({ GATE: () => row.length < LONGEST, DEF: () => this.SUBRULE(this.continuation, { ARGS: [row] }) });
    return this.ACTION(() => {
      this.depth--;
      if (row.length >= LONGEST) this.reportTooDeep();
      return climb(row, this.climbing);
    });
  });

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

  private readonly continuation: ParserMethod<[Element[]], void> = this.RULE('continuation', (row: Element[] = []) => {
    this.OR([
      {
        ALT: () => {
          const operator = this.CONSUME(kinds.Infix);
          this.ACTION(() => row.push(this.infixOf(operator)));
          this.SUBRULE(this.operandOrHole, { ARGS: [row] });
        },
      },
      { ALT: () => this.SUBRULE(this.presence, { ARGS: [row] }) },
    ]);
  });

  private infixOf(operator: IToken): Element {
    const span = this.spanOf(operator);
    if (operator.tokenType === kinds.Equal) this.report('SR1023', span, {}, this.replacing(span, 'Write `==`', '=='));
    return { kind: 'infix', operator: operator.image, span };
  }

  private readonly presence: ParserMethod<[Element[]], void> = this.RULE('presence', (row: Element[] = []) => {
    const is = this.CONSUME(kinds.Is);
    const not = this.OPTION(() => this.CONSUME(kinds.Not));
    const asked = this.OPTION1(() =>
      this.OR([{ ALT: () => this.CONSUME(kinds.Present) }, { ALT: () => this.CONSUME(kinds.Absent) }]),
    );
    const wrong = this.OPTION2({
      GATE: () => asked === undefined && !this.startsFlow(),
      DEF: () => this.SUBRULE(this.wrongQuestion),
    });
    this.ACTION(() => {
      const isPresent = asked?.tokenType === kinds.Present;
      if (not !== undefined) this.reportIsNot(is, asked);
      else if (asked === undefined && wrong === undefined) this.expected('`present` or `absent`');
      const present = not === undefined ? isPresent : !isPresent;
      row.push({ kind: 'presence', present, span: this.spanFrom(is.startOffset) });
    });
  });

  /** `is empty`: a name where `present` or `absent` should stand. */
  private readonly wrongQuestion: ParserMethod<[], IToken> = this.RULE('wrongQuestion', () => {
    this.ACTION(() => this.expected('`present` or `absent`'));
    return this.CONSUME(kinds.NameToken);
  });

  private reportIsNot(is: IToken, asked: IToken | undefined): void {
    const span = this.spanFrom(is.startOffset);
    const opposite = asked?.tokenType === kinds.Absent ? 'is present' : 'is absent';
    this.report('SR1024', span, {}, this.replacing(span, `Write \`${opposite}\``, opposite));
  }

  private readonly operandOrHole: ParserMethod<[Element[]], void> = this.RULE(
    'operandOrHole',
    (row: Element[] = []) => {
      const before = row.length;
      this.OPTION({ GATE: () => this.canBeginOperand(), DEF: () => this.SUBRULE(this.operand, { ARGS: [row] }) });
      this.ACTION(() => {
        if (row.length === before) row.push({ kind: 'operand', node: this.missing(OPERAND) });
      });
    },
  );

  private readonly operand: ParserMethod<[Element[]], void> = this.RULE('operand', (row: Element[] = []) => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.prefixedOperand, { ARGS: [row] }) },
        {
          ALT: () => {
            const node = this.SUBRULE(this.postfix);
            this.ACTION(() => row.push({ kind: 'operand', node }));
          },
        },
      ],
      IGNORE_AMBIGUITIES: true,
    });
  });

  private readonly prefixedOperand: ParserMethod<[Element[]], void> = this.RULE(
    'prefixedOperand',
    (row: Element[] = []) => {
      const limit = row.length + DEEPEST;
      this.AT_LEAST_ONE({
        GATE: () => row.length < limit,
        DEF: () => this.SUBRULE(this.prefix, { ARGS: [row] }),
      });
      this.ACTION(() => {
        if (row.length === limit) this.reportTooDeep();
      });
      const node = this.OPTION({
        GATE: () => this.canBeginOperand() && !this.isNext(kinds.Not),
        DEF: () => this.SUBRULE(this.postfix),
      });
      this.ACTION(() => row.push({ kind: 'operand', node: node ?? this.missing(OPERAND) }));
    },
  );

  private readonly prefix: ParserMethod<[Element[]], void> = this.RULE('prefix', (row: Element[] = []) => {
    const sign = this.OR([{ ALT: () => this.CONSUME(kinds.Not) }, { ALT: () => this.CONSUME(kinds.Minus) }]);
    this.ACTION(() => {
      row.push({ kind: 'prefix', operator: sign.tokenType === kinds.Not ? 'not' : '-', span: this.spanOf(sign) });
    });
  });
}
