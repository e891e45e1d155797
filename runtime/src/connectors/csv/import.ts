// Imports CSV files: one pass that counts rows and finds anchors used twice, one that sends the objects.
import { didYouMean } from '../nearest.js';
import {
  type AttributeFault,
  ConnectorError,
  type ImportEvent,
  type ImportedValues,
  type ImportSelection,
} from '../port.js';
import { parseText, writeText } from '../text-values.js';
import { readCell } from './cells.js';
import { type OpenFile, openFile, type RowBatch } from './file.js';
import { requiredIndex } from './header.js';
import type { ColumnLayout, FileLayout } from './layout.js';
import type { BrokenRow, CsvRow } from './rows.js';

export interface CsvImport {
  readonly layouts: readonly FileLayout[];
  readonly selection: ImportSelection;
  readonly references: 'name' | 'anchor';
  readonly signal?: AbortSignal | undefined;
}

interface Survey {
  readonly total: number;
  readonly duplicates: ReadonlySet<string>;
}
interface Source {
  readonly layout: FileLayout;
  readonly file: OpenFile;
}

/** All objects of the files; `end` only if every file was read to its end and is still the same. */
export async function* importFiles(request: CsvImport): AsyncGenerator<ImportEvent> {
  const sources: Source[] = [];
  try {
    for (const layout of request.layouts) sources.push({ layout, file: await openFile(layout) });
    const survey = await surveyOf(sources, request);
    let done = 0;
    for (const source of sources) {
      for await (const batch of source.file.rows()) {
        checkSignal(request.signal);
        const read = rowReader(source.layout, batch, survey, request);
        for (const row of batch.rows) yield read(row);
        done += batch.rows.length;
        yield { kind: 'page', done, total: survey.total };
        checkNotLost(batch, source.layout);
      }
    }
    for (const source of sources) await source.file.verify();
    checkSignal(request.signal);
    yield { kind: 'end' };
  } finally {
    for (const { file } of sources) await file.close();
  }
}

export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ConnectorError('interrupted', 'The step was interrupted.');
}

/** Counts rows and finds anchors that stand in several rows, of whatever type: an anchor is of one object. */
async function surveyOf(sources: readonly Source[], request: CsvImport): Promise<Survey> {
  const seen = new Set<string>();
  const duplicates = new Set<string>();
  let total = 0;
  for (const { layout, file } of sources) {
    for await (const { header, rows } of file.rows()) {
      checkSignal(request.signal);
      const index = requiredIndex(header, layout.anchor, layout);
      total += rows.length;
      for (const row of rows) {
        if (row.kind === 'broken' || row.cells.length !== header.names.length) continue;
        const anchor = anchorOf(row.cells[index] ?? '', layout.anchor);
        if ('fault' in anchor) continue;
        if (seen.has(anchor.text)) duplicates.add(anchor.text);
        else seen.add(anchor.text);
      }
    }
  }
  return { total, duplicates };
}

/** The anchor in a cell, in its canonical spelling. */
export function anchorOf(cell: string, column: ColumnLayout): { readonly text: string } | { readonly fault: string } {
  if (cell === '') return { fault: 'is empty' };
  if (column.attribute.type === 'string' && column.attribute.oneOf === undefined) return { text: cell };
  const parsed = parseText(cell, column.attribute, column.format);
  return 'fault' in parsed ? parsed : { text: writeText(parsed.value, column.attribute, column.format) };
}

/** Turns rows into events. */
function rowReader(
  layout: FileLayout,
  { header }: RowBatch,
  survey: Survey,
  { selection, references }: CsvImport,
): (row: CsvRow | BrokenRow) => ImportEvent {
  const anchorIndex = requiredIndex(header, layout.anchor, layout);
  const columns = selectedColumns(layout, selection.get(layout.type) ?? []).map((column) => ({
    column,
    index: requiredIndex(header, column, layout),
  }));
  const nameIndex = layout.naming === undefined ? undefined : requiredIndex(header, layout.naming, layout);
  return (row) => {
    const where = `${layout.shownPath} line ${row.line}`;
    if (row.kind === 'broken') return { kind: 'fault', error: 'read-fault', message: sentence(row.message), where };
    const misshapen = problemOf(row, header.names.length, layout);
    if (misshapen !== undefined) return { kind: 'fault', error: 'read-fault', message: misshapen, where };
    const { cells } = row;
    const anchor = anchorOf(cells[anchorIndex] ?? '', layout.anchor);
    if ('fault' in anchor) {
      const message = `The anchor, column ${JSON.stringify(layout.anchor.column)}, ${anchor.fault}.`;
      return { kind: 'fault', error: 'bad-anchor', message, where };
    }
    if (survey.duplicates.has(anchor.text)) {
      const message = `The anchor ${JSON.stringify(anchor.text)} stands in several rows. None of them was imported.`;
      return { kind: 'fault', anchor: anchor.text, error: 'duplicate-anchor', message, where };
    }
    const { values, faults } = valuesOf(cells, columns, references);
    const name = nameIndex === undefined ? '' : (cells[nameIndex] ?? '');
    return {
      kind: 'object',
      anchor: anchor.text,
      type: layout.type,
      ...(name === '' ? {} : { name }),
      values,
      ...(faults.length === 0 ? {} : { faults }),
    };
  };
}

/** The layouts of the selected attributes. */
function selectedColumns(layout: FileLayout, attributes: readonly string[]): readonly ColumnLayout[] {
  return attributes.map((name) => {
    const found = layout.columns.find((column) => column.name === name);
    if (found !== undefined) return found;
    const meant = didYouMean(
      name,
      layout.columns.map((column) => column.name),
    );
    const text = `The schema has no attribute ${JSON.stringify(name)} of type ${JSON.stringify(layout.type)}.${meant}`;
    throw new ConnectorError('schema-changed', text);
  });
}

function valuesOf(
  cells: readonly string[],
  columns: readonly { readonly column: ColumnLayout; readonly index: number }[],
  references: 'name' | 'anchor',
): { readonly values: ImportedValues; readonly faults: readonly AttributeFault[] } {
  const values = new Map<string, NonNullable<ReturnType<ImportedValues['get']>>>();
  const faults: AttributeFault[] = [];
  for (const { column, index } of columns) {
    const read = readCell(cells[index] ?? '', column, references);
    if (read.kind === 'fault') faults.push({ attribute: column.name, message: read.message });
    else if (read.values !== undefined) values.set(column.name, read.values);
  }
  return { values, faults };
}

/** Why it cannot be told which cell of a row is which. */
function problemOf(row: CsvRow, width: number, layout: FileLayout): string | undefined {
  if (row.cells.length !== width) return `The header has ${width} columns, this row has ${row.cells.length}.`;
  if (!layout.dialect.lineBreaksInCells && row.cells.some((cell) => /[\r\n]/.test(cell))) {
    return 'A cell contains a line break, and the settings say "lineBreaksInCells": false. Is a quote missing?';
  }
  return undefined;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function checkNotLost(batch: RowBatch, layout: FileLayout): void {
  const last = batch.rows.at(-1);
  if (last?.kind !== 'broken' || !last.lost) return;
  throw new ConnectorError(
    'incomplete',
    `${layout.shownPath} line ${last.line}: ${last.message}. What was read before it was imported; nothing is concluded ` +
      'from what is missing. Correct the file and import again.',
  );
}
