// Equality, order and lists of values as tables; folding against the platform's own, which its regular expressions use.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Equality } from '../plan/types.js';
import {
  type Content,
  compareText,
  constantContent,
  distinctValues,
  equalContents,
  equalValues,
  foldText,
  importedContent,
  integer,
  keyText,
  outcomeContent,
  parseInteger,
  sameContent,
  sortValues,
  type Value,
} from './index.js';

const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values);

describe('equality', () => {
  it.each<[Value, Value, Equality, boolean]>([
    ['a', 'a', 'exact', true],
    ['a', 'A', 'exact', false],
    ['\u00e9', 'e\u0301', 'exact', true],
    ['a', 'A', 'ignoreCase', true],
    ['E\u0301', '\u00e9', 'ignoreCase', true],
    ['ΣΑΣ', 'σας', 'ignoreCase', true],
    ['ß', 'ẞ', 'ignoreCase', true],
    ['ß', 'ss', 'ignoreCase', false],
    ['İ', 'i', 'ignoreCase', false],
    ['I', 'ı', 'ignoreCase', false],
    ['\u212a', 'k', 'ignoreCase', true],
    ['ſ', 'S', 'ignoreCase', true],
    ['Ꭰ', 'ꭰ', 'ignoreCase', true],
    ['𐐀', '𐐨', 'ignoreCase', true],
    ['CN=A, DC=x', 'cn=a,dc=X', 'dn', true],
    [bytes(1, 2), bytes(1, 2), 'binary', true],
    [bytes(1, 2), bytes(1, 3), 'binary', false],
    ['a:1', 'a:1', 'ref', true],
    ['a:x', 'a:X', 'ref', false],
    [1n, 1n, 'value', true],
    [1n, 2n, 'value', false],
    [5, 5, 'value', true],
    [true, false, 'value', false],
  ])('%o and %o by %s: %s', (a, b, by, expected) => {
    expect(equalValues(a, b, by)).toBe(expected);
    expect(keyText(a, by) === keyText(b, by)).toBe(expected);
  });

  it('is the same as having one key text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'A', 'é', 'e', '\u0301', 'ß', 'σ', 'ς', 'Σ'), maxLength: 3 });
    fc.assert(
      fc.property(text, text, fc.constantFrom<Equality>('exact', 'ignoreCase', 'dn'), (a, b, by) => {
        expect(equalValues(a, b, by)).toBe(keyText(a, by) === keyText(b, by));
      }),
    );
  });
});

/** Added to CaseFolding.txt in Unicode 15.1, which the platform may not know yet. */
const ADDED = new Set(['\u1fd3', '\u1fe3', '\ufb05', '\u0390', '\u03b0', '\ufb06']);

describe('simple case folding', () => {
  it('agrees with regular expressions that ignore case, for every code point', () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x1ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      if (character !== character.normalize('NFC') || ADDED.has(character)) continue;
      const folded = foldText(character);
      const others = new Set([folded, character.toLowerCase(), character.toUpperCase()]);
      for (const other of others) {
        if (other === character || [...other].length > 1 || other !== other.normalize('NFC') || ADDED.has(other))
          continue;
        const same = new RegExp(`^\\u{${code.toString(16)}}$`, 'iu').test(other);
        if (same !== (foldText(other) === folded)) wrong.push(`U+${code.toString(16)} ${other}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('order', () => {
  it('is that of the bytes of UTF-8', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareText('\uffff', '😀')).toBeLessThan(0);
  });

  it.each<[readonly Value[], readonly Value[]]>([
    [
      ['b', 'B', 'a'],
      ['B', 'a', 'b'],
    ],
    [
      [10n, -1n, 9n],
      [-1n, 9n, 10n],
    ],
    [
      [true, false],
      [false, true],
    ],
    [
      [bytes(2), bytes(1, 5), bytes(1)],
      [bytes(1), bytes(1, 5), bytes(2)],
    ],
    [[], []],
  ])('%o', (values, expected) => {
    expect(sortValues(values)).toEqual(expected);
  });
});

describe('lists', () => {
  it('lose duplicates, the first staying', () => {
    expect(distinctValues(['b', 'A', 'a', 'B', 'c'], 'ignoreCase')).toEqual(['b', 'A', 'c']);
    const many = Array.from({ length: 100 }, (_, n) => `x${n % 7}`);
    expect(distinctValues(many, 'exact')).toEqual(['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6']);
  });

  it('come from an import in order, without empty texts and duplicates, however they were sent', () => {
    expect(importedContent(['b', '', 'a', 'A', 'b'], 'ignoreCase')).toEqual(['A', 'b']);
    expect(importedContent(['A', 'b', 'a'], 'ignoreCase')).toEqual(['A', 'b']);
    expect(importedContent([''], 'exact')).toBeUndefined();
    expect(importedContent('', 'exact')).toBeUndefined();
  });

  it('come from a flow in their own order', () => {
    expect(outcomeContent(['b', 'B', '', 'a'], 'ignoreCase')).toEqual(['b', 'a']);
    expect(outcomeContent('', 'exact')).toBeUndefined();
    expect(outcomeContent([], 'exact')).toBeUndefined();
  });

  it.each<[Content, Content, boolean, boolean]>([
    [['a', 'b'], ['b', 'a'], true, true],
    [['a', 'b'], ['B', 'a'], false, true],
    ['a', ['a'], false, true],
    [['a', 'A'], ['a'], false, true],
    [['a'], ['b'], false, false],
    [undefined, undefined, true, true],
    [undefined, 'a', false, false],
    [bytes(1), bytes(1), true, true],
  ])('%o and %o: the same %s, equal %s', (a, b, same, equal) => {
    expect(sameContent(a, b)).toBe(same);
    expect(equalContents(a, b, 'ignoreCase')).toBe(equal);
  });
});

describe('integers', () => {
  it.each([
    ['9223372036854775807', 9223372036854775807n],
    ['9223372036854775808', undefined],
    ['-9223372036854775808', -9223372036854775808n],
    [' 007 ', 7n],
    ['+1', 1n],
    ['0', 0n],
    ['000', 0n],
    ['', undefined],
    ['1.0', undefined],
    ['0x10', undefined],
    ['99999999999999999999999', undefined],
  ])('%j is %s', (text, expected) => {
    expect(parseInteger(text)).toBe(expected);
  });

  it('outside of 64 bits are absent', () => {
    expect([integer(2n ** 63n), integer(2n ** 63n - 1n)]).toEqual([undefined, 2n ** 63n - 1n]);
  });
});

describe('constants', () => {
  it.each<[Parameters<typeof constantContent>[0], Content]>([
    ['a', 'a'],
    [true, true],
    [{ integer: '-5' }, -5n],
    [{ date: 3 }, 3],
    [{ datetime: 4 }, 4],
    [{ duration: 5 }, 5],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [[], undefined],
  ])('%o', (constant, expected) => {
    expect(constantContent(constant)).toEqual(expected);
  });
});
