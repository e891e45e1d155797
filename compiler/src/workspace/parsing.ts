// Each file of a program is parsed once: reading a program needs the trees before compiling it does.
import type { SourceFile } from '../source/index.js';
import { type Parsed, parse } from '../syntax/index.js';

const known = new WeakMap<SourceFile, Parsed>();

/** What the file reads as; the same for the same file. */
export const parseOnce = (file: SourceFile): Parsed => {
  const parsed = known.get(file) ?? parse(file);
  known.set(file, parsed);
  return parsed;
};
