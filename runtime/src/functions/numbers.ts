// Functions of integers: quotients, extremes, bits, bytes.
import { integer } from '../values/integer.js';
import { BINARY, BOOLEAN, booleanOf, bytesOf, INTEGER, integerOf, parameter } from './define.js';
import type { FunctionEntry } from './entry.js';

const NUMBER = { family: 'number', result: INTEGER, strict: true, absent: 'never', idempotent: false } as const;

const a = parameter('a', INTEGER, 'An integer.');
const b = parameter('b', INTEGER, 'Another.');
const n = parameter('n', INTEGER, 'The integer.');
const mask = parameter(
  'mask',
  INTEGER,
  'The bits, as the sum of their values: 2 for the second bit, 6 for the second and third.',
);

const divide: FunctionEntry = {
  ...NUMBER,
  name: 'divide',
  parameters: [a, b],
  absent: 'mayFail',
  doc: 'The quotient without its fraction; absent when the divisor is 0.',
  examples: [
    { call: 'divide(7, 2)', gives: '3' },
    { call: 'divide(-7, 2)', gives: '-3' },
    { call: 'divide(1, 0)', gives: 'absent' },
  ],
  implementation: (_, left, right) => (right === 0n ? undefined : integer(integerOf(left) / integerOf(right))),
};

const remainder: FunctionEntry = {
  ...NUMBER,
  name: 'remainder',
  parameters: [a, b],
  absent: 'mayFail',
  doc: 'What a division leaves; it has the sign of the dividend. Absent when the divisor is 0.',
  examples: [
    { call: 'remainder(7, 2)', gives: '1' },
    { call: 'remainder(-7, 2)', gives: '-1' },
  ],
  implementation: (_, left, right) => (right === 0n ? undefined : integerOf(left) % integerOf(right)),
};

const min: FunctionEntry = {
  ...NUMBER,
  name: 'min',
  parameters: [a, b],
  doc: 'The smaller of two integers.',
  examples: [{ call: 'min(3, -1)', gives: '-1' }],
  implementation: (_, left, right) => (integerOf(left) <= integerOf(right) ? integerOf(left) : integerOf(right)),
};

const max: FunctionEntry = {
  ...NUMBER,
  name: 'max',
  parameters: [a, b],
  doc: 'The greater of two integers.',
  examples: [{ call: 'max(3, -1)', gives: '3' }],
  implementation: (_, left, right) => (integerOf(left) >= integerOf(right) ? integerOf(left) : integerOf(right)),
};

const bitAnd: FunctionEntry = {
  ...NUMBER,
  name: 'bitAnd',
  parameters: [a, b],
  doc: 'The bits that both have, of 64 bits in two’s complement.',
  examples: [
    { call: 'bitAnd(0xF, 0xF7)', gives: '7' },
    { call: 'bitAnd(-2147483646, -0x80000000)', gives: '-2147483648' },
  ],
  implementation: (_, left, right) => integerOf(left) & integerOf(right),
};

const bitOr: FunctionEntry = {
  ...NUMBER,
  name: 'bitOr',
  parameters: [a, b],
  doc: 'The bits that one of them or both have, of 64 bits in two’s complement.',
  examples: [{ call: 'bitOr(512, 2)', gives: '514' }],
  implementation: (_, left, right) => integerOf(left) | integerOf(right),
};

const isBitSet: FunctionEntry = {
  ...NUMBER,
  name: 'isBitSet',
  parameters: [n, mask],
  result: BOOLEAN,
  doc: 'Whether all bits of the mask are set.',
  examples: [
    { call: 'isBitSet(0xF, 4)', gives: 'true' },
    { call: 'isBitSet(512, 2)', gives: 'false' },
  ],
  implementation: (_, number, bits) => (integerOf(number) & integerOf(bits)) === integerOf(bits),
};

const setBit: FunctionEntry = {
  ...NUMBER,
  name: 'setBit',
  parameters: [n, mask, parameter('on', BOOLEAN, 'Whether the bits shall be set.')],
  doc: 'The integer with the bits of the mask set, or not set; other bits stay.',
  examples: [
    { call: 'setBit(512, 2, true)', gives: '514' },
    { call: 'setBit(514, 2, false)', gives: '512' },
  ],
  implementation: (_, number, bits, on) =>
    booleanOf(on) ? integerOf(number) | integerOf(bits) : integerOf(number) & ~integerOf(bits),
};

const numberFromBytes: FunctionEntry = {
  ...NUMBER,
  name: 'numberFromBytes',
  parameters: [parameter('b', BINARY, 'At most 8 bytes.')],
  absent: 'mayFail',
  doc: 'The integer that the bytes write, the least significant first and without a sign; absent for more than 8 bytes, and when it does not fit into 64 bits with a sign.',
  examples: [
    { call: 'numberFromBytes(convertFromHex("0102"))', gives: '513' },
    { call: 'numberFromBytes(convertFromHex("FFFFFFFFFFFFFFFF"))', gives: 'absent' },
  ],
  implementation: (_, bytes) =>
    bytesOf(bytes).length > 8
      ? undefined
      : integer(bytesOf(bytes).reduceRight((number, byte) => number * 256n + BigInt(byte), 0n)),
};

const bytesFromNumber: FunctionEntry = {
  ...NUMBER,
  name: 'bytesFromNumber',
  parameters: [n, parameter('length', INTEGER, 'How many bytes, from 1 to 8.')],
  result: BINARY,
  absent: 'mayFail',
  doc: 'The bytes of an integer that is not negative, the least significant first; absent when it needs more bytes.',
  examples: [
    { call: 'convertToHex(bytesFromNumber(513, 4))', gives: '"01020000"' },
    { call: 'bytesFromNumber(256, 1)', gives: 'absent' },
  ],
  implementation: (_, number, length) => bytesOfNumber(integerOf(number), integerOf(length)),
};

function bytesOfNumber(number: bigint, length: bigint): Uint8Array | undefined {
  if (length < 1n || length > 8n || number < 0n || number >= 1n << (8n * length)) return undefined;
  return Uint8Array.from({ length: Number(length) }, (_, at) => Number((number >> BigInt(8 * at)) & 0xffn));
}

export const NUMBERS: readonly FunctionEntry[] = [
  divide,
  remainder,
  min,
  max,
  bitAnd,
  bitOr,
  isBitSet,
  setBit,
  numberFromBytes,
  bytesFromNumber,
];
