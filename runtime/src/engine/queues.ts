// What waits for its step in settle, in the canonical orders O3 and O4.
import { compareText, type MvId, type MvKey, type ObjectId } from '../values/index.js';
import type { TargetMachine } from './machine/machine.js';
import { IdSet } from './space/id-set.js';

/** A visible object that may join or be projected. */
export interface InboundItem {
  readonly precedence: number;
  /** No rule in scope could project it: it can only join. */
  readonly onlyJoins: boolean;
  readonly connector: string;
  readonly anchor: string;
  readonly id: ObjectId;
}

/** A slot of a metaverse object that may take an object. */
export interface OutboundItem {
  readonly precedence: number;
  readonly key: MvKey;
  readonly mv: MvId;
  readonly target: TargetMachine;
}

/**
 * O3: by the least precedence among the object's linking rules; then what could be projected before what can only join,
 * so that it sees all candidates and not the first that happened to arrive; then O1.
 */
export const compareInbound = (a: InboundItem, b: InboundItem): number =>
  a.precedence - b.precedence ||
  Number(a.onlyJoins) - Number(b.onlyJoins) ||
  compareText(a.connector, b.connector) ||
  compareText(a.anchor, b.anchor);

/** O4: by the least precedence among the slot's linking rules, then O2, then slot. */
export const compareOutbound = (a: OutboundItem, b: OutboundItem): number =>
  a.precedence - b.precedence || compareText(a.key, b.key) || compareText(a.target.key, b.target.key);

/** A binary heap: the least first. */
export class Heap<T> {
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

export class Queues {
  /** Objects to be put in order. */
  readonly objects = new IdSet<ObjectId>();
  /** Metaverse objects whose slots are to be put in order. */
  readonly intents = new IdSet<MvId>();
  readonly inbound = new Heap<InboundItem>(compareInbound);
  readonly outbound = new Heap<OutboundItem>(compareOutbound);
}
