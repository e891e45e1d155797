// Objects that an import has seen: one bit each, since there can be millions.
import type { ObjectId } from '../../values/index.js';

export class SeenObjects {
  #bits = new Uint8Array(1 << 12);

  add(id: ObjectId): void {
    const byte = id >>> 3;
    if (byte >= this.#bits.length) this.#grow(byte);
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (id & 7));
  }

  has(id: ObjectId): boolean {
    return ((this.#bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  #grow(byte: number): void {
    const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
    larger.set(this.#bits);
    this.#bits = larger;
  }
}
