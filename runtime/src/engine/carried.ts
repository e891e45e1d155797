// What a full synchronisation has carried through: metaverse objects that were judged and stored as soon as nothing was
// left that they wait for. It is right as long as nothing touches them; what does takes them back.
import type { MvId } from '../values/index.js';
import { IdNumbers } from './space/id-numbers.js';
import { IdSet } from './space/id-set.js';

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

  store(id: MvId): void {
    this.stored.add(id);
    this.unstaged.add(id);
  }

  /** `adds`: bits of the slots for which it stages an add. */
  settleStanding(id: MvId, adds: number): void {
    this.standing.add(id);
    this.adds.set(id, adds);
  }

  /** Whether one that stands alone, or did when others were told of it, stages an add for the slot of this index. */
  addsTo(id: MvId, slot: number): boolean {
    return ((this.adds.get(id) >>> slot) & 1) === 1;
  }

  stage(id: MvId): void {
    this.unstaged.delete(id);
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

  /** It has to be looked at like any other. Whether it had been carried through. */
  takeBack(id: MvId): boolean {
    if (!this.stored.delete(id)) return false;
    this.standing.delete(id);
    this.unstaged.delete(id);
    return true;
  }
}
