import type { ValueType } from '@syncrule/runtime/plan';
import { describe, expect, it } from 'vitest';
import type { Type } from '../scope.js';
import { commonType, fits, typeText } from './types.js';

const text: ValueType = { scalar: 'string', many: false };
const texts: ValueType = { scalar: 'string', many: true };
const set = (...oneOf: string[]): ValueType => ({ ...text, oneOf });
const ref = (...to: string[]): ValueType => ({ scalar: 'ref', many: false, to });
const any: ValueType = { scalar: 'ref', many: false };
const number: ValueType = { scalar: 'integer', many: false };

describe('a type fits another (5.6)', () => {
  const table: readonly (readonly [Type, Type, boolean])[] = [
    [text, text, true],
    [text, number, false],
    [set('a'), set('a', 'b'), true],
    [set('a', 'b'), set('a'), false],
    [set('a'), text, true],
    [text, set('a'), false],
    [ref('person'), any, true],
    [any, ref('person'), false],
    [ref('person'), ref('group'), false],
    [ref('person'), ref('group', 'person'), true],
    [text, texts, true],
    [texts, text, false],
    [set('a'), texts, true],
    ['anything', number, true],
    [number, 'anything', true],
  ];
  for (const [from, to, expected] of table) {
    it(`${typeText(from)} into ${typeText(to)}: ${expected}`, () => expect(fits(from, to)).toBe(expected));
  }
});

describe('the common type of two (5.7)', () => {
  const table: readonly (readonly [Type, Type, string | undefined])[] = [
    [text, text, 'string'],
    [set('b'), set('a'), '"a" | "b"'],
    [set('a'), text, 'string'],
    [text, texts, 'string[]'],
    [set('a'), { ...set('b'), many: true }, '("a" | "b")[]'],
    [ref('person'), any, 'ref any'],
    [ref('person'), ref('group'), 'ref group or person'],
    [ref('person'), ref('corp.user'), undefined],
    [text, number, undefined],
    ['anything', number, 'integer'],
  ];
  for (const [a, b, expected] of table) {
    it(`${typeText(a)} and ${typeText(b)}: ${expected ?? 'none'}`, () => {
      for (const common of [commonType(a, b), commonType(b, a)]) {
        expect(common === undefined ? undefined : typeText(common)).toBe(expected);
      }
    });
  }
});
