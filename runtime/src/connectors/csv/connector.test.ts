import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SchemaFile, SchemaType } from '../../plan/schema-file.js';
import { type Connector, ConnectorError } from '../port.js';
import { openConnector } from '../registry.js';
import { exportAll, fullImport } from '../testing/collect.js';
import { corpus } from '../testing/corpora.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'syncrule-csv-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const schemaOf = (types: Readonly<Record<string, SchemaType>>): SchemaFile => ({ format: 'syncrule-schema/1', types });

const person: SchemaType = {
  anchor: 'id',
  attributes: {
    id: { type: 'string' },
    name: { type: 'string' },
    hired: { type: 'date' },
    age: { type: 'integer' },
    active: { type: 'boolean' },
    phones: { type: 'string', many: true },
    manager: { type: 'ref' },
    photo: { type: 'binary' },
  },
};
const ALL = Object.keys(person.attributes);

async function open(text: string | Uint8Array, settings: object = {}, file: object = {}): Promise<Connector> {
  await writeFile(join(directory, 'people.csv'), text);
  return reopen(settings, file);
}
const reopen = (settings: object = {}, file: object = {}): Promise<Connector> =>
  openConnector(
    'csv',
    { ...settings, files: { person: { path: 'people.csv', ...file } } },
    { name: 'hr', schema: schemaOf({ person }), directory, secret: async () => '' },
  );
const text = (): Promise<string> => readFile(join(directory, 'people.csv'), 'utf8');

describe('importing', () => {
  it('reads every type of value', async () => {
    const connector = await open(
      'id,name,hired,age,active,phones,manager,photo\n7,"Doe, ""J""\n2nd",31/12/2015,42,Y,1|2,8,AAE=\n8,,,,,,,\n',
      { dateFormat: 'dd/MM/yyyy' },
      { attributes: { active: { yes: 'Y', no: 'N' } } },
    );
    const { objects, ended } = await fullImport(connector, { person: ALL });
    expect(ended).toBe(true);
    expect(objects.map(({ anchor, values }) => [anchor, Object.fromEntries(values)])).toEqual([
      [
        '7',
        {
          id: '7',
          name: 'Doe, "J"\n2nd',
          hired: 16800,
          age: 42n,
          active: true,
          phones: ['1', '2'],
          manager: [{ anchor: '8' }],
          photo: new Uint8Array([0, 1]),
        },
      ],
      ['8', { id: '8' }],
    ]);
  });

  const faults: readonly (readonly [
    what: string,
    text: string,
    anchors: string[],
    faults: object[],
    ended: boolean,
  ])[] = [
    ['a ragged row', 'id,name\n1,a\n2\n3,c\n', ['1', '3'], [{ error: 'read-fault', where: 'people.csv line 3' }], true],
    ['an empty anchor', 'id,name\n1,a\n,b\n', ['1'], [{ error: 'bad-anchor', where: 'people.csv line 3' }], true],
    [
      'an anchor twice',
      'id,name\n1,a\n2,b\n1,c\n',
      ['2'],
      [
        { error: 'duplicate-anchor', anchor: '1', where: 'people.csv line 2' },
        { error: 'duplicate-anchor', anchor: '1', where: 'people.csv line 4' },
      ],
      true,
    ],
    [
      'a quote inside a cell',
      'id,name\n1,5"x\n2,b\n',
      ['2'],
      [{ error: 'read-fault', where: 'people.csv line 2' }],
      true,
    ],
    [
      'a quote never closed',
      'id,name\n1,a\n2,"b\n3,c\n',
      ['1'],
      [{ error: 'read-fault', where: 'people.csv line 3' }],
      false,
    ],
    ['a lost quote', 'id,name\n1,"a\n2,"b"\n3,c\n', [], [{ error: 'read-fault' }], false],
    [
      'blank lines and CR LF',
      '\ufeffid,name\r\n\r\n1,"a\r\nb"\r\n2\r\n',
      ['1'],
      [{ where: 'people.csv line 5' }],
      true,
    ],
  ];
  it.each(faults)('reports %s', async (_, content, anchors, expected, ended) => {
    const result = await fullImport(await open(content), { person: ['id', 'name'] });
    expect(result.objects.map(({ anchor }) => anchor)).toEqual(anchors);
    expect(result.faults).toMatchObject(expected);
    expect(result.ended).toBe(ended);
    if (!ended) expect(result.error).toMatchObject({ kind: 'incomplete' });
  });

  it('keeps a row whose values are bad, with a fault for each of them', async () => {
    const connector = await open('id,name,hired,age\n1,a,31.12.2015,old\n');
    const { objects } = await fullImport(connector, { person: ['name', 'hired', 'age'] });
    expect(objects[0]?.values).toEqual(new Map([['name', 'a']]));
    expect(objects[0]?.faults).toEqual([
      { attribute: 'hired', message: '"31.12.2015" is not a date of the form yyyy-MM-dd' },
      { attribute: 'age', message: '"old" is not an integer' },
    ]);
  });

  it('says which column is missing and which was probably meant', async () => {
    const { error, ended } = await fullImport(await open('id,nmae\n1,a\n'), { person: ['name'] });
    expect(ended).toBe(false);
    expect(error).toMatchObject({ kind: 'schema-changed', message: expect.stringContaining('Did you mean "nmae"?') });
  });

  it.each([
    ['no file', undefined, 'connection'],
    ['an empty file', '', 'schema-changed'],
    ['two columns of one name', 'id,name,name\n1,a,b\n', 'schema-changed'],
    ['bytes of another encoding', Buffer.from('id,name\n1,M\u00fcller\n', 'latin1'), 'incomplete'],
  ])('stops at %s', async (_, content, kind) => {
    const connector = content === undefined ? await reopen() : await open(content);
    const { error, ended } = await fullImport(connector, { person: ['name'] });
    expect([ended, error instanceof ConnectorError && error.kind]).toEqual([false, kind]);
  });

  it.each([
    ['latin1', Buffer.from('id,name\n1,M\u00fcller\n', 'latin1')],
    ['windows-1252', Buffer.from('id,name\n1,M\u00fcller\n', 'latin1')],
    ['utf16le', Buffer.from('\ufeffid,name\n1,M\u00fcller\n', 'utf16le')],
  ])('reads %s', async (encoding, bytes) => {
    const { objects } = await fullImport(await open(bytes, { encoding }), { person: ['name'] });
    expect(objects[0]?.values.get('name')).toBe('M\u00fcller');
  });

  it('does not end when the file is replaced while it is read', async () => {
    const connector = await open(`id,name\n${Array.from({ length: 3000 }, (_, i) => `${i},a\n`).join('')}`);
    const events = connector.import({ mode: 'full', selection: new Map([['person', ['name']]]) });
    const read = async (): Promise<string[]> => {
      const kinds: string[] = [];
      for await (const { kind } of events) {
        if (kind === 'page' && kinds.push(kind) === 1) await writeFile(join(directory, 'people.csv'), 'id,name\n1,a\n');
        if (kind === 'end') kinds.push(kind);
      }
      return kinds;
    };
    await expect(read()).rejects.toMatchObject({ kind: 'incomplete' });
  });

  it('tells how far it is', async () => {
    const connector = await open(`id,name\n${Array.from({ length: 2500 }, (_, i) => `${i},a\n`).join('')}`);
    const { events } = await fullImport(connector, { person: ['name'] });
    expect(events.filter(({ kind }) => kind === 'page').map((event) => ('done' in event ? event.done : 0))).toEqual([
      999, 1999, 2500,
    ]);
    expect(events.at(-2)).toMatchObject({ kind: 'page', total: 2500 });
  });
});

describe('exporting', () => {
  const update = (anchor: string, changes: Readonly<Record<string, string | string[] | undefined>>) => ({
    kind: 'update' as const,
    id: anchor,
    type: 'person',
    anchor,
    changes: Object.entries(changes).map(([attribute, set]) => ({ attribute, set })),
  });

  it('rewrites what changes and keeps the rest as it stands', async () => {
    const connector = await open('\ufeff"id","name","phones"\r\n"1","a","x|y"\r\n"2","b",""\r\n"3","c",""\r\n');
    await chmod(join(directory, 'people.csv'), 0o640);
    const outcomes = await exportAll(connector, [
      {
        kind: 'update',
        id: 'u',
        type: 'person',
        anchor: '1',
        changes: [{ attribute: 'phones', added: ['z,'], removed: ['x'] }],
      },
      { kind: 'delete', id: 'd', type: 'person', anchor: '3' },
      {
        kind: 'add',
        id: 'a',
        type: 'person',
        changes: [
          { attribute: 'id', set: '4' },
          { attribute: 'name', set: 'say "hi"' },
        ],
      },
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied', 'applied']);
    expect(await text()).toBe('\ufeff"id","name","phones"\r\n1,a,"y|z,"\r\n"2","b",""\r\n4,"say ""hi""",\r\n');
    expect((await stat(join(directory, 'people.csv'))).mode & 0o777).toBe(0o640);
  });

  it('creates a file that only its owner reads', async () => {
    const connector = await reopen();
    await exportAll(connector, [{ kind: 'add', id: 'a', type: 'person', changes: [{ attribute: 'id', set: '1' }] }]);
    expect(await text()).toBe('id,name,hired,age,active,phones,manager,photo\n1,,,,,,,\n');
    expect((await stat(join(directory, 'people.csv'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    [
      'an add that is there',
      { ...update('1', {}), kind: 'add' as const, changes: [{ attribute: 'id', set: '1' }] },
      'exists',
    ],
    ['an update of nothing', update('9', { name: 'x' }), 'missing'],
    ['a delete of nothing', { kind: 'delete' as const, id: 'd', type: 'person', anchor: '9' }, 'missing'],
    ['an add without an anchor', { kind: 'add' as const, id: 'x', type: 'person', changes: [] }, 'permanent'],
    ['an anchor that stands twice', update('2', { name: 'x' }), 'permanent'],
  ])('refuses %s', async (_, request, reason) => {
    const before = 'id,name\n1,a\n2,b\n2,c\n';
    const connector = await open(before);
    expect(await exportAll(connector, [request])).toMatchObject([{ kind: 'failed', reason }]);
    expect(await text()).toBe(before);
  });

  it('leaves out a value that a cell cannot hold, and says so', async () => {
    const connector = await open('id,name,phones\n1,a,\n');
    const outcomes = await exportAll(connector, [update('1', { name: 'b', phones: ['1|2'] })]);
    expect(outcomes).toMatchObject([{ kind: 'partly', attributes: [{ attribute: 'phones' }] }]);
    expect(await text()).toBe('id,name,phones\n1,b,\n');
  });

  it('does not rewrite a file whose rows cannot be told', async () => {
    const connector = await open('id,name\n1,a\n2,"b\n');
    await expect(exportAll(connector, [update('1', { name: 'b' })])).rejects.toMatchObject({ kind: 'incomplete' });
    expect(await text()).toBe('id,name\n1,a\n2,"b\n');
  });
});

it('discovers types and attributes from the header', async () => {
  const connector = await open('id,Full Name,tags\n', {}, { attributes: { name: 'Full Name' } });
  expect(Object.entries((await connector.schema()).types.person?.attributes ?? {}).map(([name]) => name)).toEqual([
    'id',
    'name',
    'tags',
  ]);
});

it.each([
  [{ files: {} }, 'must NOT have fewer than 1 properties'],
  [{ files: { person: { path: 'a', delimter: ';' } } }, 'Did you mean "delimiter"?'],
])('refuses settings %j', async (settings, message) => {
  const context = { name: 'hr', schema: schemaOf({ person }), directory, secret: async () => '' };
  await expect(openConnector('csv', settings, context)).rejects.toThrow(message);
});

describe('data of others', () => {
  const openCorpus = (file: string, type: SchemaType, settings: object): Promise<Connector> =>
    openConnector(
      'csv',
      { ...settings, files: { row: file } },
      { name: 'hr', schema: schemaOf({ row: type }), directory: '/', secret: async () => '' },
    );
  const texts = (...names: string[]): SchemaType => ({
    ...(names[0] === undefined ? {} : { anchor: names[0] }),
    attributes: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  const negative = corpus('peers/midpoint/negative');
  const lsc = corpus('peers/lsc');

  it.runIf(negative)('one unreadable row is one row fault, and the import goes on', async () => {
    const connector = await openCorpus(`${negative}/resource-csv-data.csv`, texts('uid', 'fullname'), {
      delimiter: ';',
    });
    const { objects, faults, ended } = await fullImport(connector, { row: ['fullname'] });
    expect(objects.map(({ anchor }) => anchor)).toEqual(['abrown', 'dgray', 'eblue']);
    expect(faults).toMatchObject([{ error: 'read-fault' }]);
    expect(faults[0]).not.toHaveProperty('anchor');
    expect(ended).toBe(true);
  });

  it.runIf(negative)('a quote that is never closed is one row fault, and the import does not end', async () => {
    const connector = await openCorpus(`${negative}/broken.csv`, texts('username', 'firstname', 'lastname'), {});
    const { objects, faults, ended, error } = await fullImport(connector, { row: ['firstname'] });
    expect(objects.map(({ anchor }) => anchor)).toEqual(['lechuck']);
    expect(faults).toMatchObject([{ error: 'read-fault', where: expect.stringContaining('line 3') }]);
    expect(ended).toBe(false);
    expect(error).toMatchObject({ kind: 'incomplete' });
  });

  it.runIf(lsc)('reads several values in one cell and dates of another order', async () => {
    const type: SchemaType = {
      anchor: 'id',
      attributes: {
        ...texts('id', 'cn').attributes,
        endOfValidity: { type: 'date' },
        carLicense: { type: 'string', many: true },
      },
    };
    const connector = await openCorpus(`${lsc}/sample.csv`, type, { delimiter: ';', dateFormat: 'dd/MM/yyyy' });
    const { objects, faults, ended } = await fullImport(connector, { row: Object.keys(type.attributes) });
    expect([objects.length, faults.length, ended]).toEqual([8, 0, true]);
    expect(Object.fromEntries(objects[0]?.values ?? [])).toEqual({
      id: '1',
      cn: 'Clarke, Jonathan',
      endOfValidity: 16800,
      carLicense: ['BHU772', 'DED899'],
    });
    expect(objects[1]?.values.has('carLicense')).toBe(false);
  });
});
