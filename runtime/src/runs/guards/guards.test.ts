import { describe, expect, test } from 'vitest';
import { findingText, type GuardFinding, guardsFor } from './index.js';

describe('limits', () => {
  test.each<[string, object, string, number, number]>([
    ['the defaults', {}, 'corp', 500, 10],
    ['a count alone', { deletes: { count: 3 } }, 'corp', 3, 10],
    ['of one connector', { deletes: { count: 3 }, connectors: { corp: { deletes: { percent: 1 } } } }, 'corp', 3, 1],
    ['of another connector', { connectors: { corp: { deletes: { percent: 1 } } } }, 'ad', 500, 10],
  ])('%s', (_, settings, connector, count, percent) => {
    expect(guardsFor(settings, connector).limits.deletes).toEqual({ count, percent });
  });
});

describe('what guards say', () => {
  const found = (guard: string, more: Partial<GuardFinding>): GuardFinding => ({
    guard,
    figure: 1000,
    of: undefined,
    limit: 500,
    unit: 'count',
    ...more,
  });
  test.each<[GuardFinding, string]>([
    [found('deletes', {}), '1000 deletions are more than the 500 that are allowed'],
    [
      found('deletes', { of: 10_000, limit: 5, unit: 'percent' }),
      '1000 deletions are 10 % of 10000 linked objects, more than the 5 % that are allowed',
    ],
    [
      found('clears user.title', { figure: 7, of: 21, limit: 10, unit: 'percent' }),
      '7 cleared values of user.title are 33.3 % of 21 objects that have one, more than the 10 % that are allowed',
    ],
    [
      found('source-empty hr', { figure: 0, of: 300 }),
      'the source “hr” has no objects, and had 300 when something was exported last',
    ],
    [
      found('source-shrunk hr', { figure: 30, of: 300, limit: 5, unit: 'percent' }),
      'the source “hr” has shrunk by 10 % since the last export, from 300 to 270 objects; 5 % are allowed',
    ],
  ])('%o', (finding, text) => {
    expect(findingText(finding)).toBe(text);
  });
});
