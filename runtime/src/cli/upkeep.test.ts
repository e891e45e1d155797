import { chmod, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HR, makeWorld, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  await world.syncrule('run');
});
afterEach(() => world.remove());

const json = async (...argv: readonly string[]) => JSON.parse((await world.syncrule(...argv, '--format', 'json')).out);
const modeOf = async (file: string) => (await stat(join(world.directory, file))).mode & 0o777;
const change = (sql: string): void => {
  const db = new Database(join(world.directory, 'data/store.db'));
  db.exec(sql);
  db.close();
};
/** The store as a version wrote it that knew only the first format. */
const makeOld = (): void =>
  change(`
    drop index run_parent; delete from run;
    ${['parent', 'message', 'errors', 'findings'].map((column) => `alter table run drop column ${column};`).join('\n')}
    drop table written_list; drop table written_reference; drop table done; drop table mark_reference; alter table object_reference add column position integer not null default 0;
    alter table mv_reference add column position integer not null default 0;
    alter table mv drop column reserved; drop index departure_key; drop table departure;
    drop index object_name; drop index object_waiting; drop index object_above;
    alter table object drop column above; alter table slot drop column naming;
    create index object_name on object (connector, name_key) where name_key is not null;
    create index object_parent on object (connector, parent_key) where parent_key is not null;
    pragma user_version = 1;
  `);

describe('doctor', () => {
  const faults = async () => {
    const { findings } = await json('doctor');
    return findings
      .filter(({ status }: { status: string }) => status !== 'ok')
      .map(({ subject }: { subject: string }) => subject);
  };

  test('finds nothing where nothing is wrong', async () => {
    expect(await faults()).toEqual([]);
    expect(await world.syncrule('doctor')).toMatchObject({ exit: 0, out: expect.stringContaining('connector corp') });
  });

  test.each<[string, () => Promise<void> | void, string]>([
    ['a row that points nowhere', () => change('delete from mv where id = 1'), 'store'],
    ['a file that others may read', () => chmod(join(world.directory, 'data/store.db-lock'), 0o644), 'permissions'],
    ['a directory that is not there', () => rm(join(world.directory, 'corp.ldif')), 'connector corp'],
    ['a plan that somebody changed', async () => world.write('plan.json', '{}'), 'configuration'],
    ['a store of a later version', () => change('pragma user_version = 99'), 'store'],
    [
      'a store that is damaged',
      () => writeFile(join(world.directory, 'data/store.db'), 'SQLite format 3\0 not'),
      'store',
    ],
  ])('finds %s', async (_, spoil, subject) => {
    await spoil();
    expect(await faults()).toEqual([subject]);
    expect((await world.syncrule('doctor')).exit).toBe(1);
  });
});

describe('backup and restore', () => {
  test('bring back what was, and keep what was replaced', async () => {
    const before = await json('status');
    expect(await world.syncrule('backup', 'copy.db')).toMatchObject({ exit: 0, err: '' });
    expect(await modeOf('copy.db')).toBe(0o600);
    await world.write('hr.csv', `${HR}4,Di,Eff,Clerk,1\n`);
    await world.syncrule('run');
    const { replaced } = await json('restore', 'copy.db');
    expect(await modeOf('data/store.db')).toBe(0o600);
    expect(await json('status')).toEqual(before);
    expect((await readdir(join(world.directory, 'data'))).filter((name) => name.includes('replaced'))).toHaveLength(1);
    await world.syncrule('restore', replaced);
    expect((await json('status')).counts.objects['hr.person']).toBe(4);
    expect(await world.syncrule('run')).toMatchObject({ exit: 0 });
  });

  test('write over nothing', async () => {
    await world.write('copy.db', 'mine');
    expect(await world.syncrule('backup', 'copy.db')).toMatchObject({ exit: 2 });
    expect(await world.read('copy.db')).toBe('mine');
  });

  test('refuse a copy that is not whole, and leave the store as it is', async () => {
    const before = await json('status');
    await world.syncrule('backup', 'copy.db');
    const copy = new Database(join(world.directory, 'copy.db'));
    copy.exec('delete from mv where id = 1');
    copy.close();
    expect(await world.syncrule('restore', 'copy.db')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('not whole'),
    });
    expect(await json('status')).toEqual(before);
  });

  test('refuse what is no store', async () => {
    expect(await world.syncrule('restore', 'hr.csv')).toMatchObject({ exit: 2 });
    expect(await world.syncrule('restore', 'nowhere.db')).toMatchObject({ exit: 2 });
  });
});

describe('migrate', () => {
  test('tries it on a copy, then does it and keeps what was before', async () => {
    makeOld();
    expect(await world.syncrule('status')).toMatchObject({ exit: 2, err: expect.stringContaining('syncrule migrate') });
    expect(await json('migrate', '--dry-run')).toMatchObject({ from: 1, kept: null, dryRun: true });
    expect(await world.syncrule('status')).toMatchObject({ exit: 2 });
    const { from, to, kept } = await json('migrate');
    expect([from, kept]).toEqual([1, join(world.directory, 'data/store.db.format-1')]);
    expect(await modeOf('data/store.db.format-1')).toBe(0o600);
    expect((await json('status')).counts.objects['hr.person']).toBe(3);
    expect(await json('migrate')).toMatchObject({ from: to, to, kept: null });
    expect(await world.syncrule('run')).toMatchObject({ exit: 0 });
  });

  test('happens by itself when a run opens the store, and keeps a copy as well', async () => {
    makeOld();
    expect(await world.syncrule('run')).toMatchObject({ exit: 0 });
    expect(await modeOf('data/store.db.format-1')).toBe(0o600);
  });

  test('refuses a later version and says what to do', async () => {
    change('pragma user_version = 99');
    for (const command of [['migrate'], ['run'], ['status'], ['backup', 'copy.db']])
      expect(await world.syncrule(...command)).toMatchObject({
        exit: 2,
        err: expect.stringContaining('Use the newer Syncrule that wrote it'),
      });
  });
});

test('help has an example', async () => {
  for (const command of ['serve', 'doctor', 'backup', 'restore', 'migrate', 'history', 'errors']) {
    const { exit, out } = await world.syncrule(command, '--help');
    expect(exit).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}syncrule /);
  }
});
