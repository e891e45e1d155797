// The grammar of types, type names and paths (section 3).
import type { ParserMethod } from 'chevrotain';
import * as kinds from '../lexer/tokens.js';
import type { Name, Path, TextExpression, TypeName, TypeNode } from '../tree.js';
import { ExpressionGrammar } from './expressions.js';

export abstract class TypeGrammar extends ExpressionGrammar {
  protected readonly typeNode: ParserMethod<[], TypeNode> = this.RULE('typeNode', () => {
    const start = this.here();
    const base = this.OPTION({
      GATE: () => !this.startsFlow() && !(this.isNext(kinds.NameToken) && this.isNext(kinds.Colon, 2)),
      DEF: () => this.SUBRULE(this.baseType),
    });
    const many = this.OPTION1(() => {
      this.CONSUME(kinds.LBracket);
      this.SUBRULE(this.closeBracket);
      return true;
    });
    return this.ACTION((): TypeNode => {
      if (base !== undefined) return { ...base, many: many === true, span: this.spanFrom(start) };
      this.expected('a type');
      return { kind: 'missing', many: many === true, span: { start: this.behind(), end: this.behind() } };
    });
  });

  private readonly baseType: ParserMethod<[], TypeNode> = this.RULE('baseType', () =>
    this.OR({
      DEF: [
        {
          GATE: () => this.isNext(kinds.NameToken, 2) && !this.isNext(kinds.Colon, 3),
          ALT: () => this.SUBRULE(this.refType),
        },
        { ALT: () => this.SUBRULE(this.namedType) },
        { ALT: () => this.SUBRULE(this.textsType) },
      ],
      IGNORE_AMBIGUITIES: true,
    }),
  );

  private readonly refType: ParserMethod<[], TypeNode> = this.RULE('refType', () => {
    const start = this.CONSUME(kinds.Ref);
    const first = this.SUBRULE(this.name);
    return this.ACTION(
      (): TypeNode => ({
        kind: 'ref',
        to: { first, span: first.span },
        many: false,
        span: this.spanFrom(start.startOffset),
      }),
    );
  });

  private readonly namedType: ParserMethod<[], TypeNode> = this.RULE('namedType', () => {
    const token = this.CONSUME(kinds.NameToken);
    return this.ACTION((): TypeNode => {
      const name = this.nameOf(token);
      if (token.tokenType !== kinds.Ref) return { kind: 'named', name, many: false, span: name.span };
      const to = this.missingName('the type that is referred to');
      return { kind: 'ref', to: { first: to, span: to.span }, many: false, span: name.span };
    });
  });

  private readonly textsType: ParserMethod<[], TypeNode> = this.RULE('textsType', () => {
    const start = this.here();
    const texts: TextExpression[] = [];
    const first = this.SUBRULE(this.text);
    this.ACTION(() => texts.push(this.withoutHoles(first, 'a text that is a type')));
    this.MANY(() => {
      this.CONSUME(kinds.Bar);
      const next = this.OPTION(() => this.SUBRULE1(this.text));
      this.ACTION(() => {
        if (next === undefined) this.expected('a text');
        else texts.push(this.withoutHoles(next, 'a text that is a type'));
      });
    });
    return this.ACTION((): TypeNode => ({ kind: 'texts', texts, many: false, span: this.spanFrom(start) }));
  });

  /** `hr.person`, `person as admin`. */
  protected readonly typeName: ParserMethod<[], TypeName> = this.RULE('typeName', () => {
    const start = this.here();
    const first = this.SUBRULE(this.name);
    const second = this.OPTION(() => {
      this.CONSUME(kinds.Dot);
      return this.SUBRULE(this.memberName);
    });
    const account = this.OPTION1(() => {
      this.CONSUME(kinds.As);
      return this.SUBRULE(this.expectedName, { ARGS: ['the name of the account'] });
    });
    return this.ACTION(
      (): TypeName => ({
        first,
        ...(second === undefined ? {} : { second }),
        ...(account === undefined ? {} : { account }),
        span: this.spanFrom(start),
      }),
    );
  });

  protected readonly expectedTypeName: ParserMethod<[], TypeName> = this.RULE('expectedTypeName', () => {
    const type = this.OPTION({
      GATE: () => this.canBeginName(),
      DEF: () => this.SUBRULE(this.typeName),
    });
    return this.ACTION(() => type ?? this.missingTypeName());
  });

  private missingTypeName(): TypeName {
    const first = this.missingName('an object type');
    return { first, span: first.span };
  }

  protected readonly typeList: ParserMethod<[], readonly TypeName[]> = this.RULE('typeList', () => {
    const types: TypeName[] = [];
    const first = this.SUBRULE(this.expectedTypeName);
    this.ACTION(() => types.push(first));
    this.MANY(() => {
      this.CONSUME(kinds.Comma);
      const next = this.SUBRULE1(this.expectedTypeName);
      this.ACTION(() => types.push(next));
    });
    return types;
  });

  /** `employeeOrgData.costCenter` as a target. */
  protected readonly path: ParserMethod<[], Path> = this.RULE('path', () => {
    const start = this.here();
    const names: Name[] = [];
    const first = this.SUBRULE(this.name);
    this.ACTION(() => names.push(first));
    this.MANY(() => {
      this.CONSUME(kinds.Dot);
      const next = this.OPTION(() => this.SUBRULE1(this.name));
      this.ACTION(() => names.push(next ?? this.missingName('a name after the dot')));
    });
    return this.ACTION((): Path => ({ names, span: this.spanFrom(start) }));
  });

  /** A sign that the grammar requires; reported when it is not there. */
  protected readonly colon: ParserMethod<[], void> = this.RULE('colon', () => {
    const sign = this.OPTION(() => this.CONSUME(kinds.Colon));
    this.ACTION(() => {
      if (sign === undefined) this.expected('`:`');
    });
  });

  protected readonly equals: ParserMethod<[], void> = this.RULE('equals', () => {
    const sign = this.OPTION(() => this.CONSUME(kinds.Equal));
    this.ACTION(() => {
      if (sign === undefined) this.expected('`=`');
    });
  });
}
