// Lists under two names, such as connector and text: neither is put together with the other to be found, since what is
// asked for again and again is most often the very same text.
import type { FoundOf, TextsOf } from '../../store/index.js';
import { MISS } from './miss.js';

/** Lists that can be loaded: what is known, and what was missed. */
export class PairShelf<A extends string | number, V> {
  private readonly known = new Map<A, Map<string, readonly V[]>>();
  private missed: Map<A, Set<string>> | undefined;

  get(first: A, second: string): readonly V[] {
    const list = this.known.get(first)?.get(second);
    if (list !== undefined) return list;
    this.miss(first, second);
    throw MISS;
  }

  /** The list, if it is known. */
  peek(first: A, second: string): readonly V[] | undefined {
    return this.known.get(first)?.get(second);
  }

  /** What is known of it. */
  put(first: A, second: string, list: readonly V[]): void {
    this.listsOf(first).set(second, list);
  }

  /** Asks for something that will be needed, without reading it now. */
  want(first: A, second: string): void {
    if (this.known.get(first)?.has(second) !== true) this.miss(first, second);
  }

  private miss(first: A, second: string): void {
    this.missed ??= new Map();
    const texts = this.missed.get(first);
    if (texts === undefined) this.missed.set(first, new Set([second]));
    else texts.add(second);
  }

  get isMissing(): boolean {
    return this.missed !== undefined;
  }

  take(): TextsOf<A> | undefined {
    const { missed } = this;
    this.missed = undefined;
    return missed;
  }

  learn(loaded: FoundOf<A, V>): void {
    loaded.forEach((found, first) => {
      const lists = this.listsOf(first);
      found.forEach((list, second) => {
        if (!lists.has(second)) lists.set(second, list);
      });
    });
  }

  private listsOf(first: A): Map<string, readonly V[]> {
    const lists = this.known.get(first);
    if (lists !== undefined) return lists;
    const made = new Map<string, readonly V[]>();
    this.known.set(first, made);
    return made;
  }

  forget(): void {
    this.known.clear();
  }
}
