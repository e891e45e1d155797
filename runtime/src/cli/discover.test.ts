import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeWorld, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.remove());

const schemaIn = async (file: string) => JSON.parse(await world.read(file));

describe('discover', () => {
  test('writes the schema file where there is none, before there is a plan or a store', async () => {
    for (const file of ['plan.json', 'hr.json', 'corp.json']) await rm(join(world.directory, file));
    const { exit, out } = await world.syncrule('discover', 'hr');
    expect({ exit, out }).toEqual({
      exit: 0,
      out: expect.stringMatching(/^hr offers person \(5 attributes\)\.\nWrote hr\.json\. Read it over/),
    });
    expect(Object.keys((await schemaIn('hr.json')).types.person.attributes)).toEqual([
      'id',
      'givenName',
      'sn',
      'title',
      'manager',
    ]);
    await world.syncrule('discover', 'corp');
    expect(await schemaIn('corp.json')).toMatchObject({
      naming: 'dn',
      types: { organizationalUnit: { attributes: { ou: { type: 'string' } } } },
    });
  });

  test('tells what the system has and the file has not, and the other way round; changes nothing', async () => {
    const before = await world.read('hr.json');
    await world.write('hr.csv', 'id,givenName,sn,Title,manager,site\n1,Ada,Lovelace,CFO,,Berlin\n');
    const { exit, out } = await world.syncrule('discover', 'hr');
    expect(exit).toBe(1);
    expect(out.split('\n').slice(1, -2)).toEqual([
      'hr.json was left as it is. It differs:',
      '  missing    person.title is in the file, and the system does not have it',
      '  new        the system has person.Title, which is not in the file',
      '  new        the system has person.site, which is not in the file',
    ]);
    expect(out).toContain('--output FILE');
    expect(await world.read('hr.json')).toBe(before);
  });

  test('has nothing to say where a file says more than a system can', async () => {
    expect(await world.syncrule('discover', 'hr')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('hr.json says the same.'),
    });
  });

  test('writes elsewhere, and overwrites only where told to', async () => {
    expect(await world.syncrule('discover', 'hr', '-o', 'found/hr.json')).toMatchObject({ exit: 0 });
    expect(await schemaIn('found/hr.json')).toMatchObject({ format: 'syncrule-schema/1' });
    expect(await world.syncrule('discover', 'hr', '-o', 'found/hr.json')).toMatchObject({
      exit: 2,
      err: 'found/hr.json is there already. Name another file, or say --force to overwrite it.\n',
    });
    expect(await world.syncrule('discover', 'hr', '-o', 'found/hr.json', '--force')).toMatchObject({ exit: 0 });
    const { out } = await world.syncrule('discover', 'hr', '--output', '-');
    expect(JSON.parse(out)).toEqual(await schemaIn('found/hr.json'));
  });

  test('says what is wrong with where it is to write', async () => {
    expect(await world.syncrule('discover', 'hr', '--force')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--force overwrites the file of --output'),
    });
    expect(await world.syncrule('discover', 'hr', '-o', '.', '--force')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^\. cannot be written: EISDIR/),
    });
    expect(await world.syncrule('discover', 'hr', '-o', 'hr.csv/found.json')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^hr\.csv\/found\.json cannot be written/),
    });
  });

  test('is for programs too', async () => {
    await world.write('hr.csv', 'id,givenName,sn,title\n1,Ada,Lovelace,CFO\n');
    const { out } = await world.syncrule('discover', 'hr', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      format: 'syncrule-discovery/1',
      outcome: 'compared',
      types: { person: 4 },
      differences: [{ kind: 'missing', type: 'person', attribute: 'manager' }],
    });
  });

  test('says which connectors there are, and what cannot be read', async () => {
    expect(await world.syncrule('discover', 'hrr')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('no connector "hrr". Did you mean "hr"? There are: hr, corp.'),
    });
    await rm(join(world.directory, 'hr.csv'));
    expect(await world.syncrule('discover', 'hr')).toMatchObject({ exit: 2, err: expect.stringContaining('hr.csv') });
    await expect(stat(join(world.directory, 'data'))).rejects.toThrow('ENOENT');
  });
});

test('syncrule --version says its version', async () => {
  expect(await world.syncrule('--version')).toMatchObject({ exit: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
