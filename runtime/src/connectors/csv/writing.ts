// Writes rows: cells quoted where they must be, text in the file's encoding.
import { openToRead } from '../files.js';
import { ConnectorError } from '../port.js';
import type { Dialect, FileLayout } from './layout.js';
import type { CsvEncoding } from './settings.js';

/** A row as text, without its line end. */
export function delimiterRow(cells: readonly string[], { delimiter, quote }: Dialect): string {
  const written = cells.map((cell) => quoted(cell, delimiter, quote));
  // An empty line would not be read as a row.
  return written.length === 1 && written[0] === '' ? quote + quote : written.join(delimiter);
}

function quoted(cell: string, delimiter: string, quote: string): string {
  if (!cell.includes(quote) && !cell.includes(delimiter) && !/[\r\n\ufeff]/.test(cell)) return cell;
  return quote + cell.replaceAll(quote, quote + quote) + quote;
}

/** What stands in a file before its rows and how its rows end. */
export interface FileShape {
  readonly byteOrderMark: boolean;
  readonly lineEnd: '\n' | '\r\n';
}

/** Looks at the beginning of a file. */
export async function shapeOf(path: string, encoding: CsvEncoding): Promise<FileShape> {
  const handle = await openToRead(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const text = bytes.toString(encoding === 'utf16le' ? 'utf16le' : 'latin1');
    const lineEnd = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
    return { byteOrderMark: text.startsWith(encoding === 'utf16le' ? '\ufeff' : '\u00ef\u00bb\u00bf'), lineEnd };
  } finally {
    await handle.close();
  }
}

/** Encodes texts; a character that the encoding does not have is a fault, and nothing is written. */
export async function* encoded(
  texts: Iterable<string> | AsyncIterable<string>,
  { dialect, shownPath }: FileLayout,
): AsyncGenerator<Uint8Array> {
  const encode = encoderOf(dialect.encoding);
  for await (const text of texts) {
    const bytes = encode(text);
    if (bytes === undefined) {
      throw new ConnectorError(
        'configuration',
        `${shownPath} is ${dialect.encoding}, which cannot write every character of what is to be exported. ` +
          'Convert the file to UTF-8 and set "encoding": "utf8".',
      );
    }
    yield bytes;
  }
}

function encoderOf(encoding: CsvEncoding): (text: string) => Uint8Array | undefined {
  if (encoding === 'utf8' || encoding === 'utf16le') return (text) => Buffer.from(text, encoding);
  if (encoding === 'latin1')
    return (text) => (/^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined);
  return encodeWindows1252;
}

/** The bytes of windows-1252 by character, as the decoder of the platform has them. */
const windows1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(new Uint8Array([byte])), byte]),
);

function encodeWindows1252(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const byte = windows1252.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return new Uint8Array(bytes);
}
