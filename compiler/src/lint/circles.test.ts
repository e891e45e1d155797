// Strongly connected parts and circles, against what a search from every node finds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { circleThrough, componentsOf } from './circles.js';

const graph = fc.array(
  fc.record({ from: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), to: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') }),
  { maxLength: 14 },
);
type Edge = { readonly from: string; readonly to: string };

const reachableFrom = (start: string, edges: readonly Edge[]): ReadonlySet<string> => {
  const reached = new Set<string>();
  const queue = [start];
  for (const node of queue) {
    for (const { from, to } of edges) {
      if (from !== node || reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
};

test('two nodes are in one part when each leads to the other', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const component = componentsOf(edges);
      for (const { from, to } of edges) {
        const back = from === to || reachableFrom(to, edges).has(from);
        expect(component.get(from) === component.get(to)).toBe(back);
      }
    }),
  );
});

test('a circle through a step is one, and there is one when the step lies in a part', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      for (const first of edges) {
        const circle = circleThrough(first, edges);
        expect(circle !== undefined).toBe(first.from === first.to || reachableFrom(first.to, edges).has(first.from));
        for (const [i, step] of circle?.entries() ?? []) expect(step.to).toBe((circle?.[i + 1] ?? first).from);
      }
    }),
  );
});

test('a long chain does not exhaust the stack', () => {
  const chain = Array.from({ length: 50_000 }, (_, i) => ({ from: `${i}`, to: `${(i + 1) % 50_000}` }));
  expect(new Set(componentsOf(chain).values()).size).toBe(1);
});
