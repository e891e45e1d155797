// The gallery of mistakes: each program has exactly its finding, which can be acted on, and the page shows what is said today.
// `UPDATE_GALLERY=1 npx vitest run test/docs/gallery.test.ts` writes the page.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageText } from './blocks.js';
import { findingsIn, galleryPage } from './gallery/page.js';
import { mistakes } from './gallery/programs.js';

const PAGE = new URL('../../docs/gallery.md', import.meta.url);
if (process.env.UPDATE_GALLERY === '1') writeFileSync(PAGE, galleryPage());

describe('the gallery of mistakes', () => {
  it.each(mistakes.map((mistake) => [mistake.title, mistake] as const))('%s', (_, mistake) => {
    const found = findingsIn(mistake);
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(new RegExp(`^${mistake.code} `)),
    ]);
    const [finding] = found;
    const says = finding?.help !== undefined || (finding?.fixes.length ?? 0) > 0 || (finding?.related.length ?? 0) > 0;
    const expectsAndFinds = /expected|no |is |are |cannot|may/.test(finding?.message ?? '');
    expect([says, expectsAndFinds]).toContain(true);
  });
  it('has thirty of them, and the page shows them as they are', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(30);
    expect(pageText('docs/gallery.md')).toBe(galleryPage());
  });
});
