// Names in certificates: distinguished names, and the alternative ones (RFC 5280, 4.1.2.4 and 4.2.1.6).
import type { Dn } from '../../values/dn/index.js';
import { type Element, elementsIn, elementText, numbered, oidText } from './der.js';

/** From the last component to the first, as text writes it (RFC 4514, 2.1). */
export type Names = Dn;

/** The short names that RFC 4514 and Windows write. */
const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'givenName',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
};

export const namesIn = (components: readonly Element[]): Names =>
  components
    .map(({ content }) => elementsIn(content).flatMap(pairIn))
    .filter((component) => component.length > 0)
    .reverse();

function pairIn({ content }: Element): Names[number] {
  const [type, value] = elementsIn(content);
  const oid = type === undefined ? undefined : oidText(type.content);
  if (oid === undefined || value === undefined) return [];
  const short = SHORT[oid];
  const text = short === undefined ? undefined : elementText(value);
  return [{ type: short ?? oid, value: text ?? value.whole }];
}

/** The kinds of names that `X509Certificate2.GetNameInfo` of .NET tells. */
export const NAME_TYPES = [
  'SimpleName',
  'EmailName',
  'UpnName',
  'DnsName',
  'DnsFromAlternativeName',
  'UrlName',
] as const;
export type NameType = (typeof NAME_TYPES)[number];
export type SubjectNames = Readonly<Record<NameType, string | undefined>>;

const UPN = '1.3.6.1.4.1.311.20.2.3';

/** What the names of a subject (or issuer) and its alternative ones answer; the first of each kind. */
export function subjectNames(names: Names, alternatives: readonly Element[]): SubjectNames {
  const common = firstOf(names, 'CN');
  const email = alternative(alternatives, 1) ?? firstOf(names, 'E');
  const dns = alternative(alternatives, 2);
  return {
    SimpleName: common ?? firstOf(names, 'OU') ?? firstOf(names, 'O') ?? email,
    EmailName: email,
    UpnName: principalName(alternatives),
    DnsName: dns ?? common,
    DnsFromAlternativeName: dns,
    UrlName: alternative(alternatives, 6),
  };
}

const firstOf = (names: Names, type: string): string | undefined =>
  names
    .flat()
    .flatMap((pair) => (pair.type === type && typeof pair.value === 'string' ? [pair.value] : []))
    .at(0);

function alternative(alternatives: readonly Element[], kind: number): string | undefined {
  const found = alternatives.find(({ tag }) => tag === numbered(kind, false));
  return found === undefined ? undefined : Buffer.from(found.content).toString('latin1');
}

function principalName(alternatives: readonly Element[]): string | undefined {
  return alternatives
    .filter(({ tag }) => tag === numbered(0, true))
    .flatMap(({ content }) => {
      const [type, value] = elementsIn(content);
      if (type === undefined || value === undefined || oidText(type.content) !== UPN) return [];
      return elementsIn(value.content).flatMap((text) => elementText(text) ?? []);
    })
    .at(0);
}
