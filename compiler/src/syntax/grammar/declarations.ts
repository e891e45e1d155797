// The grammar of declarations (section 3), less tests.
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
  TypeName,
} from '../tree.js';
import { ClauseGrammar } from './clauses.js';
import { checkConstant } from './constants.js';
import { LARGEST_INTEGER } from './precedence.js';

type Entry = NamespaceDeclaration['entries'][number];
type Parameter = FunctionDeclaration['parameters'][number];
interface Sides {
  readonly from: readonly TypeName[];
  readonly to: readonly TypeName[];
}

export abstract class DeclarationGrammar extends ClauseGrammar {
  protected paramDeclaration(): Declaration {
    const { start } = this.take(kinds.Param);
    const name = this.expectedName('a name for the parameter');
    this.colon();
    const type = this.typeNode();
    const value = this.accept(kinds.Equal) === undefined ? {} : { value: this.constant() };
    return { kind: 'param', name, type, ...value, ...this.placeOf(start) };
  }

  /** Any expression is read; what is no constant is reported and becomes a hole. */
  private constant(): Expression {
    return checkConstant(this.expression(), this.report);
  }

  protected connectorDeclaration(): Declaration {
    const { start } = this.take(kinds.Connector);
    const name = this.expectedName('a name for the connector');
    const schema = this.isNext(kinds.LBrace) ? this.connectorBody() : this.missing('`{`');
    return { kind: 'connector', name, schema, ...this.placeOf(start) };
  }

  private connectorBody(): ConnectorDeclaration['schema'] {
    this.take(kinds.LBrace);
    if (this.accept(kinds.Schema) === undefined) this.expected('`schema`');
    const schema = this.fixedText('the path of a schema file');
    this.closeBrace();
    return schema;
  }

  protected metaverseDeclaration(): Declaration {
    const { start } = this.take(kinds.Metaverse);
    const name = this.expectedName('a name for the metaverse type');
    const attributes = this.isNext(kinds.LBrace) ? this.attributes() : undefined;
    if (attributes === undefined) this.expected('`{`');
    return { kind: 'metaverse', name, attributes: attributes ?? [], ...this.placeOf(start) };
  }

  private attributes(): readonly AttributeDeclaration[] {
    const attributes: AttributeDeclaration[] = [];
    this.take(kinds.LBrace);
    while (this.startsReservedEntry() || !this.endsBlock()) {
      if (this.startsAttribute(1) || (attributes.length === 0 && this.isNext(kinds.NameToken)))
        attributes.push(this.attribute());
      else this.junk('an attribute or `}`', (distance) => this.startsAttribute(distance));
    }
    this.closeBrace();
    return attributes;
  }

  /** A name before a colon, or at the beginning of a line: any other is left of an expression that could not be read. */
  private startsAttribute(distance: number): boolean {
    if (this.startsReservedEntry(distance)) return true;
    const isName = this.isNext(kinds.NameToken, distance);
    return isName && (this.isNext(kinds.Colon, distance + 1) || this.beginsLine(distance));
  }

  private attribute(): AttributeDeclaration {
    const start = this.here();
    const name = this.name();
    this.colon();
    const type = this.typeNode();
    const exact = this.accept(kinds.Exact);
    const prefer = this.accept(kinds.Prefer) === undefined ? [] : this.preferredRules();
    const value = this.accept(kinds.Equal) === undefined ? {} : { value: this.rightSide() };
    return {
      kind: 'attribute',
      name,
      type,
      ...(exact === undefined ? {} : { exact: this.spanOf(exact) }),
      prefer,
      ...value,
      ...this.placeOf(start),
    };
  }

  private preferredRules(): readonly Name[] {
    const names = [this.preferredRule()];
    while (this.accept(kinds.Comma) !== undefined) names.push(this.preferredRule());
    return names;
  }

  private preferredRule(): Name {
    const isHere = this.canReadName() && !this.isNext(kinds.Colon, 2);
    return isHere ? this.name() : this.missingName('the name of a rule');
  }

  protected namespaceDeclaration(): Declaration {
    const { start } = this.take(kinds.Namespace);
    const name = this.expectedName('a name for the namespace');
    const entries = this.isNext(kinds.LBrace) ? this.namespaceEntries() : undefined;
    if (entries === undefined) this.expected('`{`');
    return { kind: 'namespace', name, entries: entries ?? [], ...this.placeOf(start) };
  }

  private namespaceEntries(): readonly Entry[] {
    const entries: Entry[] = [];
    this.take(kinds.LBrace);
    while (!this.endsBlock()) {
      if (this.isNext(kinds.NameToken)) entries.push(this.namespaceEntry());
      else this.junk('an entry or `}`', (distance) => this.isNext(kinds.NameToken, distance));
    }
    this.closeBrace();
    return entries;
  }

  private namespaceEntry(): Entry {
    const start = this.here();
    const type = this.plainTypeName();
    this.colon();
    const value = this.rightSide();
    return { type, value, span: this.spanFrom(start) };
  }

  protected functionDeclaration(): Declaration {
    const { start } = this.take(kinds.FunctionWord);
    const name = this.expectedName('a name for the function');
    const parameters = this.isNext(kinds.LParen) ? this.parameterList() : undefined;
    if (parameters === undefined) this.expected('`(` and the parameters');
    this.colon();
    const result = this.typeNode();
    this.equals();
    const body = this.rightSide();
    return { kind: 'function', name, parameters: parameters ?? [], result, body, ...this.placeOf(start) };
  }

  private parameterList(): readonly Parameter[] {
    const parameters: Parameter[] = [];
    this.take(kinds.LParen);
    while (this.startsParameter() || this.isNext(kinds.Comma)) {
      if (this.isNext(kinds.Comma)) this.strayComma('a parameter');
      else {
        parameters.push(this.parameter());
        this.separator('`,` or `)`', this.startsParameter());
      }
    }
    this.closeParen();
    return parameters;
  }

  private startsParameter(): boolean {
    return this.isNext(kinds.NameToken) || this.startsReservedEntry();
  }

  private parameter(): Parameter {
    const start = this.here();
    const name = this.name();
    this.colon();
    const type = this.typeNode();
    return { name, type, span: this.spanFrom(start) };
  }

  protected flowsDeclaration(): Declaration {
    const { start } = this.take(kinds.Flows);
    const name = this.expectedName('a name for the flows');
    const { from, to } = this.sides();
    const { clauses } = this.clauseBody();
    return { kind: 'flows', name, from, to, clauses, ...this.placeOf(start) };
  }

  protected ruleDeclaration(): Declaration {
    const { start } = this.take(kinds.Rule);
    const name = this.expectedName('a name for the rule');
    const title = this.isNext(kinds.TextToken) ? { title: this.withoutHoles(this.text(), 'a title') } : {};
    const { from, to } = this.sides();
    const precedence = this.precedencePart();
    const { clauses, span: body } = this.clauseBody();
    return {
      kind: 'rule',
      name,
      ...title,
      from,
      to,
      ...(precedence === undefined ? {} : { precedence }),
      clauses,
      body,
      ...this.placeOf(start),
    };
  }

  /** `from … to …`. */
  private sides(): Sides {
    const from = this.expectedWord(kinds.From) ? this.typeList() : [];
    const to = this.expectedWord(kinds.To) ? this.typeList() : [];
    return { from, to };
  }

  private precedencePart(): RuleDeclaration['precedence'] {
    if (!this.acceptWord(kinds.Precedence)) return undefined;
    const token = this.accept(kinds.Integer);
    if (token !== undefined) return this.checkedPrecedence(token);
    this.expected('a number');
    return undefined;
  }

  private checkedPrecedence(token: kinds.Token): RuleDeclaration['precedence'] {
    const precedence = { value: integerOf(token.image), span: this.spanOf(token) };
    if (precedence.value > LARGEST_INTEGER) this.report('SR1009', precedence.span, { found: token.image });
    return precedence;
  }

  /** The braces of a rule or of `flows`. Clauses are read also where the opening one is missing. */
  private clauseBody(): { readonly clauses: readonly Clause[]; readonly span: Span } {
    const open = this.accept(kinds.LBrace);
    if (open === undefined) this.expected('`{`');
    const start = open?.start ?? this.behind();
    const clauses = open !== undefined || this.startsClause(1) ? this.clauses() : [];
    return { clauses, span: this.spanFrom(start) };
  }
}
