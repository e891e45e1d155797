// Reads distinguished names: RFC 4514, and the spaces around separators that its predecessor RFC 2253 allowed.
import type { Ava, Dn, Rdn, ReadDn } from './dn.js';

/** The name in parts; absent when the text is no name. */
export function parseDn(text: string): Dn | undefined {
  const read = readDn(text);
  return read.kind === 'dn' ? read.dn : undefined;
}

/** The name in parts, or where and why the text is no name. */
export function readDn(text: string): ReadDn {
  const cursor = { text, at: 0 };
  try {
    skipSpaces(cursor);
    return { kind: 'dn', dn: atEnd(cursor) ? [] : readRdns(cursor) };
  } catch (fault) {
    if (fault instanceof Fault) return { kind: 'fault', at: cursor.at, message: fault.message };
    throw fault;
  }
}

/** Ends the reading of a text that is no name; never leaves this file. */
class Fault {
  constructor(readonly message: string) {}
}

interface Cursor {
  readonly text: string;
  at: number;
}

const atEnd = (cursor: Cursor): boolean => cursor.at >= cursor.text.length;

function readRdns(cursor: Cursor): Dn {
  const rdns: Rdn[] = [readRdn(cursor)];
  while (!atEnd(cursor)) {
    expect(cursor, ',');
    rdns.push(readRdn(cursor));
  }
  return rdns;
}

function readRdn(cursor: Cursor): Rdn {
  const pairs: Ava[] = [readPair(cursor)];
  while (cursor.text[cursor.at] === '+') {
    cursor.at++;
    pairs.push(readPair(cursor));
  }
  return pairs;
}

function readPair(cursor: Cursor): Ava {
  skipSpaces(cursor);
  const type = readType(cursor);
  skipSpaces(cursor);
  expect(cursor, '=');
  skipSpaces(cursor);
  return { type, value: cursor.text[cursor.at] === '#' ? readHexString(cursor) : readString(cursor) };
}

/** A keyword or an object identifier; `OID.` before the latter is what RFC 1779 wrote. */
const TYPE = /(?:[A-Za-z][A-Za-z0-9-]*(?![A-Za-z0-9.-])|(?:[Oo][Ii][Dd]\.)?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+)/y;

function readType(cursor: Cursor): string {
  TYPE.lastIndex = cursor.at;
  const found = TYPE.exec(cursor.text);
  if (found === null) throw new Fault('expected the type of a relative name, such as CN or 2.5.4.3');
  cursor.at = TYPE.lastIndex;
  return found[0].replace(/^oid\./i, '');
}

function readHexString(cursor: Cursor): Uint8Array {
  const found = /^#((?:[0-9A-Fa-f]{2})+) *(?=[,+]|$)/.exec(cursor.text.slice(cursor.at));
  if (found === null) throw new Fault('expected pairs of hexadecimal digits after #');
  cursor.at += found[0].length;
  return new Uint8Array(Buffer.from(found[1] ?? '', 'hex'));
}

/** A run of characters that stand for themselves. */
const PLAIN = /[^\u0000"+,;<>\\]+/y;

function readString(cursor: Cursor): string {
  let value = '';
  let trailingSpaces = 0;
  for (;;) {
    PLAIN.lastIndex = cursor.at;
    const plain = PLAIN.exec(cursor.text)?.[0];
    if (plain !== undefined) {
      cursor.at += plain.length;
      value += plain;
      const spaces = plain.length - plain.replace(/ +$/, '').length;
      trailingSpaces = spaces === plain.length ? trailingSpaces + spaces : spaces;
    } else if (cursor.text[cursor.at] === '\\') {
      value += readEscapes(cursor);
      trailingSpaces = 0;
    } else {
      break;
    }
  }
  const next = cursor.text[cursor.at];
  if (next !== undefined && next !== ',' && next !== '+')
    throw new Fault(`expected ${JSON.stringify(next)} to be escaped by a backslash`);
  return trailingSpaces === 0 ? value : value.slice(0, -trailingSpaces);
}

/** A character after a backslash, or a run of bytes in hexadecimal digits that are UTF-8. */
function readEscapes(cursor: Cursor): string {
  const special = /^\\([ "#+,;<=>\\])/.exec(cursor.text.slice(cursor.at, cursor.at + 2))?.[1];
  if (special !== undefined) {
    cursor.at += 2;
    return special;
  }
  HEX.lastIndex = cursor.at;
  const run = HEX.exec(cursor.text)?.[0];
  if (run === undefined) throw new Fault('expected a special character or two hexadecimal digits after the backslash');
  const decoded = decodeUtf8(Buffer.from(run.replaceAll('\\', ''), 'hex'));
  if (decoded === undefined) throw new Fault('expected the escaped bytes to be UTF-8');
  cursor.at += run.length;
  return decoded;
}

const HEX = /(?:\\[0-9A-Fa-f]{2})+/y;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function expect(cursor: Cursor, sign: string): void {
  if (cursor.text[cursor.at] !== sign) throw new Fault(`expected ${JSON.stringify(sign)}`);
  cursor.at++;
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at++;
}
