// Types of values as the plan writes them.

export type Scalar =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'duration'
  | 'binary'
  | 'dn'
  | 'secret'
  | 'ref';

/**
 * The type of an attribute, a parameter or an expression (language specification, section 5).
 * `oneOf`: a set of texts, sorted (only `string`). `to`: what a reference may point to, sorted type names
 * (`person`, `corp.user`); missing: anything of its side (`ref any`).
 */
export interface ValueType {
  readonly scalar: Scalar;
  readonly many: boolean;
  readonly oneOf?: readonly string[];
  readonly to?: readonly string[];
}

/** How two values are compared (8.7). `value`: integers, booleans, dates, times, durations. */
export type Equality = 'exact' | 'ignoreCase' | 'dn' | 'binary' | 'ref' | 'value';
