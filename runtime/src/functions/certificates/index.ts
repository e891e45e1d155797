// Functions of certificates (X.509): `userCertificate` and its like.
import { writeDn } from '../../values/dn/index.js';
import type { Content } from '../../values/value.js';
import {
  BINARY,
  BOOLEAN,
  booleanOf,
  bytesOf,
  checked,
  DATETIME,
  DN,
  filled,
  filledList,
  INTEGER,
  LITERAL,
  optional,
  parameter,
  TEXT,
  TEXTS,
  textOf,
} from '../define.js';
import type { FunctionEntry, Pattern } from '../entry.js';
import { type Certificate, certificateOf } from './certificate.js';
import { NAME_TYPES, type Names, type NameType } from './names.js';

export { EXAMPLE_CERTIFICATE, withExampleValues } from './example.js';

const certificate = parameter('cert', BINARY, 'The bytes of a certificate: DER, PEM, or DER in Base64.');

const CERTIFYING = {
  family: 'certificate',
  parameters: [certificate],
  result: TEXT,
  strict: true,
  absent: 'mayFail',
  idempotent: false,
} as const;

interface Question {
  readonly name: string;
  readonly result: Pattern;
  readonly doc: string;
  readonly gives: string;
  readonly of: (certificate: Certificate) => Content;
}

/** A function of one certificate; absent when the bytes are none. */
const question = ({ name, result, doc, gives, of }: Question): FunctionEntry => ({
  ...CERTIFYING,
  name,
  result,
  doc: `${doc} Absent when the bytes are no certificate.`,
  examples: [{ call: `${name}(certificate)`, gives }],
  implementation: (_, bytes) => {
    const found = certificateOf(bytesOf(bytes));
    return found === undefined ? undefined : of(found);
  },
});

const isCert: FunctionEntry = {
  ...CERTIFYING,
  name: 'isCert',
  result: BOOLEAN,
  absent: 'never',
  doc: 'Whether the bytes are a certificate that can be read. It says nothing about trust, nor about time: compare `certNotAfter` with `now()`.',
  examples: [
    { call: 'isCert(certificate)', gives: 'true' },
    { call: 'isCert(convertFromHex("3003"))', gives: 'false' },
  ],
  implementation: (_, bytes) => certificateOf(bytesOf(bytes)) !== undefined,
};

const name = (names: Names): Content => filled(writeDn(names));
const ADA = String.raw`parseDn("CN=Ada,O=Lovelace\\, Byron & Co,DC=example")`;

const questions: readonly Question[] = [
  {
    name: 'certSubject',
    result: DN,
    doc: 'The name of whom the certificate is about, as RFC 4514 writes names; absent when it is empty, as where only alternative names are used.',
    gives: ADA,
    of: ({ subject }) => name(subject),
  },
  {
    name: 'certIssuer',
    result: DN,
    doc: 'The name of who signed the certificate, as RFC 4514 writes names.',
    gives: ADA,
    of: ({ issuer }) => name(issuer),
  },
  {
    name: 'certSerialNumber',
    result: TEXT,
    doc: 'The serial number that the issuer gave, in hexadecimal digits, capitals.',
    gives: '"1F"',
    of: ({ serialNumber }) => serialNumber,
  },
  {
    name: 'certThumbprint',
    result: TEXT,
    doc: 'The SHA-1 hash of the certificate in hexadecimal digits, capitals: what Windows shows as its thumbprint.',
    gives: '"7171CE71A8601699EA3CFEDB2AE1A6FFC789CC87"',
    of: ({ thumbprint }) => thumbprint,
  },
  {
    name: 'certNotBefore',
    result: DATETIME,
    doc: 'The instant from which the certificate is valid.',
    gives: '2026-01-01T00:00Z',
    of: ({ notBefore }) => notBefore,
  },
  {
    name: 'certNotAfter',
    result: DATETIME,
    doc: 'The last instant at which the certificate is valid.',
    gives: '2028-01-01T00:00Z',
    of: ({ notAfter }) => notAfter,
  },
  {
    name: 'certVersion',
    result: INTEGER,
    doc: 'The version of X.509 that the certificate follows: 1, 2 or 3.',
    gives: '3',
    of: ({ version }) => BigInt(version),
  },
  {
    name: 'certSignatureAlgorithmOid',
    result: TEXT,
    doc: 'The object identifier of the algorithm with which the certificate is signed.',
    gives: '"1.3.101.112"',
    of: ({ signatureAlgorithm }) => signatureAlgorithm,
  },
  {
    name: 'certKeyAlgorithm',
    result: TEXT,
    doc: 'The object identifier of the algorithm for which the key is made: 1.2.840.113549.1.1.1 for RSA.',
    gives: '"1.3.101.112"',
    of: ({ keyAlgorithm }) => keyAlgorithm,
  },
  {
    name: 'certKeyAlgorithmParams',
    result: TEXT,
    doc: 'The parameters of the algorithm of the key, DER in hexadecimal digits, capitals: `0500` for RSA; absent when the algorithm has none.',
    gives: 'absent',
    of: ({ keyParameters }) =>
      keyParameters === undefined ? undefined : Buffer.from(keyParameters).toString('hex').toUpperCase(),
  },
  {
    name: 'certExtensionOids',
    result: TEXTS,
    doc: 'The object identifiers of the extensions that are marked critical, in their order; absent when there are none.',
    gives: '["2.5.29.19"]',
    of: ({ extensions }) => filledList(extensions.filter(({ critical }) => critical).map(({ oid }) => oid)),
  },
];

const isNameType = (text: string): text is NameType => NAME_TYPES.some((known) => known === text);

const certNameInfo: FunctionEntry = {
  ...CERTIFYING,
  name: 'certNameInfo',
  parameters: [
    certificate,
    checked(
      parameter(
        'nameType',
        LITERAL,
        'SimpleName (CN, else OU, O or mail address), EmailName, UpnName, DnsName (else CN), DnsFromAlternativeName or UrlName.',
      ),
      (type) => (isNameType(type) ? undefined : `no kind of names "${type}"; known are ${NAME_TYPES.join(', ')}`),
    ),
    optional('issuer', BOOLEAN, 'Whether the issuer is asked, instead of the subject.'),
  ],
  doc: 'One name of the subject or issuer, from its distinguished name or its alternative names; the first where there are several. Absent when there is none, and when the bytes are no certificate. As X509Certificate2.GetNameInfo of .NET.',
  examples: [
    { call: 'certNameInfo(certificate, "UpnName")', gives: '"ada@corp.example"' },
    { call: 'certNameInfo(certificate, "SimpleName", true)', gives: '"Ada"' },
  ],
  implementation: (_, bytes, type, issuer) => {
    const found = certificateOf(bytesOf(bytes));
    const names = issuer !== undefined && booleanOf(issuer) ? found?.issuerNames : found?.subjectNames;
    const wanted = textOf(type);
    return isNameType(wanted) ? filled(names?.[wanted] ?? '') : undefined;
  },
};

export const CERTIFICATES: readonly FunctionEntry[] = [isCert, ...questions.map(question), certNameInfo];
