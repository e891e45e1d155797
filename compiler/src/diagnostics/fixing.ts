// Applying fixes to texts.
import type { Diagnostic, Fix } from './diagnostic.js';

export interface Fixing {
  /** The new texts of the files that change, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly { readonly diagnostic: Diagnostic; readonly fix: Fix }[];
}

/**
 * Applies the fixes that are safe, each as a whole; of two that touch the same text the first of the findings. What is
 * left over may be applied once the program is checked again.
 */
export const applySafeFixes = (diagnostics: readonly Diagnostic[]): Fixing => {
  const applied: { readonly diagnostic: Diagnostic; readonly fix: Fix }[] = [];
  const edits: Fix['edits'][number][] = [];
  for (const diagnostic of diagnostics) {
    const fix = diagnostic.fixes.find((each) => each.safe === true);
    if (fix === undefined || fix.edits.some((edit) => edits.some((other) => touch(edit, other)))) continue;
    edits.push(...fix.edits);
    applied.push({ diagnostic, fix });
  }
  const files = new Map(edits.map(({ location: { file } }) => [file.path, file.text]));
  const texts = new Map([...files].map(([path, text]) => [path, edited(text, path, edits)]));
  return { texts, applied };
};

type Edit = Fix['edits'][number];

const touch = ({ location: a }: Edit, { location: b }: Edit): boolean =>
  a.file.path === b.file.path && a.span.start <= b.span.end && b.span.start <= a.span.end;

/** From the end to the start, so that no edit moves another. */
const edited = (text: string, path: string, edits: readonly Edit[]): string =>
  edits
    .filter(({ location }) => location.file.path === path)
    .sort((a, b) => b.location.span.start - a.location.span.start)
    .reduce(
      (result, { location: { span }, text: put }) => result.slice(0, span.start) + put + result.slice(span.end),
      text,
    );
