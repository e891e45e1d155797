import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Overlay } from './overlay.js';

describe('an overlay', () => {
  it('lays what came and went over what a store answers, as if it had been committed', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const value = fc.integer({ min: 1, max: 4 });
    const stored = fc.dictionary(key, fc.uniqueArray(value), { noNullPrototype: true });
    const moves = fc.array(fc.record({ key, value, isThere: fc.boolean() }));
    fc.assert(
      fc.property(stored, moves, (lists, came) => {
        const overlay = new Overlay<string, number>();
        const committed = new Map(Object.entries(lists).map(([name, values]) => [name, new Set(values)]));
        for (const each of came) {
          overlay.note(each.key, each.value, each.isThere);
          if (each.isThere) committed.get(each.key)?.add(each.value);
          else committed.get(each.key)?.delete(each.value);
        }
        const answer = new Map(Object.entries(lists).map(([name, values]) => [name, values.toSorted()]));
        expect(overlay.over(answer)).toEqual(
          new Map([...committed].map(([name, values]) => [name, [...values].sort()])),
        );
      }),
    );
  });

  it('has nothing to say once all is committed', () => {
    const overlay = new Overlay<string, number>();
    overlay.note('a', 1, true);
    overlay.forget();
    expect(overlay.over(new Map([['a', []]]))).toEqual(new Map([['a', []]]));
  });
});
