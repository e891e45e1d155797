// Counts by the field's names, told as the difference between the space before and after (engine specification, section 12).

/** By connector, or `metaverse`; then by name. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export class Statistics {
  private readonly counts = new Map<string, Map<string, number>>();

  count(where: string, name: string, by = 1): void {
    if (by === 0) return;
    const names = this.counts.get(where) ?? new Map<string, number>();
    this.counts.set(where, names.set(name, (names.get(name) ?? 0) + by));
  }

  get all(): Counts {
    return Object.fromEntries(
      [...this.counts]
        .map(([where, names]) => [where, [...names].filter(([, count]) => count !== 0)] as const)
        .filter(([, names]) => names.length > 0)
        .sort()
        .map(([where, names]) => [where, Object.fromEntries(names.sort())]),
    );
  }
}
