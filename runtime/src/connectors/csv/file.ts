// One CSV file, opened: its header, its rows, and whether it is still the file that was opened.
import type { FileHandle } from 'node:fs/promises';
import { changedMeanwhile, type FileMark, fileMark, openToRead, sameMark } from '../files.js';
import { ConnectorError } from '../port.js';
import { type Header, headerOf } from './header.js';
import type { FileLayout, FilePlace } from './layout.js';
import { type BrokenRow, type CsvRow, readRows } from './rows.js';

export interface OpenFile {
  readonly mark: FileMark | undefined;
  /** The rows behind the header. The first call reads the header. */
  readonly rows: (options?: { readonly raw?: boolean }) => AsyncGenerator<RowBatch>;
  /** Fails if somebody changed or replaced the file since it was opened. */
  readonly verify: () => Promise<void>;
  readonly close: () => Promise<void>;
}
export interface RowBatch {
  readonly header: Header;
  readonly headerRow: CsvRow;
  readonly rows: readonly (CsvRow | BrokenRow)[];
}

/** Opens a file for as many passes over its rows as needed. */
export async function openFile(place: (FilePlace | FileLayout) & { readonly ignoreCase?: boolean }): Promise<OpenFile> {
  const handle = await openToRead(place.path);
  const mark = await fileMark(place.path);
  const read = (raw: boolean): AsyncGenerator<RowBatch> => rowsBehindHeader(handle, place, raw);
  const readOnce = (mark?.size ?? 0) <= LARGEST_KEPT ? kept(() => read(false)) : () => read(false);
  return {
    mark,
    rows: ({ raw = false } = {}) => (raw ? read(true) : readOnce()),
    verify: async () => {
      if (!sameMark(mark, await fileMark(place.path))) throw changedMeanwhile(place.shownPath);
    },
    close: () => handle.close(),
  };
}

/** Files up to this size are parsed once and their rows kept for the next pass; larger ones are parsed again. */
const LARGEST_KEPT = 32 * 1024 * 1024;

/** Passes over what the first complete pass gave. */
function kept(read: () => AsyncGenerator<RowBatch>): () => AsyncGenerator<RowBatch> {
  let known: readonly RowBatch[] | undefined;
  return async function* rows() {
    if (known !== undefined) return yield* known;
    const batches: RowBatch[] = [];
    for await (const batch of read()) {
      batches.push(batch);
      yield batch;
    }
    known = batches;
  };
}

async function* rowsBehindHeader(
  handle: FileHandle,
  place: (FilePlace | FileLayout) & { readonly ignoreCase?: boolean },
  raw: boolean,
): AsyncGenerator<RowBatch> {
  let header: { readonly header: Header; readonly headerRow: CsvRow } | undefined;
  try {
    for await (const rows of readRows(handle, place.dialect, { raw })) {
      const first = rows[0];
      if (header !== undefined) {
        yield { ...header, rows };
      } else if (first !== undefined) {
        header = firstRow(first, place);
        yield { ...header, rows: rows.slice(1) };
      }
    }
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'incomplete') {
      throw new ConnectorError(error.kind, `${place.shownPath} ${error.message}`, { cause: error.cause });
    }
    throw error;
  }
  if (header === undefined) {
    const text = `${place.shownPath} is empty: a row of column names was expected.`;
    throw new ConnectorError('schema-changed', text);
  }
}

function firstRow(
  row: CsvRow | BrokenRow,
  place: (FilePlace | FileLayout) & { readonly ignoreCase?: boolean },
): { readonly header: Header; readonly headerRow: CsvRow } {
  if (row.kind === 'broken') {
    throw new ConnectorError('schema-changed', `The header of ${place.shownPath} cannot be read: ${row.message}.`);
  }
  return {
    header: headerOf(row.cells, { shownPath: place.shownPath, ignoreCase: place.ignoreCase ?? false }),
    headerRow: row,
  };
}
