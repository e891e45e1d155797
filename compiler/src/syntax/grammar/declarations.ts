// The grammar of declarations (section 3), less tests.
import type { IToken, ParserMethod } from 'chevrotain';
import type { Span } from '../../source/source.js';
import { integerOf } from '../lexer/literals.js';
import * as kinds from '../lexer/tokens.js';
import type {
  AttributeDeclaration,
  Clause,
  ConnectorDeclaration,
  Declaration,
  Expression,
  FunctionDeclaration,
  Name,
  NamespaceDeclaration,
  RuleDeclaration,
  TextExpression,
  TypeName,
} from '../tree.js';
import { ClauseGrammar } from './clauses.js';
import { checkConstant } from './constants.js';
import type { IsStop } from './core.js';
import { LARGEST_INTEGER } from './precedence.js';

type Entry = NamespaceDeclaration['entries'][number];
type Parameter = FunctionDeclaration['parameters'][number];
interface Sides {
  readonly from: readonly TypeName[];
  readonly to: readonly TypeName[];
}

export abstract class DeclarationGrammar extends ClauseGrammar {
  protected readonly paramDeclaration: ParserMethod<[], Declaration> = this.RULE('paramDeclaration', () => {
    const start = this.CONSUME(kinds.Param).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the parameter'] });
    this.SUBRULE(this.colon);
    const type = this.SUBRULE(this.typeNode);
    const value = this.OPTION(() => {
      this.CONSUME(kinds.Equal);
      return this.SUBRULE(this.constant);
    });
    return this.ACTION(
      (): Declaration => ({
        kind: 'param',
        name,
        type,
        ...(value === undefined ? {} : { value }),
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  /** Any expression is read; what is no constant is reported and becomes a hole. */
  protected readonly constant: ParserMethod<[], Expression> = this.RULE('constant', () => {
    const value = this.SUBRULE(this.expression);
    return this.ACTION(() => checkConstant(value, this.report));
  });

  protected readonly connectorDeclaration: ParserMethod<[], Declaration> = this.RULE('connectorDeclaration', () => {
    const start = this.CONSUME(kinds.Connector).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the connector'] });
    const schema = this.OPTION(() => this.SUBRULE(this.connectorBody));
    return this.ACTION(
      (): Declaration => ({
        kind: 'connector',
        name,
        schema: schema ?? this.missing('`{`'),
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  private readonly connectorBody: ParserMethod<[], ConnectorDeclaration['schema']> = this.RULE('connectorBody', () => {
    this.CONSUME(kinds.LBrace);
    const word = this.OPTION(() => this.CONSUME(kinds.Schema));
    this.ACTION(() => {
      if (word === undefined) this.expected('`schema`');
    });
    const schema = this.SUBRULE(this.fixedText, { ARGS: ['the path of a schema file'] });
    this.SUBRULE(this.closeBrace);
    return schema;
  });

  protected readonly metaverseDeclaration: ParserMethod<[], Declaration> = this.RULE('metaverseDeclaration', () => {
    const start = this.CONSUME(kinds.Metaverse).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the metaverse type'] });
    const attributes = this.OPTION(() => this.SUBRULE(this.attributes));
    return this.ACTION((): Declaration => {
      if (attributes === undefined) this.expected('`{`');
      const span = this.spanFrom(start);
      return { kind: 'metaverse', name, attributes: attributes ?? [], span, ...this.documentationAt(start) };
    });
  });

  private readonly attributes: ParserMethod<[], readonly AttributeDeclaration[]> = this.RULE('attributes', () => {
    const attributes: AttributeDeclaration[] = [];
    const isEntry: IsStop = (distance) => this.startsEntry(distance);
    this.CONSUME(kinds.LBrace);
    this.MANY({
      GATE: () => this.startsReservedEntry() || !this.endsBlock(),
      DEF: () => {
        this.OR({
          DEF: [
            {
              GATE: () => this.startsEntry(1),
              ALT: () => {
                const attribute = this.SUBRULE(this.attribute);
                this.ACTION(() => attributes.push(attribute));
              },
            },
            { ALT: () => this.SUBRULE(this.junk, { ARGS: ['an attribute or `}`', isEntry] }) },
          ],
          IGNORE_AMBIGUITIES: true,
        });
      },
    });
    this.SUBRULE(this.closeBrace);
    return attributes;
  });

  private startsEntry(distance: number): boolean {
    return this.isNext(kinds.NameToken, distance) || this.startsReservedEntry(distance);
  }

  private readonly attribute: ParserMethod<[], AttributeDeclaration> = this.RULE('attribute', () => {
    const start = this.here();
    const name = this.SUBRULE(this.name);
    this.SUBRULE(this.colon);
    const type = this.SUBRULE(this.typeNode);
    const exact = this.OPTION(() => this.CONSUME(kinds.Exact));
    const prefer = this.OPTION1(() => this.SUBRULE(this.preferList));
    const value = this.OPTION2(() => {
      this.CONSUME(kinds.Equal);
      return this.SUBRULE(this.rightSide);
    });
    return this.ACTION(
      (): AttributeDeclaration => ({
        kind: 'attribute',
        name,
        type,
        ...(exact === undefined ? {} : { exact: this.spanOf(exact) }),
        prefer: prefer ?? [],
        ...(value === undefined ? {} : { value }),
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  private readonly preferList: ParserMethod<[], readonly Name[]> = this.RULE('preferList', () => {
    const names: Name[] = [];
    this.CONSUME(kinds.Prefer);
    const first = this.SUBRULE(this.preferredRule);
    this.ACTION(() => names.push(first));
    this.MANY(() => {
      this.CONSUME(kinds.Comma);
      const next = this.SUBRULE1(this.preferredRule);
      this.ACTION(() => names.push(next));
    });
    return names;
  });

  private readonly preferredRule: ParserMethod<[], Name> = this.RULE('preferredRule', () => {
    const name = this.OPTION({
      GATE: () => !this.isNext(kinds.Colon, 2),
      DEF: () => this.SUBRULE(this.name),
    });
    return this.ACTION(() => name ?? this.missingName('the name of a rule'));
  });

  protected readonly namespaceDeclaration: ParserMethod<[], Declaration> = this.RULE('namespaceDeclaration', () => {
    const start = this.CONSUME(kinds.Namespace).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the namespace'] });
    const entries = this.OPTION(() => this.SUBRULE(this.namespaceEntries));
    return this.ACTION((): Declaration => {
      if (entries === undefined) this.expected('`{`');
      const span = this.spanFrom(start);
      return { kind: 'namespace', name, entries: entries ?? [], span, ...this.documentationAt(start) };
    });
  });

  private readonly namespaceEntries: ParserMethod<[], readonly Entry[]> = this.RULE('namespaceEntries', () => {
    const entries: Entry[] = [];
    const isEntry: IsStop = (distance) => this.isNext(kinds.NameToken, distance);
    this.CONSUME(kinds.LBrace);
    this.MANY({
      GATE: () => !this.endsBlock(),
      DEF: () => {
        this.OR({
          DEF: [
            {
              ALT: () => {
                const entry = this.SUBRULE(this.namespaceEntry);
                this.ACTION(() => entries.push(entry));
              },
            },
            { ALT: () => this.SUBRULE(this.junk, { ARGS: ['an entry or `}`', isEntry] }) },
          ],
          IGNORE_AMBIGUITIES: true,
        });
      },
    });
    this.SUBRULE(this.closeBrace);
    return entries;
  });

  private readonly namespaceEntry: ParserMethod<[], Entry> = this.RULE('namespaceEntry', () => {
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
    this.SUBRULE(this.colon);
    const value = this.SUBRULE(this.rightSide);
    return this.ACTION((): Entry => ({ type, value, span: this.spanFrom(start) }));
  });

  protected readonly functionDeclaration: ParserMethod<[], Declaration> = this.RULE('functionDeclaration', () => {
    const start = this.CONSUME(kinds.FunctionWord).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the function'] });
    const parameters = this.OPTION(() => this.SUBRULE(this.parameterList));
    this.ACTION(() => {
      if (parameters === undefined) this.expected('`(` and the parameters');
    });
    this.SUBRULE(this.colon);
    const result = this.SUBRULE(this.typeNode);
    this.SUBRULE(this.equals);
    const body = this.SUBRULE(this.rightSide);
    return this.ACTION(
      (): Declaration => ({
        kind: 'function',
        name,
        parameters: parameters ?? [],
        result,
        body,
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  private readonly parameterList: ParserMethod<[], readonly Parameter[]> = this.RULE('parameterList', () => {
    const parameters: Parameter[] = [];
    this.CONSUME(kinds.LParen);
    this.MANY({
      GATE: () => this.startsEntry(1) || this.isNext(kinds.Comma),
      DEF: () => {
        this.OR([
          {
            ALT: () => {
              const parameter = this.SUBRULE(this.parameter);
              this.ACTION(() => parameters.push(parameter));
              this.SUBRULE(this.separator, { ARGS: ['`,` or `)`', this.startsEntry(1)] });
            },
          },
          { ALT: () => this.SUBRULE(this.strayComma, { ARGS: ['a parameter'] }) },
        ]);
      },
    });
    this.SUBRULE(this.closeParen);
    return parameters;
  });

  private readonly parameter: ParserMethod<[], Parameter> = this.RULE('parameter', () => {
    const start = this.here();
    const name = this.SUBRULE(this.name);
    this.SUBRULE(this.colon);
    const type = this.SUBRULE(this.typeNode);
    return this.ACTION((): Parameter => ({ name, type, span: this.spanFrom(start) }));
  });

  protected readonly flowsDeclaration: ParserMethod<[], Declaration> = this.RULE('flowsDeclaration', () => {
    const start = this.CONSUME(kinds.Flows).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the flows'] });
    const { from, to } = this.SUBRULE(this.sides);
    const body = this.SUBRULE(this.clauseBody);
    return this.ACTION(
      (): Declaration => ({
        kind: 'flows',
        name,
        from,
        to,
        clauses: body.clauses,
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  protected readonly ruleDeclaration: ParserMethod<[], Declaration> = this.RULE('ruleDeclaration', () => {
    const start = this.CONSUME(kinds.Rule).startOffset;
    const name = this.SUBRULE(this.expectedName, { ARGS: ['a name for the rule'] });
    const title = this.OPTION(() => this.SUBRULE(this.fixedTitle));
    const { from, to } = this.SUBRULE(this.sides);
    const precedence = this.OPTION1(() => this.SUBRULE(this.precedencePart));
    const body = this.SUBRULE(this.clauseBody);
    return this.ACTION(
      (): Declaration => ({
        kind: 'rule',
        name,
        ...(title === undefined ? {} : { title }),
        from,
        to,
        ...(precedence === undefined ? {} : { precedence }),
        clauses: body.clauses,
        body: body.span,
        span: this.spanFrom(start),
        ...this.documentationAt(start),
      }),
    );
  });

  /** `from … to …`. */
  private readonly sides: ParserMethod<[], Sides> = this.RULE('sides', () => {
    const from = this.OPTION(() => {
      this.CONSUME(kinds.From);
      return this.SUBRULE(this.typeList);
    });
    this.ACTION(() => {
      if (from === undefined) this.expected('`from`');
    });
    const to = this.OPTION1(() => {
      this.CONSUME(kinds.To);
      return this.SUBRULE1(this.typeList);
    });
    this.ACTION(() => {
      if (to === undefined) this.expected('`to`');
    });
    return this.ACTION((): Sides => ({ from: from ?? [], to: to ?? [] }));
  });

  private readonly fixedTitle: ParserMethod<[], TextExpression> = this.RULE('fixedTitle', () => {
    const text = this.SUBRULE(this.text);
    return this.ACTION(() => this.withoutHoles(text, 'a title'));
  });

  private readonly precedencePart: ParserMethod<[], RuleDeclaration['precedence']> = this.RULE('precedencePart', () => {
    this.CONSUME(kinds.Precedence);
    const token = this.OPTION(() => this.CONSUME(kinds.Integer));
    return this.ACTION(() => {
      if (token !== undefined) return this.checkedPrecedence(token);
      this.expected('a number');
      return undefined;
    });
  });

  private checkedPrecedence(token: IToken): RuleDeclaration['precedence'] {
    const precedence = { value: integerOf(token.image), span: this.spanOf(token) };
    if (precedence.value > LARGEST_INTEGER) this.report('SR1009', precedence.span, { found: token.image });
    return precedence;
  }

  /** The braces of a rule or of `flows`. Clauses are read also where the opening one is missing. */
  private readonly clauseBody: ParserMethod<[], { readonly clauses: readonly Clause[]; readonly span: Span }> =
    this.RULE('clauseBody', () => {
      const open = this.OPTION(() => this.CONSUME(kinds.LBrace));
      const start = this.ACTION(() => {
        if (open === undefined) this.expected('`{`');
        return open?.startOffset ?? this.behind();
      });
      const clauses = this.OPTION1({
        GATE: () => open !== undefined || this.startsClause(1),
        DEF: () => this.SUBRULE(this.clauses),
      });
      return this.ACTION(() => ({ clauses: clauses ?? [], span: this.spanFrom(start) }));
    });
}
