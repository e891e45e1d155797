// Keys of joins and of `every`: each once, numbered in the order in which they are met. The plan has an order of its own.
import { canonicalJson, type PlanKey } from '@syncrule/runtime/plan';

/** Collects keys while declarations are checked. */
export class Keys {
  private readonly numbers = new Map<string, number>();
  private readonly keys: PlanKey[] = [];

  /** Remembers a key, and gives its index in {@link Keys.list}. */
  add(key: PlanKey): number {
    const text = canonicalJson(key);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.keys.length);
    return this.keys.push(key) - 1;
  }

  list(): readonly PlanKey[] {
    return this.keys;
  }
}
