// Every program in the documentation compiles, and every one that is shown as wrong has exactly the findings it names.
import { describe, expect, it } from 'vitest';
import { blocksOf, compileBlock, pageText, schemasOf } from './blocks.js';

const PAGES = ['README.md', 'docs/language.md', 'docs/authors.md'];

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(pageText(page));

  it('has programs, and no block that this test would overlook', () => {
    expect(blocks.length).toBeGreaterThan(0);
    expect(pageText(page).match(/^```syncrule/gm) ?? []).toHaveLength(blocks.length);
  });

  it.each(blocks.map((block) => [block.line, block] as const))('the program on line %i', (_, block) => {
    const found = compileBlock(block, schemasOf(pageText(page))).diagnostics.map(({ code, message }) =>
      block.codes.includes(code) ? code : `${code} ${message}`,
    );
    expect(found).toEqual(block.codes);
  });
});
