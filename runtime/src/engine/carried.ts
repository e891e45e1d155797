// What a full synchronisation has carried through: metaverse objects that were judged, stored and staged as soon as nothing
// was left that they wait for. It is right as long as nothing touches them; what does takes them back. The store is told of
// those with which the synchronisation is through, so that one that is taken up need not look at them again.
import type { MvId } from '../values/index.js';
import { IdNumbers } from './space/id-numbers.js';
import { IdSet } from './space/id-set.js';
import type { Notes, Trigger } from './space/notes.js';

export class Carried {
  /** Judged, and their attributes stored. */
  private readonly stored = new IdSet<MvId>();
  /** Those of them that stand alone: nobody competes for their names, and nothing is in the way of what they want. */
  private readonly standing = new IdSet<MvId>();
  /** The slots for which these stage an add: a bit for each slot of the type. */
  private readonly adds = new IdNumbers<MvId>();
  /** Those whose operations are still to be staged. */
  readonly unstaged = new IdSet<MvId>();
  /** Those of them of whom others were told what stands for them. */
  private readonly told = new IdSet<MvId>();
  /** Those of which the store is told. */
  private readonly noted = new IdSet<MvId>();
  /** Those with which the synchronisation was through before it was taken up. */
  readonly restored = new IdSet<MvId>();

  constructor(private readonly notes: Notes) {}

  /** What the store was told when the synchronisation was interrupted. */
  restore(ids: Iterable<MvId>): void {
    for (const id of ids) for (const set of [this.stored, this.standing, this.noted, this.restored]) set.add(id);
  }

  store(id: MvId): void {
    this.stored.add(id);
    this.unstaged.add(id);
  }

  /** `adds`: bits of the slots for which it stages an add. */
  settleStanding(id: MvId, adds: number): void {
    this.standing.add(id);
    this.adds.set(id, adds);
  }

  /**
   * Whether one that stands alone, or did when others were told of it, stages an add for the slot of this index; of one that
   * is restored the store knows.
   */
  addsTo(id: MvId, slot: number): boolean {
    return ((this.adds.get(id) >>> slot) & 1) === 1;
  }

  stage(id: MvId): void {
    this.unstaged.delete(id);
  }

  /** Its operations are staged: what stands for it can be read from them. */
  isStaged(id: MvId): boolean {
    return this.stored.has(id) && !this.unstaged.has(id);
  }

  /** Nothing is left to be done about it, and nothing to be said; `triggers`: of it and of its objects. */
  note(id: MvId, triggers: readonly Trigger[]): void {
    this.noted.add(id);
    this.notes.isDone(id, triggers);
  }

  /** Something may be left to be done about it, though it need not be taken back. */
  reopen(id: MvId): void {
    if (this.noted.delete(id)) this.notes.isOpen(id);
  }

  /** All names are known now: who stands alone is asked anew. */
  forgetStanding(): void {
    for (const id of this.unstaged) if (this.standing.has(id)) this.told.add(id);
    this.standing.clear();
  }

  /** Others were told what stands for it, and it is staged only now. */
  wasTold(id: MvId): boolean {
    return this.told.has(id);
  }

  /** What stands for it will not change unless something touches it. */
  stands(id: MvId): boolean {
    return this.standing.has(id);
  }

  /** It has to be looked at like any other. Whether others were told what stands for it; the store may have been told of them. */
  takeBack(id: MvId): boolean {
    if (!this.stored.has(id)) return false;
    const stood = this.standing.has(id);
    if (stood) this.notes.mark(id);
    this.drop(id);
    return stood;
  }

  /** It is no more. */
  drop(id: MvId): void {
    this.reopen(id);
    for (const set of [this.stored, this.standing, this.unstaged, this.restored]) set.delete(id);
  }
}
