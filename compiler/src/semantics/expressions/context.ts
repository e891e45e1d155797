// What checking a part of an expression needs to know, and how parts are handed on.
import type { FunctionEntry } from '@syncrule/runtime/functions';
import type { Expression } from '../../syntax/tree.js';
import type { Expectation, Facts, Scope, Type, Typed } from '../scope.js';

/** What a place expects. `must`: the result has to fit; otherwise the type only says how texts are to be read (T1). */
export interface Expected {
  readonly type: Type;
  readonly must: boolean;
  /** The type is that of a neighbour, whose common type is sought (T8): a text that is not of its set is one by itself. */
  readonly neighbour: boolean;
  /** The value goes over to the other side: references of the source's side fit any reference (5.6). */
  readonly crossing: boolean;
  readonly connector: string | undefined;
}

export interface Context {
  readonly scope: Scope;
  readonly catalogue: ReadonlyMap<string, FunctionEntry>;
  readonly facts: Facts;
  /** Variables of the lambdas around, by name. */
  readonly variables: ReadonlyMap<string, Typed>;
  readonly position: Expectation['position'];
  /** The innermost form around it in which names are not made (X2), nor, lambdas and `every`, objects looked up. */
  readonly inside: 'lambda' | 'every' | 'condition' | undefined;
  /** What moves with time may stand anywhere (inbound `once`). */
  readonly timeAnywhere: boolean;
  /** A call whose argument moves, with the comparison written the other way round. */
  readonly turned?: { readonly call: Expression; readonly comparison: Expression; readonly text: string };
  /** Checks any expression: the way from one kind of expression to all others. */
  readonly check: (node: Expression, context: Context, expected: Expected | undefined) => Typed;
}

const PLACE = { must: false, neighbour: false, crossing: false, connector: undefined } as const;

/** A place that must be given this type. */
export const must = (type: Type): Expected => ({ ...PLACE, type, must: true });
/** A place where this type says how texts are read. */
export const hint = (type: Type): Expected => ({ ...PLACE, type });
/** A place beside something of this type, where nothing else is expected. */
export const besides = (type: Type): Expected | undefined =>
  type === 'anything' ? undefined : { ...PLACE, type, neighbour: true };

export const hintOf = (type: Type | undefined): Expected | undefined => (type === undefined ? undefined : hint(type));
