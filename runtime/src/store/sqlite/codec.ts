// Attributes by slot as a JSON array, compiled once per layout. Texts, numbers and booleans are as they are, integers
// decimal text, bytes base64, absent null; trailing nulls are cut. References are not in it: they are rows.
import type { Content, Row, Value } from '../../values/value.js';
import { fromBase64, toBase64 } from './data.js';

export interface SlotShape {
  readonly name: string;
  readonly scalar: string;
  readonly many: boolean;
  readonly reference: boolean;
  /** It holds the name of the object, which is kept elsewhere. */
  readonly naming: boolean;
}

export interface RowCodec {
  readonly encode: (row: Row) => string;
  /** References are missing; {@link placeReferences} puts them in. */
  readonly decode: (text: string) => Content[];
  /** Whether two rows have the same JSON because their items outside of references are the same ones. */
  readonly unchanged: (before: Row, after: Row) => boolean;
}

type JsonScalar = string | number | boolean;
type JsonCell = JsonScalar | JsonScalar[] | null;
type Decoder = (scalar: JsonScalar) => Value;

export function compileCodec(slots: readonly SlotShape[]): RowCodec {
  const decoders = slots.map((slot) => decoderOf(slot.scalar));
  const isReference = slots.map((slot) => slot.reference);
  return {
    encode: (row) => encodeRow(row, isReference),
    decode: (text) => {
      const cells: JsonCell[] = JSON.parse(text);
      const row: Content[] = [];
      for (let slot = 0; slot < cells.length; slot++) row.push(decodeCell(cells[slot] ?? null, decoders[slot]));
      return row;
    },
    unchanged: (before, after) => {
      const length = Math.max(before.length, after.length);
      for (let slot = 0; slot < length; slot++) {
        if (before[slot] !== after[slot] && !isReference[slot]) return false;
      }
      return true;
    },
  };
}

function encodeRow(row: Row, isReference: readonly boolean[]): string {
  const cells: JsonCell[] = [];
  let length = 0;
  for (let slot = 0; slot < row.length; slot++) {
    const content = row[slot];
    if (content === undefined || isReference[slot]) {
      cells.push(null);
    } else {
      cells.push(encodeContent(content));
      length = cells.length;
    }
  }
  cells.length = length;
  return JSON.stringify(cells);
}

const encodeContent = (content: Exclude<Content, undefined>): JsonCell =>
  isList(content) ? content.map(encodeValue) : encodeValue(content);

function encodeValue(value: Value): JsonScalar {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? toBase64(value) : value;
}

function decodeCell(cell: JsonCell, decode: Decoder | undefined): Content {
  if (cell === null) return undefined;
  if (decode === undefined) return cell;
  return Array.isArray(cell) ? cell.map(decode) : decode(cell);
}

function decoderOf(scalar: string): Decoder | undefined {
  if (scalar === 'integer') return (text) => BigInt(text);
  if (scalar === 'binary') return (text) => fromBase64(String(text));
  return undefined;
}

/** Whether it is several values. */
export const isList = (content: Content): content is readonly Value[] => Array.isArray(content);
