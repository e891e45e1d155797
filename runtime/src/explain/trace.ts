// Hearing the engine while it evaluates: every part of every expression, and what it came to.
import type { Failure, Observer, Outcome } from '../expressions/index.js';
import type { Expr } from '../plan/index.js';

/** What a part of an expression came to. */
export type Heard = Outcome | Failure | boolean;
/** The parts that were evaluated; of one that was evaluated several times, the last outcome. */
export type Outcomes = ReadonlyMap<Expr, Heard>;

export class Trace {
  private heard = new Map<Expr, Heard>();

  readonly observer: Observer = (expr, outcome) => {
    this.heard.set(expr, outcome);
  };

  /** Runs something and tells what was evaluated meanwhile. */
  during<T>(run: () => T): { readonly result: T; readonly outcomes: Outcomes } {
    const before = this.heard;
    const outcomes = new Map<Expr, Heard>();
    this.heard = outcomes;
    try {
      return { result: run(), outcomes };
    } finally {
      this.heard = before;
      for (const [expr, outcome] of outcomes) before.set(expr, outcome);
    }
  }
}
