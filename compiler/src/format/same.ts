// Whether two readings say the same: the same tree but for places, the same comments and documentation.
import type { Parsed } from '../syntax/index.js';

/** What differs, in words; undefined when nothing does. */
export const differences = (before: Parsed, after: Parsed): string | undefined => {
  const [error] = after.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (error !== undefined) return `${error.code} ${error.message}`;
  if (shape(before.tree) !== shape(after.tree)) return 'another tree';
  const comments = [before, after].map((parsed) =>
    [...parsed.comments, ...parsed.documentation].map((each) => each.text),
  );
  return JSON.stringify(comments[0]) === JSON.stringify(comments[1]) ? undefined : 'other comments';
};

const shape = (tree: Parsed['tree']): string => JSON.stringify(tree, withoutPlaces);

/** `exact` is a place too; that it is there counts. */
const withoutPlaces = (key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  if (key === 'exact') return true;
  return PLACES.has(key) ? undefined : value;
};
const PLACES: ReadonlySet<string> = new Set(['span', 'operatorSpan', 'body']);
