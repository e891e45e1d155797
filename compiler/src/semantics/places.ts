// Places of the plan: an index into the sorted files, line and column.
import type { Place } from '@syncrule/runtime/plan';
import { type Location, lineAndColumn, type SourceFile } from '../source/index.js';

export type PlaceOf = (location: Location) => Place;

/** The files in the order of the plan: by path. */
export const sortedFiles = (files: readonly SourceFile[]): readonly SourceFile[] =>
  [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** Places in these files. */
export const placesIn = (files: readonly SourceFile[]): PlaceOf => {
  const indexes = new Map(files.map((file, index) => [file.path, index]));
  return ({ file, span }) => {
    const { line, column } = lineAndColumn(file, span.start);
    return [indexes.get(file.path) ?? 0, line, column];
  };
};
