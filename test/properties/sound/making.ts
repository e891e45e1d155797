// What one expression is made from: decisions, what is in sight, and how its parts are made.
import type { Tape } from './tape.js';
import type { Named, Type } from './types.js';

/** What is in sight. */
export interface Scope {
  /** Attributes of the source, `let`s, variables, `param.x`, `cs.x`: as they are written. */
  readonly names: readonly Named[];
  /** What can be read through references, by the type that they point to. */
  readonly through: ReadonlyMap<string, readonly Named[]>;
  readonly functions: readonly Declared[];
  /** The type of the object itself, where `self` is a reference to it. */
  readonly self?: string;
  /** The attributes of a person, where `every person` may stand. */
  readonly every?: readonly Named[];
}

export interface Declared {
  readonly name: string;
  readonly parameters: readonly Named[];
  readonly result: Type;
}

export interface Making {
  readonly tape: Tape;
  readonly scope: Scope;
  /** A part of that type; `more` is in sight there besides. */
  readonly part: (type: Type, more?: readonly Named[]) => string;
  /** A variable that hides nothing. */
  readonly variable: () => string;
}

/** One way to write an expression: nothing where it cannot give the type, or has nothing to work on. */
export type Form = (making: Making, type: Type) => string | undefined;
