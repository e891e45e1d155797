// Expressions of a plan: a JSON tree. Everything a name could mean is decided: the engine looks nothing up by guess.
import type { Equality, ValueType } from './types.js';

/** Where something stands in the program: index into `Plan.files`, line and column, both from 1. */
export type Place = readonly [file: number, line: number, column: number];

/**
 * A constant in JSON: string, boolean; integer as decimal text in `{ "integer": "…" }`; date as `{ "date": days }`,
 * datetime `{ "datetime": ms }`, duration `{ "duration": ms }`; a list as an array of these.
 */
export type Constant =
  | string
  | boolean
  | { readonly integer: string }
  | { readonly date: number }
  | { readonly datetime: number }
  | { readonly duration: number }
  | readonly Constant[];

export type Expr =
  | { readonly op: 'const'; readonly value: Constant }
  | { readonly op: 'absent' }
  /** Attribute of the source object (in a derived attribute: of the metaverse object itself). */
  | { readonly op: 'source'; readonly attribute: string }
  /** `cs.x`, `mv.x`: attribute of the target object; absent where there is none. */
  | { readonly op: 'target'; readonly attribute: string }
  | { readonly op: 'param'; readonly name: string }
  /** The source object as a reference. */
  | { readonly op: 'self' }
  /** A lambda's variable or a function's parameter, by name; inner ones hide outer ones. */
  | { readonly op: 'variable'; readonly name: string }
  /** A `let` of the same rule. */
  | { readonly op: 'let'; readonly name: string }
  /**
   * `e.x`: attribute of the object that `of` refers to; over a list, of each. `side` says whether the reference is one
   * between connector objects or between metaverse objects; `types` the possible types of the referred object that
   * have the attribute.
   */
  | {
      readonly op: 'through';
      readonly of: Expr;
      readonly attribute: string;
      readonly side: 'cs' | 'mv';
      readonly types: readonly string[];
    }
  /** A text with holes; strict. */
  | { readonly op: 'text'; readonly parts: readonly (string | Expr)[] }
  /** A DN template (T3): relative names and runs of components, from left to right. */
  | { readonly op: 'dn'; readonly parts: readonly DnPart[] }
  /** A reference to the object of that name in the target's connector; `name` yields a `dn` (T2). */
  | { readonly op: 'named'; readonly name: Expr; readonly connector: string }
  /** A catalogue function. `each`: applied to each value of the list that the first argument is (V1). */
  | {
      readonly op: 'call';
      readonly name: string;
      readonly arguments: readonly (Expr | Lambda)[];
      readonly each?: true;
      readonly by?: Equality;
    }
  /** A declared function, from `Plan.functions`. `each` as above. */
  | { readonly op: 'apply'; readonly name: string; readonly arguments: readonly Expr[]; readonly each?: true }
  | { readonly op: 'if'; readonly condition: Expr; readonly then: Expr; readonly else?: Expr }
  | {
      readonly op: 'case';
      readonly subject: Expr;
      readonly by: Equality;
      readonly arms: readonly { readonly patterns: readonly Constant[]; readonly then: Expr }[];
      readonly else?: Expr;
    }
  | { readonly op: 'and' | 'or'; readonly items: readonly Expr[] }
  | { readonly op: 'not'; readonly of: Expr }
  | { readonly op: 'equal' | 'unequal'; readonly left: Expr; readonly right: Expr; readonly by: Equality }
  /** Order. `zone`: one side is `today(zone)` or moves with it. `now` or `today` in a side make the comparison move. */
  | { readonly op: 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual'; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'in'; readonly left: Expr; readonly right: Expr; readonly by: Equality }
  | { readonly op: 'present' | 'missing'; readonly of: Expr }
  /** `a ?? b`. */
  | { readonly op: 'otherwise'; readonly left: Expr; readonly right: Expr }
  /** `kind` says what is added: two texts, two lists (or a list and a value), a date and a duration … */
  | {
      readonly op: 'add';
      readonly kind: 'integer' | 'string' | 'binary' | 'duration' | 'list' | 'date' | 'datetime';
      readonly left: Expr;
      readonly right: Expr;
    }
  /** `difference`: two dates, giving a duration of whole days, or two datetimes. */
  | {
      readonly op: 'subtract';
      readonly kind: 'integer' | 'duration' | 'date' | 'datetime' | 'dateDifference' | 'datetimeDifference';
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly op: 'multiply'; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'negate'; readonly kind: 'integer' | 'duration'; readonly of: Expr }
  | { readonly op: 'list'; readonly items: readonly Expr[] }
  /**
   * `every T v where c`: references to the metaverse objects of `type`, the members, whose key, `Plan.keys[key]`, equals
   * the tuple of `links` and for which `condition` holds. `links` has an expression for each part of the key, free of
   * the variable; one that is absent means no member, one that is a list stands for each of its values. `condition`
   * sees a member as the variable, a reference, and is missing where the key says everything.
   */
  | {
      readonly op: 'every';
      readonly type: string;
      readonly variable: string;
      readonly key: number;
      readonly links: readonly Expr[];
      readonly condition?: Expr;
    }
  /**
   * `unique(namespace, candidate, …, n => candidate)` (L 8.16): `candidates` in order, then the body of `next` at
   * 2, 3, … 1000.
   */
  | {
      readonly op: 'unique';
      readonly namespace: string;
      readonly candidates: readonly Expr[];
      readonly next?: Lambda;
      readonly place: NamePlace;
    }
  /**
   * The metaverse references of `of`, each to become the account `name` of its object where it crosses to the connector
   * side (L 8.17, 9.10). Only where the outcome of an outbound flow to a reference comes from, in lists there, and
   * beside `+`.
   */
  | { readonly op: 'account'; readonly of: Expr; readonly name: string }
  /**
   * A password that is made at the moment of export (L 8.18). Only as the whole right side of a flow with mode `once`.
   * `length` in characters.
   */
  | { readonly op: 'newPassword'; readonly length: number }
  | { readonly op: 'now' }
  | { readonly op: 'today'; readonly zone: Expr }
  /** Outcomes (F1, F2): only in outcome positions; `error` there and in those of a `let`. */
  | { readonly op: 'clear' }
  | { readonly op: 'keep' }
  | { readonly op: 'error'; readonly message: Expr };

export type DnPart =
  /** One relative name; several attributes when joined by `+`. Values are escaped as RFC 4514 says. */
  | { readonly rdn: readonly { readonly type: string; readonly value: readonly (string | Expr)[] }[] }
  /** A run of components. */
  | { readonly run: Expr };

export interface Lambda {
  readonly op: 'lambda';
  readonly variable: string;
  readonly body: Expr;
}

/**
 * What a reservation belongs to besides its metaverse object (L X2): a derived attribute, or, of the slot of a
 * connector type and an account, a `let` or the target of a flow. It stays when rules are renamed or split. Equal places
 * in one object have equal expressions or can never apply together.
 */
export interface NamePlace {
  /** `person` of a derived attribute, `corp.user` of a slot. */
  readonly type: string;
  /** Of a slot; missing: the unnamed account. */
  readonly account?: string;
  /** The attribute, the `let` (also one of included `flows`) or the flow's target. */
  readonly name: string;
}

export type Op = Expr['op'];
/** Needed by readers that show types; not stored in expressions. */
export type { ValueType };
