// What stands at the cursor: the answer of the first half of completion, the question to the second.
import type { Span } from '@syncrule/compiler/source';
import type { Expression, LetClause, Path } from '@syncrule/compiler/syntax';

/** One place in a program, as completion and hover see it. */
export type Cursor =
  /** A new name, a number, a comment: nothing is known better than by who writes it. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Where a clause of a rule or of `flows` begins: words of clauses, and targets of flows. */
  | { readonly kind: 'clause'; readonly words: readonly string[]; readonly sight: Sight }
  /** A target of a flow behind a comma, or behind the dot of a group. */
  | { readonly kind: 'target'; readonly group: string; readonly sight: Sight }
  /** The name of an object type, or of a connector before its dot. `side`: on which it must be, where that is known. */
  | { readonly kind: 'objectType'; readonly connector: string | undefined; readonly side: Side | undefined }
  | { readonly kind: 'type' }
  | { readonly kind: 'flows' }
  /** A rule in the `prefer` list of an attribute. */
  | { readonly kind: 'rule'; readonly type: string }
  /** A namespace, in a call of `unique`. */
  | { readonly kind: 'namespace' }
  /** An account that objects of one of these connector types have. */
  | { readonly kind: 'account'; readonly types: readonly string[] }
  /** An account of the objects that the target of a flow may refer to (X4). */
  | { readonly kind: 'accountOfTarget'; readonly sight: Sight }
  /** Behind `expect`: words, and object types of either side. */
  | { readonly kind: 'expectation'; readonly words: readonly string[] }
  /** The name of an attribute in an object of a test; `words`: what else may stand there. */
  | { readonly kind: 'field'; readonly group: string; readonly sight: Sight; readonly words: readonly string[] }
  /** A constant in a test: the value of an attribute of the target type, or of a parameter. */
  | { readonly kind: 'fieldValue'; readonly path: string; readonly sight: Sight }
  | { readonly kind: 'paramValue'; readonly param: string }
  /** `words`: what may stand there beside operands. */
  | {
      readonly kind: 'operand';
      readonly sight: Sight;
      readonly expected: Expected | undefined;
      readonly words: readonly string[];
    }
  | { readonly kind: 'qualified'; readonly qualifier: 'cs' | 'mv' | 'param'; readonly sight: Sight }
  /** Behind a dot. */
  | { readonly kind: 'member'; readonly of: Expression; readonly sight: Sight }
  /** Inside a text. */
  | { readonly kind: 'text'; readonly sight: Sight; readonly expected: Expected | undefined }
  /** Where an arm of a `case` begins. */
  | { readonly kind: 'pattern'; readonly sight: Sight; readonly expected: Expected | undefined }
  /** Inside the text that names a connector's schema file. */
  | { readonly kind: 'schema' };

export type Side = 'cs' | 'mv';

/** What names mean there. */
export interface Sight {
  readonly place:
    | 'scope'
    | 'join'
    | 'when'
    | 'unclaimed'
    | 'let'
    | 'flow'
    | 'derived'
    | 'namespace'
    | 'function'
    | 'after'
    | 'constant';
  /** The object types whose attributes are names, and those behind `cs.` or `mv.`; several where a rule lists several. */
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly lets: readonly LetClause[];
  readonly variables: readonly Variable[];
  /** The targets of the flow: what `same` stands for. */
  readonly targets: readonly Path[];
  /** `clear`, `keep` and `error` may stand here. */
  readonly isOutcome: boolean;
}

/** Where no name means anything. */
export const EMPTY: Sight = {
  place: 'constant',
  source: [],
  target: [],
  lets: [],
  variables: [],
  targets: [],
  isOutcome: false,
};

/** A name that an expression or a function binds. */
export type Variable =
  /** Each value of a list. */
  | { readonly kind: 'each'; readonly name: string; readonly of: Expression | undefined }
  /** An object of a type. */
  | { readonly kind: 'object'; readonly name: string; readonly type: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly type: string };

/** Where the texts come from that may stand here. */
export type Expected =
  /** Another operand, or the subject of a `case`. */
  | { readonly kind: 'like'; readonly other: Expression }
  /** The target of a flow. */
  | { readonly kind: 'target'; readonly path: Path }
  /** The attribute of an object in a test. */
  | { readonly kind: 'field'; readonly path: string };

/** A cursor, and the text that a completion replaces. */
export interface Place {
  readonly cursor: Cursor;
  /** The word under the cursor; empty between words. */
  readonly span: Span;
  /** The word without back-ticks. */
  readonly word: string;
}

export const NOTHING: Cursor = { kind: 'nothing' };
export const words = (...given: readonly string[]): Cursor => ({ kind: 'words', words: given });
