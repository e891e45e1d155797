// Types in names: which object identifiers and long names mean which short name (RFC 4514 section 3, RFC 4519, RFC 2985).

const SAME: Readonly<Record<string, readonly string[]>> = {
  cn: ['2.5.4.3', 'commonname'],
  sn: ['2.5.4.4', 'surname'],
  serialnumber: ['2.5.4.5'],
  c: ['2.5.4.6', 'countryname'],
  l: ['2.5.4.7', 'localityname'],
  st: ['2.5.4.8', 'stateorprovincename'],
  street: ['2.5.4.9', 'streetaddress'],
  o: ['2.5.4.10', 'organizationname'],
  ou: ['2.5.4.11', 'organizationalunitname'],
  title: ['2.5.4.12'],
  name: ['2.5.4.41'],
  givenname: ['2.5.4.42', 'gn'],
  initials: ['2.5.4.43'],
  uid: ['0.9.2342.19200300.100.1.1', 'userid'],
  mail: ['0.9.2342.19200300.100.1.3', 'rfc822mailbox'],
  dc: ['0.9.2342.19200300.100.1.25', 'domaincomponent'],
  emailaddress: ['1.2.840.113549.1.9.1', 'e', 'email'],
};

const shortName: ReadonlyMap<string, string> = new Map(
  Object.entries(SAME).flatMap(([short, others]) => others.map((other) => [other, short] as const)),
);

/** The same text for types that are the same. */
export function typeKey(type: string): string {
  const lower = type.toLowerCase();
  return shortName.get(lower) ?? lower;
}
