// Exports to CSV files: requests are gathered, and each file is rewritten once, at once, with all of them.
import { changed, spelt, type TextChange, textKey } from '../contents.js';
import { changedMeanwhile, type FileMark, fileMark, replaceFile, sameMark } from '../files.js';
import { type AttributeFault, ConnectorError, type ExportOutcome, type ExportRequest } from '../port.js';
import { joinCell, partsOf, writeValue } from './cells.js';
import { openFile, type RowBatch } from './file.js';
import { type Header, headerOf, requiredIndex } from './header.js';
import { anchorOf } from './import.js';
import type { ColumnLayout, FileLayout } from './layout.js';
import { delimiterRow, encoded, type FileShape, shapeOf } from './writing.js';

/** A row that requests work on; `undefined` while there is none. */
type Cells = readonly string[] | undefined;
type Result = { readonly cells: Cells; readonly outcome: ExportOutcome };

/** Applies requests for the objects of one file. The outcomes are final: the file is on the disk when they are given. */
export async function exportToFile(
  layout: FileLayout,
  requests: readonly ExportRequest[],
  references: 'name' | 'anchor',
): Promise<ReadonlyMap<string, ExportOutcome>> {
  const work = new Work(layout, references);
  for (const request of requests) work.take(request);
  const mark = await fileMark(layout.path);
  if (mark === undefined) await writeNew(layout, work);
  else if (work.pending.size > 0) await rewrite(layout, work, mark);
  return work.outcomes;
}

/** The requests by anchor, and what became of them. */
class Work {
  readonly pending = new Map<string, ExportRequest[]>();
  readonly outcomes = new Map<string, ExportOutcome>();
  readonly repeated = new Set<string>();

  constructor(
    readonly layout: FileLayout,
    readonly references: 'name' | 'anchor',
  ) {}

  take(request: ExportRequest): void {
    const anchor = request.kind === 'add' ? this.#newAnchor(request) : request.anchor;
    if (anchor === '') {
      const column = JSON.stringify(this.layout.anchor.name);
      const message = `An added row needs a value of ${column}, which is its anchor. Let a rule flow one.`;
      this.outcomes.set(request.id, {
        id: request.id,
        kind: 'failed',
        reason: 'permanent',
        code: 'anchor-missing',
        message,
      });
      return;
    }
    this.pending.set(anchor, [...(this.pending.get(anchor) ?? []), request]);
  }

  /** Carries out what is pending for a row, in order; the row that results is what is written. */
  apply(anchor: string, row: Cells, header: Header): Cells {
    let cells = row;
    for (const request of this.pending.get(anchor) ?? []) {
      const result = this.repeated.has(anchor)
        ? { cells, outcome: repeatedAnchor(request.id, anchor) }
        : applyRequest(request, anchor, cells, { header, layout: this.layout, references: this.references });
      cells = result.cells;
      this.outcomes.set(request.id, result.outcome);
    }
    return cells;
  }

  #newAnchor(request: ExportRequest & { readonly kind: 'add' }): string {
    const { anchor } = this.layout;
    const change = request.changes.find(({ attribute }) => attribute === anchor.name);
    const texts =
      change === undefined ? [] : textsOf(spelt(change, (value) => writeValue(value, anchor, this.references)));
    return texts[0] ?? '';
  }
}

async function rewrite(layout: FileLayout, work: Work, mark: FileMark): Promise<void> {
  const file = await openFile(layout);
  try {
    if (!sameMark(mark, file.mark)) throw changedMeanwhile(layout.shownPath);
    await survey(file.rows(), layout, work);
    const shape = await shapeOf(layout.path, layout.dialect.encoding);
    const texts = rewritten(file.rows({ raw: true }), { layout, work, shape });
    await replaceFile(layout.path, encoded(texts, layout), mark);
  } finally {
    await file.close();
  }
}

/** Notes anchors that stand in several rows or a misshapen one, and refuses a file whose rows cannot all be told. */
async function survey(batches: AsyncIterable<RowBatch>, layout: FileLayout, work: Work): Promise<void> {
  const seen = new Set<string>();
  for await (const { header, rows } of batches) {
    const index = requiredIndex(header, layout.anchor, layout);
    for (const row of rows) {
      if (row.kind === 'broken') throw unwritable(layout, row.line, row.message);
      const anchor = anchorOf(row.cells[index] ?? '', layout.anchor);
      if ('fault' in anchor || !work.pending.has(anchor.text)) continue;
      const misshapen = row.cells.length !== header.names.length;
      if (misshapen || seen.has(anchor.text)) work.repeated.add(anchor.text);
      else seen.add(anchor.text);
    }
  }
}

interface Rewriting {
  readonly layout: FileLayout;
  readonly work: Work;
  readonly shape: FileShape;
}

/** The file's rows, those without a request as they stood. */
async function* rewritten(
  batches: AsyncIterable<RowBatch>,
  { layout, work, shape: { byteOrderMark, lineEnd } }: Rewriting,
): AsyncGenerator<string> {
  const met = new Set<string>();
  let last: RowBatch | undefined;
  for await (const batch of batches) {
    const index = requiredIndex(batch.header, layout.anchor, layout);
    let text = last === undefined ? `${byteOrderMark ? '\ufeff' : ''}${batch.headerRow.raw ?? ''}${lineEnd}` : '';
    last = batch;
    for (const row of batch.rows) {
      if (row.kind === 'broken') throw changedMeanwhile(layout.shownPath);
      const anchor = anchorOf(row.cells[index] ?? '', layout.anchor);
      const known = !('fault' in anchor) && work.pending.has(anchor.text) ? anchor.text : undefined;
      if (known !== undefined) met.add(known);
      const cells = known === undefined ? row.cells : work.apply(known, row.cells, batch.header);
      if (cells === row.cells) text += `${row.raw ?? ''}${lineEnd}`;
      else if (cells !== undefined) text += `${delimiterRow(cells, layout.dialect)}${lineEnd}`;
    }
    yield text;
  }
  if (last !== undefined) yield appended(last.header, layout, work, met, lineEnd);
}

const appended = (
  header: Header,
  layout: FileLayout,
  work: Work,
  met: ReadonlySet<string>,
  lineEnd: string,
): string => {
  let text = '';
  for (const anchor of work.pending.keys()) {
    const cells = met.has(anchor) ? undefined : work.apply(anchor, undefined, header);
    if (cells !== undefined) text += `${delimiterRow(cells, layout.dialect)}${lineEnd}`;
  }
  return text;
};

/** A file that is not there yet gets a column for each attribute. */
async function writeNew(layout: FileLayout, work: Work): Promise<void> {
  const names = layout.columns.map(({ column }) => column);
  const header = headerOf(names, layout);
  const rows = appended(header, layout, work, new Set(), '\n');
  if (rows === '') return;
  await replaceFile(layout.path, encoded([`${delimiterRow(names, layout.dialect)}\n${rows}`], layout), undefined);
}

interface RowContext {
  readonly header: Header;
  readonly layout: FileLayout;
  readonly references: 'name' | 'anchor';
}

function applyRequest(request: ExportRequest, anchor: string, cells: Cells, context: RowContext): Result {
  const failed = (reason: 'exists' | 'missing', message: string): Result => ({
    cells,
    outcome: { id: request.id, kind: 'failed', reason, code: reason, message },
  });
  const { shownPath } = context.layout;
  if (request.kind === 'add') {
    if (cells !== undefined)
      return failed('exists', `${shownPath} has a row with the anchor ${JSON.stringify(anchor)} already.`);
    const added = changeRow(
      request,
      request.name,
      context.header.names.map(() => ''),
      context,
    );
    return { ...added, outcome: withAnchor(added.outcome, anchor) };
  }
  if (cells === undefined)
    return failed('missing', `${shownPath} has no row with the anchor ${JSON.stringify(anchor)}.`);
  if (request.kind === 'delete') return { cells: undefined, outcome: { id: request.id, kind: 'applied' } };
  return changeRow(request, request.newName, cells, context);
}

/** The row bears the anchor that a rule flowed: the answer tells it, so that the next import shows our own object. */
const withAnchor = (outcome: ExportOutcome, anchor: string): ExportOutcome =>
  outcome.kind === 'applied' || outcome.kind === 'partly' ? { ...outcome, anchor } : outcome;

function changeRow(
  request: ExportRequest & { readonly kind: 'add' | 'update' },
  name: string | undefined,
  before: readonly string[],
  context: RowContext,
): Result {
  const cells = [...before];
  const faults: AttributeFault[] = [];
  if (name !== undefined && context.layout.naming !== undefined) {
    cells[requiredIndex(context.header, context.layout.naming, context.layout)] = name;
  }
  for (const change of request.changes) {
    const column = context.layout.columns.find((one) => one.name === change.attribute);
    const index = column === undefined ? undefined : context.header.indexOf(column);
    if (column === undefined || index === undefined) {
      faults.push({ attribute: change.attribute, message: `${context.layout.shownPath} has no column for it` });
      continue;
    }
    const written = writtenCell(
      spelt(change, (value) => writeValue(value, column, context.references)),
      column,
      {
        cell: cells[index] ?? '',
        lineBreaks: context.layout.dialect.lineBreaksInCells,
      },
    );
    if ('fault' in written) faults.push({ attribute: change.attribute, message: written.fault });
    else cells[index] = written.cell;
  }
  const { id } = request;
  return { cells, outcome: faults.length === 0 ? { id, kind: 'applied' } : { id, kind: 'partly', attributes: faults } };
}

function writtenCell(
  change: TextChange,
  column: ColumnLayout,
  { cell, lineBreaks }: { readonly cell: string; readonly lineBreaks: boolean },
): { readonly cell: string } | { readonly fault: string } {
  const key = textKey(column.attribute, (name) => name.toLowerCase());
  return joinCell(changed(partsOf(cell, column), change, key), column, { lineBreaks });
}

const textsOf = (change: TextChange): readonly string[] => ('set' in change ? change.set : change.added);

const repeatedAnchor = (id: string, anchor: string): ExportOutcome => ({
  id,
  kind: 'failed',
  reason: 'permanent',
  code: 'duplicate-anchor',
  message: `The anchor ${JSON.stringify(anchor)} stands in several rows, or in one with too many or too few cells.`,
});

const unwritable = (layout: FileLayout, line: number, message: string): ConnectorError =>
  new ConnectorError(
    'incomplete',
    `${layout.shownPath} is not rewritten, because line ${line} cannot be read: ${message}.`,
  );
