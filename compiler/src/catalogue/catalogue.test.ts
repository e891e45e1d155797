// The catalogue as a whole: every code once, in its range, with words that keep to the house's rules.
import { describe, expect, test } from 'vitest';
import { allParts, catalogue, definitionOf } from './index.js';

const RANGES: Readonly<Record<string, RegExp>> = {
  program: /^SR0\d{3}$/,
  syntax: /^SR1\d{3}$/,
  schema: /^SR2\d{3}$/,
  names: /^SR30\d{2}$/,
  expressions: /^SR3[1278]\d{2}$/,
  rules: /^SR3[34569]\d{2}$/,
  agreement: /^SR40\d{2}$/,
  lint: /^SR41\d{2}$/,
  tests: /^SR6\d{3}$/,
};

test('no code stands in two parts', () => {
  const codes = Object.values(allParts).flatMap((part) => Object.keys(part));
  expect(codes).toHaveLength(new Set(codes).size);
  expect(Object.keys(catalogue).sort()).toEqual(codes.sort());
});

test.each(Object.entries(allParts))('the codes of %s are in their range', (part, definitions) => {
  for (const code of Object.keys(definitions)) expect(code).toMatch(RANGES[part] ?? /^$/);
});

describe.each(Object.entries(catalogue))('%s', (_, definition) => {
  test('keeps to the rules for messages', () => {
    expect(definition.title).toMatch(/^[^a-z]/);
    expect(definition.title).not.toMatch(/[.!]$/);
    expect(definition.message).not.toMatch(/[.!]$/);
    expect(definition.message).not.toMatch(/\b(illegal|did you mean)\b/i);
    expect(definition.explanation).toMatch(/[.`]$/);
    expect(definition.wrong).not.toBe(definition.right);
  });
});

test('an unknown code has no definition', () => {
  expect(definitionOf('SR9999')).toBeUndefined();
  expect(definitionOf('SR1001')?.severity).toBe('error');
});
