// The records of an LDIF file (RFC 2849).
import type { RawValue } from '../directory/codec.js';

export interface LdifAttribute {
  /** With its options: `cn;lang-de`. */
  readonly name: string;
  readonly value: RawValue;
}

export interface Modification {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: readonly RawValue[];
}

export type LdifChange =
  | { readonly kind: 'add'; readonly dn: string; readonly attributes: readonly LdifAttribute[] }
  | { readonly kind: 'delete'; readonly dn: string }
  | { readonly kind: 'modify'; readonly dn: string; readonly modifications: readonly Modification[] }
  | {
      readonly kind: 'rename';
      readonly dn: string;
      readonly newRdn: string;
      readonly deleteOldRdn: boolean;
      readonly newSuperior: string | undefined;
    };

/** A record with its first line. `raw`: the text of an entry with the comments before it. */
export type LdifRecord =
  | {
      readonly kind: 'entry';
      readonly line: number;
      readonly dn: string;
      readonly attributes: readonly LdifAttribute[];
      readonly raw: string;
    }
  /** Comments or the version alone. */
  | { readonly kind: 'remark'; readonly line: number; readonly raw: string }
  /** Attributes without a name or classes: a blank line cut them off from the entry before. */
  | { readonly kind: 'rest'; readonly line: number; readonly attributes: readonly LdifAttribute[] }
  | { readonly kind: 'change'; readonly line: number; readonly change: LdifChange }
  | { readonly kind: 'broken'; readonly line: number; readonly dn: string | undefined; readonly message: string };
