// Lists as they are with what is changed and not committed yet: a store answers without it.

import type { FoundOf } from '../../store/index.js';

/** A value that came into a list or went out of it. */
interface Move<V> {
  readonly value: V;
  isThere: boolean;
}

/** What came into lists under two names and went out of them, since the last commit. */
export class PairOverlay<A, V extends number> {
  private readonly overlays = new Map<A, Overlay<string, V>>();

  note(first: A, second: string, value: V, isThere: boolean): void {
    const known = this.overlays.get(first);
    const overlay = known ?? new Overlay<string, V>();
    if (known === undefined) this.overlays.set(first, overlay);
    overlay.note(second, value, isThere);
  }

  forget(): void {
    for (const overlay of this.overlays.values()) overlay.forget();
  }

  /** Lists that a store answered, each in ascending order, as they are now. */
  over(found: FoundOf<A, V>): FoundOf<A, V> {
    if (this.overlays.size === 0 || found.size === 0) return found;
    return new Map([...found].map(([first, lists]) => [first, this.overlays.get(first)?.over(lists) ?? lists]));
  }
}

/** What came into lists and went out of them since the last commit, by their keys. */
export class Overlay<K, V extends number> {
  /** Nearly always it is one value. */
  private readonly moves = new Map<K, Move<V> | Map<V, boolean>>();

  note(key: K, value: V, isThere: boolean): void {
    const moved = this.moves.get(key);
    if (moved === undefined) this.moves.set(key, { value, isThere });
    else if (moved instanceof Map) moved.set(value, isThere);
    else if (moved.value === value) moved.isThere = isThere;
    else
      this.moves.set(
        key,
        new Map([
          [moved.value, moved.isThere],
          [value, isThere],
        ]),
      );
  }

  forget(): void {
    this.moves.clear();
  }

  /** Lists that a store answered, each in ascending order, as they are now. */
  over(lists: ReadonlyMap<K, readonly V[]>): ReadonlyMap<K, readonly V[]> {
    if (this.moves.size === 0 || lists.size === 0) return lists;
    const now = new Map(lists);
    for (const [key, list] of lists) {
      const moved = this.moves.get(key);
      if (moved !== undefined) now.set(key, withMoves(list, moved));
    }
    return now;
  }
}

const withMoves = <V extends number>(list: readonly V[], moved: Move<V> | ReadonlyMap<V, boolean>): readonly V[] => {
  const values = new Set(list);
  const put = (value: V, isThere: boolean): void => void (isThere ? values.add(value) : values.delete(value));
  if ('value' in moved) put(moved.value, moved.isThere);
  else for (const [value, isThere] of moved) put(value, isThere);
  return [...values].sort((a, b) => a - b);
};
