// Rows as stores give them back.

/** Without the absent items at the end. */
export function trimmed<T>(row: readonly (T | undefined)[]): readonly (T | undefined)[] {
  const last = row.findLastIndex((item) => item !== undefined);
  return Array.from(row.slice(0, last + 1), (item) => item);
}
