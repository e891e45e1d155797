// The grammar of types, type names and paths (section 3).
import * as kinds from '../lexer/tokens.js';
import type { Name, Path, TextExpression, TypeName, TypeNode } from '../tree.js';
import { ExpressionGrammar } from './expressions.js';

export abstract class TypeGrammar extends ExpressionGrammar {
  protected typeNode(): TypeNode {
    const start = this.here();
    const base = this.baseType();
    const many = this.accept(kinds.LBracket) !== undefined;
    if (many) this.closeBracket();
    if (base !== undefined) return { ...base, many, span: this.spanFrom(start) };
    this.expected('a type');
    return { kind: 'missing', many, span: { start: this.behind(), end: this.behind() } };
  }

  /** Missing where the next entry begins, or something that is no type. */
  private baseType(): TypeNode | undefined {
    if (this.isNext(kinds.TextToken)) return this.textsType();
    const isNextEntry = this.startsFlow() || this.isNext(kinds.Colon, 2);
    if (!this.isNext(kinds.NameToken) || isNextEntry) return undefined;
    const isReference = this.isNext(kinds.Ref) && this.isRefTarget();
    return isReference ? this.refType() : this.namedType();
  }

  /** Whether the type that is referred to follows, and not the next entry. */
  private isRefTarget(): boolean {
    return this.isNext(kinds.NameToken, 2) && !this.isNext(kinds.Colon, 3);
  }

  private refType(): TypeNode {
    const { start } = this.take(kinds.Ref);
    const first = this.name();
    return { kind: 'ref', to: { first, span: first.span }, many: false, span: this.spanFrom(start) };
  }

  private namedType(): TypeNode {
    const token = this.take(kinds.NameToken);
    const name = this.nameOf(token);
    if (token.kind !== kinds.Ref) return { kind: 'named', name, many: false, span: name.span };
    const to = this.missingName('the type that is referred to');
    return { kind: 'ref', to: { first: to, span: to.span }, many: false, span: name.span };
  }

  private textsType(): TypeNode {
    const start = this.here();
    const texts: TextExpression[] = [this.typeText()];
    while (this.accept(kinds.Bar) !== undefined) {
      if (this.isNext(kinds.TextToken)) texts.push(this.typeText());
      else this.expected('a text');
    }
    return { kind: 'texts', texts, many: false, span: this.spanFrom(start) };
  }

  private typeText(): TextExpression {
    return this.withoutHoles(this.text(), 'a text that is a type');
  }

  /** `hr.person`, `person as admin`, where it is known that a name stands. */
  protected typeName(): TypeName {
    const start = this.here();
    const plain = this.plainTypeName();
    if (this.accept(kinds.As) === undefined) return plain;
    const account = this.expectedName('the name of the account');
    return { ...plain, account, span: this.spanFrom(start) };
  }

  /** `hr.person`: a type name without an account. */
  protected plainTypeName(): TypeName {
    const start = this.here();
    const first = this.name();
    if (this.accept(kinds.Dot) === undefined) return { first, span: this.spanFrom(start) };
    const second = this.memberName();
    return { first, second, span: this.spanFrom(start) };
  }

  protected expectedTypeName(): TypeName {
    if (this.canBeginName()) return this.typeName();
    const first = this.missingName('an object type');
    return { first, span: first.span };
  }

  protected typeList(): readonly TypeName[] {
    const types = [this.expectedTypeName()];
    while (this.accept(kinds.Comma) !== undefined) types.push(this.expectedTypeName());
    return types;
  }

  /** `employeeOrgData.costCenter` as a target, where it is known that a name stands. */
  protected path(): Path {
    const start = this.here();
    const names: Name[] = [this.name()];
    while (this.accept(kinds.Dot) !== undefined)
      names.push(this.canReadName() ? this.name() : this.missingName('a name after the dot'));
    return { names, span: this.spanFrom(start) };
  }

  /** A sign that the grammar requires; reported when it is not there. */
  protected colon(): void {
    if (this.accept(kinds.Colon) === undefined) this.expected('`:`');
  }

  protected equals(): void {
    if (this.accept(kinds.Equal) === undefined) this.expected('`=`');
  }
}
