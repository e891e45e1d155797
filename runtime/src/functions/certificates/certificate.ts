// What a certificate says (X.509, RFC 5280): read by Node, and what Node does not tell from the bytes themselves.
import { X509Certificate } from 'node:crypto';
import { DAY, dateOf, timeOfDay } from '../../values/datetime/index.js';
import { type Element, elementsIn, numbered, oidText, TAG } from './der.js';
import { type Names, namesIn, type SubjectNames, subjectNames } from './names.js';

export interface Certificate {
  /** From 1. */
  readonly version: number;
  /** Hexadecimal digits, capitals. */
  readonly serialNumber: string;
  /** SHA-1, hexadecimal digits, capitals. */
  readonly thumbprint: string;
  readonly signatureAlgorithm: string;
  readonly issuer: Names;
  readonly subject: Names;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly keyAlgorithm: string;
  /** In DER. */
  readonly keyParameters: Uint8Array | undefined;
  readonly extensions: readonly Extension[];
  readonly subjectNames: SubjectNames;
  readonly issuerNames: SubjectNames;
}

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** A value of an attribute is read once, however many functions ask it. */
const known = new WeakMap<Uint8Array, Certificate | 'none'>();

/** The certificate in DER, PEM or Base64; absent when the bytes are none. */
export function certificateOf(bytes: Uint8Array): Certificate | undefined {
  const before = known.get(bytes);
  if (before !== undefined) return before === 'none' ? undefined : before;
  const found = readCertificate(bytes);
  known.set(bytes, found ?? 'none');
  return found;
}

function readCertificate(bytes: Uint8Array): Certificate | undefined {
  const loaded = loadedByNode(bytes) ?? loadedByNode(Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64'));
  return loaded === undefined ? undefined : contentsOf(loaded);
}

function loadedByNode(bytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

/** RFC 5280, 4.1: version, serial number, signature, issuer, validity, subject, key; then what is told by number. */
function contentsOf(loaded: X509Certificate): Certificate | undefined {
  const parts = childrenOf(childrenOf(elementsIn(loaded.raw)[0])[0]);
  const versioned = parts[0]?.tag === numbered(0, true) ? parts[0] : undefined;
  const [, signature, issuer, validity, subject, key] = versioned === undefined ? parts : parts.slice(1);
  const [from, to] = childrenOf(validity).map(timeOf);
  const [keyAlgorithm, keyParameters] = childrenOf(childrenOf(key)[0]);
  const signatureAlgorithm = oidOf(childrenOf(signature)[0]);
  const algorithm = oidOf(keyAlgorithm);
  if (from === undefined || to === undefined || signatureAlgorithm === undefined || algorithm === undefined)
    return undefined;
  const extensions = extensionsOf(parts.find(({ tag }) => tag === numbered(3, true)));
  const names = { issuer: namesIn(childrenOf(issuer)), subject: namesIn(childrenOf(subject)) };
  return {
    ...names,
    version: (childrenOf(versioned)[0]?.content[0] ?? 0) + 1,
    serialNumber: loaded.serialNumber.toUpperCase(),
    thumbprint: loaded.fingerprint.replaceAll(':', '').toUpperCase(),
    signatureAlgorithm,
    notBefore: from,
    notAfter: to,
    keyAlgorithm: algorithm,
    keyParameters: keyParameters?.whole,
    extensions,
    subjectNames: subjectNames(names.subject, alternativeNames(extensions, '2.5.29.17')),
    issuerNames: subjectNames(names.issuer, alternativeNames(extensions, '2.5.29.18')),
  };
}

const childrenOf = (element: Element | undefined): readonly Element[] =>
  element === undefined ? [] : elementsIn(element.content);

const oidOf = (element: Element | undefined): string | undefined =>
  element?.tag === TAG.oid ? oidText(element.content) : undefined;

const extensionsOf = (member: Element | undefined): readonly Extension[] =>
  childrenOf(childrenOf(member)[0]).flatMap((extension) => {
    const parts = childrenOf(extension);
    const oid = oidOf(parts[0]);
    const value = parts.at(-1)?.content;
    const critical = parts[1]?.tag === TAG.boolean && parts[1].content[0] !== 0;
    return oid === undefined || value === undefined ? [] : [{ oid, critical, value }];
  });

const alternativeNames = (extensions: readonly Extension[], oid: string): readonly Element[] =>
  childrenOf(elementsIn(extensions.find((extension) => extension.oid === oid)?.value ?? new Uint8Array())[0]);

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** RFC 5280, 4.1.2.5: years of two digits are those of 1950 to 2049; there are seconds and no zone but UTC. */
function timeOf({ tag, content }: Element): number | undefined {
  const digits = Buffer.from(content).toString('latin1');
  const century = tag === TAG.generalizedTime ? '' : digits < '5' ? '20' : '19';
  const parts = TIME.exec(`${century}${digits}`)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = dateOf({ year, month, day });
  const time = timeOfDay(hour, minute, second);
  return date === undefined || time === undefined ? undefined : date * DAY + time;
}
