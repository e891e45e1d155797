// Sets of ids. Ids are given in order, so a set over all of them is a bit for each: small, and in order without sorting.
// A set that is emptied after every step holds few of many: only the words between the least and the greatest are gone through.

/** Ids in ascending order. */
export interface Ids<Id extends number> extends Iterable<Id> {
  readonly size: number;
  has(id: Id): boolean;
}

export class IdSet<Id extends number> implements Ids<Id> {
  private words = new Uint32Array(16);
  private count = 0;
  /** Where the least and the greatest may stand; nothing is outside. */
  private first = Number.POSITIVE_INFINITY;
  private last = -1;

  constructor(ids: Iterable<Id> = []) {
    for (const id of ids) this.add(id);
  }

  get size(): number {
    return this.count;
  }

  has(id: Id): boolean {
    return (((this.words[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1;
  }

  /** Whether it was not there before. */
  add(id: Id): boolean {
    const at = id >>> 5;
    if (at >= this.words.length) this.grow(at + 1);
    const word = this.words[at] ?? 0;
    const after = word | (1 << (id & 31));
    if (after >>> 0 === word) return false;
    this.words[at] = after;
    this.count += 1;
    if (at < this.first) this.first = at;
    if (at > this.last) this.last = at;
    return true;
  }

  /** Whether it was there. */
  delete(id: Id): boolean {
    if (!this.has(id)) return false;
    const at = id >>> 5;
    this.words[at] = (this.words[at] ?? 0) & ~(1 << (id & 31));
    this.count -= 1;
    return true;
  }

  clear(): void {
    if (this.count > 0) this.words.fill(0, this.first, this.last + 1);
    this.count = 0;
    this.first = Number.POSITIVE_INFINITY;
    this.last = -1;
  }

  /** Ids that are deleted on the way are left out; whether those that are added are met is not promised. */
  *[Symbol.iterator](): Generator<Id> {
    for (let at = this.first; at <= this.last; at += 1) {
      let word = this.words[at] ?? 0;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word & -word);
        const id: number = at * 32 + bit;
        if (this.has(id as Id)) yield id as Id;
        word &= word - 1;
      }
    }
  }

  private grow(length: number): void {
    const words = new Uint32Array(Math.max(length, this.words.length * 2));
    words.set(this.words);
    this.words = words;
  }
}
