// Baselines: the compiler's view of some programs stands in files beside them. `npm run baselines` rewrites the files;
// what changed in them is then reviewed like any other change.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { viewOf } from './view.js';

const programs = fileURLToPath(new URL('./programs', import.meta.url));
const names = readdirSync(programs);
const isRewriting = process.env.SYNCRULE_BASELINES === 'write';

const folderOf = (name: string): string => join(programs, name, 'baseline');

const rewrite = (name: string, view: ReadonlyMap<string, string>): void => {
  rmSync(folderOf(name), { recursive: true, force: true });
  mkdirSync(folderOf(name));
  for (const [file, text] of view) writeFileSync(join(folderOf(name), file), text);
};

describe.each(names)('%s', (name) => {
  const view = viewOf(join(programs, name));
  if (isRewriting) rewrite(name, view);

  test('has a baseline for each part of the view, and no other: `npm run baselines` rewrites them', () => {
    const files = existsSync(folderOf(name)) ? readdirSync(folderOf(name)) : [];
    expect(files.sort()).toEqual([...view.keys()].sort());
  });

  test.each([...view])('%s', (file, text) => {
    expect(text).toBe(readFileSync(join(folderOf(name), file), 'utf8'));
  });
});
