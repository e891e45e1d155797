// A question about the present state: the engine itself answers it, evaluated anew and heard, and nothing is written.
import { evaluateOne, keySpecTexts, type Machine, prepare, Session, WorkingSet } from '../engine/index.js';
import type { Layouts, Store } from '../store/index.js';
import { Trace } from './trace.js';

export interface Asked {
  readonly session: Session;
  readonly trace: Trace;
}

export class Inquiry {
  private constructor(
    private readonly session: Session,
    private readonly trace: Trace,
  ) {}

  /** `at`: the time that expressions see. */
  static async open(store: Store, { plan, csTypes, mvTypes }: Machine, at: number): Promise<Inquiry> {
    const trace = new Trace();
    const layouts: Layouts = new Map(
      [...csTypes.values(), ...mvTypes.values()].map(({ name, layout }) => [name, layout]),
    );
    const machine = prepare(plan, layouts, await store.keySpecs(keySpecTexts(plan)), trace.observer);
    const space = await WorkingSet.over(store);
    return new Inquiry(new Session({ machine, space, at, everything: true }), trace);
  }

  /** Asks until nothing is missing: each time from the beginning, so that everything is heard. It must only read. */
  ask<T>(question: (asked: Asked) => T): Promise<T> {
    const { session, trace } = this;
    return evaluateOne(session, () => {
      session.trim();
      return question({ session, trace });
    });
  }
}
