// Every code of names and rules: its wrong example gives it and nothing else, its right one nothing.
import { describe, expect, it } from 'vitest';
import { namesDiagnostics } from '../diagnostics/catalogue/names.js';
import { rulesDiagnostics } from '../diagnostics/catalogue/rules.js';
import { checkText } from './testing/check.js';

/** Values of parameters that two of the codes are about. */
const PARAMS: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
  SR3020: new Map(),
  SR3021: new Map([['given', 'seven']]),
};

const codesOf = (code: string, text: string): string[] => [
  ...new Set(checkText(text, PARAMS[code]).diagnostics.map((diagnostic) => diagnostic.code)),
];

describe.each(Object.entries({ ...namesDiagnostics, ...rulesDiagnostics }))('%s', (code, { wrong, right, title }) => {
  it(`is given by its wrong example alone (${title})`, () => {
    expect(codesOf(code, wrong)).toEqual([code]);
  });
  it('is not given by its right example, and nothing else is', () => {
    expect(codesOf(code, right)).toEqual([]);
  });
});
