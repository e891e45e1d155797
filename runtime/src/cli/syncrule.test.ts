import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HR, makeWorld, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.remove());

const steps = (out: string): Record<string, unknown>[] => JSON.parse(out).steps;

describe('a whole cycle', () => {
  test('brings people into the directory, with managers in the second pass, and is confirmed', async () => {
    const { exit, out, err } = await world.syncrule('run', '--format', 'json');
    expect(err).toBe('');
    const told = steps(out).map(({ step, status, statistics }) => [step, status, statistics]);
    expect(told).toEqual([
      [{ import: 'corp', mode: 'full' }, 'success', { corp: {} }],
      [{ import: 'hr', mode: 'full' }, 'success', { hr: { 'stage-add': 3 } }],
      [{ sync: 'delta' }, 'success', expect.objectContaining({ corp: { 'provisioned-add': 3 } })],
      [{ export: 'corp' }, 'success', { corp: { 'export-add': 3, 'export-update': 2 } }],
      [{ import: 'corp', mode: 'full' }, 'success', { corp: { 'stage-add': 3 } }],
      [{ sync: 'delta' }, 'success', expect.anything()],
    ]);
    expect(exit).toBe(0);
    const ldif = await world.read('corp.ldif');
    expect(ldif).toContain('dn: cn=Ada Lovelace,ou=people,dc=x');
    expect(ldif).toContain('manager: cn=Ada Lovelace,ou=people,dc=x');
    expect(ldif).toContain('manager: cn=Bob Stone,ou=people,dc=x');
  });

  test('changes nothing the second time', async () => {
    await world.syncrule('run');
    const before = await world.read('corp.ldif');
    const { exit, out } = await world.syncrule('run', '--format', 'json');
    expect(exit).toBe(0);
    const counts = steps(out).flatMap(({ statistics }) =>
      Object.values(Object(statistics)).flatMap((names) => Object.keys(Object(names))),
    );
    expect(counts.filter((name) => !name.endsWith('no-change') && name !== 'disconnector-remains')).toEqual([]);
    expect(await world.read('corp.ldif')).toBe(before);
  });

  test('carries a mover, a rename, a joiner and a leaver', async () => {
    await world.syncrule('run');
    await world.write(
      'hr.csv',
      HR.replace('Ada,Lovelace,CFO', 'Ada,King,CEO').replace(/3,Cy.*\n/, '4,Di,Eff,Clerk,1\n'),
    );
    const { exit, out } = await world.syncrule('run', '--format', 'json');
    expect(steps(out)[3]).toMatchObject({
      statistics: { corp: { 'export-add': 1, 'export-delete': 1, 'export-rename': 1 } },
    });
    expect(exit).toBe(0);
    const ldif = await world.read('corp.ldif');
    expect(ldif).toContain('dn: cn=Ada King,ou=people,dc=x');
    expect(ldif).toContain('title: CEO');
    expect(ldif).toContain('manager: cn=Ada King,ou=people,dc=x');
    expect(ldif).not.toContain('Cy Dee');
    const again = await world.syncrule('run', '--format', 'json');
    expect(steps(again.out)[3]).toMatchObject({ statistics: { corp: {} } });
  });

  test('deletes nobody for a row that cannot be read', async () => {
    await world.syncrule('run');
    await world.write('hr.csv', HR.replace('3,Cy,Dee,Clerk,2', '3,Cy'));
    const { out } = await world.syncrule('run');
    expect(out).toContain('nothing that is missing counts as deleted');
    expect(await world.read('corp.ldif')).toContain('Cy Dee');
  });
});

test('an export is stopped by the guard before anything is sent', async () => {
  await world.syncrule('run');
  const config = JSON.parse(await world.read('syncrule.config.json'));
  await world.write(
    'syncrule.config.json',
    JSON.stringify({ ...config, guards: { deletes: { count: 1, percent: 10 } } }),
  );
  await world.write('hr.csv', HR.replace(/2,.*\n3,.*\n/, ''));
  const before = await world.read('corp.ldif');
  const { exit, out } = await world.syncrule('run');
  expect(out).toContain('stopped-by-guard');
  expect(exit).toBe(1);
  expect(await world.read('corp.ldif')).toBe(before);
});

describe('questions', () => {
  beforeEach(async () => {
    await world.syncrule('run');
  });

  test('search finds whoever holds a text', async () => {
    const { exit, out } = await world.syncrule('search', 'LOVELACE');
    expect(exit).toBe(0);
    expect(out).toContain('hr:1:0');
    expect(out).toContain('hr.person:1');
  });

  test.each([['hr.person:1'], ['person:Lovelace'], ['hr:1:0'], ['Lovelace'], ['corp.user:1']])(
    'show %s puts the person and the accounts side by side',
    async (address) => {
      const { exit, out } = await world.syncrule('show', address);
      expect(exit).toBe(0);
      expect(out).toMatch(/title +CFO +CFO +CFO|title +CFO +CFO/);
      expect(out).toContain('managed by accounts (then delete)');
    },
  );

  test('why names rule, line and inputs', async () => {
    const { exit, out } = await world.syncrule('why', 'person:Lovelace', 'title');
    expect(exit).toBe(0);
    expect(out).toContain('title: CFO');
    expect(out).toContain('people rules.syncrule:6 on hr.person:1: gave CFO, read title "CFO"');
  });

  test('why of an account names the outbound rule', async () => {
    const { out } = await world.syncrule('why', 'corp.user:1', 'cn');
    expect(out).toContain('accounts rules.syncrule:14: gave Ada Lovelace, read givenName "Ada", sn "Lovelace"');
  });

  test('status counts and lists', async () => {
    const { exit, out } = await world.syncrule('status');
    expect(exit).toBe(0);
    expect(out).toMatch(/corp\.user +3 objects +3 linked/);
    expect(out).toMatch(/person +3/);
  });

  test('every answer has a versioned JSON form', async () => {
    for (const argv of [['status'], ['search', 'Ada'], ['show', 'hr:1:0'], ['why', 'hr:1:0', 'sn']]) {
      const { out } = await world.syncrule(...argv, '--format', 'json');
      expect(JSON.parse(out).format).toBe(`syncrule-${argv[0]}/1`);
    }
  });
});

describe('what is mistyped is corrected', () => {
  test.each<[readonly string[], string]>([
    [['imprt', 'hr'], 'Did you mean import?'],
    [['import', 'hrr'], 'Did you mean "hr"?'],
    [['run', 'import'], 'Did you mean "imports"?'],
    [['show', 'hr.persn:1'], 'Did you mean "hr.person"?'],
    [['why', 'hr.person:1', 'titel'], 'Did you mean "title"?'],
  ])('%s', async (argv, hint) => {
    if (argv[0] !== 'imprt') await world.syncrule('run');
    const { exit, err } = await world.syncrule(...argv);
    expect(err).toContain(hint);
    expect(exit).toBe(2);
  });

  test('a configuration, with line and column', async () => {
    await world.write('syncrule.config.json', '{\n  "plan": "plan.json",\n  "stor": "x",\n  "connectors": {}\n}\n');
    const { exit, err } = await world.syncrule('status');
    expect(exit).toBe(2);
    expect(err).toContain('syncrule.config.json:3:3: the file does not know "stor". Did you mean "store"?');
  });
});

test('a plan that somebody changed does not run', async () => {
  await world.write('plan.json', (await world.read('plan.json')).replace('people', 'persons'));
  const { exit, err } = await world.syncrule('run');
  expect(exit).toBe(2);
  expect(err).toContain('plan.json');
});

test('the store is for its owner only', async () => {
  await world.syncrule('run');
  expect((await stat(join(world.directory, 'data/store.db'))).mode & 0o777).toBe(0o600);
});

test('help has an example', async () => {
  for (const command of ['run', 'import', 'sync', 'export', 'status', 'search', 'show', 'why', 'history', 'errors']) {
    const { exit, out } = await world.syncrule(command, '--help');
    expect(exit).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}syncrule /);
  }
});
