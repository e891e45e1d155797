// Every conformance case is a test that bears its number, or is listed with what it waits for.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { casesToCome, partsToCome } from './to-come.js';

const LAST = 64;

const tested = (): ReadonlySet<number> => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.test.ts'));
  const texts = files.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/^\s+numbered\(\s*(\d+),/gm)].map(([, number]) => Number(number))),
  );
};

describe('the conformance cases', () => {
  it.each(Array.from({ length: LAST }, (_, index) => index + 1))(
    '%i is a test or listed as to come, not both',
    (number) => {
      const ways = [tested().has(number) && 'tested', casesToCome.has(number) && 'to come'].filter(
        (way) => way !== false,
      );
      expect(ways).toHaveLength(1);
    },
  );

  it('lists parts only of cases that are tested', () => {
    expect(partsToCome.filter(([number]) => !tested().has(number))).toEqual([]);
  });
});
