// The grammar file is what the table says, every word of the lexer has a colour, and sample lines get the right ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { wordKinds } from '@syncrule/compiler/syntax';
import { describe, expect, it } from 'vitest';
import { grammar, UNRESERVED, WORD_SCOPES } from './grammar.js';

const FILE = new URL('../syntaxes/syncrule.tmLanguage.json', import.meta.url);
const text = `${JSON.stringify(grammar, undefined, 2)}\n`;
if (process.env.UPDATE_GRAMMAR === '1') writeFileSync(FILE, text);

describe('the grammar', () => {
  it('is the committed one (UPDATE_GRAMMAR=1 writes it)', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  it('colours every word of the lexer once', () => {
    const coloured = [...Object.values(WORD_SCOPES).flat(), ...UNRESERVED];
    expect([...coloured].sort()).toEqual([...wordKinds.keys()].sort());
  });

  it('has patterns that are regular expressions', () => {
    for (const pattern of patternsIn(grammar)) expect(() => new RegExp(pattern, 'u'), pattern).not.toThrow();
  });

  it.each([
    ['scope', 'keyword.control.clause'],
    ['and', 'keyword.control.operator'],
    ['absent', 'constant.language'],
    ['same', 'variable.language'],
  ])('%s is a %s, alone and not as a part of a name', (word, scope) => {
    const pattern = grammar.repository.words.patterns.find(({ name }) => name === `${scope}.syncrule`);
    const match = new RegExp(pattern?.match ?? '(?!)', 'u');
    expect(match.exec(`x ${word} y`)?.[0]).toBe(word);
    for (const name of [`${word}s`, `${word}-x`, `x.${word}`, `x-${word}`]) expect(match.test(name), name).toBe(false);
  });
});

const patternsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(patternsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['match', 'begin', 'end'].includes(key) && typeof inner === 'string' ? [inner] : patternsIn(inner),
  );
};
