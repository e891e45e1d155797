// A source text and places in it.

/** Offsets into a text, in UTF-16 code units; `end` is excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A file of a program. `path`: relative to the program's directory, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
}

/** A span in a file: what diagnostics point at. */
export interface Location {
  readonly file: SourceFile;
  readonly span: Span;
}

export const sourceFile = (path: string, text: string): SourceFile => ({ path, text, lineStarts: lineStartsOf(text) });

const lineStartsOf = (text: string): number[] => {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
};

/** Line and column of an offset, both from 1; the column counts UTF-16 code units. */
export const lineAndColumn = (file: SourceFile, offset: number): { line: number; column: number } => {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (file.lineStarts[low] ?? 0) + 1 };
};

export const spanning = (first: Span, last: Span): Span => ({ start: first.start, end: Math.max(first.end, last.end) });
