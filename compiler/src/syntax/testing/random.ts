// Randomness that a seed decides, so that every failure can be had again.

export interface Random {
  /** An integer from 0 to `limit - 1`. */
  readonly below: (limit: number) => number;
  readonly oneOf: <T>(items: readonly [T, ...T[]] | readonly T[]) => T;
  /** True in one of `times` cases. */
  readonly oneIn: (times: number) => boolean;
  /** `least` to `most` results of `make`. */
  readonly some: <T>(least: number, most: number, make: () => T) => T[];
}

/** Mulberry32: 32 bits of state, good enough to choose between alternatives. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    oneOf: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('bug: nothing to choose from');
      return item;
    },
    oneIn: (times) => below(times) === 0,
    some: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
  };
};
