// Conversions between texts, numbers and bytes.
import { createHash } from 'node:crypto';
import { parseInteger } from '../values/integer.js';
import {
  BINARY,
  BOOLEAN,
  bytesOf,
  checked,
  contentOfArgument,
  filled,
  INTEGER,
  LITERAL,
  optional,
  parameter,
  TEXT,
  TEXT_OR_BINARY,
  textOf,
} from './define.js';
import type { FunctionEntry } from './entry.js';

const CONVERSION = { family: 'conversion', result: TEXT, strict: true, absent: 'mayFail', idempotent: false } as const;

const t = parameter('t', TEXT, 'The text.');
const b = parameter('b', BINARY, 'The bytes.');

const text: FunctionEntry = {
  ...CONVERSION,
  name: 'text',
  parameters: [
    parameter(
      'x',
      { kind: 'any', name: 'T', many: false, scalars: ['string', 'integer', 'boolean', 'dn'] },
      'The value.',
    ),
  ],
  absent: 'never',
  doc: 'An integer in decimal, a boolean as `true` or `false`, a name as it is spelt. For dates and times there are `formatDate` and `formatDateTime`, for bytes `convertToBase64` and `convertToHex`.',
  examples: [
    { call: 'text(42)', gives: '"42"' },
    { call: 'text(true)', gives: '"true"' },
  ],
  implementation: (_, value) => String(contentOfArgument(value)),
};

const number: FunctionEntry = {
  ...CONVERSION,
  name: 'number',
  parameters: [t],
  result: INTEGER,
  doc: 'The integer that decimal digits write, with or without a sign, white space around it aside; absent for any other text, and when it does not fit into 64 bits.',
  examples: [
    { call: 'number(" 007 ")', gives: '7' },
    { call: 'number("1.5")', gives: 'absent' },
  ],
  implementation: (_, digits) => parseInteger(textOf(digits)),
};

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

const parseBoolean: FunctionEntry = {
  ...CONVERSION,
  name: 'parseBoolean',
  parameters: [t],
  result: BOOLEAN,
  doc: '`true` for the texts true, yes and 1, `false` for false, no and 0, in any case and with white space around; absent for any other text.',
  examples: [
    { call: 'parseBoolean("TRUE")', gives: 'true' },
    { call: 'parseBoolean(" no ")', gives: 'false' },
    { call: 'parseBoolean("perhaps")', gives: 'absent' },
  ],
  implementation: (_, written) => BOOLEANS.get(textOf(written).trim().toLowerCase()),
};

const convertToBase64: FunctionEntry = {
  ...CONVERSION,
  name: 'convertToBase64',
  parameters: [
    parameter('b', TEXT_OR_BINARY, 'The bytes, or a text, whose bytes are those of UTF-16, the lesser first.'),
  ],
  absent: 'mayBeEmpty',
  doc: 'The bytes in Base64 (RFC 4648, section 4). For texts as ConvertToBase64 in Entra Connect.',
  examples: [
    { call: 'convertToBase64("Hello world!")', gives: '"SABlAGwAbABvACAAdwBvAHIAbABkACEA"' },
    { call: 'convertToBase64(convertFromHex("00FF"))', gives: '"AP8="' },
  ],
  implementation: (_, whole) =>
    filled(
      (whole instanceof Uint8Array ? Buffer.from(whole) : Buffer.from(textOf(whole), 'utf16le')).toString('base64'),
    ),
};

const ENCODINGS = { Unicode: 'utf-16le', UTF8: 'utf-8', ASCII: 'ascii' } as const;

const convertFromBase64: FunctionEntry = {
  ...CONVERSION,
  name: 'convertFromBase64',
  parameters: [
    t,
    checked(
      optional(
        'encoding',
        LITERAL,
        'What the bytes write: Unicode (UTF-16, the lesser byte first; if not given), UTF8 or ASCII.',
      ),
      (encoding) =>
        Object.hasOwn(ENCODINGS, encoding)
          ? undefined
          : `no encoding "${encoding}"; known are ${Object.keys(ENCODINGS).join(', ')}`,
    ),
  ],
  doc: 'The text whose bytes stand in Base64; absent when they are no such text. As ConvertFromBase64 in Entra Connect.',
  examples: [
    { call: 'convertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")', gives: '"Hello world!"' },
    { call: 'convertFromBase64("SGVsbG8gd29ybGQh", "UTF8")', gives: '"Hello world!"' },
    { call: 'convertFromBase64("%")', gives: 'absent' },
  ],
  implementation: (_, encoded, encoding) =>
    decoded(base64Bytes(textOf(encoded)), encoding === undefined ? 'Unicode' : textOf(encoding)),
};

function decoded(bytes: Uint8Array | undefined, encoding: string): string | undefined {
  if (bytes === undefined) return undefined;
  if (encoding === 'ASCII')
    return bytes.some((byte) => byte > 0x7f) ? undefined : filled(Buffer.from(bytes).toString('latin1'));
  try {
    return filled(
      new TextDecoder(encoding === 'UTF8' ? 'utf-8' : 'utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
  } catch {
    return undefined;
  }
}

function base64Bytes(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '') ? new Uint8Array(bytes) : undefined;
}

const bytesFromBase64: FunctionEntry = {
  ...CONVERSION,
  name: 'bytesFromBase64',
  parameters: [t],
  result: BINARY,
  doc: 'The bytes that stand in Base64 (RFC 4648, section 4); absent when it is none.',
  examples: [{ call: 'convertToHex(bytesFromBase64("AP8="))', gives: '"00FF"' }],
  implementation: (_, encoded) => base64Bytes(textOf(encoded)),
};

const convertToHex: FunctionEntry = {
  ...CONVERSION,
  name: 'convertToHex',
  parameters: [b],
  absent: 'mayBeEmpty',
  doc: 'The bytes in hexadecimal digits, capitals.',
  examples: [{ call: 'convertToHex(bytesFromNumber(255, 2))', gives: '"FF00"' }],
  implementation: (_, bytes) => filled(hex(bytesOf(bytes))),
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

const convertFromHex: FunctionEntry = {
  ...CONVERSION,
  name: 'convertFromHex',
  parameters: [t],
  result: BINARY,
  doc: 'The bytes that stand in pairs of hexadecimal digits; absent for any other text.',
  examples: [
    { call: 'convertToHex(convertFromHex("00ff"))', gives: '"00FF"' },
    { call: 'convertFromHex("xyz")', gives: 'absent' },
  ],
  implementation: (_, digits) => hexBytes(textOf(digits)),
};

const hexBytes = (text: string): Uint8Array | undefined =>
  /^(?:[0-9A-Fa-f]{2})+$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;

const convertToUtf8Hex: FunctionEntry = {
  ...CONVERSION,
  name: 'convertToUtf8Hex',
  parameters: [t],
  absent: 'never',
  doc: 'The bytes of the text in UTF-8 as hexadecimal digits, capitals: a form that may stand in any name. As ConvertToUTF8Hex in Entra Connect.',
  examples: [{ call: 'convertToUtf8Hex("Hello world!")', gives: '"48656C6C6F20776F726C6421"' }],
  implementation: (_, whole) => hex(Buffer.from(textOf(whole), 'utf8')),
};

const convertFromUtf8Hex: FunctionEntry = {
  ...CONVERSION,
  name: 'convertFromUtf8Hex',
  parameters: [t],
  doc: 'The text whose bytes in UTF-8 stand in hexadecimal digits; absent when they are none. As ConvertFromUTF8Hex in Entra Connect.',
  examples: [
    { call: 'convertFromUtf8Hex("48656C6C6F20776F726C6421")', gives: '"Hello world!"' },
    { call: 'convertFromUtf8Hex("FF")', gives: 'absent' },
  ],
  implementation: (_, digits) => decoded(hexBytes(textOf(digits)), 'UTF8'),
};

const thumbprint: FunctionEntry = {
  ...CONVERSION,
  name: 'thumbprint',
  family: 'binary',
  parameters: [b],
  result: BINARY,
  absent: 'never',
  doc: 'The SHA-256 hash of the bytes: 32 bytes. It is what identifies a key in msDS-KeyCredentialLink ([MS-ADTS] 2.2.20.5.1).',
  examples: [
    {
      call: 'convertToHex(thumbprint(convertFromHex("616263")))',
      gives: '"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"',
    },
  ],
  implementation: (_, bytes) => new Uint8Array(createHash('sha256').update(bytesOf(bytes)).digest()),
};

export const CONVERSIONS: readonly FunctionEntry[] = [
  text,
  number,
  parseBoolean,
  convertToBase64,
  convertFromBase64,
  bytesFromBase64,
  convertToHex,
  convertFromHex,
  convertToUtf8Hex,
  convertFromUtf8Hex,
  thumbprint,
];
