// Tuples of values as texts that compare: keys of joins, and of what `every` looks for.
import type { Equality } from '../plan/types.js';
import { type Content, keyText, valuesOf } from '../values/index.js';

const BETWEEN_PARTS = '\u001e';
const NONE: readonly string[] = [];

/** The texts of one part: none where it is absent, several where it is a list. */
export const partTexts = (content: Content, by: Equality): readonly string[] => {
  if (content === undefined || content === '') return NONE;
  return [...new Set(valuesOf(content).map((value) => keyText(value, by)))];
};

/** Every combination, one from each list. */
export const tuples = (lists: readonly (readonly string[])[]): readonly string[] =>
  lists.reduce<readonly string[]>(
    (heads, list, index) =>
      index === 0 ? list : heads.flatMap((head) => list.map((text) => `${head}${BETWEEN_PARTS}${text}`)),
    NONE,
  );
