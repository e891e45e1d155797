// What an expectation looks at: an object, a staged change or an error, with its values and who gave them.
import type { ValueType } from '@syncrule/runtime/plan';
import type { Value } from '@syncrule/runtime/values';
import type { Note } from '../result.js';

export interface Item {
  /** `corp.user "ada"`, `update of corp.user "ada"`. */
  readonly name: string;
  readonly side: 'cs' | 'mv';
  /** Of an object of a connected system. */
  readonly connector: string | undefined;
  /** The attributes that it has something to say about, for showing it as a whole. */
  readonly attributes: readonly string[];
  readonly typeOf: (attribute: string) => ValueType | undefined;
  /** Missing: an update that leaves the attribute as it is. */
  readonly values: (attribute: string) => readonly Value[] | undefined;
  readonly origin: (attribute: string) => Note | undefined;
  /** Why nobody gave a value, or another one. */
  readonly reasons: (attribute: string) => Promise<readonly Note[]>;
}
