// Cells as values, and values as cells.
import { type Content, contentOf, type Value } from '../../values/value.js';
import { distinct, isReference } from '../contents.js';
import type { ExportReference, SystemReference } from '../port.js';
import { parseText, shown, writeText } from '../text-values.js';
import type { ColumnLayout } from './layout.js';

export type ReadCell =
  | { readonly kind: 'values'; readonly values: Content | readonly SystemReference[] }
  | { readonly kind: 'fault'; readonly message: string };

const NOTHING: ReadCell = { kind: 'values', values: undefined };

/** Reads a cell; an empty one is nothing. */
export function readCell(text: string, column: ColumnLayout, references: 'name' | 'anchor'): ReadCell {
  if (text === '') return NOTHING;
  if (isPlain(column)) return { kind: 'values', values: text };
  const texts = partsOf(text, column);
  if (column.attribute.type === 'ref')
    return { kind: 'values', values: texts.map((one) => referenceTo(one, references)) };
  const values: Value[] = [];
  for (const one of texts) {
    const parsed = parseText(one, column.attribute, column.format);
    if ('fault' in parsed) return { kind: 'fault', message: parsed.fault };
    values.push(parsed.value);
  }
  return { kind: 'values', values: contentOf(values, column.attribute.many ?? false) };
}

/** Most cells are texts that need no looking at. */
const isPlain = ({ attribute }: ColumnLayout): boolean =>
  attribute.type === 'string' && !attribute.many && attribute.oneOf === undefined;

const referenceTo = (text: string, references: 'name' | 'anchor'): SystemReference =>
  references === 'name' ? { name: text } : { anchor: text };

/** The values in a cell: what is empty between separators is none. */
export const partsOf = (text: string, column: ColumnLayout): readonly string[] =>
  column.attribute.many
    ? distinct(
        text.split(column.listSeparator).filter((one) => one !== ''),
        (one) => one,
      )
    : text === ''
      ? []
      : [text];

/** Spells one value. */
export function writeValue(
  value: Value | ExportReference,
  column: ColumnLayout,
  references: 'name' | 'anchor',
): string {
  if (!isReference(value)) return writeText(value, column.attribute, column.format);
  return (references === 'name' ? value.name : value.anchor) ?? '';
}

/** Joins spelt values into a cell, or says why they cannot stand there. */
export function joinCell(
  texts: readonly string[],
  column: ColumnLayout,
  { lineBreaks }: { readonly lineBreaks: boolean },
): { readonly cell: string } | { readonly fault: string } {
  const broken = lineBreaks ? undefined : texts.find((text) => /[\r\n]/.test(text));
  if (broken !== undefined) {
    return { fault: `${shown(broken)} has a line break, and the settings say "lineBreaksInCells": false` };
  }
  if (!column.attribute.many) {
    return texts.length > 1 ? { fault: `one value expected, ${texts.length} given` } : { cell: texts[0] ?? '' };
  }
  const torn = texts.find((text) => text.includes(column.listSeparator));
  if (torn === undefined) return { cell: texts.filter((text) => text !== '').join(column.listSeparator) };
  const separator = shown(column.listSeparator);
  return { fault: `${shown(torn)} contains ${separator}, which separates values here. Choose another "listSeparator"` };
}
