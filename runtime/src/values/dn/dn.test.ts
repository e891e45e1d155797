// RFC 4514 and RFC 4518 as tables.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childDn,
  type Dn,
  dnKey,
  dnValues,
  escapeDnValue,
  isUnder,
  parentDn,
  parseDn,
  rdnOf,
  readDn,
  writeDn,
} from './index.js';

describe('reading names', () => {
  it.each<[string, readonly (readonly (readonly [string, string])[])[]]>([
    // RFC 4514, section 4
    ['UID=jsmith,DC=example,DC=net', [[['UID', 'jsmith']], [['DC', 'example']], [['DC', 'net']]]],
    [
      'OU=Sales+CN=J.  Smith,DC=example,DC=net',
      [
        [
          ['OU', 'Sales'],
          ['CN', 'J.  Smith'],
        ],
        [['DC', 'example']],
        [['DC', 'net']],
      ],
    ],
    ['CN=James \\"Jim\\" Smith\\, III,DC=example', [[['CN', 'James "Jim" Smith, III']], [['DC', 'example']]]],
    ['CN=Before\\0dAfter,DC=example', [[['CN', 'Before\rAfter']], [['DC', 'example']]]],
    ['CN=Lu\\C4\\8Di\\C4\\87', [[['CN', 'Lučić']]]],
    ['1.3.6.1.4.1.1466.0=x', [[['1.3.6.1.4.1.1466.0', 'x']]]],
    // spaces around separators, as RFC 2253 allowed
    [
      'cn=Joe,ou=Atlanta, dc=contoso , dc=com',
      [[['cn', 'Joe']], [['ou', 'Atlanta']], [['dc', 'contoso']], [['dc', 'com']]],
    ],
    ['CN=\\ a\\ ,DC=x', [[['CN', ' a ']], [['DC', 'x']]]],
    ['CN=\\#1', [[['CN', '#1']]]],
    ['CN=a=b#c', [[['CN', 'a=b#c']]]],
    ['CN=', [[['CN', '']]]],
    ['CN=Ada\\0ACNF:1,DC=x', [[['CN', 'Ada\nCNF:1']], [['DC', 'x']]]],
    ['OID.2.5.4.3=x', [[['2.5.4.3', 'x']]]],
    ['', []],
  ])('%s', (text, expected) => {
    expect(parseDn(text)?.map((rdn) => rdn.map((ava) => [ava.type, ava.value]))).toEqual(expected);
  });

  it('keeps a value in BER as bytes', () => {
    expect(parseDn('1.3.6.1.4.1.1466.0=#04024869,O=Test')?.[0]?.[0]?.value).toEqual(new Uint8Array([4, 2, 0x48, 0x69]));
  });

  it.each([
    ['Ada', 3, 'expected "="'],
    ['CN=a,', 5, 'expected the type of a relative name, such as CN or 2.5.4.3'],
    ['CN=a;b', 4, 'expected ";" to be escaped by a backslash'],
    ['CN=a\\x', 4, 'expected a special character or two hexadecimal digits after the backslash'],
    ['CN=\\FF', 3, 'expected the escaped bytes to be UTF-8'],
    ['CN=#zz', 3, 'expected pairs of hexadecimal digits after #'],
    [',CN=a', 0, 'expected the type of a relative name, such as CN or 2.5.4.3'],
    ['C.N=a', 0, 'expected the type of a relative name, such as CN or 2.5.4.3'],
  ])('%s is no name', (text, at, message) => {
    expect(readDn(text)).toEqual({ kind: 'fault', at, message });
  });
});

describe('writing names', () => {
  it.each([
    ['Ada', 'Ada'],
    ['Smith, John', 'Smith\\, John'],
    ['#1', '\\#1'],
    [' a ', '\\ a\\ '],
    [' ', '\\ '],
    ['a+b"c\\d<e>f;g', 'a\\+b\\"c\\\\d\\<e\\>f\\;g'],
    ['a\nb\u0000', 'a\\0Ab\\00'],
    ['Lučić', 'Lučić'],
    ['', ''],
  ])('the value %j is written %s', (value, expected) => {
    expect(escapeDnValue(value)).toBe(expected);
  });

  it('reads back every name that it writes', () => {
    const ava = fc.record({
      type: fc.constantFrom('CN', 'ou', '2.5.4.3'),
      value: fc.string({ unit: 'binary', maxLength: 12 }),
    });
    const dn = fc.array(fc.array(ava, { minLength: 1, maxLength: 2 }), { maxLength: 4 });
    fc.assert(
      fc.property(dn, (name: Dn) => {
        expect(parseDn(writeDn(name))).toEqual(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe('equal names have the same key', () => {
  it.each([
    ['CN=Ada Lovelace,OU=People', 'cn=ada  lovelace, ou=PEOPLE'],
    ['2.5.4.3=x', 'CN=X'],
    ['commonName=x', 'CN=x'],
    ['E=a@b', 'emailAddress=A@B'],
    ['CN=a+OU=b,DC=x', 'ou=B+cn=A,dc=x'],
    ['CN=\\ a ,DC=x', 'CN=a,DC=x'],
    ['CN=Stra\u00dfe', 'CN=STRASSE'],
    ['CN=e\u0301', 'CN=\u00c9'],
    ['CN=\uff21', 'CN=a'],
    ['CN=a\u00adb', 'CN=ab'],
    ['CN=a\u00a0b', 'CN=a b'],
    ['CN=a\\2Cb', 'CN=a\\,b'],
    ['CN=#0C0141', 'CN=a'],
    ['', ' '],
  ])('%s = %s', (a, b) => {
    expect(dnKey(a)).toBe(dnKey(b));
  });

  it.each([
    ['CN=a,DC=x', 'CN=a,DC=y'],
    ['CN=a b', 'CN=ab'],
    ['CN=a', 'OU=a'],
    ['CN=a+OU=b', 'CN=a,OU=b'],
    ['CN=a\\,OU\\=b', 'CN=a,OU=b'],
    ['CN=#04024869', 'CN=Hi'],
    ['no name', 'CN=no name'],
    ['CN=\u0131', 'CN=i'],
  ])('%s ≠ %s', (a, b) => {
    expect(dnKey(a)).not.toBe(dnKey(b));
  });

  it('is a name with that key itself', () => {
    const text = fc.string({ unit: 'binary', maxLength: 10 });
    const dn = fc.array(fc.record({ type: fc.constantFrom('CN', 'ou'), value: text }), { maxLength: 4 });
    fc.assert(
      fc.property(dn, (pairs) => {
        const key = dnKey(writeDn(pairs.map((pair) => [pair])));
        expect(dnKey(key)).toBe(key);
      }),
      { numRuns: 300 },
    );
  });

  it('reads names of any length', () => {
    const long = Array.from({ length: 20_000 }, () => 'DC=x').join(',');
    expect(dnKey(long)).toBe(long.toLowerCase());
  });
});

describe('above and below', () => {
  it.each([
    ['CN=a,OU=People', 'ou=people', true],
    ['CN=a,OU=x,OU=People', 'OU=People', true],
    ['OU=People', 'OU=People', false],
    ['CN=a,OU=MyPeople', 'OU=People', false],
    ['CN=a\\,OU\\=People', 'OU=People', false],
    ['CN=a', '', true],
    ['', '', false],
    ['nothing,OU=People', 'OU=People', false],
  ])('%s under %s: %s', (text, ancestor, expected) => {
    expect(isUnder(text, ancestor)).toBe(expected);
  });

  it.each([
    ['CN=Smith\\, John, OU=People,DC=x', 'CN=Smith\\, John', 'OU=People,DC=x'],
    ['DC=x', 'DC=x', undefined],
    ['', undefined, undefined],
    ['CN=a\\\\,DC=x', 'CN=a\\\\', 'DC=x'],
  ])('%s is %s below %s', (text, rdn, parent) => {
    expect([rdnOf(text), parentDn(text)]).toEqual([rdn, parent]);
  });

  it('puts names together', () => {
    expect([childDn('CN=a', 'DC=x'), childDn('DC=x', '')]).toEqual(['CN=a,DC=x', 'DC=x']);
  });

  it('gives values unescaped', () => {
    expect(dnValues('CN=Smith\\, John+OU=x,DC=y')).toEqual(['Smith, John', 'y']);
    expect(dnValues('nothing')).toBeUndefined();
  });
});
