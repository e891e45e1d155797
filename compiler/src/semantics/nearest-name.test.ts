// A misspelt name, wherever one may stand: the finding carries the edit that mends it.
import { expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/index.js';
import { writtenName } from './nearest-name.js';
import { checkText } from './testing/check.js';

/** The text with the first edit of a finding made. */
const mended = (text: string, { fixes }: Diagnostic): string => {
  const [edit, ...others] = fixes[0]?.edits ?? [];
  if (edit === undefined || others.length > 0) return text;
  const { start, end } = edit.location.span;
  return `${text.slice(0, start)}${edit.text}${text.slice(end)}`;
};

const inTest = (steps: string): string => `test "t" {\n${steps}\nexpect nothing\n}`;

test.each<[string, string, string, string]>([
  ['a target', 'rule a from hr.person to person { givnName <- mail }', 'SR3006', 'givenName <- mail'],
  ['a source attribute', 'rule a from hr.person to person { givenName <- mial }', 'SR3101', 'givenName <- mail'],
  ['a connector', 'rule a from hrr.person to person { sn <- sn }', 'SR3004', 'from hr.person'],
  ['an object type', 'rule a from hr.persn to person { sn <- sn }', 'SR3004', 'from hr.person'],
  ['a metaverse type', 'rule a from hr.person to persn { sn <- sn }', 'SR3004', 'to person'],
  ['what a reference is to', 'metaverse x { a: ref persn }', 'SR3004', 'a: ref person'],
  ['a type', 'metaverse x { a: sting }', 'SR3008', 'a: string'],
  [
    '`flows`',
    'flows names from hr.person to person { sn <- sn } rule a from hr.person to person { include nams }',
    'SR3004',
    'include names',
  ],
  [
    'a rule in `prefer`',
    'metaverse x { a: string prefer firs } rule first from hr.person to x { a <- sn }',
    'SR3004',
    'prefer first',
  ],
  ['a type in a test', inTest('given hr.persn "1" { sn: "a" }'), 'SR3004', 'given hr.person "1"'],
  ['an attribute in a test', inTest('given hr.person "1" { ns: "a" }'), 'SR6005', '{ sn: "a" }'],
  [
    'an anchor in a test',
    inTest('given hr.person "1001" { sn: "a" } remove hr.person "1010"'),
    'SR6003',
    'remove hr.person "1001"',
  ],
  ['a text of a set in a test', inTest('given hr.person "1" { kind: "employe" }'), 'SR6004', 'kind: "employee"'],
  [
    'a parameter in a test',
    `param zone: string = "UTC" ${inTest('param zon = "CET" given hr.person "1" { sn: "a" }')}`,
    'SR3004',
    'param zone = "CET"',
  ],
])('%s', (_, text, code, becomes) => {
  const found = checkText(text).diagnostics.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no ${code}: ${checkText(text).diagnostics.map((each) => each.code)}`);
  const after = mended(text, found);
  expect(after).toContain(becomes);
  expect(checkText(after).diagnostics.map((each) => each.code)).not.toContain(code);
});

test.each([
  ['plainName', 'plainName'],
  ['mS-DS-ConsistencyGuid', 'mS-DS-ConsistencyGuid'],
  ['Cost centre', '`Cost centre`'],
  ['address.Post code', 'address.`Post code`'],
  ['scope', '`scope`'],
  ['-a', '`-a`'],
])('%s is written %s', (name, written) => {
  expect(writtenName(name)).toBe(written);
});
