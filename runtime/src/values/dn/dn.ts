// A distinguished name in parts (RFC 4514): relative names from left to right, the object's own first.

/** One type with its value. A value that stood as `#` and hexadecimal digits is the bytes of its BER encoding. */
export interface Ava {
  readonly type: string;
  readonly value: string | Uint8Array;
}
/** A relative name: one pair, or several joined by `+`. */
export type Rdn = readonly Ava[];
/** Empty for the root. */
export type Dn = readonly Rdn[];

export type ReadDn =
  | { readonly kind: 'dn'; readonly dn: Dn }
  /** `at`: the position (of a code unit, from 0) where the text stops being a name. */
  | { readonly kind: 'fault'; readonly at: number; readonly message: string };
