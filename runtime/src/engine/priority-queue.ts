// What waits, the least first.

/**
 * The least first. What comes before anything is taken is sorted once, which costs next to nothing where it comes nearly
 * in order, as whole imports do; what comes later finds its place in a heap beside it.
 */
export class PriorityQueue<T> {
  private sorted: T[] = [];
  /** Those of `sorted` before it are taken. */
  private next = 0;
  private unsorted: T[] = [];
  private readonly later: Heap<T>;

  constructor(private readonly compare: (a: T, b: T) => number) {
    this.later = new Heap(compare);
  }

  get size(): number {
    return this.sorted.length - this.next + this.unsorted.length + this.later.size;
  }

  push(item: T): void {
    if (this.next === this.sorted.length) this.unsorted.push(item);
    else this.later.push(item);
  }

  peek(): T | undefined {
    return this.isLaterFirst() ? this.later.peek() : this.sorted[this.next];
  }

  pop(): T | undefined {
    if (this.isLaterFirst()) return this.later.pop();
    const item = this.sorted[this.next];
    if (item !== undefined) this.next += 1;
    return item;
  }

  /** Up to `count` of the least, in order. */
  take(count: number): T[] {
    const taken: T[] = [];
    while (taken.length < count) {
      const item = this.pop();
      if (item === undefined) break;
      taken.push(item);
    }
    return taken;
  }

  private isLaterFirst(): boolean {
    if (this.unsorted.length > 0) this.sort();
    const later = this.later.peek();
    if (later === undefined) return false;
    const item = this.sorted[this.next];
    return item === undefined || this.compare(later, item) < 0;
  }

  /** Everything that was sorted before is taken. */
  private sort(): void {
    this.sorted = this.unsorted.sort(this.compare);
    this.next = 0;
    this.unsorted = [];
  }
}

/** A binary heap: the least first. */
class Heap<T> {
  private readonly items: T[] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.items.push(item);
    let at = this.items.length - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.swapIfLess(at, above)) return;
      at = above;
    }
  }

  pop(): T | undefined {
    const first = this.items[0];
    const last = this.items.pop();
    if (last !== undefined && this.items.length > 0) {
      this.items[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.items.length) return;
      const right = left + 1;
      const least = right < this.items.length && this.isLess(right, left) ? right : left;
      if (!this.swapIfLess(least, at)) return;
      at = least;
    }
  }

  private isLess(a: number, b: number): boolean {
    const [x, y] = [this.items[a], this.items[b]];
    return x !== undefined && y !== undefined && this.compare(x, y) < 0;
  }

  private swapIfLess(a: number, b: number): boolean {
    const [x, y] = [this.items[a], this.items[b]];
    if (x === undefined || y === undefined || this.compare(x, y) >= 0) return false;
    this.items[a] = y;
    this.items[b] = x;
    return true;
  }
}
