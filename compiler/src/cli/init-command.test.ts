// rulec init: the project checks, is formatted, passes its tests, and runs with the engine as it stands.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT } from './project/files.js';
import { type Desk, openDesk } from './testing/desk.js';

const SYNCRULE = fileURLToPath(new URL('../../../runtime/bin/syncrule.js', import.meta.url));

let desk: Desk;
beforeAll(async () => {
  desk = openDesk();
});
afterAll(() => desk.remove());

test('makes a project and says what to do next', async () => {
  const { code, out } = await desk.rulec('init mine');
  expect(code).toBe(0);
  for (const path of PROJECT.keys()) expect(out).toContain(`  ${path}\n`);
  expect(out).toContain('  $ cd mine\n  $ rulec check ');
  expect(statSync(join(desk.directory, 'mine/data/hr.csv')).mode & 0o777).toBe(0o600);
});

test.each([
  ['check mine --max-warnings 0', expect.stringContaining('nothing to report')],
  ['fmt --check mine', ''],
  ['test mine', '3 tests passed\n'],
  ['compile mine -o mine/plan.json', expect.stringContaining('wrote mine/plan.json: 2 rules')],
])('rulec %s', async (command, err) => {
  expect(await desk.rulec(command)).toMatchObject({ code: 0, err });
});

test('its tests reach most of it', async () => {
  expect(await desk.rulec('test mine --coverage --threshold 75')).toMatchObject({ code: 0 });
});

test('syncrule runs it: three people get their accounts', () => {
  const { status, stderr } = spawnSync(process.execPath, [SYNCRULE, 'run'], {
    cwd: join(desk.directory, 'mine'),
    encoding: 'utf8',
  });
  expect(stderr).not.toContain('error');
  expect(status).toBe(0);
  const directory = desk.read('mine/data/corp.ldif');
  expect(directory.match(/^uid: .*$/gm)?.sort()).toEqual(['uid: 1001', 'uid: 1002', 'uid: 1003']);
  expect(directory).toContain('manager: cn=Mary Somerville (1003),ou=people,dc=corp,dc=example');
});

test('refuses to write over anything', async () => {
  desk.write({ 'other/people.syncrule': 'mine' });
  expect(await desk.rulec('init other')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('found people.syncrule in other; nothing was written'),
  });
  expect(desk.read('other/people.syncrule')).toBe('mine');
  expect(() => desk.read('other/tests.syncrule')).toThrow();
  desk.write({ file: '' });
  expect(await desk.rulec('init file/below')).toMatchObject({ code: 2, err: expect.stringContaining('cannot write') });
});
