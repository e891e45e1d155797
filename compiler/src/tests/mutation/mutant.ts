// A mutation: a small change of a program that its tests should notice.
import type { SourceFile, Span } from '../../source/index.js';

/** What kind of change it is; the word by which a comment accepts it. */
export type MutationCode =
  /** A clause, an operand, an arm or an element is left out. */
  | 'clause'
  /** A comparison, `and`, `or`, `not`, `+` is turned round. */
  | 'operator'
  /** A literal has another value. */
  | 'constant'
  /** One side of `if` or `??` takes the place of the whole. */
  | 'branch'
  /** A call is replaced by its first argument. */
  | 'call'
  /** Two of an order change places: precedences, joins, preferences. */
  | 'order'
  /** `once`, `merge` or `exact` is left out. */
  | 'mode'
  /** Another action of deprovisioning. */
  | 'action';

export const MUTATION_CODES: readonly MutationCode[] = [
  'clause',
  'operator',
  'constant',
  'branch',
  'call',
  'order',
  'mode',
  'action',
];

export interface Edit {
  readonly file: SourceFile;
  readonly span: Span;
  readonly text: string;
}

export interface Mutant {
  readonly code: MutationCode;
  /** Where it is: what a comment on this line accepts. */
  readonly file: SourceFile;
  readonly span: Span;
  /** `` `status == "active"` becomes `status != "active"` ``, `` without `join id == cs.id` ``. */
  readonly text: string;
  readonly edits: readonly Edit[];
  /** The declaration around it; missing: it concerns the whole program. Only tests that reach it can notice. */
  readonly declaration: Span | undefined;
}

/** The text of a span on one line, cut where it is long. */
export const shownText = (file: SourceFile, { start, end }: Span): string => {
  const text = file.text.slice(start, end).replace(/\s+/g, ' ').trim();
  return text.length > 72 ? `${text.slice(0, 71)}…` : text;
};

/** What goes when one of several with commas between them is left out: it and its comma. */
export const gapOf = (spans: readonly Span[], index: number): Span => {
  const [before, own, after] = [spans[index - 1], spans[index], spans[index + 1]];
  if (own === undefined) throw new Error(`bug: ${spans.length} spans have none at ${index}`);
  if (after !== undefined) return { start: own.start, end: after.start };
  return before === undefined ? own : { start: before.end, end: own.end };
};

/** The files with their edits. */
export const mutated = (files: readonly SourceFile[], edits: readonly Edit[]): ReadonlyMap<SourceFile, string> =>
  new Map(
    files.flatMap((file) => {
      const own = edits.filter((edit) => edit.file === file).sort((a, b) => b.span.start - a.span.start);
      if (own.length === 0) return [];
      const text = own.reduce(
        (before, { span, text: after }) => before.slice(0, span.start) + after + before.slice(span.end),
        file.text,
      );
      return [[file, text] as const];
    }),
  );
