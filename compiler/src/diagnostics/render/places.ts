// Places of files as programs outside of ours want them.
import { type Location, lineAndColumn } from '../../source/source.js';

/** How the path of a file of the program is written: relative to where the command runs, with `/`. */
export type PathOf = (path: string) => string;

/** Lines and columns from 1, columns in UTF-16 code units; the end is behind the last character. */
export const regionOf = ({ file, span }: Location) => ({
  start: lineAndColumn(file, span.start),
  end: lineAndColumn(file, span.end),
});
