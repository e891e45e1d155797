// Reads the rows of a CSV file strictly, in batches, with their lines.
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
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

/** What csv-parse gives: cells, or with `raw` cells and text. Its `info` would double the time that parsing takes. */
type Parsed = readonly string[] | { readonly record: readonly string[]; readonly raw: string };

/** The rows from the header on, in batches of a thousand. Ends after a broken row that is `lost`. */
export async function* readRows(
  handle: FileHandle,
  dialect: Dialect,
  { raw = false }: { readonly raw?: boolean } = {},
): AsyncGenerator<readonly (CsvRow | BrokenRow)[]> {
  const broken: Broken[] = [];
  const parser = parse({
    bom: true,
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    raw,
    relax_column_count: true,
    max_record_size: LARGEST_RECORD,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined && broken.at(-1)?.fileLine !== error.lines) broken.push(brokenRow(error));
      return undefined;
    },
  });
  const source = Readable.from(decoded(handle, dialect.encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const batches = new Batcher(broken);
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      if (!batches.take(parsed)) return yield batches.flush();
      if (batches.size >= BATCH) yield batches.flush();
    }
    batches.takeBroken(Number.POSITIVE_INFINITY);
    if (batches.size > 0) yield batches.flush();
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** `after`: the number of records before it. `fileLine`: as csv-parse counts, CR LF inside quotes twice. */
type Broken = BrokenRow & { readonly after: number; readonly fileLine: unknown };

/** Puts rows and broken rows in the order of the file, and counts lines. */
class Batcher {
  #rows: (CsvRow | BrokenRow)[] = [];
  #records = 0;
  #line = 1;

  constructor(readonly broken: Broken[]) {}

  get size(): number {
    return this.#rows.length;
  }

  flush(): readonly (CsvRow | BrokenRow)[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** False if rows before this one are lost, and so is this one. */
  take(parsed: Parsed): boolean {
    this.#records += 1;
    if (this.broken.length > 0 && !this.takeBroken(this.#records)) return false;
    const cells = 'record' in parsed ? parsed.record : parsed;
    const line = this.#line;
    this.#line += 1 + lineBreaksIn(cells);
    if (cells.length === 1 && cells[0] === '') return true;
    this.#rows.push(
      'record' in parsed
        ? { kind: 'row', cells, line, raw: parsed.raw.replace(/^[\r\n]+|[\r\n]+$/g, '') }
        : { kind: 'row', cells, line },
    );
    return true;
  }

  /** Takes the broken rows that stand before a record. False once one of them is lost. */
  takeBroken(record: number): boolean {
    for (let next = this.broken[0]; next !== undefined && next.after < record; next = this.broken[0]) {
      this.#rows.push({ kind: 'broken', line: this.#line, message: next.message, lost: next.lost });
      if (next.lost) return false;
      this.#line += 1;
      this.broken.shift();
    }
    return true;
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
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

const MESSAGES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed: the rows from here to the end of the file cannot be told',
  CSV_INVALID_CLOSING_QUOTE: 'a quote inside a quoted cell is not doubled: the rows from here on cannot be told',
  CSV_MAX_RECORD_SIZE: 'a row that is longer than 16 MB: probably a quote is not closed',
  INVALID_OPENING_QUOTE: 'a quote inside a cell that does not begin with one',
};

const brokenRow = (error: CsvError): Broken => ({
  kind: 'broken',
  line: 0,
  message: MESSAGES[error.code] ?? error.message,
  lost: error.code !== 'INVALID_OPENING_QUOTE',
  after: Number(error.records ?? 0),
  fileLine: error.lines,
});
