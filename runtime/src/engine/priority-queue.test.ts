import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriorityQueue } from './priority-queue.js';

describe('a queue', () => {
  it('gives what it holds in order, however pushes and pops mingle', () => {
    const step = fc.oneof(fc.record({ push: fc.integer({ min: 0, max: 20 }) }), fc.constant('pop' as const));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const queue = new PriorityQueue<number>((a, b) => a - b);
        const sorted: number[] = [];
        for (const each of steps) {
          if (each === 'pop') expect(queue.pop()).toBe(sorted.shift());
          else {
            queue.push(each.push);
            sorted.push(each.push);
            sorted.sort((a, b) => a - b);
          }
          expect(queue.peek()).toBe(sorted[0]);
          expect(queue.size).toBe(sorted.length);
        }
        expect(queue.take(1_000)).toEqual(sorted);
      }),
    );
  });
});
