// A tape of numbers from which everything random of one program is decided, one number for each decision. A shorter tape
// is a smaller program: at its end every decision falls on the first choice, which is always the simplest one.

export class Tape {
  /** How often each form was written, by its name. */
  readonly used = new Map<string, number>();
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** From 0 to `count - 1`. */
  below(count: number): number {
    const number = this.numbers[this.at] ?? 0;
    this.at += 1;
    return number % count;
  }

  /** True so many times of a hundred. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  /** Of a list that may be empty. */
  maybe<T>(from: readonly T[]): T | undefined {
    return from[this.below(Math.max(1, from.length))];
  }

  /** Those that a coin keeps. */
  some<T>(from: readonly T[], percent: number): readonly T[] {
    return from.filter(() => this.chance(percent));
  }

  note(form: string): void {
    this.used.set(form, (this.used.get(form) ?? 0) + 1);
  }
}
