import { describe, expect, it } from 'vitest';
import { expressionsDiagnostics } from '../../diagnostics/catalogue/expressions.js';
import { codesOf } from './testing/fixture.js';

describe('every diagnostic of expressions', () => {
  for (const [code, { wrong, right }] of Object.entries(expressionsDiagnostics)) {
    it(`${code} is what its wrong example gives, and nothing else`, () => expect(codesOf(wrong)).toEqual([code]));
    it(`${code} is not in its right example, nor is anything else`, () => expect(codesOf(right)).toEqual([]));
  }
});
