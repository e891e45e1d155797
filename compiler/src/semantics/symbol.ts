// Something with a name, and a use of it: what the symbols of a program are made of.
import type { ValueType } from '@syncrule/runtime/plan';
import type { Location } from '../source/index.js';

export type SymbolKind =
  | 'param'
  | 'connector'
  | 'connectorType'
  | 'metaverse'
  | 'attribute'
  | 'namespace'
  | 'function'
  | 'flows'
  | 'rule'
  | 'let';

/** Something with a name. */
export interface ProgramSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The object type of an attribute, the rule of a `let`. */
  readonly container?: string;
  readonly type?: ValueType;
  readonly doc?: string;
  /** Of an attribute: when rules may write it. */
  readonly writable?: 'never' | 'create' | 'always';
  /** Of an attribute: why it should not be used any more. */
  readonly deprecated?: string;
  /** Where it is declared: in the program, or in the JSON of a schema. */
  readonly location: Location;
}

/** The symbol of that name; `container`: the object type of an attribute, the rule of a `let`. */
export type FindSymbol = (kind: SymbolKind, name: string, container?: string) => ProgramSymbol | undefined;

export interface Reference {
  readonly location: Location;
  readonly to: ProgramSymbol;
  /** The variant of its rule that means this (N2), the first of those that do; 0 outside of rules. */
  readonly variant: number;
}
