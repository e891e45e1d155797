// Directories that references by name are tried against: an OpenLDAP server that keeps them in step with renames, one that
// does not, and a file. A test looks at them with the eyes of somebody else.
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Slapd, startSlapd } from '@syncrule/runtime/connectors/testing';
import { Client } from 'ldapts';

export const SUFFIX = 'dc=example,dc=com';

export interface Directory {
  /** The anchor of entries; missing: what they have of their own, which never changes. */
  readonly anchor?: string;
  /** The connector as a configuration has it. The file `secret` is beside the configuration. */
  readonly settings: { readonly kind: string; readonly [setting: string]: unknown };
  readonly password: string;
  /** The values of an attribute of the entry with this `uid`, `cn` or `ou`, as they are spelt. */
  values(own: string, attribute: string): Promise<readonly string[]>;
  /** Somebody else renames an entry. */
  rename(from: string, to: string): Promise<void>;
  stop(): Promise<void>;
}

const PLACEHOLDER = 'cn=nobody';

/** An OpenLDAP server with units for people and groups. `refint`: it keeps references in step. */
export const ldapDirectory = async (refint: boolean): Promise<Directory> => {
  const slapd = await startSlapd(
    refint
      ? { overlays: ['refint'], database: ['refint_attributes member manager', `refint_nothing ${PLACEHOLDER}`] }
      : {},
  );
  const client = new Client({ url: slapd.url });
  await client.bind(slapd.adminDn, slapd.password);
  await client.add(SUFFIX, { objectClass: ['domain'], dc: 'example' });
  for (const ou of ['people', 'groups'])
    await client.add(`ou=${ou},${SUFFIX}`, { objectClass: ['organizationalUnit'], ou, description: ou });
  return {
    anchor: 'entryUUID',
    settings: ldapSettings(slapd),
    password: slapd.password,
    values: async (own, attribute) => {
      const filter = `(|(uid=${own})(cn=${own})(ou=${own}))`;
      const { searchEntries } = await client.search(SUFFIX, { filter, attributes: [attribute] });
      return searchEntries
        .flatMap((entry) => entry[attribute] ?? [])
        .map(String)
        .filter((value) => value !== PLACEHOLDER);
    },
    rename: (from, to) => client.modifyDN(from, to),
    stop: async () => {
      await client.unbind();
      await slapd.stop();
    },
  };
};

const ldapSettings = ({ secureUrl, ca, adminDn }: Slapd): Directory['settings'] => ({
  kind: 'ldap',
  url: secureUrl,
  ca,
  bases: [SUFFIX],
  bindDn: adminDn,
  password: { file: 'secret' },
  placeholders: { member: PLACEHOLDER },
});

/** A file of entries. `inStep`: references follow renames. */
export const ldifDirectory = async (inStep: boolean): Promise<Directory> => {
  const folder = await mkdtemp(join(tmpdir(), 'syncrule-directory-'));
  const path = join(folder, 'directory.ldif');
  const root = entry(SUFFIX, 'domain', { dc: 'example' });
  const units = ['people', 'groups'].map((ou) =>
    entry(`ou=${ou},${SUFFIX}`, 'organizationalUnit', { ou, description: ou }),
  );
  await writeFile(path, [root, ...units].join('\n'));
  return {
    settings: { kind: 'ldif', path, suffixes: [SUFFIX], referentialIntegrity: inStep },
    password: '',
    values: async (own, attribute) => {
      const entries = (await readFile(path, 'utf8')).replaceAll('\n ', '').split('\n\n');
      const lines = entries.find((text) => new RegExp(`^(uid|cn|ou): ${own}$`, 'm').test(text))?.split('\n') ?? [];
      return lines.flatMap((line) => (line.startsWith(`${attribute}: `) ? [line.slice(attribute.length + 2)] : []));
    },
    rename: (from, to) => {
      const [rdn] = to.split(',');
      return appendFile(path, `\ndn: ${from}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\n`);
    },
    stop: () => rm(folder, { recursive: true }),
  };
};

/** An entry as LDIF. */
export const entry = (
  dn: string,
  objectClass: string,
  attributes: Readonly<Record<string, string | readonly string[]>>,
): string => {
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}\n`),
  );
  return `dn: ${dn}\nobjectClass: ${objectClass}\n${lines.join('')}`;
};
