// The grammar of tests (sections 3 and 10).
import type { ParserMethod } from 'chevrotain';
import * as kinds from '../lexer/tokens.js';
import type {
  Declaration,
  Expectation,
  Expression,
  ObjectNode,
  TestStep,
  TestValue,
  TextExpression,
  TypeName,
} from '../tree.js';
import { checkConstant } from './constants.js';
import { DEEPEST, type IsStop } from './core.js';
import { DeclarationGrammar } from './declarations.js';

type Field = ObjectNode['fields'][number];
/** `hr.person "1001" { … }`. */
interface Subject {
  readonly type: TypeName;
  readonly anchor?: TextExpression;
  readonly object?: ObjectNode;
}

export abstract class TestGrammar extends DeclarationGrammar {
  protected readonly testDeclaration: ParserMethod<[], Declaration> = this.RULE('testDeclaration', () => {
    const start = this.CONSUME(kinds.Test).startOffset;
    const title = this.SUBRULE(this.fixedText, { ARGS: ['a title for the test'] });
    const steps = this.OPTION(() => this.SUBRULE(this.steps));
    return this.ACTION((): Declaration => {
      if (steps === undefined) this.expected('`{`');
      const span = this.spanFrom(start);
      return { kind: 'test', title, steps: steps ?? [], span, ...this.documentationAt(start) };
    });
  });

  private readonly steps: ParserMethod<[], readonly TestStep[]> = this.RULE('steps', () => {
    const steps: TestStep[] = [];
    this.CONSUME(kinds.LBrace);
    this.MANY({
      GATE: () => this.isNext(kinds.Param) || !this.endsBlock(),
      DEF: () => {
        const step = this.SUBRULE(this.stepOrJunk);
        this.ACTION(() => {
          if (step !== undefined) steps.push(step);
        });
      },
    });
    this.SUBRULE(this.closeBrace);
    return steps;
  });

  private readonly stepOrJunk: ParserMethod<[], TestStep | undefined> = this.RULE('stepOrJunk', () =>
    this.OR({ DEF: this.stepForms, IGNORE_AMBIGUITIES: true }),
  );

  private readonly stepForms: { readonly ALT: () => TestStep | undefined }[] = [
    { ALT: () => this.SUBRULE(this.paramStep) },
    { ALT: () => this.SUBRULE(this.atStep) },
    { ALT: () => this.SUBRULE(this.givenStep) },
    { ALT: () => this.SUBRULE(this.removeStep) },
    { ALT: () => this.SUBRULE(this.expectStep) },
    {
      ALT: () => {
        this.SUBRULE(this.junk, { ARGS: ['a step or `}`', this.startsStep] });
        return undefined;
      },
    },
  ];

  private readonly startsStep: IsStop = (distance) =>
    this.isNext(kinds.Param, distance) || STEPS.has(this.LA(distance).tokenType);

  private readonly paramStep: ParserMethod<[], TestStep> = this.RULE('paramStep', () => {
    const start = this.CONSUME(kinds.Param).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['the name of a parameter'] });
    this.SUBRULE(this.equals);
    const value = this.SUBRULE(this.stepConstant);
    return this.ACTION((): TestStep => ({ kind: 'param', name, value, span: this.spanFrom(start) }));
  });

  /** A word that begins a step is no constant. */
  private readonly stepConstant: ParserMethod<[], Expression> = this.RULE('stepConstant', () => {
    const value = this.OPTION({
      GATE: () => this.canBeginOperand() && !this.startsStep(1),
      DEF: () => this.SUBRULE(this.presentExpression),
    });
    return this.ACTION(() => (value === undefined ? this.missing('a constant') : checkConstant(value, this.report)));
  });

  private readonly atStep: ParserMethod<[], TestStep> = this.RULE('atStep', () => {
    const start = this.CONSUME(kinds.At).startOffset;
    const time = this.OPTION(() => this.SUBRULE(this.literal));
    return this.ACTION((): TestStep => ({ kind: 'at', time: this.checkedTime(time), span: this.spanFrom(start) }));
  });

  private checkedTime(time: Expression | undefined): Expression {
    if (time === undefined) return this.missing('a date or an instant');
    if (time.kind === 'date' || time.kind === 'instant' || time.kind === 'missing') return time;
    this.report('SR1001', time.span, { expected: 'a date or an instant', found: `\`${this.textOf(time.span)}\`` });
    return { kind: 'missing', span: time.span };
  }

  private readonly givenStep: ParserMethod<[], TestStep> = this.RULE('givenStep', () => {
    const word = this.OR([{ ALT: () => this.CONSUME(kinds.Given) }, { ALT: () => this.CONSUME(kinds.Change) }]);
    const subject = this.SUBRULE(this.subject);
    return this.ACTION(
      (): TestStep => ({
        kind: word.tokenType === kinds.Given ? 'given' : 'change',
        ...subject,
        object: subject.object ?? this.missingObject(),
        span: this.spanFrom(word.startOffset),
      }),
    );
  });

  private missingObject(): ObjectNode {
    this.expected('`{` and the attributes');
    return { fields: [], span: { start: this.behind(), end: this.behind() } };
  }

  private readonly removeStep: ParserMethod<[], TestStep> = this.RULE('removeStep', () => {
    const start = this.CONSUME(kinds.Remove).startOffset;
    const type = this.SUBRULE(this.expectedTypeName);
    const anchor = this.SUBRULE(this.anchorPart);
    return this.ACTION((): TestStep => ({ kind: 'remove', type, ...anchor, span: this.spanFrom(start) }));
  });

  private readonly expectStep: ParserMethod<[], TestStep> = this.RULE('expectStep', () => {
    const start = this.CONSUME(kinds.Expect).startOffset;
    const expectation = this.OPTION({
      GATE: () => this.beginsExpectation(),
      DEF: () => this.SUBRULE(this.expectation),
    });
    return this.ACTION(
      (): TestStep => ({
        kind: 'expect',
        expectation: expectation ?? this.missingExpectation(),
        span: this.spanFrom(start),
      }),
    );
  });

  /** A word that begins a step begins an expectation only where it is a type: `expect given { … }`. */
  private beginsExpectation(): boolean {
    if (this.startsStep(1)) return this.isTypeName();
    return this.canBeginName() || this.isNext(kinds.ErrorWord);
  }

  private missingExpectation(): Expectation {
    this.expected('what is expected');
    return { kind: 'missing', span: { start: this.behind(), end: this.behind() } };
  }

  private readonly expectation: ParserMethod<[], Expectation> = this.RULE('expectation', () =>
    this.OR({
      DEF: [
        { GATE: () => !this.isTypeName(), ALT: () => this.SUBRULE(this.nothing) },
        { ALT: () => this.SUBRULE(this.expectedError) },
        { ALT: () => this.SUBRULE(this.expectedObject) },
      ],
      IGNORE_AMBIGUITIES: true,
    }),
  );

  /** What follows a type name follows here: the word before it is one, whatever else it may mean. */
  private isTypeName(): boolean {
    return AFTER_TYPES.has(this.LA(2).tokenType);
  }

  private readonly nothing: ParserMethod<[], Expectation> = this.RULE('expectedNothing', () => {
    const token = this.CONSUME(kinds.Nothing);
    return this.ACTION((): Expectation => ({ kind: 'nothing', span: this.spanOf(token) }));
  });

  private readonly expectedError: ParserMethod<[], Expectation> = this.RULE('expectedError', () => {
    const start = this.CONSUME(kinds.ErrorWord).startOffset;
    const subject = this.SUBRULE(this.subject);
    return this.ACTION((): Expectation => ({ kind: 'error', ...subject, span: this.spanFrom(start) }));
  });

  private readonly expectedObject: ParserMethod<[], Expectation> = this.RULE('expectedObject', () => {
    const start = this.here();
    const no = this.OPTION({ GATE: () => !this.isTypeName(), DEF: () => this.CONSUME(kinds.No) });
    const change = this.OPTION1({ GATE: () => !this.isTypeName(), DEF: () => this.SUBRULE(this.changeKind) });
    const subject = this.SUBRULE(this.subject);
    return this.ACTION(
      (): Expectation => ({
        kind: 'object',
        no: no !== undefined,
        ...(change === undefined ? {} : { change }),
        ...subject,
        span: this.spanFrom(start),
      }),
    );
  });

  private readonly changeKind: ParserMethod<[], 'add' | 'update' | 'delete'> = this.RULE('changeKind', () => {
    const word = this.OR([
      { ALT: () => this.CONSUME(kinds.Add) },
      { ALT: () => this.CONSUME(kinds.Update) },
      { ALT: () => this.CONSUME(kinds.Delete) },
    ]);
    return this.ACTION(() => {
      if (word.tokenType === kinds.Add) return 'add';
      return word.tokenType === kinds.Update ? 'update' : 'delete';
    });
  });

  private readonly subject: ParserMethod<[], Subject> = this.RULE('subject', () => {
    const type = this.SUBRULE(this.expectedTypeName);
    const anchor = this.SUBRULE(this.anchorPart);
    const object = this.OPTION(() => this.SUBRULE(this.object));
    return this.ACTION((): Subject => ({ type, ...anchor, ...(object === undefined ? {} : { object }) }));
  });

  private readonly anchorPart: ParserMethod<[], { readonly anchor?: TextExpression }> = this.RULE('anchorPart', () => {
    const anchor = this.OPTION(() => this.SUBRULE(this.text));
    return this.ACTION(() => (anchor === undefined ? {} : { anchor: this.withoutHoles(anchor, 'an anchor') }));
  });

  private readonly object: ParserMethod<[], ObjectNode> = this.RULE('object', () => {
    const start = this.CONSUME(kinds.LBrace).startOffset;
    const fields: Field[] = [];
    this.MANY({
      GATE: () => this.isNext(kinds.NameToken) || this.isNext(kinds.Comma) || this.startsReservedEntry(),
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              const field = this.SUBRULE(this.field);
              this.ACTION(() => fields.push(field));
              this.SUBRULE(this.separator, { ARGS: ['`,` or `}`', this.isNext(kinds.NameToken)] });
            },
          },
          { ALT: () => this.SUBRULE(this.strayComma, { ARGS: ['an attribute'] }) },
        ]);
      },
    });
    this.SUBRULE(this.closeBrace);
    return this.ACTION((): ObjectNode => ({ fields, span: this.spanFrom(start) }));
  });

  private readonly field: ParserMethod<[], Field> = this.RULE('field', () => {
    const start = this.here();
    const path = this.SUBRULE(this.path);
    this.SUBRULE(this.colon);
    const value = this.SUBRULE(this.testValue);
    return this.ACTION((): Field => ({ path, value, span: this.spanFrom(start) }));
  });

  private readonly testValue: ParserMethod<[], TestValue> = this.RULE('testValue', () => {
    const value = this.OPTION({
      GATE: () => this.canBeginOperand(),
      DEF: () => this.SUBRULE(this.presentTestValue),
    });
    return this.ACTION(() => value ?? this.missing('a constant or an object'));
  });

  private readonly presentTestValue: ParserMethod<[], TestValue> = this.RULE('presentTestValue', () =>
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.objectValue) },
        { GATE: () => this.depth < DEEPEST, ALT: () => this.SUBRULE(this.listValue) },
        {
          ALT: () => {
            const value = this.SUBRULE(this.presentExpression);
            return this.ACTION((): TestValue => checkConstant(value, this.report));
          },
        },
      ],
      IGNORE_AMBIGUITIES: true,
    }),
  );

  /** `hr.person "1002"`. */
  private readonly objectValue: ParserMethod<[], TestValue> = this.RULE('objectValue', () => {
    const start = this.here();
    const first = this.CONSUME(kinds.NameToken);
    const second = this.OPTION(() => {
      this.CONSUME(kinds.Dot);
      return this.SUBRULE(this.memberName);
    });
    const type = this.ACTION(
      (): TypeName => ({
        first: this.nameOf(first),
        ...(second === undefined ? {} : { second }),
        span: this.spanFrom(start),
      }),
    );
    const anchor = this.OPTION1(() => this.SUBRULE(this.text));
    return this.ACTION((): TestValue => {
      if (anchor === undefined) return this.missing('the anchor of an object');
      return { kind: 'object', type, anchor: this.withoutHoles(anchor, 'an anchor'), span: this.spanFrom(start) };
    });
  });

  private readonly listValue: ParserMethod<[], TestValue> = this.RULE('listValue', () => {
    const start = this.CONSUME(kinds.LBracket).startOffset;
    const items: TestValue[] = [];
    this.ACTION(() => {
      this.depth++;
    });
    this.MANY({
      GATE: () => this.isNext(kinds.Comma) || this.canBeginOperand(),
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              const item = this.SUBRULE(this.presentTestValue);
              this.ACTION(() => items.push(item));
              this.SUBRULE(this.separator, { ARGS: ['`,` or `]`'] });
            },
          },
          { ALT: () => this.SUBRULE(this.strayComma, { ARGS: ['a value'] }) },
        ]);
      },
    });
    this.SUBRULE(this.closeBracket);
    this.ACTION(() => {
      this.depth--;
    });
    return this.ACTION((): TestValue => ({ kind: 'values', items, span: this.spanFrom(start) }));
  });
}

const STEPS: ReadonlySet<unknown> = new Set([kinds.At, kinds.Given, kinds.Change, kinds.Remove, kinds.Expect]);
const AFTER_TYPES: ReadonlySet<unknown> = new Set([
  kinds.Dot,
  kinds.LBrace,
  kinds.As,
  kinds.PlainText,
  kinds.RawText,
  kinds.TextStart,
]);
