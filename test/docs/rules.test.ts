// Every numbered rule of the language is named by a test: in its file, by its number.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pageText } from './blocks.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['compiler/src', 'runtime/src', 'language-server/src', 'test'];

/** What is checked (section 7), what expressions and rules mean (8, 9), and what tests do (10). */
const RULE = /^(?:([NTPWVFRCAX]\d+)\.|((?:8|9|10)\.\d+)) /gm;

const rules = [...pageText('docs/language.md').matchAll(RULE)].map((found) => found[1] ?? found[2] ?? '');

const testFiles = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'node_modules' || name === 'dist') return [];
    if (statSync(path).isDirectory()) return testFiles(path);
    return name.endsWith('.test.ts') && !path.endsWith('docs/rules.test.ts') ? [path] : [];
  });

const texts = FOLDERS.flatMap((folder) => testFiles(join(ROOT, folder))).map((path) => readFileSync(path, 'utf8'));

/** `N3 to N9` names all seven. */
const rangesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\b([A-Z])(\d+) to \1(\d+)\b/g)].flatMap(([, letter = '', from, to]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter}${Number(from) + i}`),
  );

const named = new Set(
  texts.flatMap((text) => [
    ...[...text.matchAll(/\b[NTPWVFRCAX]\d{1,2}\b|(?<![\d.])(?:8|9|10)\.\d{1,2}(?![\d.]*\d)/g)].map(([rule]) => rule),
    ...rangesIn(text),
  ]),
);

describe('the numbered rules of the language', () => {
  it('are found in its page', () => expect(rules.length).toBeGreaterThan(100));
  it('are each named by a test', () => expect(rules.filter((rule) => !named.has(rule))).toEqual([]));
});
