// Between offsets, which we speak, and lines and characters from 0 in UTF-16 code units, which editors speak.
import { lineAndColumn, type SourceFile, type Span } from '@syncrule/compiler/source';

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export const positionAt = (file: SourceFile, offset: number): Position => {
  const { line, column } = lineAndColumn(file, offset);
  return { line: line - 1, character: column - 1 };
};

export const rangeAt = (file: SourceFile, { start, end }: Span): Range => ({
  start: positionAt(file, start),
  end: positionAt(file, Math.max(start, end)),
});

/** A position behind the end of its line is the end of the line; one behind the last line is the end of the text. */
export const offsetAt = (file: SourceFile, { line, character }: Position): number => {
  const start = file.lineStarts[line];
  if (start === undefined) return file.text.length;
  const next = file.lineStarts[line + 1];
  const end = next === undefined ? file.text.length : next - lineEndLength(file.text, next);
  return Math.min(start + character, Math.max(start, end));
};

const lineEndLength = (text: string, next: number): number => (text[next - 2] === '\r' ? 2 : 1);
