// The grammar of operands (section 3, `postfix` and `primary`): names, literals, calls, lists, `if`, `case`, `every`.
import type { IToken, ParserMethod } from 'chevrotain';
import { dateOf, durationOf, instantOf, integerOf } from '../lexer/literals.js';
import * as kinds from '../lexer/tokens.js';
import type { ArgumentNode, CaseExpression, Expression, Name, QualifiedExpression } from '../tree.js';
import { LONGEST, OPERAND } from './core.js';
import { TextGrammar } from './texts.js';

type Arm = CaseExpression['arms'][number];

export abstract class OperandGrammar extends TextGrammar {
  protected abstract readonly presentExpression: ParserMethod<[], Expression>;

  /** Level 9: members. */
  protected readonly postfix: ParserMethod<[], Expression> = this.RULE('postfix', () => {
    const start = this.here();
    let node = this.SUBRULE(this.primary);
    let length = 0;
    this.MANY({
      GATE: () => length < LONGEST,
      DEF: () => {
        const name = this.SUBRULE(this.member);
        this.ACTION(() => {
          length++;
          node = { kind: 'member', of: node, name, span: this.spanFrom(start) };
        });
      },
    });
    return node;
  });

  private readonly member: ParserMethod<[], Name> = this.RULE('member', () => {
    this.CONSUME(kinds.Dot);
    return this.SUBRULE(this.memberName);
  });

  /** The name behind a dot. Any reserved word that touches the dot was meant as a name. */
  protected readonly memberName: ParserMethod<[], Name> = this.RULE('memberName', () => {
    const name = this.OPTION({
      GATE: () => this.behind() === this.here() || (this.isNext(kinds.NameToken) && !this.startsFlow()),
      DEF: () => this.SUBRULE(this.name),
    });
    return this.ACTION(() => name ?? this.missingName('a name after the dot'));
  });

  private readonly primary: ParserMethod<[], Expression> = this.RULE('primary', () =>
    this.OR({
      DEF: this.primaries,
      IGNORE_AMBIGUITIES: true,
    }),
  );

  private readonly primaries: { readonly ALT: () => Expression }[] = [
    { ALT: () => this.SUBRULE(this.nameOrCall) },
    { ALT: () => this.SUBRULE(this.qualified) },
    { ALT: () => this.SUBRULE(this.wordOperand) },
    { ALT: () => this.SUBRULE(this.errorCall) },
    { ALT: () => this.SUBRULE(this.literal) },
    { ALT: () => this.SUBRULE(this.text) },
    { ALT: () => this.SUBRULE(this.list) },
    { ALT: () => this.SUBRULE(this.parenthesised) },
    { ALT: () => this.SUBRULE(this.conditional) },
    { ALT: () => this.SUBRULE(this.caseOf) },
    { ALT: () => this.SUBRULE(this.everyOf) },
    { ALT: () => this.SUBRULE(this.reservedOperand) },
  ];

  private readonly nameOrCall: ParserMethod<[], Expression> = this.RULE('nameOrCall', () => {
    const token = this.CONSUME(kinds.NameToken);
    const given = this.OPTION(() => this.SUBRULE(this.callArguments));
    return this.ACTION((): Expression => {
      const name = this.nameOf(token);
      if (given === undefined) return { kind: 'name', name, span: name.span };
      return { kind: 'call', name, arguments: given, span: this.spanFrom(token.startOffset) };
    });
  });

  private readonly callArguments: ParserMethod<[], readonly ArgumentNode[]> = this.RULE('callArguments', () => {
    const items: ArgumentNode[] = [];
    this.CONSUME(kinds.LParen);
    this.MANY({
      GATE: () => this.isNext(kinds.Comma) || this.canBeginOperand(),
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              const item = this.SUBRULE(this.argument);
              this.ACTION(() => items.push(item));
              this.SUBRULE(this.separator, { ARGS: ['`,` or `)`'] });
            },
          },
          { ALT: () => this.SUBRULE(this.strayComma, { ARGS: [OPERAND] }) },
        ]);
      },
    });
    this.SUBRULE(this.closeParen);
    return items;
  });

  private readonly argument: ParserMethod<[], ArgumentNode> = this.RULE('argument', () => {
    const first = this.SUBRULE(this.presentExpression);
    const body = this.OPTION(() => {
      this.ACTION(() => {
        const isFine = first.kind === 'name' || first.kind === 'missing' || this.isKnown(this.LA(1));
        if (!isFine) this.report('SR1026', first.span, {});
      });
      this.CONSUME(kinds.FatArrow);
      return this.SUBRULE(this.expression);
    });
    return this.ACTION(() => (body === undefined ? first : this.lambda(first, body)));
  });

  private lambda(first: Expression, body: Expression): ArgumentNode {
    const span = this.spanFrom(first.span.start);
    if (first.kind === 'name') return { kind: 'lambda', variable: first.name, body, span };
    return { kind: 'lambda', variable: { text: '', span: first.span }, body, span };
  }

  private readonly reservedOperand: ParserMethod<[], Expression> = this.RULE('reservedOperand', () => {
    const token = this.CONSUME(kinds.Reserved);
    return this.ACTION((): Expression => ({ kind: 'name', name: this.nameOf(token), span: this.spanOf(token) }));
  });

  private readonly qualified: ParserMethod<[], Expression> = this.RULE('qualified', () => {
    const qualifier = this.CONSUME(kinds.Qualifier);
    const name = this.OPTION(() => this.SUBRULE(this.member));
    return this.ACTION(
      (): Expression => ({
        kind: 'qualified',
        qualifier: qualifierOf(qualifier),
        name: name ?? this.missingName('a dot and a name'),
        span: this.spanFrom(qualifier.startOffset),
      }),
    );
  });

  private readonly wordOperand: ParserMethod<[], Expression> = this.RULE('wordOperand', () => {
    const token = this.CONSUME(kinds.WordOperand);
    return this.ACTION(() => wordOf(token, this.spanOf(token)));
  });

  private readonly errorCall: ParserMethod<[], Expression> = this.RULE('errorCall', () => {
    const word = this.CONSUME(kinds.ErrorWord);
    const message = this.OPTION(() => {
      this.CONSUME(kinds.LParen);
      const inside = this.SUBRULE(this.expression);
      this.SUBRULE(this.closeParen);
      return inside;
    });
    return this.ACTION(
      (): Expression => ({
        kind: 'error',
        message: message ?? this.missing('`(` and the message'),
        span: this.spanFrom(word.startOffset),
      }),
    );
  });

  protected readonly literal: ParserMethod<[], Expression> = this.RULE('literal', () => {
    const token = this.CONSUME(kinds.LiteralToken);
    return this.ACTION(() => literalOf(token, this.spanOf(token)));
  });

  private readonly parenthesised: ParserMethod<[], Expression> = this.RULE('parenthesised', () => {
    const open = this.CONSUME(kinds.LParen);
    const of = this.SUBRULE(this.expression);
    this.SUBRULE(this.closeParen);
    return this.ACTION((): Expression => ({ kind: 'parenthesised', of, span: this.spanFrom(open.startOffset) }));
  });

  private readonly list: ParserMethod<[], Expression> = this.RULE('list', () => {
    const open = this.CONSUME(kinds.LBracket);
    const items: Expression[] = [];
    this.MANY({
      GATE: () => this.isNext(kinds.Comma) || this.canBeginOperand(),
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              const item = this.SUBRULE(this.presentExpression);
              this.ACTION(() => items.push(item));
              this.SUBRULE(this.separator, { ARGS: ['`,` or `]`'] });
            },
          },
          { ALT: () => this.SUBRULE(this.strayComma, { ARGS: [OPERAND] }) },
        ]);
      },
    });
    this.SUBRULE(this.closeBracket);
    return this.ACTION((): Expression => ({ kind: 'list', items, span: this.spanFrom(open.startOffset) }));
  });

  private readonly conditional: ParserMethod<[], Expression> = this.RULE('conditional', () => {
    const start = this.CONSUME(kinds.If);
    const condition = this.SUBRULE(this.expression);
    const word = this.OPTION(() => this.CONSUME(kinds.Then));
    this.ACTION(() => {
      if (word === undefined) this.expected('`then`');
    });
    const then = this.SUBRULE1(this.expression);
    const otherwise = this.OPTION1(() => {
      this.CONSUME(kinds.Else);
      return this.SUBRULE2(this.expression);
    });
    return this.ACTION((): Expression => {
      const span = this.spanFrom(start.startOffset);
      return { kind: 'if', condition, then, span, ...(otherwise === undefined ? {} : { else: otherwise }) };
    });
  });

  private readonly caseOf: ParserMethod<[], Expression> = this.RULE('caseOf', () => {
    const start = this.CONSUME(kinds.Case);
    const subject = this.SUBRULE(this.expression);
    const arms = this.OPTION(() => this.SUBRULE(this.caseArms));
    this.ACTION(() => {
      if (arms === undefined) this.expected('`{` and the arms');
    });
    return this.ACTION(
      (): Expression => ({ kind: 'case', subject, arms: arms ?? [], span: this.spanFrom(start.startOffset) }),
    );
  });

  private readonly caseArms: ParserMethod<[], readonly Arm[]> = this.RULE('caseArms', () => {
    const arms: Arm[] = [];
    this.CONSUME(kinds.LBrace);
    this.MANY({
      GATE: () => this.beginsArm() || this.isNext(kinds.Comma),
      DEF: () => {
        this.OR({
          DEF: [
            {
              ALT: () => {
                const arm = this.SUBRULE(this.arm);
                this.ACTION(() => arms.push(arm));
                this.SUBRULE(this.separator, { ARGS: ['`,` or `}`', this.beginsArm()] });
              },
            },
            { ALT: () => this.SUBRULE(this.strayComma, { ARGS: ['an arm'] }) },
          ],
          IGNORE_AMBIGUITIES: true,
        });
      },
    });
    this.SUBRULE(this.closeBrace);
    return arms;
  });

  private beginsArm(): boolean {
    return this.isNext(kinds.Else) || this.beginsBadPattern() || this.canBeginOperand();
  }

  /** A name where a pattern should stand: `a: …`. */
  private beginsBadPattern(): boolean {
    return this.isNext(kinds.NameToken) && (this.isNext(kinds.Colon, 2) || this.isNext(kinds.Bar, 2));
  }

  private readonly arm: ParserMethod<[], Arm> = this.RULE('arm', () => {
    const start = this.here();
    const patterns: Expression[] = [];
    const isElse = this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(kinds.Else);
            return true;
          },
        },
        {
          ALT: () => {
            this.SUBRULE(this.patterns, { ARGS: [patterns] });
            return false;
          },
        },
      ],
      IGNORE_AMBIGUITIES: true,
    });
    const colon = this.OPTION(() => this.CONSUME(kinds.Colon));
    this.ACTION(() => {
      if (colon === undefined) this.expected('`:`');
    });
    const value = this.SUBRULE(this.expression);
    return this.ACTION((): Arm => ({ patterns, isElse, value, span: this.spanFrom(start) }));
  });

  private readonly patterns: ParserMethod<[Expression[]], void> = this.RULE(
    'patterns',
    (patterns: Expression[] = []) => {
      const first = this.SUBRULE(this.pattern);
      this.ACTION(() => patterns.push(first));
      this.MANY(() => {
        this.CONSUME(kinds.Bar);
        const next = this.OPTION({
          GATE: () => this.beginsBadPattern() || this.canBeginOperand(),
          DEF: () => this.SUBRULE1(this.pattern),
        });
        this.ACTION(() => patterns.push(next ?? this.missing('a pattern')));
      });
    },
  );

  private readonly pattern: ParserMethod<[], Expression> = this.RULE('pattern', () => {
    const found = this.SUBRULE(this.presentExpression);
    return this.ACTION(() => this.checkPattern(found));
  });

  /** What is no pattern becomes a hole. */
  private checkPattern(found: Expression): Expression {
    if (found.kind === 'text') return this.withoutHoles(found, 'a pattern');
    if (PATTERNS.has(found.kind)) return found;
    this.report('SR1019', found.span, {});
    return { kind: 'missing', span: found.span };
  }

  private readonly everyOf: ParserMethod<[], Expression> = this.RULE('everyOf', () => {
    const start = this.CONSUME(kinds.Every);
    const type = this.SUBRULE(this.expectedName, { ARGS: ['a metaverse type'] });
    const variable = this.SUBRULE1(this.expectedName, { ARGS: ['a name for the object'] });
    const word = this.OPTION(() => this.CONSUME(kinds.Where));
    this.ACTION(() => {
      if (word === undefined) this.expected('`where`');
    });
    const condition = this.SUBRULE(this.expression);
    return this.ACTION(
      (): Expression => ({ kind: 'every', type, variable, condition, span: this.spanFrom(start.startOffset) }),
    );
  });
}

const PATTERNS: ReadonlySet<Expression['kind']> = new Set(['integer', 'date', 'boolean', 'missing']);

const qualifierOf = (token: IToken): QualifiedExpression['qualifier'] => {
  if (token.tokenType === kinds.Cs) return 'cs';
  return token.tokenType === kinds.Mv ? 'mv' : 'param';
};

const wordOf = (token: IToken, span: Expression['span']): Expression => {
  switch (token.tokenType) {
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
const literalOf = (token: IToken, span: Expression['span']): Expression => {
  const text = token.image;
  switch (token.tokenType) {
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
