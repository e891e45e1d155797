// A small number for each id. Ids are given in order, so an array over all of them is small and fast.
export class IdNumbers<Id extends number> {
  private numbers = new Uint32Array(64);

  /** 0 where none was set. */
  get(id: Id): number {
    return this.numbers[id] ?? 0;
  }

  set(id: Id, number: number): void {
    if (id >= this.numbers.length) this.grow(id + 1);
    this.numbers[id] = number;
  }

  private grow(length: number): void {
    const numbers = new Uint32Array(Math.max(length, this.numbers.length * 2));
    numbers.set(this.numbers);
    this.numbers = numbers;
  }
}
