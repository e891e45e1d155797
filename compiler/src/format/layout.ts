// From a document to lines: breaks what does not fit, places comments, aligns trailing ones.
import { widthOf } from '../diagnostics/render/width.js';
import { type Blank, type CommentDoc, type Doc, group, isSequence, join, mustBreak, newline } from './doc.js';

/** Longer lines are broken where they can be. */
export const LINE_WIDTH = 120;
const STEP = 2;

/** The text of a document, with a line end, or nothing. */
export const layOut = (doc: Doc): string => {
  const layout = new Layout();
  layout.write(doc);
  return layout.text();
};

/** The text of a document on one line; comments and new lines have no place in it. */
export const flatText = (doc: Doc): string => {
  if (typeof doc === 'string') return doc;
  if (isSequence(doc)) return doc.map(flatText).join('');
  switch (doc.kind) {
    case 'indent':
    case 'group':
      return flatText(doc.doc);
    case 'fill':
      return doc.items.map(flatText).join(' ');
    case 'line':
      return doc.flat;
    case 'pad':
      return doc.inFlat ? ' '.repeat(doc.width) : '';
    case 'token':
      return doc.text;
    case 'comment':
    case 'newline':
      return '';
  }
};

interface Line {
  text: string;
  /** Behind the text. */
  comment: string | undefined;
  /** The text ends with a comment: nothing can follow it. */
  isComment?: true;
}
/** What is to be written; `flat`: on one line. */
interface Command {
  readonly doc: Doc | FillRest;
  readonly indentation: number;
  readonly flat: boolean;
}
/** The items of a fill behind the first. */
interface FillRest {
  readonly kind: 'fill-rest';
  readonly items: readonly Doc[];
  readonly from: number;
}
class Layout {
  private readonly lines: Line[] = [];
  private current: Line = { text: '', comment: undefined };
  /** A new line that was asked for and not written yet: a trailing comment may still come before it. */
  private pending: { readonly blank: Blank; readonly indentation: number } | undefined;
  private readonly commands: Command[] = [];

  write(doc: Doc): void {
    this.commands.push({ doc, indentation: 0, flat: false });
    for (let command = this.commands.pop(); command !== undefined; command = this.commands.pop()) this.run(command);
  }

  text(): string {
    if (this.hasContent()) this.lines.push(this.current);
    return alignComments(this.lines)
      .map((text) => `${text}\n`)
      .join('');
  }

  private run({ doc, indentation, flat }: Command): void {
    if (typeof doc === 'string') this.put(doc, false);
    else if (isSequence(doc)) this.push(doc, indentation, flat);
    else if (doc.kind === 'indent') this.push([doc.doc], indentation + STEP, flat);
    else if (doc.kind === 'group') this.push([doc.doc], indentation, flat || this.fits(doc.doc));
    else if (doc.kind === 'fill') this.fill(doc.items, indentation, flat);
    else if (doc.kind === 'fill-rest') this.fillRest(doc, indentation);
    else if (doc.kind === 'pad') this.put(flat && !doc.inFlat ? '' : ' '.repeat(doc.width), false);
    else if (doc.kind === 'token') this.put(doc.text, doc.afterBlank);
    else if (doc.kind === 'comment') this.comment(doc, indentation);
    else if (doc.kind === 'newline') this.pending = { blank: doc.blank, indentation };
    else if (flat) this.put(doc.flat, false);
    else this.pending = { blank: 'never', indentation };
  }

  private push(docs: readonly Doc[], indentation: number, flat: boolean): void {
    for (const doc of docs.toReversed()) this.commands.push({ doc, indentation, flat });
  }

  private fill(items: readonly Doc[], indentation: number, flat: boolean): void {
    const [first] = items;
    if (flat) this.push([join(' ', items)], indentation, true);
    else if (first !== undefined) {
      this.commands.push({ doc: { kind: 'fill-rest', items, from: 1 }, indentation, flat });
      this.push([group(first)], indentation, flat);
    }
  }

  private fillRest({ items, from }: FillRest, indentation: number): void {
    const next = items[from];
    if (next === undefined) return;
    const isLast = from + 1 === items.length;
    const stays = this.fits([' ', next], isLast ? this.commands : []);
    if (!isLast) this.commands.push({ doc: { kind: 'fill-rest', items, from: from + 1 }, indentation, flat: false });
    this.push([stays ? ' ' : newline, group(next)], indentation, false);
  }

  /** Whether the document fits on the rest of the line, with all that stands between it and the next place to break. */
  private fits(doc: Doc, behind: readonly Command[] = this.commands): boolean {
    if (mustBreak(doc)) return false;
    let room = LINE_WIDTH - this.column() - widthOf(flatText(doc));
    for (let at = behind.length - 1; at >= 0 && room >= 0; at--) {
      const command = behind[at];
      if (command === undefined || isFillRest(command.doc)) break;
      const next = widthToBreak(command.doc, command.flat);
      room -= next.width;
      if (next.breaks) break;
    }
    return room >= 0;
  }

  private column(): number {
    return this.pending === undefined ? widthOf(this.current.text) : this.pending.indentation;
  }

  private hasContent(): boolean {
    return this.current.text !== '' || this.current.comment !== undefined;
  }

  /** Blanks at the beginning of a line have no meaning. */
  private put(text: string, afterBlank: boolean): void {
    const isBlank = text.trim() === '';
    if (text === '' || (isBlank && (this.pending !== undefined || this.current.text === ''))) return;
    this.flush(afterBlank);
    this.current.text += text;
  }

  /** Writes the new line that was asked for. */
  private flush(afterBlank: boolean): void {
    if (this.pending === undefined) return;
    const { blank, indentation } = this.pending;
    this.pending = undefined;
    if (!this.hasContent() && this.lines.length === 0) return;
    this.lines.push({ text: this.current.text.trimEnd(), comment: this.current.comment });
    if (blank === 'always' || (blank === 'keep' && afterBlank)) this.lines.push({ text: '', comment: undefined });
    this.current = { text: ' '.repeat(indentation), comment: undefined };
  }

  private comment(comment: CommentDoc, indentation: number): void {
    const { text, comment: trailing, isComment } = this.current;
    const mayTrail = !comment.alone && text.trim() !== '' && trailing === undefined && isComment !== true;
    if (mayTrail) this.trail(comment.text, indentation);
    else this.putAlone(comment, indentation);
  }

  /** Behind what stands on the line, whatever new line was asked for. */
  private trail(text: string, indentation: number): void {
    this.current.comment = text;
    this.pending ??= { blank: 'never', indentation };
  }

  private putAlone(comment: CommentDoc, indentation: number): void {
    if (this.hasContent()) this.pending ??= { blank: 'never', indentation };
    const blank = this.pending?.blank === 'never' ? 'never' : 'keep';
    this.pending = this.pending && { ...this.pending, indentation };
    this.flush(comment.afterBlank);
    if (this.current.text === '') this.current.text = ' '.repeat(indentation);
    this.current.text += comment.text;
    this.current.isComment = true;
    this.pending = { blank, indentation };
  }
}

const isFillRest = (doc: Command['doc']): doc is FillRest =>
  typeof doc === 'object' && 'kind' in doc && doc.kind === 'fill-rest';

/** The width up to the first place at which the line may end. */
const widthToBreak = (doc: Doc | FillRest, flat: boolean): { readonly width: number; readonly breaks: boolean } => {
  if (typeof doc === 'string') return { width: widthOf(doc), breaks: false };
  if (isSequence(doc)) return sumToBreak(doc, flat);
  switch (doc.kind) {
    case 'indent':
    case 'group':
      return widthToBreak(doc.doc, flat);
    case 'fill':
      return sumToBreak(doc.items.slice(0, 1), flat);
    case 'line':
      return { width: flat ? doc.flat.length : 0, breaks: !flat };
    case 'token':
      return { width: widthOf(doc.text), breaks: false };
    case 'pad':
      return { width: flat && !doc.inFlat ? 0 : doc.width, breaks: false };
    default:
      return { width: 0, breaks: true };
  }
};

const sumToBreak = (docs: readonly Doc[], flat: boolean): { readonly width: number; readonly breaks: boolean } => {
  let width = 0;
  for (const doc of docs) {
    const next = widthToBreak(doc, flat);
    width += next.width;
    if (next.breaks) return { width, breaks: true };
  }
  return { width, breaks: false };
};

/** Trailing comments of neighbouring lines stand below each other, where there is room. */
const alignComments = (lines: readonly Line[]): string[] => {
  const aligned: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const run: Line[] = [];
    for (let next = lines[at]; next?.comment !== undefined; next = lines[at + run.length]) run.push(next);
    const [single] = run.length === 0 ? lines.slice(at, at + 1) : [];
    if (single !== undefined) aligned.push(single.text.trimEnd());
    aligned.push(...alignRun(run));
    at += Math.max(1, run.length);
  }
  return aligned;
};

const alignRun = (run: readonly Line[]): string[] => {
  const column = Math.max(0, ...run.map((line) => widthOf(line.text)));
  const widest = Math.max(0, ...run.map((line) => column + 2 + widthOf(line.comment ?? '')));
  return run.map(({ text, comment }) => {
    const gap = widest <= LINE_WIDTH ? column - widthOf(text) + 2 : 2;
    return `${text}${' '.repeat(gap)}${comment ?? ''}`;
  });
};
