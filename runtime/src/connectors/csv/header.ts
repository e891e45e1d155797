// The header row: where each attribute's column is.
import { didYouMean } from '../nearest.js';
import { ConnectorError } from '../port.js';
import type { ColumnLayout, FileLayout } from './layout.js';

export interface Header {
  readonly names: readonly string[];
  /** The index of an attribute's column, if the file has it. */
  readonly indexOf: (column: ColumnLayout) => number | undefined;
}

/** Reads a header; two columns of one name are a fault. */
export function headerOf(names: readonly string[], layout: Pick<FileLayout, 'shownPath' | 'ignoreCase'>): Header {
  const fold = (name: string): string => (layout.ignoreCase ? name.toLowerCase() : name);
  const indices = new Map<string, number>();
  names.forEach((name, index) => {
    if (indices.has(fold(name)) && name !== '') {
      const text = `${layout.shownPath} has two columns ${JSON.stringify(name)}. Which one is meant cannot be told; rename one.`;
      throw new ConnectorError('schema-changed', text);
    }
    indices.set(fold(name), index);
  });
  return { names, indexOf: ({ column }) => indices.get(fold(column)) };
}

/** The index of a column that must be there. */
export function requiredIndex(header: Header, column: ColumnLayout, layout: FileLayout): number {
  const index = header.indexOf(column);
  if (index !== undefined) return index;
  const meant = didYouMean(column.column, header.names);
  throw new ConnectorError(
    'schema-changed',
    `${layout.shownPath} has no column ${JSON.stringify(column.column)}, in which attribute ` +
      `${JSON.stringify(column.name)} of type ${JSON.stringify(layout.type)} should be.${meant} ` +
      `The file has: ${header.names.map((name) => JSON.stringify(name)).join(', ')}. ` +
      'Put the column back, or change the mapping in the settings or the schema file.',
  );
}
