// Unified diffs.
import { expect, test } from 'vitest';
import { unifiedDiff } from './diff.js';

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}\n`).join('');

test.each<[string, string, string, string]>([
  ['equal texts', 'a\nb\n', 'a\nb\n', ''],
  ['one line', 'a\nb\nc\n', 'a\nB\nc\n', '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n'],
  ['an empty text before', '', 'a\n', '@@ -0,0 +1,1 @@\n+a\n'],
  ['an empty text after', 'a\n', '', '@@ -1,1 +0,0 @@\n-a\n'],
  [
    'changes far apart',
    numbered(20),
    numbered(20).replace('line 2\n', '').replace('line 19\n', 'line 19\nnew\n'),
    '@@ -1,5 +1,4 @@\n line 1\n-line 2\n line 3\n line 4\n line 5\n@@ -17,4 +16,5 @@\n line 17\n line 18\n line 19\n+new\n line 20\n',
  ],
])('%s', (_, before, after, hunks) => {
  const header = '--- x.syncrule\n+++ x.syncrule (formatted)\n';
  expect(unifiedDiff('x.syncrule', before, after)).toBe(hunks === '' ? '' : `${header}${hunks}`);
});
