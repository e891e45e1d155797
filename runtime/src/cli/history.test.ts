import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HR, makeWorld, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.remove());

const json = async (...argv: readonly string[]) => JSON.parse((await world.syncrule(...argv, '--format', 'json')).out);
const configure = async (more: Readonly<Record<string, unknown>>): Promise<void> => {
  const config = JSON.parse(await world.read('syncrule.config.json'));
  await world.write('syncrule.config.json', JSON.stringify({ ...config, ...more }));
};

describe('history', () => {
  test('lists runs, the last first, and tells one with its steps and counts', async () => {
    await world.syncrule('run');
    await world.syncrule('import', 'hr');
    const { runs } = await json('history');
    expect(runs.map(({ step, status }: { step: string; status: string }) => [step, status])).toEqual([
      ['full import hr', 'success'],
      ['run default', 'success'],
    ]);
    const told = await json('history', String(runs[1].id));
    expect(told.steps.map(({ step }: { step: string }) => step)).toEqual([
      'full import',
      'full import',
      'delta sync',
      'export',
      'full import',
      'delta sync',
    ]);
    expect(told.statistics).toMatchObject({ 'hr stage-add': 3, 'corp export-add': 3 });
    expect(told.durationMs).toBeGreaterThan(0);
    const { out } = await world.syncrule('history', String(runs[1].id));
    expect(out).toContain('3 corp export-add, 2 corp export-update');
  });

  test('keeps what a run was the first to find, after it is gone from the list', async () => {
    await world.syncrule('run');
    await world.write('hr.csv', HR.replace('3,Cy,Dee,Clerk,2', '3,Cy'));
    await world.syncrule('run');
    expect((await json('errors')).count).toBe(1);
    await world.write('hr.csv', HR);
    await world.syncrule('run');
    expect((await json('errors')).count).toBe(0);
    const { runs } = await json('history');
    const [, withError] = runs;
    expect(withError.errors).toEqual({ 'read-fault': 1 });
    expect((await json('history', String(withError.id))).findings).toMatchObject([{ unit: 'hr', kind: 'read-fault' }]);
  });

  test('has no other run', async () => {
    await world.syncrule('run');
    expect(await world.syncrule('history', '99')).toMatchObject({ exit: 2, err: expect.stringContaining('no run 99') });
    expect(await world.syncrule('history', 'last')).toMatchObject({ exit: 2 });
  });
});

describe('errors', () => {
  beforeEach(async () => {
    await world.write('hr.csv', HR.replace('3,Cy,Dee,Clerk,2', '3,Cy,Dee,Clerk,77'));
    await world.syncrule('run');
  });

  test('name object, value, and when they were seen', async () => {
    const { errors } = await json('errors', '--kind', 'unresolved-reference');
    expect(errors).toMatchObject([
      { unit: 'hr.person:3', attribute: 'manager', value: '77', firstSeen: expect.stringMatching(/^2026-/) },
    ]);
  });

  test('are narrowed by kind and connector', async () => {
    expect((await json('errors', '--kind', 'tie')).count).toBe(0);
    expect((await json('errors', '--connector', 'hr')).count).toBe(1);
    expect(await world.syncrule('errors', '--connector', 'hrr')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Did you mean "hr"?'),
    });
  });
});

describe('staging mode', () => {
  const empty = async () => (await world.read('corp.ldif')).split('dn: ').length - 1;

  test.each<[string, readonly string[], Readonly<Record<string, unknown>>]>([
    ['of one run', ['run', '--staging'], {}],
    ['of the configuration', ['run'], { staging: true }],
  ])('%s imports and synchronises, and sends nothing', async (_, argv, config) => {
    await configure(config);
    const { exit, out } = await world.syncrule(...argv);
    expect(exit).toBe(0);
    expect(out).toContain('staged: Staging mode: nothing is sent to “corp”');
    expect(out).toContain('3 provisioned-add');
    expect(await empty()).toBe(1);
    await configure({ staging: false });
    await world.syncrule('run');
    expect(await empty()).toBe(4);
  });

  test('holds for a single export as well', async () => {
    await configure({ staging: true });
    await world.syncrule('run');
    expect((await world.syncrule('export', 'corp')).out).toContain('Staging mode');
    expect(await empty()).toBe(1);
  });
});
