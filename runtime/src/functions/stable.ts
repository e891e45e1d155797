// Values that look like chance and are none: the same text gives the same value, on every machine and in every run.
import { createHash } from 'node:crypto';
import { checked, INTEGER, integerOf, parameter, TEXT, textOf } from './define.js';
import type { FunctionEntry } from './entry.js';
import { guidBytesInOrder, guidTextInOrder } from './guid.js';

const STABLY = { family: 'conversion', strict: true, absent: 'mayFail', idempotent: false } as const;

const uuidFromName: FunctionEntry = {
  ...STABLY,
  name: 'uuidFromName',
  parameters: [
    parameter('t', TEXT, 'The name, such as an employee number.'),
    checked(
      parameter('namespace', TEXT, 'A UUID that you made once for this use; other namespaces give other UUIDs.'),
      (namespace) => (guidBytesInOrder(namespace) === undefined ? `expected a UUID, found "${namespace}"` : undefined),
    ),
  ],
  result: TEXT,
  doc: 'The UUID of a name in a namespace, version 5 (RFC 9562, 5.5), in small letters. It takes the place of Guid in Entra Connect, whose results differ from run to run. Absent when the namespace is no UUID.',
  examples: [
    {
      call: 'uuidFromName("www.example.com", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")',
      gives: '"2ed6657d-e927-568b-95e1-2665a8aea6a2"',
    },
  ],
  implementation: (_, name, namespace) => {
    const space = guidBytesInOrder(textOf(namespace));
    return space === undefined ? undefined : uuid5(space, textOf(name));
  },
};

function uuid5(namespace: Uint8Array, name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return guidTextInOrder(bytes);
}

const stableNumber: FunctionEntry = {
  ...STABLY,
  name: 'stableNumber',
  parameters: [
    parameter('t', TEXT, 'The text that decides, such as an employee number.'),
    parameter('from', INTEGER, 'The smallest number.'),
    parameter('to', INTEGER, 'The greatest number.'),
  ],
  result: INTEGER,
  doc: 'A number of the range that depends on the text alone (by its SHA-256 hash): for spreading objects over groups or days. It takes the place of RandomNum in Entra Connect. It is no secret, and two texts may have the same number. Absent when the range is empty.',
  examples: [
    { call: 'stableNumber("1001", 1, 7)', gives: '3' },
    { call: 'stableNumber("1001", 7, 1)', gives: 'absent' },
  ],
  implementation: (_, text, from, to) => numberInRange(textOf(text), integerOf(from), integerOf(to)),
};

function numberInRange(text: string, from: bigint, to: bigint): bigint | undefined {
  if (to < from) return undefined;
  const hash = createHash('sha256').update(text, 'utf8').digest();
  const number = hash.readBigUInt64BE(0) * 2n ** 64n + hash.readBigUInt64BE(8);
  return from + (number % (to - from + 1n));
}

export const STABLE: readonly FunctionEntry[] = [uuidFromName, stableNumber];
