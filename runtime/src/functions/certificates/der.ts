// DER (ITU-T X.690): elements of tag, length and contents, as far as certificates need them.

export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With its tag and length. */
  readonly whole: Uint8Array;
}

export const TAG = {
  bitString: 0x03,
  boolean: 0x01,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** The tag of a member that is told by its number. */
export const numbered = (n: number, constructed: boolean): number => 0x80 | (constructed ? 0x20 : 0) | n;

/** The elements that stand one after the other in the bytes; none when the bytes are not DER. */
export function elementsIn(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at);
    if (element === undefined) return [];
    found.push(element);
    at += element.whole.length;
  }
  return found;
}

function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const tag = bytes[at];
  const size = sizeAt(bytes, at + 1);
  if (tag === undefined || size === undefined) return undefined;
  const end = size.from + size.length;
  if (end > bytes.length) return undefined;
  return { tag, content: bytes.subarray(size.from, end), whole: bytes.subarray(at, end) };
}

/** How long the contents are, and where they begin. */
function sizeAt(bytes: Uint8Array, at: number): { readonly length: number; readonly from: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { length: first, from: at + 1 };
  const count = first - 0x80;
  if (count === 0 || count > 4 || at + count >= bytes.length) return undefined;
  const length = bytes.subarray(at + 1, at + 1 + count).reduce((size, byte) => size * 256 + byte, 0);
  return { length, from: at + 1 + count };
}

/** `2.5.4.3`; absent for no bytes. */
export function oidText(bytes: Uint8Array): string | undefined {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of bytes) {
    arc = arc * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first, ...rest] = arcs;
  if (first === undefined) return undefined;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** How the texts of names are encoded, by tag. */
const ENCODINGS: ReadonlyMap<number, (bytes: Buffer) => string> = new Map([
  [0x0c, (bytes: Buffer) => bytes.toString('utf8')],
  [0x12, (bytes: Buffer) => bytes.toString('latin1')],
  [0x13, (bytes: Buffer) => bytes.toString('latin1')],
  [0x14, (bytes: Buffer) => bytes.toString('latin1')],
  [0x16, (bytes: Buffer) => bytes.toString('latin1')],
  [0x1a, (bytes: Buffer) => bytes.toString('latin1')],
  [0x1e, utf16],
]);

function utf16(bytes: Buffer): string {
  return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : '';
}

/** The text of an element; absent when it is no text. */
export const elementText = ({ tag, content }: Element): string | undefined =>
  ENCODINGS.get(tag)?.(Buffer.from(content));
