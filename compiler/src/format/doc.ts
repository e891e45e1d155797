// Text with places at which it may be broken; `layout.ts` decides which of them are.

export type Doc =
  | string
  | readonly Doc[]
  /** What is inside begins two columns further to the right on new lines. */
  | { readonly kind: 'indent'; readonly doc: Doc }
  /** On one line if it fits, else broken at all its own places. */
  | { readonly kind: 'group'; readonly doc: Doc }
  /** A place to break: `flat` where it is not broken. */
  | { readonly kind: 'line'; readonly flat: '' | ' ' }
  /** A new line always. */
  | { readonly kind: 'newline'; readonly blank: Blank }
  /** As many items on each line as fit; each item but the last carries its own comma. */
  | { readonly kind: 'fill'; readonly items: readonly Doc[] }
  /** Blanks that align what follows with its neighbours; none where its group is on one line. */
  | Pad
  /** A token. `afterBlank`: an empty line stands before it in the source. */
  | { readonly kind: 'token'; readonly text: string; readonly afterBlank: boolean }
  | CommentDoc;

/** A comment. `alone`: it has a line of its own. */
export interface CommentDoc {
  readonly kind: 'comment';
  readonly text: string;
  readonly alone: boolean;
  readonly afterBlank: boolean;
}

/**
 * Whether an empty line of the source is kept before what follows: never, not before the first of a list (but behind its
 * comment), or yes; or there always is one.
 */
export type Blank = 'never' | 'first' | 'keep' | 'always';

/** Its width is known when all its neighbours are printed. */
export interface Pad {
  readonly kind: 'pad';
  width: number;
  /** Blanks also where the group around it is on one line. */
  readonly inFlat: boolean;
}

export const line: Doc = { kind: 'line', flat: ' ' };
export const softline: Doc = { kind: 'line', flat: '' };
export const newline: Doc = { kind: 'newline', blank: 'never' };
/** Before the first part of a list. */
export const firstline: Doc = { kind: 'newline', blank: 'first' };
/** Between the parts of a list: one empty line of the source is kept. */
export const itemline: Doc = { kind: 'newline', blank: 'keep' };
export const blankline: Doc = { kind: 'newline', blank: 'always' };
export const indent = (...doc: readonly Doc[]): Doc => ({ kind: 'indent', doc });
export const group = (...doc: readonly Doc[]): Doc => ({ kind: 'group', doc });
export const fill = (items: readonly Doc[]): Doc => ({ kind: 'fill', items });
export const pad = (inFlat: boolean): Pad => ({ kind: 'pad', width: 0, inFlat });

export const join = (separator: Doc, items: readonly Doc[]): Doc =>
  items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));

/** Whether a document must be broken: it holds a comment or a new line. */
export const mustBreak = (doc: Doc): boolean => {
  if (typeof doc === 'string') return false;
  if (isSequence(doc)) return doc.some(mustBreak);
  switch (doc.kind) {
    case 'comment':
    case 'newline':
      return true;
    case 'indent':
    case 'group':
      return mustBreak(doc.doc);
    case 'fill':
      return doc.items.some(mustBreak);
    default:
      return false;
  }
};

export const isSequence = (doc: Doc | { readonly kind: string }): doc is readonly Doc[] => Array.isArray(doc);
