// When units are to be looked at again: a number for each id, since a plan that asks for the time has one for nearly everybody.
import type { Mark } from '../../store/index.js';
import { type MvId, mvId, type ObjectId, objectId } from '../../values/index.js';
import type { Trigger } from './notes.js';

/** No moment: time alone changes nothing. */
const NEVER = Number.POSITIVE_INFINITY;

export class Moments implements Iterable<Trigger> {
  private readonly objects = new Times<ObjectId>();
  private readonly mvs = new Times<MvId>();

  /** The least of several counts; `undefined`: never. */
  note(mark: Mark, at: number = NEVER): void {
    if ('object' in mark) this.objects.note(mark.object, at);
    else this.mvs.note(mark.mv, at);
  }

  /** What was noted of a unit, as it is to be written. */
  of(mark: Mark): Trigger | undefined {
    const at = 'object' in mark ? this.objects.at(mark.object) : this.mvs.at(mark.mv);
    return Number.isNaN(at) ? undefined : triggerOf(mark, at);
  }

  *[Symbol.iterator](): Generator<Trigger> {
    for (const [id, at] of this.objects) yield triggerOf({ object: objectId(id) }, at);
    for (const [id, at] of this.mvs) yield triggerOf({ mv: mvId(id) }, at);
  }
}

const triggerOf = (mark: Mark, at: number): Trigger => ({ mark, at: at === NEVER ? undefined : at });

/** Times by id; NaN where none was noted. */
class Times<Id extends number> {
  private times = new Float64Array(64).fill(Number.NaN);

  at(id: Id): number {
    return this.times[id] ?? Number.NaN;
  }

  note(id: Id, at: number): void {
    if (id >= this.times.length) this.grow(id + 1);
    const known = this.at(id);
    this.times[id] = Number.isNaN(known) ? at : Math.min(known, at);
  }

  *[Symbol.iterator](): Generator<readonly [id: number, at: number]> {
    for (const [id, at] of this.times.entries()) if (!Number.isNaN(at)) yield [id, at];
  }

  private grow(length: number): void {
    const times = new Float64Array(Math.max(length, this.times.length * 2)).fill(Number.NaN);
    times.set(this.times);
    this.times = times;
  }
}
