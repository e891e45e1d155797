// Suppressions: a program → the codes that are left.
import { expect, test } from 'vitest';
import { sourceFile } from '../source/index.js';
import { parse } from '../syntax/index.js';
import { suppress } from './suppress.js';

const left = (text: string): string[] => {
  const parsed = parse(sourceFile('test.syncrule', text));
  return suppress([parsed], parsed.diagnostics).map((diagnostic) => diagnostic.code);
};

test.each<[string, string, string[]]>([
  ['on its own line', '/// x // syncrule-ignore SR1020: no\n', ['SR1020']],
  ['on the next line', '// syncrule-ignore SR1020: kept\n/// x\n', []],
  ['behind something on the line', 'param a: 5 // syncrule-ignore SR1001: an example\n', []],
  ['not two lines further', '// syncrule-ignore SR1020: kept\n\n/// x\n', ['SR1020', 'SR1091']],
  [
    'behind something, not on the next line',
    'param a: string // syncrule-ignore SR1020: kept\n/// x\n',
    ['SR1020', 'SR1091'],
  ],
  ['several above each other', '// syncrule-ignore SR1020: a\n// syncrule-ignore SR1003: b\n/// x\n', ['SR1091']],
  ['another code', '// syncrule-ignore SR1001: kept\n/// x\n', ['SR1020', 'SR1091']],
  ['without a reason', '// syncrule-ignore SR1020\n/// x\n', ['SR1020', 'SR1090']],
  ['with an empty reason', '// syncrule-ignore SR1020:  \n/// x\n', ['SR1020', 'SR1090']],
  ['without a code', '// syncrule-ignore: reason\n/// x\n', ['SR1020', 'SR1090']],
  ['with something that is no code', '// syncrule-ignore all: reason\n/// x\n', ['SR1020', 'SR1090']],
  ['that hides nothing', '// syncrule-ignore SR1020: kept\nparam a: string\n', ['SR1091']],
  ['a word that only begins alike', '// syncrule-ignored SR1020: kept\n/// x\n', ['SR1020']],
])('a suppression %s', (_, text, expected) => {
  expect(left(text)).toEqual(expected);
});

test('counts for its own file only', () => {
  const files = ['// syncrule-ignore SR1020: kept\n', '\n/// x\n'].map((text, index) =>
    parse(sourceFile(`${index}.syncrule`, text)),
  );
  const diagnostics = files.flatMap((file) => file.diagnostics);
  expect(suppress(files, diagnostics).map(({ code, location }) => [code, location.file.path])).toEqual([
    ['SR1020', '1.syncrule'],
    ['SR1091', '0.syncrule'],
  ]);
});
