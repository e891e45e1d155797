import { expect, test } from 'vitest';
import { DEFAULT_GUARDS, trippedGuards } from './guards.js';

const figures = (deletes: number, linked: number) => ({ adds: 0, updates: 0, renames: 0, deletes, linked });

test.each<[number, number, number]>([
  [0, 0, 0],
  [19, 19, 0],
  [2, 20, 0],
  [3, 20, 1],
  [500, 10_000, 0],
  [501, 10_000, 1],
  [1001, 10_000, 2],
])('%i deletions of %i linked objects: %i findings', (deletes, linked, findings) => {
  expect(trippedGuards(figures(deletes, linked), DEFAULT_GUARDS)).toHaveLength(findings);
});
