// What a synchronisation notes in the transaction that writes what it did, for the one that takes it up should it not end:
// with whom it is through, whom it found otherwise after that, and when they are to be looked at again.
import type { Changes, Mark } from '../../store/index.js';
import type { MvId } from '../../values/index.js';

export type Trigger = NonNullable<Changes['triggers']> extends Iterable<infer T> ? T : never;

export class Notes {
  private done = new Map<MvId, boolean>();
  private marks: Mark[] = [];
  private triggers: Trigger[] = [];

  /** Nothing is left to be done about it; `triggers`: when something is again, of it and of its objects. */
  isDone(id: MvId, triggers: readonly Trigger[]): void {
    this.done.set(id, true);
    this.triggers.push(...triggers);
  }

  /** Something is, after all. */
  isOpen(id: MvId): void {
    this.done.set(id, false);
  }

  /** Whoever refers to it is to be staged anew. */
  mark(mv: MvId): void {
    this.marks.push({ mv });
  }

  /** What was noted since this was last asked. */
  take(): Changes {
    const { done, marks, triggers } = this;
    this.done = new Map();
    this.marks = [];
    this.triggers = [];
    return {
      ...(done.size === 0 ? {} : { done }),
      ...(marks.length === 0 ? {} : { marks }),
      ...(triggers.length === 0 ? {} : { triggers }),
    };
  }
}
