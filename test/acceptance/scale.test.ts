// A20: many people, large groups. The steps and what they look at and write; `test/bench/scale` plays the same with a
// million people and tells how long it takes.
import { describe, expect, test } from 'vitest';
import { play } from '../bench/scale/course.js';

const PEOPLE = 3_000;
const GROUPS = 150;

describe('A20 scale and big groups', () => {
  test('the same again writes nothing, and a delta looks at what it changes', async () => {
    const figures = await play({ people: PEOPLE, groups: GROUPS, largest: Math.floor(PEOPLE * 0.495) });
    expect(figures.firstImport.statistics.hr).toEqual({ 'stage-add': PEOPLE + GROUPS });
    expect(figures.staged).toEqual({ 'corp add': PEOPLE + GROUPS });
    expect(figures.sameImport.statistics.hr).toEqual({ 'stage-no-change': PEOPLE + GROUPS });
    expect(figures.sameSync.statistics, 'what the same synchronisation changes').toEqual({});
    const year = { 'stage-add': PEOPLE / 100, 'stage-delete': PEOPLE / 100, 'stage-update': PEOPLE / 20 };
    expect(figures.yearImport.statistics.hr).toEqual(year);
    expect(figures.stagedAfter).toEqual({ 'corp add': PEOPLE + GROUPS });
    const changed = Object.values(year).reduce((sum, count) => sum + count, 0);
    // Who left is referred to by those who reported to them, and by groups.
    expect(figures.yearSync.evaluated).toBeGreaterThanOrEqual(changed);
    expect(figures.yearSync.evaluated).toBeLessThanOrEqual(changed + (PEOPLE / 100) * 10 + GROUPS);
  }, 120_000);
});
