// Counts of a step by the field's names, and the report that a step ends with.

export type Statistics = Readonly<Record<string, number>>;

/** Counts that grow while a step runs. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(name: string, by = 1): void {
    if (by !== 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Sorted by name, so that two equal runs print equal reports. */
  get statistics(): Statistics {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
