import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SchemaFile, SchemaType } from '../../plan/schema-file.js';
import type { Connector } from '../port.js';
import { openConnector } from '../registry.js';
import { exportAll, fullImport } from '../testing/collect.js';
import { corpus } from '../testing/corpora.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'syncrule-ldif-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const type = (objectClass: readonly string[], attributes: SchemaType['attributes']): SchemaType => ({
  objectClass,
  attributes: { dn: { type: 'dn', always: true, required: true }, ...attributes },
});
const schema: SchemaFile = {
  format: 'syncrule-schema/1',
  attributeNames: 'ignoreCase',
  naming: 'dn',
  references: 'name',
  containers: true,
  types: {
    domain: type(['domain'], { dc: { type: 'string' } }),
    ou: type(['organizationalUnit'], { ou: { type: 'string' }, description: { type: 'string' } }),
    person: type(['inetOrgPerson'], {
      cn: { type: 'string', matching: 'ignoreCase' },
      sn: { type: 'string' },
      mail: { type: 'string', many: true, matching: 'ignoreCase' },
      jpegPhoto: { type: 'binary' },
      manager: { type: 'ref' },
    }),
    group: type(['groupOfNames'], { cn: { type: 'string' }, member: { type: 'ref', many: true } }),
  },
};
const ALL = Object.fromEntries(Object.entries(schema.types).map(([name, one]) => [name, Object.keys(one.attributes)]));

const open = async (text: string, settings: object = {}): Promise<Connector> => {
  await writeFile(join(directory, 'd.ldif'), text);
  return reopen(settings);
};
const reopen = (settings: object = {}, file: SchemaFile = schema): Promise<Connector> =>
  openConnector(
    'ldif',
    { path: 'd.ldif', ...settings },
    { name: 'dir', schema: file, directory, secret: async () => '' },
  );
const text = (): Promise<string> => readFile(join(directory, 'd.ldif'), 'utf8');

const BASE = 'dn: dc=x\nobjectClass: domain\ndc: x\n\n';

describe('reading', () => {
  it('knows folded lines, base64, comments, options of attributes and CR LF', async () => {
    const connector = await open(
      [
        'version: 1',
        '# a comment that is',
        '  folded',
        'dn:: Y249TcO8bGxlcixkYz14',
        'objectclass: inetorgperson',
        'cn: M\u00fcl',
        ' ler',
        'cn;lang-de: other',
        'sn:  spaced',
        'jpegPhoto:: /9j/',
        'mail: a@x',
        'MAIL: b@x',
        'manager: CN=Boss,dc=x',
        '',
      ].join('\r\n'),
    );
    const { objects, ended } = await fullImport(connector, ALL);
    expect(ended).toBe(true);
    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({ anchor: 'cn=m\u00fcller,dc=x', name: 'cn=M\u00fcller,dc=x', type: 'person' });
    expect(Object.fromEntries(objects[0]?.values ?? [])).toEqual({
      dn: 'cn=M\u00fcller,dc=x',
      cn: 'M\u00fcller',
      sn: 'spaced',
      jpegPhoto: new Uint8Array([0xff, 0xd8, 0xff]),
      mail: ['a@x', 'b@x'],
      manager: [{ name: 'CN=Boss,dc=x' }],
    });
  });

  it('applies change records', async () => {
    const connector = await open(
      `${BASE}dn: cn=a,dc=x\nchangetype: add\nobjectClass: inetOrgPerson\ncn: a\nsn: s\n\n` +
        'dn: cn=a,dc=x\nchangetype: modify\nreplace: sn\nsn: t\n-\nadd: mail\nmail: m@x\nmail: n@x\n-\ndelete: mail\nmail: M@x\n-\n\n' +
        'dn: cn=a,dc=x\nchangetype: modrdn\nnewrdn: cn=b\ndeleteoldrdn: 1\n\n' +
        'dn: cn=gone,dc=x\nchangetype: delete\n',
    );
    const { objects, faults, ended } = await fullImport(connector, { person: ['cn', 'sn', 'mail'] });
    expect(objects.map(({ name, values }) => [name, Object.fromEntries(values)])).toEqual([
      ['cn=b,dc=x', { cn: 'b', sn: 't', mail: ['n@x'] }],
    ]);
    expect(faults).toMatchObject([{ error: 'read-fault', where: 'd.ldif line 29' }]);
    expect(ended).toBe(true);
  });

  it.each([
    ['a line without a colon', 'dn: cn=a,dc=x\nobjectClass inetOrgPerson\n', 'read-fault'],
    ['a URL', 'dn: cn=a,dc=x\njpegPhoto:< file:///etc/passwd\n', 'read-fault'],
    ['bad base64', 'dn: cn=a,dc=x\njpegPhoto:: a b c\n', 'read-fault'],
    ['no name', 'objectClass: person\ncn: a\n', 'read-fault'],
    ['no class', 'dn: cn=a,dc=x\ncn: a\n', 'type-missing'],
    [
      'a name twice',
      'dn: CN = a, dc=x\nobjectClass: inetOrgPerson\n\ndn: cn=A,dc=x\nobjectClass: inetOrgPerson\n',
      'duplicate-anchor',
    ],
  ])('reports %s and reads on', async (_, record, error) => {
    const { objects, faults, ended } = await fullImport(await open(`${record}\n${BASE}`), ALL);
    expect(faults).toMatchObject([{ error }]);
    expect(objects.map(({ anchor }) => anchor)).toContain('dc=x');
    expect(ended).toBe(true);
  });

  it('understands a blank line inside an entry', async () => {
    const { objects, faults } = await fullImport(
      await open('dn: cn=a\nobjectClass: inetOrgPerson\ncn: a\n\nsn: s\n'),
      ALL,
    );
    expect(objects.map(({ values }) => values.get('sn'))).toEqual(['s']);
    expect(faults).toEqual([]);
  });

  it('sends neither of two entries with one anchor, and wants an anchor of each', async () => {
    const anchored = {
      ...schema,
      types: { person: { ...schema.types.person, anchor: 'sn', attributes: schema.types.person?.attributes ?? {} } },
    };
    await open(
      ['a: 1', 'b: 1', 'c: 2', 'd: ']
        .map((one) => {
          const [cn, sn] = one.split(': ');
          return `dn: cn=${cn},dc=x\nobjectClass: inetOrgPerson\n${sn === '' ? '' : `sn: ${sn}\n`}\n`;
        })
        .join(''),
    );
    const { objects, faults } = await fullImport(await reopen({}, anchored), { person: ['cn'] });
    expect(objects.map(({ anchor }) => anchor)).toEqual(['2']);
    expect(faults.map(({ error, anchor }) => [error, anchor])).toEqual([
      ['duplicate-anchor', '1'],
      ['duplicate-anchor', '1'],
      ['bad-anchor', undefined],
    ]);
  });
});

describe('writing', () => {
  const person = (id: string, name: string, sn = 's') => ({
    kind: 'add' as const,
    id,
    type: 'person',
    name,
    changes: [{ attribute: 'sn', set: sn }],
  });

  it('keeps the text of entries that do not change', async () => {
    const before = `# about x\n\ndn: dc=x\nobjectClass: domain\n# why\ndc:   x\n\n`;
    const connector = await open(before, { changeLog: 'log.ldif' });
    expect(await exportAll(connector, [person('1', 'cn=Zo\u00eb,dc=x', ' odd ')])).toMatchObject([{ kind: 'applied' }]);
    expect(await text()).toBe(
      `version: 1\n\n${before}dn:: Y249Wm/DqyxkYz14\nobjectClass: inetOrgPerson\nsn:: IG9kZCA=\ncn:: Wm/Dqw==\n\n`,
    );
    expect(await readFile(join(directory, 'log.ldif'), 'utf8')).toContain('changetype: add\n');
  });

  it('moves what is below, and references follow', async () => {
    const connector = await open(
      `${BASE}dn: ou=a,dc=x\nobjectClass: organizationalUnit\nou: a\n\n` +
        'dn: cn=p,ou=a,dc=x\nobjectClass: inetOrgPerson\ncn: p\nsn: s\n\n' +
        'dn: cn=g,dc=x\nobjectClass: groupOfNames\ncn: g\nmember: CN=P, ou=a, dc=x\nmember: cn=else,dc=x\n\n',
    );
    const outcomes = await exportAll(connector, [
      { kind: 'update', id: '1', type: 'ou', anchor: 'ou=a,dc=x', newName: 'ou=b,dc=x', changes: [] },
      { kind: 'update', id: '2', type: 'person', anchor: 'cn=p,ou=b,dc=x', changes: [{ attribute: 'sn', set: 't' }] },
      { kind: 'delete', id: '3', type: 'ou', anchor: 'ou=b,dc=x' },
    ]);
    expect(outcomes).toMatchObject([
      { kind: 'applied' },
      { kind: 'applied' },
      { kind: 'failed', code: 'notAllowedOnNonLeaf' },
    ]);
    const { objects } = await fullImport(connector, ALL);
    expect(objects.map(({ name }) => name).sort()).toEqual(['cn=g,dc=x', 'cn=p,ou=b,dc=x', 'dc=x', 'ou=b,dc=x']);
    expect(objects.find(({ type }) => type === 'group')?.values.get('member')).toEqual([
      { name: 'cn=p,ou=b,dc=x' },
      { name: 'cn=else,dc=x' },
    ]);
    expect(objects.find(({ type }) => type === 'ou')?.values.get('ou')).toBe('b');
  });

  it.each([
    ['an add without a parent', person('1', 'cn=a,ou=none,dc=x'), 'transient', 'noSuchObject'],
    ['a name that is taken', person('1', 'DC=X'), 'exists', 'entryAlreadyExists'],
    [
      'an update of nothing',
      { ...person('1', 'x'), kind: 'update' as const, anchor: 'cn=b,dc=x' },
      'missing',
      'noSuchObject',
    ],
  ])('refuses %s', async (_, request, reason, code) => {
    const connector = await open(BASE);
    expect(await exportAll(connector, [request])).toMatchObject([{ kind: 'failed', reason, code }]);
    expect(await text()).toBe(BASE);
  });

  it('creates suffixes and the file itself', async () => {
    const connector = await reopen({ suffixes: ['dc=x'] });
    const suffix = { kind: 'add' as const, id: '1', type: 'domain', name: 'dc=x', changes: [] };
    expect(await exportAll(connector, [suffix, person('2', 'cn=a,dc=x')])).toMatchObject([
      { kind: 'applied' },
      { kind: 'applied' },
    ]);
    expect((await stat(join(directory, 'd.ldif'))).mode & 0o777).toBe(0o600);
    expect((await fullImport(connector, ALL)).objects).toHaveLength(2);
  });

  it('does not rewrite a file whose records would be lost', async () => {
    const before = `${BASE}broken\n`;
    await expect(exportAll(await open(before), [person('1', 'cn=a,dc=x')])).rejects.toMatchObject({
      kind: 'incomplete',
    });
    expect(await text()).toBe(before);
  });
});

it('discovers types, references and anchors', async () => {
  const connector = await open(
    `${BASE}dn: cn=g,dc=x\nobjectClass: top\nobjectClass: groupOfNames\ncn: g\nmember: dc=x\nmember: cn=g,dc=x\n\n`,
  );
  expect((await connector.schema()).types).toMatchObject({
    domain: { attributes: { dc: { type: 'string', always: true } } },
    groupOfNames: { objectClass: ['top', 'groupOfNames'], attributes: { member: { type: 'ref', many: true } } },
  });
});

describe('data of others', () => {
  const pirates = corpus('peers/midpoint-samples/pirates-random.ldif');
  const associations = corpus('peers/midpoint/associations-real');
  const opened = (path: string): Promise<Connector> =>
    openConnector('ldif', { path }, { name: 'dir', schema, directory: '/', secret: async () => '' });

  it.runIf(pirates)('504 objects and one duplicate, a name in another spelling', async () => {
    const { objects, faults, ended } = await fullImport(await opened(pirates ?? ''), ALL);
    expect([objects.length, ended]).toEqual([504, true]);
    expect(faults).toMatchObject([{ error: 'duplicate-anchor', anchor: 'ou=people,dc=example,dc=com' }]);
  });

  it.runIf(associations)('227 members of 26 groups', async () => {
    const { objects } = await fullImport(await opened(`${associations}/200-groups.ldif`), ALL);
    const groups = objects.filter(({ type: name }) => name === 'group');
    const members = groups.flatMap(({ values }) => [values.get('member') ?? []].flat());
    expect([groups.length, members.length]).toEqual([26, 227]);
    const people = await fullImport(await opened(`${associations}/105-ldap-people.ldif`), ALL);
    expect(people.objects.filter(({ type: name }) => name === 'person')).toHaveLength(38);
  });
});
