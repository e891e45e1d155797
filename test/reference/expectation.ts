// What a slot is expected to come to, before other slots have their say (engine specification 5.6, S2 to S4).
import type { Slot } from '@syncrule/runtime/store';
import type { Content } from '@syncrule/runtime/values';
import type { RefMv, RefObject } from './state.js';

export type Wanted = { readonly values: Content; readonly rule: string } | 'none' | 'withdraw' | 'not managed';

export interface Expectation {
  readonly kind: 'add' | 'update' | 'delete';
  readonly key: string;
  /** Of an object that nobody claims: none. */
  readonly mv: RefMv | undefined;
  readonly slot: Slot;
  readonly object: RefObject | undefined;
  /** Wanted name: of an add, or of an update that renames. */
  readonly name: string | undefined;
  readonly nameRule: string | undefined;
  readonly wanted: ReadonlyMap<string, Wanted>;
  readonly writers: ReadonlyMap<string, string>;
  readonly rule: string | undefined;
}
