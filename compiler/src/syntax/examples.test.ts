// The programs that stand beside the language's definition: read without a finding, and kept by the formatter.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { format } from '../format/index.js';
import { sourceFile } from '../source/index.js';
import { parse } from './index.js';

const directory = fileURLToPath(new URL('../../../../shared/design/examples', import.meta.url));
const programs = existsSync(directory)
  ? readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.syncrule'))
  : [];

describe('the example programs', () => {
  test('are there', () => {
    const message = `there are no example programs in ${directory}: nothing of them was tested`;
    if (programs.length === 0) console.warn(message);
    if (process.env.CI === 'true') expect(programs.length, message).toBeGreaterThan(0);
  });

  for (const path of programs) {
    test(path, () => {
      const file = sourceFile(path, readFileSync(join(directory, path), 'utf8'));
      expect(parse(file).diagnostics).toEqual([]);
      const once = format(file);
      expect(once.kind).toBe('formatted');
      if (once.kind === 'formatted') expect(format(sourceFile(path, once.text))).toEqual(once);
    });
  }
});
