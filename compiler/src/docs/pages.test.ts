// Every code of the catalogue has a page that is up to date, an example, and a test that names it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allParts } from '../catalogue/index.js';
import { diagnosticPages } from './pages.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const committed = join(root, 'docs', 'diagnostics');

const testsBelow = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : testsBelow(path);
    return entry.name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });

test('the committed pages are the generated ones: `node scripts/docs.mjs` writes them', () => {
  const onDisk = new Map(readdirSync(committed).map((name) => [name, readFileSync(join(committed, name), 'utf8')]));
  expect([...onDisk.keys()].sort()).toEqual([...diagnosticPages().keys()].sort());
  for (const [name, text] of diagnosticPages()) expect(onDisk.get(name), name).toBe(text);
});

describe('each code', () => {
  const tests = [...testsBelow(join(root, 'compiler', 'src')), ...testsBelow(join(root, 'test'))].join('\n');
  /** A test names the code, or runs the examples of all codes of its part of the catalogue. */
  const isTested = (part: string, code: string) =>
    tests.includes(code) || new RegExp(`Object\\.entries\\([^)]*\\b${part}Diagnostics\\b`).test(tests);
  const entries = Object.entries(allParts).flatMap(([part, definitions]) =>
    Object.entries(definitions).map(([code, definition]) => ({ part, code, definition })),
  );

  test.each(entries)('$code has an explanation, two examples and a test', ({ part, code, definition }) => {
    expect(code).toMatch(/^SR\d{4}$/);
    expect(definition.explanation.length).toBeGreaterThan(30);
    expect(definition.wrong.trim()).not.toBe('');
    expect(definition.right.trim()).not.toBe(definition.wrong.trim());
    expect(isTested(part, code), `a test that names ${code}`).toBe(true);
  });
});
