// Join keys of a program, each once, in an order that does not depend on where rules stand.
import { canonicalJson, type PlanKey } from '@syncrule/runtime/plan';

/** Collects keys while rules are checked; they get their numbers at the end. */
export class Keys {
  private readonly known = new Map<string, PlanKey>();

  /** Remembers a key, and gives its text, by which {@link Keys.finish} finds its number. */
  add(key: PlanKey): string {
    const text = canonicalJson(key);
    if (!this.known.has(text)) this.known.set(text, key);
    return text;
  }

  /** The keys, sorted, and the number of each text. */
  finish(): { readonly keys: readonly PlanKey[]; readonly numberOf: (text: string) => number } {
    const sorted = [...this.known].sort(([a], [b]) => (a < b ? -1 : 1));
    const numbers = new Map(sorted.map(([text], number) => [text, number]));
    const numberOf = (text: string): number => {
      const number = numbers.get(text);
      if (number === undefined) throw new Error('bug: a join key that nobody added');
      return number;
    };
    return { keys: sorted.map(([, key]) => key), numberOf };
  }
}
