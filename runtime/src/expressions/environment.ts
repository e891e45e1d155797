// What an expression reads while it is evaluated.
import type { NamePlace } from '../plan/expression.js';
import type { Content, MvKey, RefText, Row } from '../values/value.js';

/** Outcomes that are not values (8.19). Thrown failures are {@link Failure}. */
export const CLEAR: unique symbol = Symbol('clear');
export const KEEP: unique symbol = Symbol('keep');
export type Outcome = Content | typeof CLEAR | typeof KEEP;

/** Thrown where evaluation arrives at `error(m)`; caught at the flow. Not an `Error`: it is an expected outcome and has no stack. */
export class Failure {
  constructor(
    readonly message: string,
    readonly kind: 'flow-error' | 'names-exhausted' = 'flow-error',
  ) {}
}

/** Reading through references (8.13). `reference` is of the side that the expression names. */
export interface Through {
  connectorObject(connector: string, reference: RefText, types: readonly string[], attribute: string): Content;
  metaverseObject(reference: MvKey, types: readonly string[], attribute: string): Content;
  /** Metaverse objects under one of these texts of a key of the plan, each once, in ascending order (8.14). */
  members(key: number, texts: readonly string[]): readonly MvKey[];
}

/** A call of `unique` (8.16): candidates that are absent are left out. */
export interface NameRequest {
  readonly place: NamePlace;
  readonly namespace: string;
  readonly candidates: () => Iterable<string>;
}

export interface Environment {
  /** The source object's attributes, by slot. */
  readonly source: Row;
  /** The target object's, for `cs.x` and `mv.x`. */
  readonly target: Row | undefined;
  /** The source object as a reference. */
  readonly self: RefText | MvKey;
  /** The connector of the connector object in play (the source inbound, the target outbound). */
  readonly connector: string;
  readonly through: Through;
  /** The time of the run, ms since 1970. */
  readonly now: number;
  /** Called with every moment after `now` at which a comparison made here could turn out otherwise (7.10 X1). */
  readonly moment: (at: number) => void;
  /** Gives a name that nobody else has; where it is missing, the first candidate stands for it. */
  readonly unique?: ((request: NameRequest) => Content) | undefined;
  /** Called with the name of each source attribute read, when somebody wants to know (explain); missing otherwise. */
  readonly observe?: (side: 'source' | 'target' | 'param', name: string, value: Content) => void;
}

/** A compiled expression. Throws only {@link Failure} and what the environment's readers throw. */
export type Evaluate = (environment: Environment) => Content;
/** A compiled right side of a flow. */
export type EvaluateOutcome = (environment: Environment) => Outcome;
