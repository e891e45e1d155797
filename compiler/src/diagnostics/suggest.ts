// "Did you mean": the names nearest to a misspelt one.

/** At most this many names are offered. */
const MOST = 3;

/**
 * The candidates that a misspelt `name` may have meant, best first, at most three. A candidate that differs only in case
 * comes before all others; else the distance must not exceed a third of the longer name, at least one edit, so that
 * short names do not match everything.
 */
export const nearest = (name: string, candidates: Iterable<string>): string[] => {
  const wanted = name.toLowerCase();
  const ranked: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const distance = rank(wanted, candidate.toLowerCase());
    if (distance !== undefined) ranked.push({ candidate, distance });
  }
  ranked.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked.slice(0, MOST).map((entry) => entry.candidate);
};

/** "did you mean `a`?", "did you mean `a` or `b`?"; undefined when nothing is near. */
export const didYouMean = (name: string, candidates: Iterable<string>): string | undefined => {
  const names = nearest(name, candidates).map((candidate) => `\`${candidate}\``);
  const last = names.pop();
  if (last === undefined) return undefined;
  return names.length === 0 ? `did you mean ${last}?` : `did you mean ${names.join(', ')} or ${last}?`;
};

/** 0: equal but for case; undefined: too far away. */
const rank = (wanted: string, candidate: string): number | undefined => {
  if (wanted === candidate) return 0;
  const limit = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
  if (Math.abs(wanted.length - candidate.length) > limit) return isWordOf(wanted, candidate) ? limit + 1 : undefined;
  const distance = editDistance(wanted, candidate);
  if (distance <= limit && distance < Math.max(wanted.length, candidate.length)) return distance;
  return isWordOf(wanted, candidate) ? limit + 1 : undefined;
};

/** `mail` for `mailAddress`: what somebody remembers of a long name. */
const isWordOf = (wanted: string, candidate: string): boolean => wanted.length >= 4 && candidate.startsWith(wanted);

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and exchanges of
 * neighbours, each one edit. Three rows suffice.
 */
export const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) best = Math.min(best, at(beforeLast, j - 2) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
};

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
