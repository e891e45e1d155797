// The one way to write a program (`rulec fmt`): keeps the tree and every comment, and proves it.
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { type SourceFile, sourceFile } from '../source/index.js';
import { type Declaration, type Parsed, parse } from '../syntax/index.js';
import { blankline, type Doc, itemline, newline } from './doc.js';
import { layOut } from './layout.js';
import { differences } from './same.js';
import { TestPrinter } from './tests.js';

export type Formatted =
  | { readonly kind: 'formatted'; readonly text: string }
  /** A text with errors is left alone: what cannot be read cannot be written. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** Writes a file in the canonical form; line ends are `\n`. Formatting twice is formatting once. */
export const format = (file: SourceFile): Formatted => formatParsed(parse(file));

/** The same for a file that was read already. */
export const formatParsed = (parsed: Parsed): Formatted => {
  const errors = parsed.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) return { kind: 'refused', diagnostics: errors };
  const text = layOut(new FilePrinter(parsed).file(parsed.tree.declarations));
  const difference = differences(parsed, parse(sourceFile(parsed.file.path, text)));
  if (difference !== undefined) throw new Error(`bug: formatting ${parsed.file.path} changes it: ${difference}`);
  return { kind: 'formatted', text };
};

class FilePrinter extends TestPrinter {
  file(declarations: readonly Declaration[]): Doc {
    const docs = declarations.map((declaration, index): Doc => {
      const before = declarations[index - 1];
      if (before !== undefined && !areNeighbours(before, declaration)) this.endColumns();
      const comments = this.lead();
      return [separator(before, declaration), comments, this.any(declaration)];
    });
    this.endColumns();
    const last = this.hasComment() ? [declarations.length === 0 ? [] : itemline, this.comment()] : [];
    return [docs, last, newline];
  }

  private any(node: Declaration): Doc {
    return node.kind === 'test' ? this.test(node) : this.declaration(node);
  }
}

/** Declarations of one line may stand below each other; all others have an empty line between them. */
const separator = (before: Declaration | undefined, next: Declaration): Doc => {
  if (before === undefined) return [];
  return areNeighbours(before, next) ? itemline : blankline;
};

const areNeighbours = (before: Declaration, next: Declaration): boolean =>
  before.kind === next.kind && (next.kind === 'param' || next.kind === 'connector' || next.kind === 'function');
