// Lists under two names, such as connector and text: neither is put together with the other to be found, since what is
// asked for again and again is most often the very same text.
import { SEPARATOR } from '../../values/index.js';
import { MISS } from './miss.js';

/** Lists that can be loaded: what is known, and what was missed. A store calls them `first␟second`. */
export class PairShelf<A extends string | number, V> {
  private readonly known = new Map<A, Map<string, readonly V[]>>();
  private missed: Map<A, Set<string>> | undefined;
  private asked: Map<string, readonly [A, string]> | undefined;

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
    const lists = this.known.get(first);
    if (lists === undefined) this.known.set(first, new Map([[second, list]]));
    else lists.set(second, list);
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

  take(): Set<string> | undefined {
    const { missed } = this;
    this.missed = undefined;
    if (missed === undefined) return undefined;
    const asked = new Map<string, readonly [A, string]>();
    for (const [first, texts] of missed)
      for (const second of texts) asked.set(first + SEPARATOR + second, [first, second]);
    this.asked = asked;
    return new Set(asked.keys());
  }

  /** The answers to what was taken last. */
  learn(loaded: ReadonlyMap<string, readonly V[]>): void {
    for (const [key, list] of loaded) {
      const pair = this.asked?.get(key);
      if (pair !== undefined && this.peek(...pair) === undefined) this.put(...pair, list);
    }
    this.asked = undefined;
  }

  forget(): void {
    this.known.clear();
  }
}
