// Two lists of named things side by side.

export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface Compared<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly kept: readonly Pair<T>[];
}

/** `keyOf` gives each thing of one list its own key. */
export const compared = <T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Compared<T> => {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Map(after.map((item) => [keyOf(item), item]));
  return {
    added: after.filter((item) => !old.has(keyOf(item))),
    removed: before.filter((item) => !now.has(keyOf(item))),
    kept: after.flatMap((item) => {
      const earlier = old.get(keyOf(item));
      return earlier === undefined ? [] : [{ before: earlier, after: item }];
    }),
  };
};

export const byName = (item: { readonly name: string }): string => item.name;
