// GUIDs and SIDs of Windows, and names of directories.
import {
  type Dn,
  dnValues,
  escapeDnValue,
  parentDn,
  parseDn as parsedDn,
  isUnder as standsUnder,
} from '../values/dn/index.js';
import { typeKey } from '../values/dn/types.js';
import { asNumber } from '../values/integer.js';
import {
  BINARY,
  BOOLEAN,
  bytesOf,
  checked,
  DN,
  filled,
  INTEGER,
  integerOf,
  LITERAL,
  optional,
  parameter,
  TEXT,
  textOf,
} from './define.js';
import type { FunctionEntry } from './entry.js';
import { guidBytesInOrder, guidTextInOrder } from './guid.js';

const IDENTIFIER = { family: 'conversion', result: TEXT, strict: true, absent: 'mayFail', idempotent: false } as const;

const stringFromGuid: FunctionEntry = {
  ...IDENTIFIER,
  name: 'stringFromGuid',
  parameters: [
    parameter(
      'b',
      BINARY,
      'The 16 bytes of a GUID as Windows stores them: the first three groups with the lesser byte first.',
    ),
  ],
  doc: 'The GUID as text in small letters, without braces ([MS-DTYP] 2.3.4.3); absent for other than 16 bytes.',
  examples: [
    {
      call: 'stringFromGuid(convertFromHex("33221100554477668899AABBCCDDEEFF"))',
      gives: '"00112233-4455-6677-8899-aabbccddeeff"',
    },
  ],
  implementation: (_, bytes) => guidText(bytesOf(bytes)),
};

/** Where the bytes of a GUID stand in its text. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

const guidText = (bytes: Uint8Array): string | undefined =>
  bytes.length === 16 ? guidTextInOrder(Uint8Array.from(GUID_ORDER, (at) => bytes[at] ?? 0)) : undefined;

const guidFromString: FunctionEntry = {
  ...IDENTIFIER,
  name: 'guidFromString',
  parameters: [parameter('t', TEXT, 'The GUID as text, with or without braces.')],
  result: BINARY,
  doc: 'The 16 bytes of a GUID as Windows stores them; absent when the text is none. As CGuid in Entra Connect.',
  examples: [
    {
      call: 'convertToHex(guidFromString("{00112233-4455-6677-8899-AABBCCDDEEFF}"))',
      gives: '"33221100554477668899AABBCCDDEEFF"',
    },
    { call: 'guidFromString("0011")', gives: 'absent' },
  ],
  implementation: (_, text) => guidBytes(textOf(text)),
};

function guidBytes(text: string): Uint8Array | undefined {
  const shown = guidBytesInOrder(text);
  return shown === undefined ? undefined : Uint8Array.from(GUID_ORDER, (at) => shown[at] ?? 0);
}

const stringFromSid: FunctionEntry = {
  ...IDENTIFIER,
  name: 'stringFromSid',
  parameters: [parameter('b', BINARY, 'The bytes of a security identifier.')],
  doc: 'The security identifier as text ([MS-DTYP] 2.4.2.1); absent when the bytes are none.',
  examples: [
    { call: 'stringFromSid(convertFromHex("01020000000000052000000020020000"))', gives: '"S-1-5-32-544"' },
    { call: 'stringFromSid(convertFromHex("01"))', gives: 'absent' },
  ],
  implementation: (_, bytes) => sidText(Buffer.from(bytesOf(bytes))),
};

/** Revision, number of parts, authority (6 bytes, the greater first), parts (4 bytes each, the lesser first). */
function sidText(bytes: Buffer): string | undefined {
  const parts = bytes[1] ?? 0;
  if (bytes.length < 8 || bytes[0] !== 1 || parts > 15 || bytes.length !== 8 + 4 * parts) return undefined;
  const authority = bytes.readUIntBE(2, 6);
  const shown = authority < 2 ** 32 ? String(authority) : `0x${authority.toString(16).toUpperCase().padStart(12, '0')}`;
  return ['S-1', shown, ...Array.from({ length: parts }, (_, at) => bytes.readUInt32LE(8 + 4 * at))].join('-');
}

const sidFromString: FunctionEntry = {
  ...IDENTIFIER,
  name: 'sidFromString',
  parameters: [parameter('t', TEXT, 'The security identifier as text: S-1-5-32-544.')],
  result: BINARY,
  doc: 'The bytes of a security identifier ([MS-DTYP] 2.4.2.2); absent when the text is none.',
  examples: [
    { call: 'convertToHex(sidFromString("S-1-5-32-544"))', gives: '"01020000000000052000000020020000"' },
    { call: 'sidFromString("544")', gives: 'absent' },
  ],
  implementation: (_, text) => sidBytes(textOf(text)),
};

function sidBytes(text: string): Uint8Array | undefined {
  const [, authority = '', rest = ''] = /^S-1-(\d{1,10}|0x[0-9A-F]{12})((?:-\d{1,10}){0,15})$/i.exec(text) ?? [];
  const parts = rest.split('-').slice(1).map(Number);
  if (authority === '' || parts.some((part) => part > 0xffffffff)) return undefined;
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes[0] = 1;
  bytes[1] = parts.length;
  bytes.writeUIntBE(Number(authority), 2, 6);
  for (const [at, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * at);
  return new Uint8Array(bytes);
}

const NAMES = { ...IDENTIFIER, family: 'dn' } as const;

const d = parameter('d', DN, 'The name.');

const parseDn: FunctionEntry = {
  ...NAMES,
  name: 'parseDn',
  parameters: [parameter('t', TEXT, 'The text.')],
  result: DN,
  doc: 'The text as a distinguished name (RFC 4514), spelt as it is; absent when it is none.',
  examples: [
    { call: 'text(parseDn("CN=Ada,DC=example"))', gives: '"CN=Ada,DC=example"' },
    { call: 'parseDn("Ada")', gives: 'absent' },
  ],
  implementation: (_, text) => (parsedDn(textOf(text)) === undefined ? undefined : filled(textOf(text))),
};

const isUnder: FunctionEntry = {
  ...NAMES,
  name: 'isUnder',
  parameters: [d, parameter('parent', DN, 'The name of what stands above.')],
  result: BOOLEAN,
  absent: 'never',
  doc: 'Whether the object of the first name stands below that of the second, at any depth. Nothing stands below itself. Names compare as RFC 4517 says.',
  examples: [
    { call: 'isUnder("CN=Ada,OU=IT,OU=People", "ou=people")', gives: 'true' },
    { call: 'isUnder("OU=People", "OU=People")', gives: 'false' },
  ],
  implementation: (_, name, parent) => standsUnder(textOf(name), textOf(parent)),
};

const parentOf: FunctionEntry = {
  ...NAMES,
  name: 'parentOf',
  parameters: [d],
  result: DN,
  doc: 'The name of the object above; absent for a name of one component.',
  examples: [
    { call: 'text(parentOf("CN=Ada,OU=People,DC=example"))', gives: '"OU=People,DC=example"' },
    { call: 'parentOf("DC=example")', gives: 'absent' },
  ],
  implementation: (_, name) => filled(parentDn(textOf(name)) ?? ''),
};

const dnComponent: FunctionEntry = {
  ...NAMES,
  name: 'dnComponent',
  parameters: [d, parameter('n', INTEGER, 'Which component: 1 is the first from the left.')],
  doc: 'The value of the n-th component from the left, unescaped; of a component of several pairs that of the first. As DNComponent in Entra Connect.',
  examples: [
    { call: 'dnComponent("CN=Lovelace\\\\, Ada,OU=x", 1)', gives: '"Lovelace, Ada"' },
    { call: 'dnComponent("CN=Joe,OU=x", 3)', gives: 'absent' },
  ],
  implementation: (_, name, n) => component(dnValues(textOf(name)), asNumber(integerOf(n))),
};

const dnComponentRev: FunctionEntry = {
  ...NAMES,
  name: 'dnComponentRev',
  parameters: [
    d,
    parameter('n', INTEGER, 'Which component: 1 is the last.'),
    checked(optional('without', LITERAL, 'DC: components of a domain do not count.'), (option) =>
      option === 'DC' ? undefined : `expected "DC", found "${option}"`,
    ),
  ],
  doc: 'As `dnComponent`, counted from the right. As DNComponentRev in Entra Connect.',
  examples: [
    { call: 'dnComponentRev("CN=Joe,OU=Atlanta,OU=GA,OU=US,DC=contoso,DC=com", 3)', gives: '"US"' },
    { call: 'dnComponentRev("CN=Joe,OU=Atlanta,OU=GA,OU=US,DC=contoso,DC=com", 1, "DC")', gives: '"US"' },
  ],
  implementation: (_, name, n, option) => {
    const components = option === undefined ? parsedDn(textOf(name)) : withoutDomain(parsedDn(textOf(name)));
    const values = components?.map((pairs) => pairs[0]?.value ?? '');
    return component(values?.toReversed(), asNumber(integerOf(n)));
  },
};

const withoutDomain = (name: Dn | undefined): Dn | undefined =>
  name?.filter((pairs) => typeKey(pairs[0]?.type ?? '') !== 'dc');

const escapeDnComponent: FunctionEntry = {
  ...NAMES,
  name: 'escapeDnComponent',
  family: 'dn',
  parameters: [parameter('t', TEXT, 'The value of one component.')],
  absent: 'never',
  doc: 'The value as it stands in a distinguished name (RFC 4514, 2.4). Holes in names that a rule writes are escaped anyway: this is for names in texts. As EscapeDNComponent in Entra Connect.',
  examples: [{ call: 'escapeDnComponent("Lovelace, Ada")', gives: '"Lovelace\\\\, Ada"' }],
  implementation: (_, text) => escapeDnValue(textOf(text)),
};

function component(values: readonly (string | Uint8Array)[] | undefined, n: number): string | undefined {
  const value = values?.[n - 1];
  if (value === undefined) return undefined;
  return typeof value === 'string' ? filled(value) : `#${Buffer.from(value).toString('hex')}`;
}

export const IDENTIFIERS: readonly FunctionEntry[] = [
  stringFromGuid,
  guidFromString,
  stringFromSid,
  sidFromString,
  parseDn,
  isUnder,
  parentOf,
  dnComponent,
  dnComponentRev,
  escapeDnComponent,
];
