// What compiling an expression needs: where the attributes stand, what the params hold, which functions there are.
import type { Expr } from '../plan/expression.js';
import type { PlanKey } from '../plan/plan.js';
import type { Content } from '../values/value.js';
import type { Observer } from './observe.js';

/** Slot of an attribute; an attribute that is not in the layout is a bug of ours. */
export type SlotOf = (attribute: string) => number;

export interface CompileContext {
  readonly source: SlotOf;
  /** For `cs.` and `mv.`; missing where the language allows none. */
  readonly target?: SlotOf;
  /** Bits of integer attributes of the source or target side read as booleans (6.3). `mask` as in the plan. */
  readonly bits?: { readonly source?: BitsOf; readonly target?: BitsOf };
  readonly params: ReadonlyMap<string, Content>;
  readonly lets: ReadonlyMap<string, Expr>;
  /** Keys of the plan, by which `every` finds its members; missing where no expression has one. */
  readonly keys?: readonly PlanKey[];
  /** Hears what every expression and part of one comes to; missing: nobody listens, and nothing is spent on it. */
  readonly observer?: Observer | undefined;
  readonly functions: ReadonlyMap<string, { readonly parameters: readonly string[]; readonly body: Expr }>;
}
export type BitsOf = (
  attribute: string,
) => { readonly of: string; readonly mask: number; readonly inverted: boolean } | undefined;
