import { createServer, type Server, type Socket } from 'node:net';
import { Attribute, BerReader, BerWriter, Client, ModifyRequest } from 'ldapts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SchemaFile } from '../../plan/schema-file.js';
import type { Connector } from '../port.js';
import { openConnector } from '../registry.js';
import { exportAll, fullImport } from '../testing/collect.js';
import { corpus } from '../testing/corpora.js';
import { hasSlapd, type Slapd, startSlapd } from '../testing/slapd.js';
import { requestsOf } from './changes.js';
import { guidBytes, guidText } from './guid.js';
import { parseAttributeType, parseObjectClass } from './rfc4512.js';
import { isUsable } from './wire.js';

const SUFFIX = 'dc=example,dc=com';
const schema: SchemaFile = {
  format: 'syncrule-schema/1',
  attributeNames: 'ignoreCase',
  naming: 'dn',
  references: 'name',
  types: {
    person: {
      anchor: 'entryUUID',
      objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
      attributes: {
        dn: { type: 'dn', always: true },
        entryUUID: { type: 'string', writable: 'never' },
        cn: { type: 'string' },
        sn: { type: 'string' },
        employeeNumber: { type: 'integer' },
        createTimestamp: { type: 'datetime', writable: 'never' },
      },
    },
    group: {
      anchor: 'entryUUID',
      objectClass: ['top', 'groupOfNames'],
      attributes: {
        dn: { type: 'dn', always: true },
        entryUUID: { type: 'string', writable: 'never' },
        cn: { type: 'string' },
        member: { type: 'ref', many: true },
      },
    },
  },
};
const open = (settings: object, password = ''): Promise<Connector> =>
  openConnector(
    'ldap',
    { bases: [SUFFIX], ...settings },
    { name: 'server', schema, directory: '/', secret: async () => password },
  );

it('ldapts still has the two private members that are used', () => {
  expect(isUsable(new Client({ url: 'ldap://127.0.0.1' }))).toBe(true);
});

describe.runIf(hasSlapd())('with a real server', () => {
  let slapd: Slapd;
  let client: Client;
  let settings: object;
  beforeAll(async () => {
    slapd = await startSlapd();
    client = new Client({ url: slapd.url });
    await client.bind(slapd.adminDn, slapd.password);
    await client.add(SUFFIX, { objectClass: ['domain'], dc: 'example' });
    settings = {
      url: slapd.secureUrl,
      ca: slapd.ca,
      bindDn: slapd.adminDn,
      password: { env: 'X' },
      placeholders: { member: 'cn=nobody' },
    };
  });
  afterAll(async () => {
    await client.unbind();
    await slapd.stop();
  });

  it.each([
    ['LDAPS', () => ({ url: slapd.secureUrl, ca: slapd.ca })],
    ['StartTLS', () => ({ url: slapd.url, ca: slapd.ca, startTls: true })],
    ['no encryption on this very machine, if that is allowed', () => ({ url: slapd.url, allowPlaintext: true })],
  ])('connects with %s', async (_, some) => {
    const connector = await open({ ...some(), bindDn: slapd.adminDn, password: { env: 'X' } }, slapd.password);
    expect((await fullImport(connector, { person: ['cn'] })).ended).toBe(true);
    await connector.close();
  });

  it.each([
    ['an unknown certificate', () => ({ url: slapd.secureUrl }), 'connection', '"ca"'],
    ['an unknown certificate after StartTLS', () => ({ url: slapd.url, startTls: true }), 'connection', '"ca"'],
    ['a password without encryption', () => ({ url: slapd.url }), 'configuration', 'unencrypted'],
    [
      'a password without encryption to another machine',
      () => ({ url: 'ldap://example.invalid', allowPlaintext: true }),
      'configuration',
      'another',
    ],
    [
      'a wrong password',
      () => ({ url: slapd.secureUrl, ca: slapd.ca, bindDn: `cn=x,${SUFFIX}` }),
      'auth',
      'invalidCredentials',
    ],
    ['nobody listening', () => ({ url: 'ldaps://127.0.0.1:1' }), 'connection', 'ECONNREFUSED'],
  ])('refuses %s', async (_, some, kind, message) => {
    const opening = open({ bindDn: slapd.adminDn, password: { env: 'X' }, ...some() }, slapd.password);
    await expect(opening).rejects.toMatchObject({ kind, message: expect.stringContaining(message) });
  });

  it('stops at a base that is not there', async () => {
    const connector = await open({ ...settings, bases: ['dc=other'] }, slapd.password);
    const { error, ended } = await fullImport(connector, { person: ['cn'] });
    expect(ended).toBe(false);
    expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('noSuchObject') });
    await connector.close();
  });

  it('reads typed values, narrows by filters, and passes over other classes', async () => {
    const connector = await open({ ...settings, filters: { person: '(employeeNumber=7)' } }, slapd.password);
    const add = (cn: string, employeeNumber: string): Promise<void> =>
      client.add(`cn=${cn},${SUFFIX}`, { objectClass: ['inetOrgPerson'], cn, sn: 's', employeeNumber });
    await add('seven', '7');
    await add('eight', '8');
    const { objects, ended } = await fullImport(connector, { person: ['cn', 'employeeNumber', 'createTimestamp'] });
    expect(ended).toBe(true);
    expect(objects).toMatchObject([{ type: 'person', name: `cn=seven,${SUFFIX}` }]);
    expect(objects[0]?.values.get('employeeNumber')).toBe(7n);
    expect(objects[0]?.values.get('createTimestamp')).toBeGreaterThan(1_600_000_000_000);
    await connector.close();
  });

  it('writes 2,500 members in requests of a thousand, tells the anchor, and keeps a placeholder out of sight', async () => {
    const connector = await open(settings, slapd.password);
    const reference = (n: number) => ({ anchor: undefined, name: `uid=u${n},${SUFFIX}` });
    const members = Array.from({ length: 2500 }, (_, n) => reference(n));
    const name = `cn=big,${SUFFIX}`;
    const [added] = await exportAll(connector, [
      { kind: 'add', id: 'a', type: 'group', name, changes: [{ attribute: 'cn', set: 'big' }] },
    ]);
    expect(added).toMatchObject({ kind: 'applied', anchor: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const anchor = added?.kind === 'applied' ? (added.anchor ?? '') : '';
    const update = (added: readonly object[], removed: readonly object[]) => [
      {
        kind: 'update' as const,
        id: 'u',
        type: 'group',
        anchor,
        name,
        changes: [{ attribute: 'member', added: added as typeof members, removed: removed as typeof members }],
      },
    ];
    expect(await exportAll(connector, update(members, []))).toMatchObject([{ kind: 'applied' }]);
    // The second time some are there already.
    expect(await exportAll(connector, update([...members, reference(9999)], []))).toMatchObject([{ kind: 'applied' }]);
    const count = async (): Promise<number> => {
      const { objects } = await fullImport(connector, { group: ['member'] });
      return [objects[0]?.values.get('member') ?? []].flat().length;
    };
    expect(await count()).toBe(2501);
    expect(await exportAll(connector, update([], [...members, reference(9999)]))).toMatchObject([{ kind: 'applied' }]);
    expect(await count()).toBe(0);
    await connector.close();
  });

  it.each([
    [
      'an add below nothing',
      { name: `cn=a,ou=none,${SUFFIX}`, changes: [{ attribute: 'sn', set: 's' }] },
      'transient',
      'noSuchObject',
    ],
    [
      'an add without what its class wants',
      { name: `cn=a,${SUFFIX}`, changes: [] },
      'permanent',
      'objectClassViolation',
    ],
    ['a name that is none', { name: 'nonsense', changes: [] }, 'permanent', 'invalidDNSyntax'],
  ])('says why the server refuses %s', async (_, request, reason, code) => {
    const connector = await open(settings, slapd.password);
    expect(await exportAll(connector, [{ kind: 'add', id: 'a', type: 'person', ...request }])).toMatchObject([
      { kind: 'failed', reason, code },
    ]);
    await connector.close();
  });

  it('does not change an object that took the name of ours', async () => {
    const connector = await open(settings, slapd.password);
    const add = (): Promise<void> =>
      client.add(`cn=taken,${SUFFIX}`, { objectClass: ['inetOrgPerson'], cn: 'taken', sn: 's' });
    await add();
    const { objects } = await fullImport(connector, { person: ['cn'] });
    const ours = objects.find(({ name }) => name?.startsWith('cn=taken'));
    await client.del(`cn=taken,${SUFFIX}`);
    await add();
    const request = {
      kind: 'delete' as const,
      id: 'd',
      type: 'person',
      anchor: ours?.anchor ?? '',
      name: ours?.name ?? '',
    };
    expect(await exportAll(connector, [request])).toMatchObject([{ kind: 'failed', reason: 'missing' }]);
    const after = await fullImport(connector, { person: ['cn'] });
    expect(after.objects.filter(({ name }) => name?.startsWith('cn=taken'))).toHaveLength(1);
    await connector.close();
  });

  it('discovers the types in use', async () => {
    const connector = await open(settings, slapd.password);
    const { types } = await connector.schema();
    expect(types.inetOrgPerson).toMatchObject({
      anchor: 'entryUUID',
      objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
      attributes: {
        dn: { type: 'dn', always: true },
        entryUUID: { type: 'string', writable: 'never' },
        sn: { type: 'string', many: true, always: true, required: true, matching: 'ignoreCase' },
        manager: { type: 'ref', many: true },
        jpegPhoto: { type: 'binary' },
        employeeNumber: { type: 'string' },
      },
    });
    await connector.close();
  });
});

describe('a server that behaves as it may', () => {
  /** Answers binds, the root DSE and searches as told; records nothing else. */
  const serve = async (
    pages: readonly Page[],
  ): Promise<{ readonly server: Server; readonly url: string; readonly requests: Buffer[] }> => {
    const requests: Buffer[] = [];
    const left = [...pages];
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => answer(socket, data, left, requests));
    });
    server.on('close', () => {
      for (const socket of sockets) socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return { server, requests, url: `ldap://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
  };
  const closed = (server: Server, connector: Connector): Promise<void> =>
    connector.close().then(() => {
      server.close();
    });

  it('goes on after an empty page with a cookie, and sets no limit of time', async () => {
    const { server, url, requests } = await serve([
      { names: ['cn=a'], cookie: '1' },
      { names: [], cookie: '2' },
      { names: ['cn=b'], cookie: '' },
    ]);
    const connector = await open({ url });
    const { objects, ended } = await fullImport(connector, { person: ['cn'] });
    expect([objects.map(({ name }) => name), ended]).toEqual([['cn=a', 'cn=b'], true]);
    // Size limit 0, time limit 0.
    expect(requests.length).toBe(3);
    for (const request of requests) expect(request.includes(Buffer.from([2, 1, 0, 2, 1, 0, 1, 1]))).toBe(true);
    await closed(server, connector);
  });

  it.each([
    ['a limit of size', 4, 'incomplete'],
    ['a limit of time', 3, 'incomplete'],
    ['an unavailable server', 52, 'connection'],
  ])('does not end at %s', async (_, status, kind) => {
    const { server, url } = await serve([
      { names: ['cn=a'], cookie: '1' },
      { names: ['cn=b'], cookie: '', status },
    ]);
    const connector = await open({ url });
    const { objects, ended, error } = await fullImport(connector, { person: ['cn'] });
    expect([objects.map(({ name }) => name), ended]).toEqual([['cn=a'], false]);
    expect(error).toMatchObject({ kind });
    await closed(server, connector);
  });

  it('does not end when the connection breaks, and says unknown of what was sent', async () => {
    const { server, url } = await serve([
      { names: ['cn=a'], cookie: '1' },
      { names: [], cookie: '', breaks: true },
    ]);
    const connector = await open({ url });
    const { ended, error } = await fullImport(connector, { person: ['cn'] });
    expect(ended).toBe(false);
    expect(error).toMatchObject({ kind: 'connection' });
    const outcomes = await exportAll(connector, [{ kind: 'add', id: 'x', type: 'person', name: 'cn=x', changes: [] }]);
    expect(outcomes).toMatchObject([{ id: 'x', kind: 'unknown' }]);
    await closed(server, connector);
  });
});

interface Page {
  readonly names: readonly string[];
  readonly cookie: string;
  readonly status?: number;
  readonly breaks?: boolean;
}

const PAGED = '1.2.840.113556.1.4.319';

function answer(socket: Socket, data: Buffer, pages: Page[], requests: Buffer[]): void {
  const reader = new BerReader(data);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const operation = reader.readSequence();
  if (operation === 0x60) socket.write(done(id, 0x61, 0));
  else if (operation === 0x63 && reader.readString() === '') {
    socket.write(Buffer.concat([entry(id, '', { supportedControl: PAGED }), done(id, 0x65, 0)]));
  } else if (operation === 0x63) {
    requests.push(data);
    const page = pages.shift() ?? { names: [], cookie: '' };
    if (page.breaks) socket.destroy();
    else {
      const entries = page.names.map((name) =>
        entry(id, name, { objectClass: 'inetOrgPerson', entryUUID: name, cn: 'x' }),
      );
      socket.write(Buffer.concat([...entries, done(id, 0x65, page.status ?? 0, page.cookie)]));
    }
  } else socket.destroy();
}

function message(
  id: number,
  operation: number,
  write: (writer: BerWriter) => void,
  controls?: (writer: BerWriter) => void,
): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(operation);
  write(writer);
  writer.endSequence();
  controls?.(writer);
  writer.endSequence();
  return writer.buffer;
}

const entry = (id: number, name: string, attributes: Readonly<Record<string, string>>): Buffer =>
  message(id, 0x64, (writer) => {
    writer.writeString(name);
    writer.startSequence();
    for (const [type, value] of Object.entries(attributes)) new Attribute({ type, values: [value] }).write(writer);
    writer.endSequence();
  });

const done = (id: number, operation: number, status: number, cookie?: string): Buffer =>
  message(
    id,
    operation,
    (writer) => {
      writer.writeEnumeration(status);
      writer.writeString('');
      writer.writeString('');
    },
    cookie === undefined
      ? undefined
      : (writer) => {
          const value = new BerWriter();
          value.startSequence();
          value.writeInt(0);
          value.writeString(cookie);
          value.endSequence();
          writer.startSequence(0xa0);
          writer.startSequence();
          writer.writeString(PAGED);
          writer.writeBuffer(value.buffer, 0x04);
          writer.endSequence();
          writer.endSequence();
        },
  );

it('spreads values over requests of a thousand', () => {
  const attribute = { name: 'member', attribute: { type: 'string', many: true } } as const;
  const values = Array.from({ length: 2500 }, (_, n) => `v${n}`);
  const sizes = (requests: ReturnType<typeof requestsOf>): readonly (readonly [string, number][])[] =>
    requests.map((changes) => changes.map(({ operation, modification }) => [operation, modification.values.length]));
  expect(sizes(requestsOf([{ kind: 'set', attribute, values }]))).toEqual([
    [['replace', 1000]],
    [['add', 1000]],
    [['add', 500]],
  ]);
  expect(
    sizes(
      requestsOf([
        { kind: 'edit', attribute, added: ['a'], removed: ['b'] },
        { kind: 'set', attribute, values: [] },
      ]),
    ),
  ).toEqual([
    [
      ['delete', 1],
      ['add', 1],
      ['replace', 0],
    ],
  ]);
  expect(new ModifyRequest({ messageId: 1 }).changes).toEqual([]);
});

it('writes the GUIDs of Active Directory as it prints them', () => {
  const bytes = new Uint8Array(Buffer.from('93669a13e22f554e99014d85b8e5d7d6', 'hex'));
  expect(guidText(bytes)).toBe('139a6693-2fe2-4e55-9901-4d85b8e5d7d6');
  expect(guidBytes('139a6693-2fe2-4e55-9901-4d85b8e5d7d6')).toEqual(bytes);
});

it('reads descriptions of attributes and classes', () => {
  expect(
    parseAttributeType(
      "( 2.5.4.4 NAME ( 'sn' 'surname' ) DESC 'it\\27s' SUP name SYNTAX '1.2.3{64}' SINGLE-VALUE X-ORIGIN 'x' )",
    ),
  ).toMatchObject({
    oid: '2.5.4.4',
    names: ['sn', 'surname'],
    sup: 'name',
    syntax: '1.2.3',
    single: true,
    description: "it's",
  });
  expect(
    parseObjectClass("( 2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY description )"),
  ).toMatchObject({
    names: ['person'],
    sup: ['top'],
    kind: 'structural',
    must: ['sn', 'cn'],
    may: ['description'],
  });
  expect(parseAttributeType('nonsense')).toBeUndefined();
});

const schemas = corpus('schemas');
it.runIf(schemas)('reads the whole schema of recorded servers', async () => {
  const { readFile } = await import('node:fs/promises');
  for (const [file, types, classes] of [
    ['openldap-2.5-core+cosine+nis+inetorgperson.subschema.ldif', 337, 91],
    ['samba-4.17-ad.aggregate-schema.ldif', 1473, 264],
  ] as const) {
    const text = (await readFile(`${schemas}/live/${file}`, 'utf8')).replace(/\r?\n /g, '');
    const values = (name: string): readonly string[] =>
      [...text.matchAll(new RegExp(`^${name}: (.*)$`, 'gim'))].map(([, value]) => value ?? '');
    expect(values('attributeTypes').flatMap((one) => parseAttributeType(one) ?? [])).toHaveLength(types);
    expect(values('objectClasses').flatMap((one) => parseObjectClass(one) ?? [])).toHaveLength(classes);
  }
});
