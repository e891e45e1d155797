// The form of a catalogue entry: signature, behaviour, documentation, examples and implementation in one place.
// The checker, the runtime, hover, completion and the reference are all driven by it.
import type { Equality, Scalar } from '../plan/types.js';
import type { Content } from '../values/value.js';

/**
 * The type of a parameter or a result. `any` binds a variable: within one call it stands for one type
 * (`first(xs: T[]): T`). `scalars` limits what it may be; missing: anything but `secret`.
 */
export type Pattern =
  | { readonly kind: 'type'; readonly scalar: Scalar; readonly many: boolean }
  | { readonly kind: 'any'; readonly name: string; readonly many: boolean; readonly scalars?: readonly Scalar[] }
  /** A lambda over the values of an earlier parameter; `of` names the type variable of its argument. */
  | { readonly kind: 'lambda'; readonly of: string; readonly result: Pattern }
  /** A text literal without holes that the compiler hands to `check` of the parameter (regular expression, format, zone). */
  | { readonly kind: 'literal' };

export interface Parameter {
  readonly name: string;
  readonly doc: string;
  readonly type: Pattern;
  /** Optional ones come last. */
  readonly optional?: true;
  /** May be repeated; only the last. */
  readonly rest?: true;
  /** For literals: what is wrong with this text, or nothing. */
  readonly check?: (text: string) => string | undefined;
}

/** What a function may use besides its arguments. */
export interface CallContext {
  /** How texts of the first argument compare (`distinct`, `without`): decided by the compiler. */
  readonly by: Equality;
}

/** An argument as the implementation receives it: content, or for a lambda a function of one value. */
export type Argument = Content | ((value: Content) => Content);

export type Family = 'text' | 'list' | 'number' | 'date' | 'phone' | 'conversion' | 'binary' | 'certificate' | 'dn';

export interface FunctionEntry {
  readonly name: string;
  readonly family: Family;
  readonly parameters: readonly Parameter[];
  readonly result: Pattern;
  /** One absent argument makes the result absent, without a call (P3). */
  readonly strict: boolean;
  /** The result may be absent though no argument is: a conversion that fails, a text that is empty. */
  readonly absent: 'never' | 'mayFail' | 'mayBeEmpty';
  /** Applying it to its own result changes nothing. */
  readonly idempotent: boolean;
  /** One paragraph: what it gives, in which unit, from which source (RFC, vendor page). */
  readonly doc: string;
  /** Each runs as a test: both sides are expressions of the language; `absent` where there is no value, `certificate` for the certificate of the examples. */
  readonly examples: readonly { readonly call: string; readonly gives: string }[];
  /** Never throws; total. Strict functions never see an absent argument. */
  readonly implementation: (context: CallContext, ...args: readonly Argument[]) => Content;
}
