// Content through JSON and back, and as people read it.
import { describe, expect, it } from 'vitest';
import type { ValueType } from '../plan/types.js';
import {
  type Content,
  decodeContent,
  type EncodedContent,
  encodeContent,
  mvKey,
  objKey,
  showContent,
} from './index.js';

const one = (scalar: ValueType['scalar']): ValueType => ({ scalar, many: false });
const many = (scalar: ValueType['scalar']): ValueType => ({ scalar, many: true });

describe('content', () => {
  it.each<[Content, ValueType, EncodedContent, string]>([
    ['a\nb', one('string'), 'a\nb', 'a\\nb'],
    [['a', 'b'], many('string'), ['a', 'b'], 'a, b'],
    [9007199254740993n, one('integer'), '9007199254740993', '9007199254740993'],
    [true, one('boolean'), true, 'true'],
    [20_543, one('date'), '2026-03-31', '2026-03-31'],
    [1_774_976_430_500, one('datetime'), '2026-03-31T17:00:30.500Z', '2026-03-31T17:00:30.500Z'],
    [5_400_000, one('duration'), 5_400_000, '90min'],
    [new Uint8Array([0, 255]), one('binary'), 'AP8=', 'AP8='],
    ['CN=a', one('dn'), 'CN=a', 'CN=a'],
    ['a:1001', one('ref'), 'a:1001', '1001'],
    [mvKey(objKey('hr', '1'), 0), one('ref'), 'hr\u001f1\u001f0', 'hr 1 0'],
    [undefined, one('string'), null, 'absent'],
    ['pass', one('secret'), 'pass', '«secret»'],
  ])('%o as %o', (content, type, encoded, shown) => {
    expect(encodeContent(content, type)).toEqual(encoded);
    expect(decodeContent(JSON.parse(JSON.stringify(encoded)), type)).toEqual(content);
    expect(showContent(content, type)).toBe(shown);
  });
});
