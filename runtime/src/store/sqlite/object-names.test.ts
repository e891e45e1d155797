// Names as a relation: what a renaming writes, and stores that were written before names were kept so.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ObjectId, objectId } from '../../values/value.js';
import type { Selection, Store } from '../port.js';
import type { CsObject } from '../records.js';
import { foundFor, textsOf } from '../texts.js';
import { APPLICATION_ID } from './file.js';
import { openSqliteStore } from './index.js';
import { MIGRATIONS } from './migrations.js';
import { checkStore } from './upkeep/index.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syncrule-names-'));
  file = join(folder, 'space.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const selection: Selection = new Map([
  [
    'corp.user',
    [
      { name: 'title', scalar: 'string', many: false, reference: false },
      { name: 'dn', scalar: 'dn', many: false, reference: false, naming: true },
    ],
  ],
]);

const user = (id: number, name: string): CsObject => ({
  id: objectId(id),
  connector: 'corp',
  type: 'user',
  anchor: String(id),
  name,
  existence: 'confirmed',
  explicit: false,
  image: ['T', name],
  link: undefined,
  written: undefined,
  keys: [],
});

const opened = async (): Promise<Store> => {
  const store = await openSqliteStore({ file });
  await store.open(selection);
  return store;
};

const create = (store: Store, names: readonly string[]): Promise<void> =>
  store.commit({ objects: names.map((name, i) => ({ before: undefined, after: user(i + 1, name) })) });

const rename = async (store: Store, id: ObjectId, name: string): Promise<void> => {
  const before = (await store.load({ objects: [id] })).objects.get(id);
  if (before !== undefined) await store.commit({ objects: [{ before, after: { ...before, name } }] });
};

const namesIn = async (store: Store): Promise<readonly (string | undefined)[]> => {
  const ids = await store.objectIds({ after: objectId(0), limit: 99 });
  return [...(await store.load({ objects: ids })).objects.values()].map((object) => object?.name);
};

const found = async (store: Store, key: string): Promise<readonly ObjectId[]> =>
  foundFor((await store.load({ names: textsOf('corp', [key]) })).names, 'corp', key);

const rowsOf = (): readonly unknown[] => {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare('select * from object order by id').all();
  db.close();
  return rows;
};

const BELOW = ['CN=Ada,OU=Sales,OU=People', 'OU=People', 'OU=Sales,OU=People', 'CN=B\\, C,OU=People', 'CN=Ada,OU=Else'];

describe('names by what is above', () => {
  it('are other ones when that is renamed, and one row is written', async () => {
    const store = await opened();
    await create(store, BELOW);
    const before = rowsOf();
    await rename(store, objectId(2), 'OU=Staff');
    expect(await namesIn(store)).toEqual([
      'CN=Ada,OU=Sales,OU=Staff',
      'OU=Staff',
      'OU=Sales,OU=Staff',
      'CN=B\\, C,OU=Staff',
      'CN=Ada,OU=Else',
    ]);
    expect(await found(store, 'cn=ada,ou=sales,ou=staff')).toEqual([1]);
    expect(await found(store, 'cn=ada,ou=sales,ou=people')).toEqual([]);
    expect(rowsOf().filter((row, i) => JSON.stringify(row) !== JSON.stringify(before[i]))).toHaveLength(1);
    await store.close();
    expect(checkStore(file).faults).toEqual([]);
  });

  it('are their own below what gets its name as it goes', async () => {
    const store = await opened();
    const [going, child] = [user(1, ''), user(2, 'CN=Ada,OU=People')];
    const unnamed: CsObject = { ...going, name: undefined };
    const gone: CsObject = { ...going, name: 'OU=People', existence: 'gone' };
    await store.commit({ objects: [{ before: undefined, after: unnamed }] });
    await store.commit({
      objects: [
        { before: unnamed, after: gone },
        { before: undefined, after: child },
      ],
    });
    await store.commit({ objects: [{ before: gone, after: { ...gone, name: 'OU=Else' } }] });
    expect(await namesIn(store)).toEqual(['OU=Else', 'CN=Ada,OU=People']);
    await store.close();
  });

  it('stay when that is removed, and follow what comes in its place', async () => {
    const store = await opened();
    await create(store, BELOW);
    await store.commit({ removedObjects: [objectId(2)] });
    expect(await namesIn(store)).toEqual(BELOW.filter((name) => name !== 'OU=People'));
    await store.commit({ objects: [{ before: undefined, after: user(9, 'OU=People') }] });
    await rename(store, objectId(9), 'OU=Staff');
    expect((await namesIn(store))[0]).toBe('CN=Ada,OU=Sales,OU=Staff');
    await store.close();
  });

  it('spelt otherwise than what is above is called are kept as they were told', async () => {
    const store = await opened();
    await create(store, ['OU=People', 'CN=Ada,ou=people']);
    await rename(store, objectId(1), 'OU=Staff');
    expect(await namesIn(store)).toEqual(['OU=Staff', 'CN=Ada,ou=people']);
    await store.close();
  });
});

it('a store whose names are texts gets the relation', async () => {
  const db = new Database(file);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  for (const sql of MIGRATIONS.slice(0, 4)) db.exec(sql);
  db.exec(`
    insert into connector values (1, 'corp'); insert into type values (1, 'corp.user');
    insert into slot values (1, 0, 'title', 'string', 0, 0), (1, 1, 'dn', 'dn', 0, 0);`);
  const insert = db.prepare(`insert into object values (?, 1, 1, ?, ?, ?, ?, 0, 0, ?)`);
  const all = [...BELOW, 'OU=Twice', 'OU=Twice', 'CN=Ada,OU=Twice', 'CN=C,ou=people'];
  all.forEach((name, i) => {
    const [, parent] = /,((?:OU|ou)=.*)$/.exec(name) ?? [];
    const image = JSON.stringify(['T', name]);
    insert.run(i + 1, String(i), name, name.toLowerCase(), parent?.toLowerCase() ?? null, image);
  });
  db.pragma('user_version = 4');
  db.close();
  const store = await opened();
  expect(await namesIn(store)).toEqual(all);
  await rename(store, objectId(2), 'OU=Staff');
  expect(await namesIn(store)).toEqual(
    all.map((name) => (name.includes('ou=') ? name : name.replace('OU=People', 'OU=Staff'))),
  );
  const ada = (await store.load({ objects: [objectId(1)] })).objects.get(objectId(1));
  expect(ada?.image).toEqual(['T', 'CN=Ada,OU=Sales,OU=Staff']);
  await store.close();
  expect(checkStore(file).faults).toEqual([]);
});
