// Reads the rows of a CSV file strictly, in batches, with their lines.
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { ConnectorError } from '../port.js';
import type { Dialect } from './layout.js';
import type { CsvEncoding } from './settings.js';

/** One record. `raw`: as it stands in the file, without its line end; only if asked for. */
export interface CsvRow {
  readonly kind: 'row';
  readonly cells: readonly string[];
  readonly line: number;
  readonly raw?: string;
}
/** A record that cannot be read. `lost`: where later rows begin cannot be told. */
export interface BrokenRow {
  readonly kind: 'broken';
  readonly line: number;
  readonly message: string;
  readonly lost: boolean;
}

const BATCH = 1000;
/** A quote that is never closed would otherwise gather the whole file. */
const LARGEST_RECORD = 16 * 1024 * 1024;

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
  readonly raw?: string;
}

/** The rows from the header on, in batches of a thousand. Ends after a broken row that is `lost`. */
export async function* readRows(
  handle: FileHandle,
  dialect: Dialect,
  { raw = false }: { readonly raw?: boolean } = {},
): AsyncGenerator<readonly (CsvRow | BrokenRow)[]> {
  const broken: (BrokenRow & { readonly after: number })[] = [];
  const lines = new LineCounter();
  const parser = parse({
    bom: true,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    info: true,
    raw,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_RECORD,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined && broken.at(-1)?.line !== error.lines) broken.push(brokenRow(error));
      return undefined;
    },
  });
  const source = Readable.from(decoded(handle, dialect.encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let batch: (CsvRow | BrokenRow)[] = [];
  const passBroken = (before: number): boolean => {
    for (let next = broken[0]; next !== undefined && next.after < before; next = broken[0]) {
      const line = next.lost ? lines.next : lines.skip(next.line);
      batch.push({ kind: 'broken', line, message: next.message, lost: next.lost });
      if (next.lost) return true;
      broken.shift();
    }
    return false;
  };
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      if (passBroken(parsed.info.records)) return yield batch;
      batch.push(rowOf(parsed, lines));
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    passBroken(Number.POSITIVE_INFINITY);
    if (batch.length > 0) yield batch;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Decodes a file from its start; leaves the handle open. Bytes that the encoding does not have are a fault. */
async function* decoded(handle: FileHandle, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder =
    encoding === 'latin1' ? undefined : new TextDecoder(ENCODINGS[encoding], { fatal: true, ignoreBOM: true });
  const buffer = Buffer.allocUnsafe(256 * 1024);
  let lines = 1;
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    const bytes = buffer.subarray(0, bytesRead);
    try {
      yield decoder === undefined ? bytes.toString('latin1') : decoder.decode(bytes, { stream: bytesRead > 0 });
    } catch (error) {
      throw undecodable(encoding, lines, error);
    }
    if (bytesRead === 0) return;
    position += bytesRead;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
}

const ENCODINGS = { utf8: 'utf-8', 'windows-1252': 'windows-1252', utf16le: 'utf-16le' } as const;

const undecodable = (encoding: CsvEncoding, line: number, cause: unknown): ConnectorError =>
  new ConnectorError(
    'incomplete',
    `contains bytes that are not ${encoding} (after line ${line}). If the file is in another encoding, say so in ` +
      'the settings: "encoding": "windows-1252".',
    { cause },
  );

function rowOf({ record, info, raw }: Parsed, lines: LineCounter): CsvRow {
  const line = lines.startOf(record, info.lines);
  return raw === undefined
    ? { kind: 'row', cells: record, line }
    : { kind: 'row', cells: record, line, raw: raw.replace(/^[\r\n]+|[\r\n]+$/g, '') };
}

/** Finds the first line of a record. csv-parse tells the last one, and counts a CR LF inside quotes as two lines. */
class LineCounter {
  #excess = 0;
  #last = 0;

  /** The line after the last record. */
  get next(): number {
    return this.#last - this.#excess + 1;
  }

  skip(line: number): number {
    this.#last = line;
    return line - this.#excess;
  }

  startOf(cells: readonly string[], lastLine: number): number {
    const several = lastLine - this.#last > 1;
    this.#last = lastLine;
    if (!several) return lastLine - this.#excess;
    const text = cells.join('\u0000');
    this.#excess += text.match(/\r\n/g)?.length ?? 0;
    return lastLine - this.#excess - (text.match(/\r\n|\r|\n/g)?.length ?? 0);
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed: the rows from here to the end of the file cannot be told',
  CSV_INVALID_CLOSING_QUOTE: 'a quote inside a quoted cell is not doubled: the rows from here on cannot be told',
  CSV_MAX_RECORD_SIZE: 'a row that is longer than 16 MB: probably a quote is not closed',
  INVALID_OPENING_QUOTE: 'a quote inside a cell that does not begin with one',
};

const brokenRow = (error: CsvError): BrokenRow & { readonly after: number } => ({
  kind: 'broken',
  line: Number(error.lines ?? 0),
  message: MESSAGES[error.code] ?? error.message,
  lost: error.code !== 'INVALID_OPENING_QUOTE',
  after: Number(error.records ?? 0),
});
