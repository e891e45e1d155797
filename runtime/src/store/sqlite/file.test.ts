// The file of a store: made for its owner, recognised, locked, kept over a restart.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectId } from '../../values/value.js';
import type { StoreErrorKind } from '../error.js';
import { selection } from '../testing/generators.js';
import { openSqliteStore } from './index.js';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syncrule-store-'));
  file = join(folder, 'space.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const state = (watermark: string) => ({
  connector: 'hr',
  watermark,
  generation: 1,
  selection: ['hr.person.text', 'hr.person.number'],
  unknownRows: 0,
  lastFullImport: 1,
});

/** Refused, with this kind and a message that says this. */
const refused = (kind: StoreErrorKind, message: RegExp) =>
  expect.objectContaining({ name: 'StoreError', kind, message: expect.stringMatching(message) });

describe('a store on disk', () => {
  it('keeps what was committed', async () => {
    const store = await openSqliteStore({ file });
    const layouts = await store.open(selection);
    const specs = await store.keySpecs(['a', 'b']);
    await store.commit({ connectors: [state('1')] });
    await store.close();
    const again = await openSqliteStore({ file });
    expect(await again.open(selection)).toEqual(layouts);
    expect(await again.keySpecs(['b', 'a'])).toEqual(specs.toReversed());
    expect(await again.connectorStates()).toEqual([state('1')]);
    await again.close();
  });

  it('is for its owner only, as are the files beside it', async () => {
    const store = await openSqliteStore({ file });
    await store.commit({ connectors: [state('1')] });
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['space.db', 'space.db-lock', 'space.db-shm', 'space.db-wal']);
    expect(files.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600, 0o600]);
    await store.close();
  });

  it('is read while another writes', async () => {
    const writer = await openSqliteStore({ file });
    const reader = await openSqliteStore({ file, readonly: true });
    await writer.commit({ connectors: [state('2')] });
    expect(await reader.connectorStates()).toEqual([state('2')]);
    await expect(reader.commit({ connectors: [state('3')] })).rejects.toThrow(/readonly/);
    await reader.close();
    await writer.close();
  });

  it('gives a reader slots for what it does not have, and stays as it is', async () => {
    await (await openSqliteStore({ file })).close();
    const before = readFileSync(file);
    const reader = await openSqliteStore({ file, readonly: true });
    expect((await reader.open(selection)).get('team')).toEqual(['text', 'number', 'manager']);
    expect(
      await reader.load({ objects: [objectId(1)], keys: new Map([[-1, ['x']]]), visible: ['corp.user'] }),
    ).toMatchObject({
      visible: new Map([['corp.user', false]]),
    });
    await reader.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('has one writer, and says who', async () => {
    const store = await openSqliteStore({ file });
    await expect(openSqliteStore({ file })).rejects.toEqual(
      refused('locked', new RegExp(`process ${process.pid} on `)),
    );
    await store.close();
    await (await openSqliteStore({ file })).close();
  });

  it('is free again when the process that wrote has died', async () => {
    await (await openSqliteStore({ file })).close();
    const other = spawn(process.execPath, ['--input-type=module', '-e', HOLD_LOCK, `${file}-lock`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    await expect(openSqliteStore({ file })).rejects.toEqual(refused('locked', /process 4711 on elsewhere/));
    other.kill('SIGKILL');
    await once(other, 'exit');
    await (await openSqliteStore({ file })).close();
  });
});

const HOLD_LOCK = `
import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
const lock = new Database(process.argv[1]);
lock.exec("update holder set pid = 4711, host = 'elsewhere', command = ''; begin immediate");
console.log('held');
setInterval(() => {}, 1000);
`;

describe('what is no store of ours is refused and left as it is', () => {
  it.each<[string, () => void]>([
    [
      'a text file',
      () => writeFileSync(file, 'employee;name\n1;Ada and others, so that it is longer than a header\n'.repeat(9)),
    ],
    ['another database', () => new Database(file).exec('create table person (id)').close()],
  ])('%s', async (_, make) => {
    make();
    const before = readFileSync(file);
    for (const readonly of [false, true]) {
      await expect(openSqliteStore({ file, readonly })).rejects.toEqual(refused('foreign', /not a store of Syncrule/));
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['space.db']);
  });

  it('a store of a later version', async () => {
    await (await openSqliteStore({ file })).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    await expect(openSqliteStore({ file })).rejects.toEqual(refused('newer', /has format 99/));
    await expect(openSqliteStore({ file, readonly: true })).rejects.toEqual(refused('newer', /has format 99/));
  });

  it('nothing, where it is only to be read', async () => {
    await expect(openSqliteStore({ file, readonly: true })).rejects.toEqual(refused('missing', /there is no store/));
    expect(existsSync(file)).toBe(false);
  });

  it('a folder that is not there', async () => {
    const nowhere = join(folder, 'nowhere', 'space.db');
    await expect(openSqliteStore({ file: nowhere })).rejects.toEqual(refused('unusable', /folder exists/));
  });
});
