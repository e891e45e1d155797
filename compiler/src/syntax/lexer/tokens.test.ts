// Tokens (section 2 of the specification): text → kinds and images, and what is reported.
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../../source/index.js';
import { dateOf, durationOf, instantOf, integerOf } from './literals.js';
import { lex } from './refine.js';

const read = (text: string) => lex(sourceFile('test.syncrule', text));
const show = (text: string): string =>
  read(text)
    .tokens.map((token) => `${token.kind.name}:${token.image}`)
    .join(' ');

describe('tokens', () => {
  test.each([
    ['sn', 'Identifier:sn'],
    ['mS-DS-ConsistencyGuid', 'Identifier:mS-DS-ConsistencyGuid'],
    ['n-1', 'Identifier:n-1'],
    ['n - 1', 'Identifier:n Minus:- Integer:1'],
    ['n -1', 'Identifier:n Minus:- Integer:1'],
    ['a--b', 'Identifier:a Minus:- Minus:- Identifier:b'],
    ['a-', 'Identifier:a Minus:-'],
    ['größe_2 名前 _x', 'Identifier:größe_2 Identifier:名前 Identifier:_x'],
    ['`Cost centre` `rule`', 'QuotedName:`Cost centre` QuotedName:`rule`'],
    ['rule rules Rule', 'rule:rule Identifier:rules Identifier:Rule'],
    ['ref schema delete at', 'ref:ref schema:schema delete:delete at:at'],
    ['42 1_000 0xFF_FF', 'Integer:42 Integer:1_000 Integer:0xFF_FF'],
    ['90min 30d 5s 1h 2w', 'Duration:90min Duration:30d Duration:5s Duration:1h Duration:2w'],
    ['2026-03-31', 'DateLiteral:2026-03-31'],
    ['2026 - 03 - 31', 'Integer:2026 Minus:- Integer:03 Minus:- Integer:31'],
    ['2026-03-31T17:00Z', 'Instant:2026-03-31T17:00Z'],
    ['2026-03-31T17:00:30.5+02:00', 'Instant:2026-03-31T17:00:30.5+02:00'],
    ["\"a b\" 'c''d'", "PlainText:\"a b\" RawText:'c''d'"],
    ['"a // b"', 'PlainText:"a // b"'],
    ["'${a}'", "RawText:'${a}'"],
    ['"\\${a}"', 'PlainText:"\\${a}"'],
    ['"${a}"', 'TextStart:" HoleStart:${ Identifier:a HoleEnd:} TextEnd:"'],
    ['"x${a}y"', 'TextStart:" TextPiece:x HoleStart:${ Identifier:a HoleEnd:} TextPiece:y TextEnd:"'],
    [
      '"${f("}", \'"\', `}`)}"',
      'TextStart:" HoleStart:${ Identifier:f LParen:( PlainText:"}" Comma:, RawText:\'"\' Comma:, QuotedName:`}` RParen:) HoleEnd:} TextEnd:"',
    ],
    [
      '"${case a {1: 2}}"',
      'TextStart:" HoleStart:${ case:case Identifier:a LBrace:{ Integer:1 Colon:: Integer:2 RBrace:} HoleEnd:} TextEnd:"',
    ],
    [
      '"${"${a}"}"',
      'TextStart:" HoleStart:${ TextStart:" HoleStart:${ Identifier:a HoleEnd:} TextEnd:" HoleEnd:} TextEnd:"',
    ],
    ['a<-1', 'Identifier:a Arrow:<- Integer:1'],
    ['a < -1', 'Identifier:a Less:< Minus:- Integer:1'],
    ['a<=b=>c==d', 'Identifier:a LessEqual:<= Identifier:b FatArrow:=> Identifier:c EqualEqual:== Identifier:d'],
    ['a??b|c.d', 'Identifier:a Otherwise:?? Identifier:b Bar:| Identifier:c Dot:. Identifier:d'],
    ['\uFEFFa', 'Identifier:a'],
    ['a\r\nb', 'Identifier:a Identifier:b'],
  ])('%s', (text, expected) => {
    expect(show(text)).toBe(expected);
    expect(read(text).diagnostics).toEqual([]);
  });

  test.each([
    ['10k', 'SR1008'],
    ['0x', 'SR1008'],
    ['1__0', 'SR1008'],
    ['1_', 'SR1008'],
    ['5days', 'SR1008'],
    ['1.5', 'SR1008'],
    ['2026-02-29', 'SR1010'],
    ['2026-13-01', 'SR1010'],
    ['2026-02-30T10:00Z', 'SR1010'],
    ['2026-03-31T17:00', 'SR1011'],
    ['2026-03-31T24:00Z', 'SR1011'],
    ['2026-03-31T17:60Z', 'SR1011'],
    ['2026-03-31T17Z', 'SR1011'],
    ['2026-03-31T17:00+2', 'SR1011'],
    ['2026-03-31T17:00:00.1234Z', 'SR1011'],
    ['"abc', 'SR1004'],
    ["'abc", 'SR1004'],
    ["'abc''", 'SR1004'],
    ['`abc', 'SR1004'],
    ['"abc\ndef', 'SR1004'],
    ['"${a', 'SR1005'],
    ['"${a"', 'SR1005'],
    ['"${f("x")"', 'SR1005'],
    ['"${a // b}"', 'SR1021'],
    ['"\\d"', 'SR1006'],
    ['"\\u{110000}"', 'SR1006'],
    ['"\\u{D800}"', 'SR1006'],
    ['``', 'SR1012'],
    ['a § b', 'SR1003'],
    ['a §§ b', 'SR1003'],
    ['\u00a0', 'SR1003'],
    ['\u{1F600}', 'SR1003'],
  ])('%s is reported once, as %s', (text, code) => {
    expect(read(text).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  test('names invisible characters', () => {
    expect(read('\u00a0').diagnostics[0]?.message).toBe('U+00A0 is not part of the language');
  });

  test('keeps comments with their places, and documentation for what follows', () => {
    const { comments, documentation } = read('// one\na // two\n/// three\n///\n// four\nb');
    expect(comments.map(({ text, alone }) => [text, alone])).toEqual([
      ['// one', true],
      ['// two', false],
      ['// four', true],
    ]);
    expect([...documentation].map(([offset, lines]) => [offset, lines.map(({ text }) => text)])).toEqual([
      [38, ['/// three', '///']],
    ]);
  });
});

describe('literals', () => {
  test.each([
    ['0', 0n],
    ['1_000', 1000n],
    ['0x7FFF_FFFF', 2147483647n],
    ['18446744073709551616', 18446744073709551616n],
  ])('%s is an integer', (text, value) => {
    expect(integerOf(text)).toBe(value);
  });

  test.each([
    ['30s', 30_000],
    ['90min', 5_400_000],
    ['1h', 3_600_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
  ])('%s is a duration', (text, value) => {
    expect(durationOf(text)).toBe(value);
  });

  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2024-02-29', 19_782],
    ['0001-01-01', -719_162],
    ['9999-12-31', 2_932_896],
    ['2023-02-29', Number.NaN],
    ['0000-00-00', Number.NaN],
  ])('%s is a day', (text, value) => {
    expect(dateOf(text)).toBe(value);
  });

  test.each([
    ['1970-01-01T00:00Z', 0],
    ['1970-01-01T00:00:01.5Z', 1_500],
    ['1970-01-01T02:00+02:00', 0],
    ['1969-12-31T19:00-05:00', 0],
    ['1970-01-01T00:00+24:00', Number.NaN],
  ])('%s is an instant', (text, value) => {
    expect(instantOf(text)).toBe(value);
  });
});
