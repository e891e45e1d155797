// Every code of the syntax part: its wrong program gives exactly that code, its right one none.
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../../source/index.js';
import { parse } from '../../syntax/parse.js';
import { suppress } from '../suppress.js';
import { syntaxDiagnostics } from './syntax.js';

const codesOf = (text: string): string[] => {
  const parsed = parse(sourceFile('test.syncrule', text));
  return suppress([parsed], parsed.diagnostics).map((diagnostic) => diagnostic.code);
};

describe.each(Object.entries(syntaxDiagnostics))('%s', (code, definition) => {
  test('is what the wrong program gives, and nothing else', () => {
    expect(codesOf(definition.wrong)).toEqual([code]);
  });

  test('is not given for the right program', () => {
    expect(codesOf(definition.right)).toEqual([]);
  });
});
