import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HR, makeWorld, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  await world.syncrule('run');
  const config = JSON.parse(await world.read('syncrule.config.json'));
  await world.write('syncrule.config.json', JSON.stringify({ ...config, guards: { deletes: { count: 1 } } }));
});
afterEach(() => world.remove());

const ONLY_ADA = HR.replace(/2,.*\n3,.*\n/, '');
const json = async (...argv: readonly string[]) => JSON.parse((await world.syncrule(...argv, '--format', 'json')).out);
const exportStep = async () => {
  const { steps } = await json('run');
  return steps.find(({ step }: { step: { export?: string } }) => step.export === 'corp');
};
/** The guard stops two deletions; gives the hash. */
const stopped = async (): Promise<string> => {
  await world.write('hr.csv', ONLY_ADA);
  const { status, stop } = await exportStep();
  expect(status).toBe('stopped-by-guard');
  return stop.changeset;
};
const left = async () => (await world.read('corp.ldif')).split('\ndn: ').length - 1;

describe('a changeset that a guard stops', () => {
  test('tells all figures, what is allowed, and what to do', async () => {
    await world.write('hr.csv', ONLY_ADA);
    const { stop, message } = await exportStep();
    expect(stop).toMatchObject({
      figures: { deletes: 2, adds: 0, renames: 0, memberships: 0, linked: 3, adopted: 0, unclaimed: 0 },
      sources: { hr: 1 },
      findings: [{ guard: 'deletes', figure: 2, limit: 1, unit: 'count' }],
    });
    expect(message).toContain('2 deletions are more than the 1 that are allowed');
    expect(message).toContain(`syncrule approve ${stop.changeset.slice(0, 12)} --reason TEXT`);
    expect(await left()).toBe(4);
  });

  test('passes once when it is approved, and the history says by whom and why', async () => {
    const hash = await stopped();
    const { exit, out } = await world.syncrule(
      'approve',
      hash.slice(0, 12),
      '--reason',
      'site closed',
      '--by',
      'grace',
    );
    expect(exit).toBe(0);
    expect(out).toContain('approved by grace: site closed');
    const sent = await world.syncrule('export', 'corp');
    expect(sent.out).toContain('Sent under the approval of grace: site closed');
    expect(await left()).toBe(2);
    const { runs } = await json('history');
    expect(runs.find(({ step }: { step: string }) => step === 'approve')).toMatchObject({
      connector: 'corp',
      message: expect.stringMatching(/approved by grace: site closed \(deletes 2\)/),
    });
    expect((await world.syncrule('approve', hash, '--reason', 'again', '--by', 'grace')).err).toContain(
      'Nothing is staged',
    );
  });

  test('needs another approval once it is another changeset', async () => {
    const hash = await stopped();
    await world.syncrule('approve', hash, '--reason', 'site closed', '--by', 'grace');
    await world.write('hr.csv', HR.slice(0, HR.indexOf('\n') + 1));
    const { status, stop } = await exportStep();
    expect(status).toBe('stopped-by-guard');
    expect(stop.changeset).not.toBe(hash);
    expect(await left()).toBe(4);
  });
});

test.each<[string, readonly string[], string, number]>([
  ['a hash of something else', ['0123456789abcdef', '--reason', 'x', '--by', 'me'], 'No changeset has the hash', 1],
  ['no hash', ['latest', '--reason', 'x', '--by', 'me'], 'is not the hash of a changeset', 2],
  ['no reason', ['0123456789abcdef', '--reason', ' ', '--by', 'me'], 'needs a reason', 2],
  ['nobody', ['0123456789abcdef', '--reason', 'x'], '--by NAME', 2],
])('%s approves nothing', async (_, argv, words, code) => {
  const { exit, err } = await world.syncrule('approve', ...argv);
  expect(err).toContain(words);
  expect(exit).toBe(code);
});

describe('a part of a changeset', () => {
  beforeEach(async () => {
    await world.write('hr.csv', HR.replaceAll('Clerk', 'Writer').replace('CFO', 'CEO'));
    await world.syncrule('run', 'imports');
    await world.syncrule('sync');
  });

  test.each<[readonly string[], readonly string[]]>([
    [
      ['--limit', '2'],
      ['CEO', 'Writer'],
    ],
    [
      ['--only', 'title=CEO'],
      ['CEO', 'Clerk', 'Clerk'],
    ],
    [
      ['--only', 'name=cn=bob*'],
      ['CFO', 'Writer', 'Clerk'],
    ],
    [
      ['--only', 'kind=update', '--only', 'anchor=3'],
      ['CFO', 'Clerk', 'Writer'],
    ],
    [
      ['--only', 'rule=accounts', '--limit', '9'],
      ['CEO', 'Writer', 'Writer'],
    ],
    [
      ['--only', 'kind=delete'],
      ['CFO', 'Clerk', 'Clerk'],
    ],
  ])('%s', async (argv, titles) => {
    const { exit } = await world.syncrule('export', 'corp', ...argv);
    expect(exit).toBe(0);
    const ldif = await world.read('corp.ldif');
    const found = [...ldif.matchAll(/^title: (.*)$/gm)].map(([, title]) => title);
    expect(found).toEqual(argv[0] === '--limit' ? expect.arrayContaining([...titles]) : titles);
    expect(found.filter((title) => title === 'CEO' || title === 'Writer')).toHaveLength(
      titles.filter((title) => title === 'CEO' || title === 'Writer').length,
    );
  });

  test('of a field that nobody has is corrected', async () => {
    const { exit, err } = await world.syncrule('export', 'corp', '--only', 'titel=CEO');
    expect(exit).toBe(2);
    expect(err).toContain('Did you mean "title"?');
  });

  test('bound to another changeset is refused', async () => {
    const { exit, out } = await world.syncrule('export', 'corp', '--changeset', '0123456789ab');
    expect(exit).toBe(1);
    expect(out).toContain('is not the changeset 0123456789ab any more');
    expect(await world.read('corp.ldif')).not.toContain('CEO');
  });
});
