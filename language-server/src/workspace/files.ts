// Files that did not change are the same files: what was made of them, such as their trees, is not made again.
import { type SourceFile, sourceFile } from '@syncrule/compiler/source';
import type { FileMaker } from '@syncrule/compiler/workspace';

/** Gives the file that it gave last for a path, as long as the text is the same. */
export const sameFiles = (): FileMaker => {
  const known = new Map<string, SourceFile>();
  return (path, text) => {
    const last = known.get(path);
    if (last?.text === text) return last;
    const file = sourceFile(path, text);
    known.set(path, file);
    return file;
  };
};
