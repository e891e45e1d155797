// Lists as they are with what is changed and not committed yet: a store answers without it.

/** What came into lists and went out of them since the last commit, by their keys. */
export class Overlay<K, V extends number> {
  /** Whether a value is in a list now; of those that came or went. */
  private readonly moves = new Map<K, Map<V, boolean>>();

  note(key: K, value: V, isThere: boolean): void {
    const moved = this.moves.get(key);
    if (moved === undefined) this.moves.set(key, new Map([[value, isThere]]));
    else moved.set(value, isThere);
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

const withMoves = <V extends number>(list: readonly V[], moved: ReadonlyMap<V, boolean>): readonly V[] => {
  const stays = list.filter((value) => !moved.has(value));
  const there = [...moved].flatMap(([value, isThere]) => (isThere ? [value] : []));
  return [...stays, ...there].sort((a, b) => a - b);
};
