// The declarations of a file: what an outline shows.
import type { Span } from '@syncrule/compiler/source';
import type { Declaration, FileTree, Name } from '@syncrule/compiler/syntax';

export interface OutlineEntry {
  readonly name: string;
  readonly kind: Declaration['kind'] | 'attribute';
  /** All of it, and its name. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

export const outline = (tree: FileTree): readonly OutlineEntry[] =>
  tree.declarations.flatMap((declaration) => {
    if (declaration.kind === 'test') return [];
    const children =
      declaration.kind === 'metaverse'
        ? declaration.attributes.flatMap((each) => entry(each.name, each, 'attribute', []))
        : [];
    return entry(declaration.name, declaration, declaration.kind, children);
  });

const entry = (
  name: Name,
  { span }: { readonly span: Span },
  kind: OutlineEntry['kind'],
  children: readonly OutlineEntry[],
): OutlineEntry[] => (name.text === '' ? [] : [{ name: name.text, kind, span, nameSpan: name.span, children }]);
