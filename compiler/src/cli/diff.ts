// A unified diff of two texts, for `rulec fmt --diff`.

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

const CONTEXT = 3;

/** Empty for equal texts. */
export const unifiedDiff = (path: string, before: string, after: string): string => {
  const lines = compare(linesOf(before), linesOf(after));
  const hunks = hunksOf(lines).map((hunk) => hunkText(lines, hunk));
  return hunks.length === 0 ? '' : `--- ${path}\n+++ ${path} (formatted)\n${hunks.join('')}`;
};

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** All lines of both texts, after a longest common subsequence. */
const compare = (before: readonly string[], after: readonly string[]): readonly Line[] => {
  const lengths = commonLengths(before, after);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [left, right] = [before[i], after[j]];
    if (left !== undefined && left === right) {
      lines.push({ sign: ' ', text: left });
      [i, j] = [i + 1, j + 1];
    } else if (left !== undefined && (right === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      lines.push({ sign: '-', text: left });
      i += 1;
    } else {
      lines.push({ sign: '+', text: right ?? '' });
      j += 1;
    }
  }
  return lines;
};

/** Length of the longest common subsequence of the rest of both, by the start of each rest. */
const commonLengths = (before: readonly string[], after: readonly string[]): readonly Uint32Array[] => {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const row = lengths[i];
    for (let j = after.length - 1; row !== undefined && j >= 0; j--) {
      row[j] =
        before[i] === after[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
};

const at = (lengths: readonly Uint32Array[], i: number, j: number): number => lengths[i]?.[j] ?? 0;

interface Hunk {
  readonly start: number;
  readonly end: number;
}

/** Runs of lines around changes, joined where their context touches. */
const hunksOf = (lines: readonly Line[]): readonly Hunk[] => {
  const hunks: Hunk[] = [];
  lines.forEach((line, i) => {
    if (line.sign === ' ') return;
    const [start, end] = [Math.max(0, i - CONTEXT), Math.min(lines.length, i + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) hunks[hunks.length - 1] = { start: last.start, end };
    else hunks.push({ start, end });
  });
  return hunks;
};

const hunkText = (lines: readonly Line[], { start, end }: Hunk): string => {
  const count = (from: number, to: number, other: '+' | '-') =>
    lines.slice(from, to).filter((each) => each.sign !== other).length;
  const range = (other: '+' | '-') => {
    const length = count(start, end, other);
    return `${count(0, start, other) + (length === 0 ? 0 : 1)},${length}`;
  };
  const body = lines.slice(start, end).map((line) => `${line.sign}${line.text}\n`);
  return `@@ -${range('+')} +${range('-')} @@\n${body.join('')}`;
};
