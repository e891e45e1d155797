// What the compiler finds. Data first: words come from the catalogue, frames from the renderer.
import type { Location } from '../source/source.js';

export type Severity = 'error' | 'warning' | 'hint';

/** One finding. `code` is in the catalogue (`SR` and four digits); `location` is the smallest span that is wrong. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: expected, then found. Never a suggestion. */
  readonly message: string;
  readonly location: Location;
  /** Short text at the caret. */
  readonly label?: string;
  /** Other places that belong to it. */
  readonly related: readonly { readonly location: Location; readonly message: string }[];
  readonly notes: readonly string[];
  /** What to do. */
  readonly help?: string;
  readonly fixes: readonly Fix[];
}

/** An edit that mends it. The title begins with a capital letter and has no full stop. */
export interface Fix {
  readonly title: string;
  /**
   * Nobody needs to look: what compiles means the same afterwards, and of what does not compile it is the only meaning.
   * `rulec check --fix` applies these.
   */
  readonly safe?: true;
  readonly edits: readonly { readonly location: Location; readonly text: string }[];
}
