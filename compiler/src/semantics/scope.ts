// What an expression sees: the names in sight and what they mean. Declarations build scopes, expressions are checked in them.
import type { Equality, Expr, NamePlace, PlanKey, ValueType } from '@syncrule/runtime/plan';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Location, SourceFile } from '../source/source.js';
import type { Expression, Name } from '../syntax/tree.js';

/** The type of an expression; `anything`: of `absent`, `error(…)`, and of what is wrong already and was reported. */
export type Type = ValueType | 'anything';

/** A text attribute's matching; computed texts have none (8.7). */
export type Matching = 'exact' | 'ignoreCase';

/** Facts (W1): paths known to be present, and for sets of texts which texts they can still be. Paths as {@link Typed.path}. */
export interface Facts {
  readonly present: ReadonlySet<string>;
  readonly oneOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A part of an expression that is the reason for something, for messages. */
export interface Part {
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** What checking an expression yields. */
export interface Typed {
  readonly expr: Expr;
  readonly type: Type;
  /** Its presence (5.4): certain, or possibly absent. */
  readonly certain: boolean;
  readonly matching: Matching | undefined;
  /** The canonical text of a path (W1): `sn`, `cs.mail`, `param.zone`, `manager.employed`. */
  readonly path: string | undefined;
  /** What is known to be present when this is present (W2). */
  readonly pres: ReadonlySet<string>;
  /** For conditions: what is known when it is true, and when it is false (W3). */
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
  /** Paths that may make it absent, for messages: where and which. Empty when certain. */
  readonly mayBeAbsent: readonly Part[];
  /** It moves with time (X1). */
  readonly moves: boolean;
  /** It reads: used by R3, R4, N4 (for `let`s transitively). */
  readonly reads: Reads;
  /** What in it rests on a name that `unique` gives (X6). */
  readonly restsOn: readonly Part[];
  /** It is an attribute whose expression is as a whole a call of `unique`: whether it is present is known early (X6). */
  readonly givenName?: true;
  /** Of a reference: between which objects; missing where only its type tells. */
  readonly side?: 'cs' | 'mv' | undefined;
  readonly mayClear: boolean;
  readonly mayKeep: boolean;
  readonly mayFail: boolean;
}
export interface Reads {
  readonly source: boolean;
  readonly target: boolean;
  readonly time: boolean;
  readonly through: boolean;
  /** It looks up metaverse objects with `every`. */
  readonly every: boolean;
  /** It makes a name with `unique`. */
  readonly unique: boolean;
}

/** Whether an attribute rests on a name (X6); `given`: its expression is as a whole a call of `unique` that rests on none. */
export type Naming = 'none' | 'rests' | 'given';

/** What a name stands for. */
export type Binding =
  | {
      readonly kind: 'attribute';
      readonly expr: Expr;
      readonly type: ValueType;
      readonly matching: Matching | undefined;
      readonly certain: boolean;
      readonly path: string;
      /** Missing: it rests on none. */
      readonly naming?: Naming;
    }
  /** The part before the dot of composite attributes (6.2); a member of it is looked up as `name.member` in the same scope. */
  | { readonly kind: 'group'; readonly name: string }
  /** A `let`: what checking its right side gave, with `expr` being `{op:'let'}`. */
  | { readonly kind: 'let'; readonly typed: Typed }
  | {
      readonly kind: 'variable';
      readonly expr: Expr;
      readonly type: ValueType;
      readonly matching: Matching | undefined;
      readonly certain: boolean;
      readonly path: string;
    }
  /** Known, but not allowed here; the diagnostic says why (N4, R3 …). */
  | { readonly kind: 'forbidden'; readonly diagnostic: (name: Name) => Diagnostic };

export interface DeclaredFunction {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: ValueType }[];
  readonly result: ValueType;
  /** Whether its body is certain when these arguments are (P5). */
  readonly certain: (presences: readonly boolean[]) => boolean;
  /** What its body reads (time, through references); missing: nothing of this. */
  readonly reads?: Reads;
  /**
   * What its body makes of moving arguments (X1): the result stands, it moves, or one of them is used where nothing may
   * move. Missing: no argument may move, and the result stands.
   */
  readonly moving?: (moves: readonly boolean[]) => 'stands' | 'moves' | 'misplaced';
}

/** An attribute of an object type, for reading through references (N6). */
export interface AttributeSymbol {
  readonly type: ValueType;
  readonly matching: Matching | undefined;
  /** Missing: it rests on no name. */
  readonly naming?: Naming;
}

/** Is told where an expression of the plan is written. Parts are told before the whole. */
export type Placed = (expr: Expr, location: Location) => void;

export interface Scope {
  readonly file: SourceFile;
  /** Unqualified names (N3) except variables of lambdas, which the expression checker adds itself. Dotted for members of groups. */
  readonly name: (name: string) => Binding | undefined;
  /** All unqualified names in sight, for "did you mean" and completion. */
  readonly names: () => readonly string[];
  /** `cs.` or `mv.`, whichever the rule has on its target side. Missing: neither is known here (functions, namespaces). */
  readonly target:
    | {
        readonly qualifier: 'cs' | 'mv';
        readonly name: (name: string) => Binding | undefined;
        readonly names: () => readonly string[];
      }
    | undefined;
  /** The qualifier of the source's own side, whose use is an error with a fix (N4). */
  readonly sourceQualifier: 'cs' | 'mv' | undefined;
  readonly param: (name: string) => { readonly type: ValueType; readonly path: string } | undefined;
  readonly params: () => readonly string[];
  readonly function: (name: string) => DeclaredFunction | undefined;
  readonly functions: () => readonly string[];
  /** `same` (N7), inside flows; the attribute's name is used by messages. */
  readonly same: { readonly attribute: string; readonly binding: Binding | undefined } | undefined;
  /** The type of `self` (N8). */
  readonly self: ValueType | undefined;
  /** Attribute `name` of an object type (`corp.user`, `person`). */
  readonly attribute: (typeName: string, name: string) => AttributeSymbol | undefined;
  /** The names of its attributes, for "did you mean". Missing: nothing is suggested. */
  readonly attributes?: (typeName: string) => readonly string[];
  /** All object types of the side that a reference type belongs to: for `ref any`. */
  readonly types: (side: 'cs' | 'mv') => readonly string[];
  /** Whether the types of a connector have LDAP names: texts expected as references are DN templates (T2). */
  readonly namedBy: (typeName: string) => 'dn' | undefined;
  /** Called with each expression of the plan and the place where it is written, for who wants to know: coverage. */
  readonly placed?: Placed | undefined;
  /** `every` may stand here (T12): what gives a key on the members its number. */
  readonly keyNumber?: ((key: PlanKey) => number) | undefined;
  /** `unique` may stand here (X2): what the names that it gives belong to. */
  readonly namePlace?: NamePlace | undefined;
  readonly namespaces?: () => readonly string[];
  /** The accounts that outbound rules give to objects of a connector type (X4). */
  readonly accounts?: (typeName: string) => readonly string[];
  readonly report: (diagnostic: Diagnostic) => void;
}

/** What the context expects of an expression (T1), and which forms it allows (F2). */
export interface Expectation {
  readonly type: Type | undefined;
  /** `flow`: clear, keep and error may stand here; `let`: error may; `value`: none. */
  readonly position: 'flow' | 'let' | 'value';
  /** In a flow to a reference: the side on which the reference will live; a source reference crosses (5.6, 9.10). */
  readonly crossing?: boolean;
  /** The target's connector, for texts that name an object (T2). */
  readonly connector?: string;
  /**
   * Where time may stand besides comparisons (X1). `result`: the expression as a whole may move (bodies of functions;
   * a `let` always may). `anywhere`: inbound `once` flows. Missing: nowhere.
   */
  readonly moving?: 'result' | 'anywhere';
}

export type Check = (expression: Expression, scope: Scope, facts: Facts, expectation: Expectation) => Typed;
export type { Equality };
