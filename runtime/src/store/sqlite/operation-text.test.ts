import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mvId } from '../../values/index.js';
import { operation } from '../testing/generators.js';
import { encodeData } from './data.js';
import { decodeOperation, encodeOperation } from './operation-text.js';

describe('an operation as text', () => {
  it('is what the record would be as data, and comes back', () => {
    fc.assert(
      fc.property(operation(mvId(7)), (each) => {
        const { mv, slot, object, kind, name, rule, changes } = each;
        const text = encodeOperation(each);
        expect(text).toBe(encodeData([mv ?? null, slot, object ?? null, kind, name ?? null, rule ?? null, changes]));
        expect(decodeOperation(text)).toEqual(each);
      }),
    );
  });

  it('writes texts with quotes as JSON does', () => {
    const slot = { connector: 'corp', type: 'user', account: 'a"b' };
    const changes = [{ attribute: 'x"y', set: 'say "no"\n', rule: 'r"1' }];
    const each = { mv: undefined, slot, object: undefined, kind: 'add', name: 'CN="A"', changes, rule: 'r"1' } as const;
    expect(JSON.parse(encodeOperation(each))).toEqual([null, slot, null, 'add', 'CN="A"', 'r"1', changes]);
  });
});
