// A fix mends what it belongs to: a wrong program with its fix applied → the text, without findings.
import { expect, test } from 'vitest';
import { sourceFile } from '../../source/index.js';
import { parse } from '../../syntax/index.js';

const fixed = (text: string): string => {
  const [first] = parse(sourceFile('test.syncrule', text)).diagnostics;
  const edits = [...(first?.fixes[0]?.edits ?? [])].sort((a, b) => b.location.span.start - a.location.span.start);
  return edits.reduce(
    (edited, { location: { span }, text: put }) => edited.slice(0, span.start) + put + edited.slice(span.end),
    text,
  );
};

test.each([
  ['a and b or c', '(a and b) or c'],
  ['a or b and c or d and e', 'a or (b and c) or (d and e)'],
  ['a + if b then c else d', 'a + (if b then c else d)'],
  ['a == not b', 'a == (not b)'],
  ['case a { 1: b } + c', '(case a { 1: b }) + c'],
  ['a = b', 'a == b'],
  ['a is not present', 'a is absent'],
  ['a is not absent', 'a is present'],
  ['cs.function', 'cs.`function`'],
  ['2026-03-31T17:00', '2026-03-31T17:00Z'],
])('%s', (wrong, right) => {
  const program = (value: string): string => `rule r from a.b to c { x <- ${value} }`;
  expect(fixed(program(wrong))).toBe(program(right));
  expect(parse(sourceFile('test.syncrule', program(right))).diagnostics).toEqual([]);
});

test.each([
  ['rule r from a.b to c { to <- b }', 'rule r from a.b to c { `to` <- b }'],
  ['rule r from a.b to c { x = b }', 'rule r from a.b to c { x <- b }'],
])('%s', (wrong, right) => {
  expect(fixed(wrong)).toBe(right);
});
