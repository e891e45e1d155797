// Patterns against the platform's regular expressions, which mean the same where both know a form.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPattern, matchesPattern, replacePattern } from './index.js';

const character = fc.constantFrom(
  'a',
  'b',
  'A',
  '.',
  '\\d',
  '\\w',
  '\\s',
  '[ab]',
  '[^a]',
  '[a-c1]',
  '\\p{L}',
  '\\.',
  'ß',
);
const repetition = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?');
const { pattern } = fc.letrec<{ readonly pattern: string; readonly sequence: string; readonly item: string }>(
  (tie) => ({
    pattern: fc.oneof(
      { maxDepth: 3 },
      tie('sequence'),
      fc.tuple(tie('sequence'), tie('sequence')).map((both) => both.join('|')),
    ),
    sequence: fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((items) => items.join('')),
    item: fc.oneof(
      { maxDepth: 3 },
      fc.tuple(character, repetition).map((both) => both.join('')),
      fc.constantFrom('^', '$', '\\b', '\\B'),
      tie('pattern').map((inner) => `(${inner})`),
    ),
  }),
);
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'c', '1', ' ', '.', 'ß', '\n'), maxLength: 10 });

describe('patterns', () => {
  it('replace what regular expressions replace', () => {
    fc.assert(
      fc.property(pattern, text, (written, given) => {
        const expected = given.replace(new RegExp(written, 'gu'), '-');
        expect(checkPattern(written)).toBeUndefined();
        expect(replacePattern(given, written, '-')).toBe(expected);
        expect(matchesPattern(given, written)).toBe(new RegExp(written, 'u').test(given));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ['(?i)straße', 'STRAẞE', true],
    ['(?i)[a-z]+$', 'ABC', true],
    ['(?i)[^a]', 'A', false],
    ['^a', 'ba', false],
    ['', '', true],
    ['a{,2}', 'a', undefined],
    ['\\q', 'q', undefined],
    [')', ')', undefined],
    ['\\p{Script=Greek}', 'α', true],
    ['[\\]\\-]', '-', true],
    ['a-b', 'a-b', true],
    ['^.$', '😀', true],
    ['[😀-😂]', '😁', true],
  ])('%s on %s: %s', (written, given, expected) => {
    expect(checkPattern(written) === undefined ? matchesPattern(given, written) : undefined).toBe(expected);
  });

  it('take a time that grows with the text and no faster', () => {
    const given = 'a'.repeat(20_000);
    expect(matchesPattern(given, '(a*)*b')).toBe(false);
    expect(matchesPattern(given, '(a|a|aa)+$')).toBe(true);
    expect(matchesPattern(given, '^(([a-z])+.)+[A-Z]([a-z])+$')).toBe(false);
    // Each match would like to be longer, and only the end of the text says that it cannot be.
    expect(replacePattern(given, 'a.*b|a', '-')).toBe('-'.repeat(20_000));
    expect(replacePattern(given, '(a|aa)*?$', '-')).toBe('--');
  });
});
