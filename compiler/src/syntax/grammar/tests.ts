// The grammar of tests (sections 3 and 10).
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
  protected testDeclaration(): Declaration {
    const { start } = this.take(kinds.Test);
    const title = this.fixedText('a title for the test');
    const steps = this.isNext(kinds.LBrace) ? this.steps() : undefined;
    if (steps === undefined) this.expected('`{`');
    return { kind: 'test', title, steps: steps ?? [], ...this.placeOf(start) };
  }

  private steps(): readonly TestStep[] {
    const steps: TestStep[] = [];
    this.take(kinds.LBrace);
    while (this.isNext(kinds.Param) || !this.endsBlock()) {
      const step = this.stepOrJunk();
      if (step !== undefined) steps.push(step);
    }
    this.closeBrace();
    return steps;
  }

  private stepOrJunk(): TestStep | undefined {
    switch (this.ahead().kind) {
      case kinds.Param:
        return this.paramStep();
      case kinds.At:
        return this.atStep();
      case kinds.Given:
      case kinds.Change:
        return this.givenStep();
      case kinds.Remove:
        return this.removeStep();
      case kinds.Expect:
        return this.expectStep();
      default:
        this.junk('a step or `}`', this.startsStep);
        return undefined;
    }
  }

  private readonly startsStep: IsStop = (distance) =>
    this.isNext(kinds.Param, distance) || STEPS.has(this.ahead(distance).kind);

  private paramStep(): TestStep {
    const { start } = this.take(kinds.Param);
    const name = this.expectedName('the name of a parameter');
    this.equals();
    const value = this.stepConstant();
    return { kind: 'param', name, value, span: this.spanFrom(start) };
  }

  /** A word that begins a step is no constant. */
  private stepConstant(): Expression {
    const isThere = this.canBeginOperand() && !this.startsStep(1);
    return isThere ? checkConstant(this.presentExpression(), this.report) : this.missing('a constant');
  }

  private atStep(): TestStep {
    const { start } = this.take(kinds.At);
    const time = this.isNext(kinds.LiteralToken)
      ? this.checkedTime(this.literal())
      : this.missing('a date or an instant');
    return { kind: 'at', time, span: this.spanFrom(start) };
  }

  private checkedTime(time: Expression): Expression {
    if (time.kind === 'date' || time.kind === 'instant' || time.kind === 'missing') return time;
    this.report('SR1001', time.span, { expected: 'a date or an instant', found: `\`${this.textOf(time.span)}\`` });
    return { kind: 'missing', span: time.span };
  }

  private givenStep(): TestStep {
    const word = this.accept(kinds.Given) ?? this.take(kinds.Change);
    const subject = this.subject();
    const kind = word.kind === kinds.Given ? 'given' : 'change';
    const object = subject.object ?? this.missingObject();
    return { kind, ...subject, object, span: this.spanFrom(word.start) };
  }

  private missingObject(): ObjectNode {
    this.expected('`{` and the attributes');
    return { fields: [], span: { start: this.behind(), end: this.behind() } };
  }

  private removeStep(): TestStep {
    const { start } = this.take(kinds.Remove);
    const type = this.expectedTypeName();
    const anchor = this.anchorPart();
    return { kind: 'remove', type, ...anchor, span: this.spanFrom(start) };
  }

  private expectStep(): TestStep {
    const { start } = this.take(kinds.Expect);
    const expectation = this.beginsExpectation() ? this.expectation() : this.missingExpectation();
    return { kind: 'expect', expectation, span: this.spanFrom(start) };
  }

  /** A word that begins a step begins an expectation only where it is a type: `expect given { … }`. */
  private beginsExpectation(): boolean {
    if (this.startsStep(1)) return this.isTypeName();
    return this.canBeginName() || this.isNext(kinds.ErrorWord);
  }

  private missingExpectation(): Expectation {
    this.expected('what is expected');
    return { kind: 'missing', span: { start: this.behind(), end: this.behind() } };
  }

  private expectation(): Expectation {
    if (this.isNext(kinds.Nothing) && !this.isTypeName()) return this.expectedNothing();
    return this.isNext(kinds.ErrorWord) ? this.expectedError() : this.expectedObject();
  }

  /** What follows a type name follows here: the word before it is one, whatever else it may mean. */
  private isTypeName(): boolean {
    return AFTER_TYPES.has(this.ahead(2).kind);
  }

  private expectedNothing(): Expectation {
    return { kind: 'nothing', span: this.spanOf(this.take(kinds.Nothing)) };
  }

  private expectedError(): Expectation {
    const { start } = this.take(kinds.ErrorWord);
    const subject = this.subject();
    return { kind: 'error', ...subject, span: this.spanFrom(start) };
  }

  private expectedObject(): Expectation {
    const start = this.here();
    const no = !this.isTypeName() && this.accept(kinds.No) !== undefined;
    const change = this.isTypeName() ? undefined : this.changeKind();
    const subject = this.subject();
    return {
      kind: 'object',
      no,
      ...(change === undefined ? {} : { change }),
      ...subject,
      span: this.spanFrom(start),
    };
  }

  private changeKind(): 'add' | 'update' | 'delete' | undefined {
    if (this.accept(kinds.Add) !== undefined) return 'add';
    if (this.accept(kinds.Update) !== undefined) return 'update';
    return this.accept(kinds.Delete) === undefined ? undefined : 'delete';
  }

  private subject(): Subject {
    const type = this.expectedTypeName();
    const anchor = this.anchorPart();
    const object = this.isNext(kinds.LBrace) ? { object: this.object() } : {};
    return { type, ...anchor, ...object };
  }

  private anchorPart(): { readonly anchor?: TextExpression } {
    return this.isNext(kinds.TextToken) ? { anchor: this.anchor() } : {};
  }

  private anchor(): TextExpression {
    return this.withoutHoles(this.text(), 'an anchor');
  }

  private object(): ObjectNode {
    const { start } = this.take(kinds.LBrace);
    const fields: Field[] = [];
    while (this.isNext(kinds.NameToken) || this.isNext(kinds.Comma) || this.startsReservedEntry()) {
      if (this.isNext(kinds.Comma)) this.strayComma('an attribute');
      else {
        fields.push(this.field());
        this.separator('`,` or `}`', this.isNext(kinds.NameToken));
      }
    }
    this.closeBrace();
    return { fields, span: this.spanFrom(start) };
  }

  private field(): Field {
    const start = this.here();
    const path = this.path();
    this.colon();
    const value = this.testValue();
    return { path, value, span: this.spanFrom(start) };
  }

  private testValue(): TestValue {
    return this.canBeginOperand() ? this.presentTestValue() : this.missing('a constant or an object');
  }

  private presentTestValue(): TestValue {
    if (this.isNext(kinds.NameToken)) return this.objectValue();
    if (this.isNext(kinds.LBracket) && this.depth < DEEPEST) return this.listValue();
    return checkConstant(this.presentExpression(), this.report);
  }

  /** `hr.person "1002"`. */
  private objectValue(): TestValue {
    const start = this.here();
    const type = this.plainTypeName();
    if (!this.isNext(kinds.TextToken)) return this.missing('the anchor of an object');
    const anchor = this.anchor();
    return { kind: 'object', type, anchor, span: this.spanFrom(start) };
  }

  private listValue(): TestValue {
    const { start } = this.take(kinds.LBracket);
    const items: TestValue[] = [];
    this.depth++;
    while (this.isNext(kinds.Comma) || this.canBeginOperand()) {
      if (this.isNext(kinds.Comma)) this.strayComma('a value');
      else {
        items.push(this.presentTestValue());
        this.separator('`,` or `]`');
      }
    }
    this.closeBracket();
    this.depth--;
    return { kind: 'values', items, span: this.spanFrom(start) };
  }
}

const STEPS: ReadonlySet<kinds.Kind> = new Set([kinds.At, kinds.Given, kinds.Change, kinds.Remove, kinds.Expect]);
const AFTER_TYPES: ReadonlySet<kinds.Kind> = new Set([
  kinds.Dot,
  kinds.LBrace,
  kinds.As,
  kinds.PlainText,
  kinds.RawText,
  kinds.TextStart,
]);
