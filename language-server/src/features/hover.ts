// What is known of the word under the cursor, and where it is declared: completion's answer, asked for one word.

import type { ProgramSymbol } from '@syncrule/compiler/semantics';
import { typeText } from '@syncrule/compiler/semantics/expressions';
import type { Location, SourceFile, Span } from '@syncrule/compiler/source';
import { classify, type Item, itemsAt } from '../completion/index.js';
import type { Program } from '../workspace/index.js';

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** Type, documentation and place of the word at an offset of a file; undefined when nothing is known of it. */
export const hover = (program: Program, file: SourceFile, offset: number): Hover | undefined => {
  const found = lookUp(program, file, offset);
  if (found === undefined) return undefined;
  const { item, span } = found;
  const head =
    item.detail === undefined || item.kind === 'function'
      ? (item.detail ?? item.label)
      : `${item.label}: ${item.detail}`;
  return { span, markdown: [['```syncrule', head, '```'].join('\n'), ...(item.doc ? [item.doc] : [])].join('\n\n') };
};

/** Where the word at an offset is declared: in the program, or in the JSON of a schema. */
export const definition = (program: Program, file: SourceFile, offset: number): Location | undefined =>
  lookUp(program, file, offset)?.item.location;

const lookUp = (
  program: Program,
  file: SourceFile,
  offset: number,
): { readonly item: Item; readonly span: Span } | undefined => {
  const { cursor, span, word } = classify(file, offset);
  if (word === '') return undefined;
  const items = itemsAt(cursor, program);
  const same = (item: Item): boolean => item.label.toLowerCase() === word.toLowerCase();
  const item = items.find(({ label }) => label === word) ?? items.find(same) ?? declaredAt(program, file, offset);
  return item === undefined ? undefined : { item, span };
};

/** The declaration whose name stands at the offset. */
const declaredAt = ({ compilation }: Program, file: SourceFile, offset: number): Item | undefined => {
  const { declarations, objectTypes } = compilation.symbols;
  const symbols: readonly ProgramSymbol[] = [...declarations, ...objectTypes.flatMap((type) => type.attributes)];
  const symbol = symbols.find(
    ({ location }) => location.file.path === file.path && location.span.start <= offset && offset <= location.span.end,
  );
  if (symbol === undefined) return undefined;
  const detail = symbol.type === undefined ? symbol.kind : typeText(symbol.type);
  return {
    label: symbol.name,
    kind: 'rule',
    rank: 0,
    detail,
    location: symbol.location,
    ...(symbol.doc === undefined ? {} : { doc: symbol.doc }),
  };
};
