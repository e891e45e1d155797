// Certificates that people did not make for us: those whose issuers Node trusts, against what Node says of them.
import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { dnKey, parseDn, writeDn } from '../../values/dn/index.js';
import { catalogue } from '../catalogue.js';
import { certificateOf } from './certificate.js';
import { EXAMPLE_CERTIFICATE } from './example.js';

const pem = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** Node writes a component on each line, the first one last in a name. */
const partsOf = (lines: string): number => lines.split('\n').length;

describe('the certificates that Node ships', () => {
  it.each(rootCertificates.map((text) => [new X509Certificate(text).subject.replaceAll('\n', ', '), text] as const))(
    '%s',
    (_, text) => {
      const expected = new X509Certificate(text);
      const found = certificateOf(pem(text));
      if (found === undefined) throw new Error('could not be read');
      expect(found.notBefore).toBe(Date.parse(expected.validFrom));
      expect(found.notAfter).toBe(Date.parse(expected.validTo));
      expect(found.version).toBeLessThanOrEqual(3);
      expect(found.subject.flat()).toHaveLength(partsOf(expected.subject));
      // They sign themselves.
      expect(dnKey(writeDn(found.issuer))).toBe(dnKey(writeDn(found.subject)));
      expect(writeDn(parseDn(writeDn(found.subject)) ?? [])).toBe(writeDn(found.subject));
      const common = /(?:^|\n)CN=([^\n\\]+)(?:\n|$)/.exec(expected.subject)?.[1];
      if (common !== undefined) expect(found.subjectNames.SimpleName).toBe(common);
      const isRsa = expected.publicKey.asymmetricKeyType === 'rsa';
      expect(found.keyAlgorithm === '1.2.840.113549.1.1.1').toBe(isRsa);
      if (isRsa) expect(Buffer.from(found.keyParameters ?? []).toString('hex')).toBe('0500');
      expect(found.extensions.some(({ oid }) => oid === '2.5.29.19')).toBe(expected.ca);
    },
  );
});

describe('forms of a certificate', () => {
  const der = new Uint8Array(Buffer.from(EXAMPLE_CERTIFICATE, 'base64'));
  it.each([
    ['DER', der],
    ['PEM', pem(new X509Certificate(der).toString())],
    ['Base64', pem(EXAMPLE_CERTIFICATE)],
  ])('%s', (_, bytes) => {
    expect(certificateOf(bytes)?.serialNumber).toBe('1F');
  });

  it('no bytes, cut bytes and other bytes are none', () => {
    for (const bytes of [new Uint8Array(), der.slice(0, 200), pem('ada'), der.slice(1)])
      expect(certificateOf(bytes)).toBeUndefined();
  });

  it('any damage is either noticed or leaves a certificate that can be asked', () => {
    const asked = [...catalogue.values()].filter(({ family }) => family === 'certificate');
    for (let at = 0; at < der.length; at++) {
      const damaged = der.slice();
      damaged[at] = 255 - (damaged[at] ?? 0);
      for (const entry of asked) expect(() => entry.implementation({ by: 'exact' }, damaged, 'DnsName')).not.toThrow();
    }
  });
});

describe('names of a certificate', () => {
  it.each([
    ['SimpleName', 'Ada'],
    ['EmailName', 'ada@example.com'],
    ['UpnName', 'ada@corp.example'],
    ['DnsName', 'ada.example.com'],
    ['DnsFromAlternativeName', 'ada.example.com'],
    ['UrlName', 'https://example.com'],
  ])('%s is %s', (type, expected) => {
    const bytes = new Uint8Array(Buffer.from(EXAMPLE_CERTIFICATE, 'base64'));
    expect(catalogue.get('certNameInfo')?.implementation({ by: 'exact' }, bytes, type)).toBe(expected);
  });
});
