// The syntax tree: what the text says, without meaning. A value; parsing never fails, so any part may be a hole.
import type { Span } from '../source/source.js';

/** A name as written (`text` without back-ticks, NFC). A missing name has the empty text and an empty span. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}
export const isMissing = (name: Name): boolean => name.text === '';

interface Node {
  readonly span: Span;
}

/** `///` lines before a declaration, an attribute or a clause, joined by line ends, without the slashes. */
export interface Documented {
  readonly doc?: string;
}

export interface FileTree extends Node {
  readonly kind: 'file';
  readonly declarations: readonly Declaration[];
}

export type Declaration =
  | ParamDeclaration
  | ConnectorDeclaration
  | MetaverseDeclaration
  | NamespaceDeclaration
  | FunctionDeclaration
  | FlowsDeclaration
  | RuleDeclaration
  | TestDeclaration;

export interface ParamDeclaration extends Node, Documented {
  readonly kind: 'param';
  readonly name: Name;
  readonly type: TypeNode;
  readonly value?: Expression;
}
export interface ConnectorDeclaration extends Node, Documented {
  readonly kind: 'connector';
  readonly name: Name;
  /** Path of the schema file, relative to the program's directory. */
  readonly schema: TextExpression | MissingExpression;
}
export interface MetaverseDeclaration extends Node, Documented {
  readonly kind: 'metaverse';
  readonly name: Name;
  readonly attributes: readonly AttributeDeclaration[];
}
export interface AttributeDeclaration extends Node, Documented {
  readonly kind: 'attribute';
  readonly name: Name;
  readonly type: TypeNode;
  readonly exact?: Span;
  readonly prefer: readonly Name[];
  readonly value?: Expression;
}
export interface NamespaceDeclaration extends Node, Documented {
  readonly kind: 'namespace';
  readonly name: Name;
  readonly entries: readonly { readonly type: TypeName; readonly value: Expression; readonly span: Span }[];
}
export interface FunctionDeclaration extends Node, Documented {
  readonly kind: 'function';
  readonly name: Name;
  readonly parameters: readonly { readonly name: Name; readonly type: TypeNode; readonly span: Span }[];
  readonly result: TypeNode;
  readonly body: Expression;
}
export interface FlowsDeclaration extends Node, Documented {
  readonly kind: 'flows';
  readonly name: Name;
  readonly from: readonly TypeName[];
  readonly to: readonly TypeName[];
  readonly clauses: readonly Clause[];
}
export interface RuleDeclaration extends Node, Documented {
  readonly kind: 'rule';
  readonly name: Name;
  readonly title?: TextExpression;
  readonly from: readonly TypeName[];
  readonly to: readonly TypeName[];
  readonly precedence?: { readonly value: bigint; readonly span: Span };
  readonly clauses: readonly Clause[];
  /** From `{` to `}`. */
  readonly body: Span;
}

/** `hr.person`, `person`, `corp.user as admin`. */
export interface TypeName extends Node {
  readonly first: Name;
  readonly second?: Name;
  readonly account?: Name;
}

export type Clause =
  | ScopeClause
  | JoinClause
  | ProjectClause
  | ProvisionClause
  | DeprovisionClause
  | UnclaimedClause
  | LetClause
  | IncludeClause
  | FlowClause
  | DisabledClause;

export interface ScopeClause extends Node, Documented {
  readonly kind: 'scope';
  readonly condition: Expression;
}
export interface JoinClause extends Node, Documented {
  readonly kind: 'join';
  readonly condition: Expression;
}
export interface ProjectClause extends Node, Documented {
  readonly kind: 'project';
  readonly when?: Expression;
}
export interface ProvisionClause extends Node, Documented {
  readonly kind: 'provision';
  readonly when?: Expression;
}
export interface DeprovisionClause extends Node, Documented {
  readonly kind: 'deprovision';
  readonly action: 'delete' | 'disconnect' | 'keep' | 'missing';
  readonly after?: Expression;
}
export interface UnclaimedClause extends Node, Documented {
  readonly kind: 'unclaimed';
  readonly when?: Expression;
}
export interface LetClause extends Node, Documented {
  readonly kind: 'let';
  readonly name: Name;
  readonly type?: TypeNode;
  readonly value: Expression;
}
export interface IncludeClause extends Node, Documented {
  readonly kind: 'include';
  readonly name: Name;
}
export interface FlowClause extends Node, Documented {
  readonly kind: 'flow';
  readonly targets: readonly Path[];
  readonly mode: 'set' | 'once' | 'merge';
  readonly value: Expression;
}
export interface DisabledClause extends Node, Documented {
  readonly kind: 'disabled';
}

/** `employeeOrgData.costCenter` as a flow's target or a test's field. */
export interface Path extends Node {
  readonly names: readonly Name[];
}
export const pathText = (path: Path): string => path.names.map((name) => name.text).join('.');

/** A type as written. `texts`: a set of texts. */
export type TypeNode = Node & { readonly many: boolean } & (
    | { readonly kind: 'named'; readonly name: Name }
    | { readonly kind: 'ref'; readonly to: TypeName }
    | { readonly kind: 'texts'; readonly texts: readonly TextExpression[] }
    | { readonly kind: 'missing' }
  );

export type Expression =
  | MissingExpression
  | TextExpression
  | IntegerExpression
  | DurationExpression
  | DateExpression
  | InstantExpression
  | BooleanExpression
  | AbsentExpression
  | NameExpression
  | QualifiedExpression
  | SameExpression
  | SelfExpression
  | MemberExpression
  | CallExpression
  | ListExpression
  | IfExpression
  | CaseExpression
  | EveryExpression
  | LogicalExpression
  | NotExpression
  | ComparisonExpression
  | PresenceExpression
  | OtherwiseExpression
  | ArithmeticExpression
  | NegativeExpression
  | ParenthesisedExpression
  | ClearExpression
  | KeepExpression
  | ErrorExpression;

/** A hole: something was expected here. A diagnostic says so. */
export interface MissingExpression extends Node {
  readonly kind: 'missing';
}
/** A text. `raw`: single quotes. `parts`: literal pieces (escapes resolved) and holes, alternating freely. */
export interface TextExpression extends Node {
  readonly kind: 'text';
  readonly raw: boolean;
  readonly parts: readonly TextPart[];
}
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string; readonly span: Span }
  | { readonly kind: 'hole'; readonly value: Expression; readonly span: Span };
export interface IntegerExpression extends Node {
  readonly kind: 'integer';
  readonly value: bigint;
}
/** In milliseconds; `text` as written. */
export interface DurationExpression extends Node {
  readonly kind: 'duration';
  readonly value: number;
  readonly text: string;
}
/** Days since 1970-01-01. */
export interface DateExpression extends Node {
  readonly kind: 'date';
  readonly value: number;
  readonly text: string;
}
/** Milliseconds since 1970-01-01T00:00Z. */
export interface InstantExpression extends Node {
  readonly kind: 'instant';
  readonly value: number;
  readonly text: string;
}
export interface BooleanExpression extends Node {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface AbsentExpression extends Node {
  readonly kind: 'absent';
}
export interface NameExpression extends Node {
  readonly kind: 'name';
  readonly name: Name;
}
/** `cs.x`, `mv.x`, `param.x`. */
export interface QualifiedExpression extends Node {
  readonly kind: 'qualified';
  readonly qualifier: 'cs' | 'mv' | 'param';
  readonly name: Name;
}
export interface SameExpression extends Node {
  readonly kind: 'same';
}
export interface SelfExpression extends Node {
  readonly kind: 'self';
}
export interface MemberExpression extends Node {
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: Name;
}
export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly name: Name;
  readonly arguments: readonly ArgumentNode[];
}
export type ArgumentNode = Expression | LambdaNode;
export interface LambdaNode extends Node {
  readonly kind: 'lambda';
  readonly variable: Name;
  readonly body: Expression;
}
export interface ListExpression extends Node {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}
export interface IfExpression extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else?: Expression;
}
export interface CaseExpression extends Node {
  readonly kind: 'case';
  readonly subject: Expression;
  /** In the order written; an arm with no patterns is `else`. */
  readonly arms: readonly {
    readonly patterns: readonly Expression[];
    readonly isElse: boolean;
    readonly value: Expression;
    readonly span: Span;
  }[];
}
export interface EveryExpression extends Node {
  readonly kind: 'every';
  readonly type: Name;
  readonly variable: Name;
  readonly condition: Expression;
}
/** `a and b and c`: flat, at least two. */
export interface LogicalExpression extends Node {
  readonly kind: 'and' | 'or';
  readonly items: readonly Expression[];
}
export interface NotExpression extends Node {
  readonly kind: 'not';
  readonly of: Expression;
}
export interface ComparisonExpression extends Node {
  readonly kind: 'comparison';
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}
export interface PresenceExpression extends Node {
  readonly kind: 'presence';
  readonly present: boolean;
  readonly of: Expression;
}
export interface OtherwiseExpression extends Node {
  readonly kind: 'otherwise';
  readonly left: Expression;
  readonly right: Expression;
}
export interface ArithmeticExpression extends Node {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-' | '*';
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}
export interface NegativeExpression extends Node {
  readonly kind: 'negative';
  readonly of: Expression;
}
export interface ParenthesisedExpression extends Node {
  readonly kind: 'parenthesised';
  readonly of: Expression;
}
export interface ClearExpression extends Node {
  readonly kind: 'clear';
}
export interface KeepExpression extends Node {
  readonly kind: 'keep';
}
export interface ErrorExpression extends Node {
  readonly kind: 'error';
  readonly message: Expression;
}

export interface TestDeclaration extends Node, Documented {
  readonly kind: 'test';
  readonly title: TextExpression | MissingExpression;
  readonly steps: readonly TestStep[];
}
export type TestStep = Node &
  (
    | { readonly kind: 'param'; readonly name: Name; readonly value: Expression }
    | { readonly kind: 'at'; readonly time: Expression }
    | {
        readonly kind: 'given' | 'change';
        readonly type: TypeName;
        readonly anchor?: TextExpression;
        readonly object: ObjectNode;
      }
    | { readonly kind: 'remove'; readonly type: TypeName; readonly anchor?: TextExpression }
    | { readonly kind: 'expect'; readonly expectation: Expectation }
  );
export type Expectation = Node &
  (
    | { readonly kind: 'nothing' }
    | {
        readonly kind: 'error';
        readonly type: TypeName;
        readonly anchor?: TextExpression;
        readonly object?: ObjectNode;
      }
    | {
        readonly kind: 'object';
        readonly no: boolean;
        readonly change?: 'add' | 'update' | 'delete';
        readonly type: TypeName;
        readonly anchor?: TextExpression;
        readonly object?: ObjectNode;
      }
    | { readonly kind: 'missing' }
  );
export interface ObjectNode extends Node {
  readonly fields: readonly { readonly path: Path; readonly value: TestValue; readonly span: Span }[];
}
/** A constant, `typeName "anchor"`, or a list of these. */
export type TestValue =
  | Expression
  | (Node & { readonly kind: 'object'; readonly type: TypeName; readonly anchor: TextExpression })
  | (Node & { readonly kind: 'values'; readonly items: readonly TestValue[] });

/** A comment that is not documentation, with its place: the formatter keeps it, suppressions read it. */
export interface Comment extends Node {
  readonly text: string;
  /** Nothing but white space stands before it on its line. */
  readonly alone: boolean;
}
