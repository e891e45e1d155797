import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planText, sealPlan } from '../plan/index.js';
import { HR, makeWorld, plan, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.remove());

const json = async (...argv: readonly string[]) =>
  JSON.parse((await world.syncrule('preview', ...argv, '--format', 'json')).out);

/** The rules with the title in capitals, and no account for clerks. */
const otherRules = async (): Promise<void> => {
  const { hash: _, ...draft } = plan;
  const title = { op: 'source', attribute: 'title' } as const;
  const rules = draft.rules.map((rule) =>
    rule.name !== 'accounts'
      ? rule
      : {
          ...rule,
          flows: rule.flows.map((flow) =>
            flow.target === 'title' ? { ...flow, of: { op: 'text', parts: ['Dr ', title] } as const } : flow,
          ),
        },
  );
  await world.write('new-plan.json', planText(sealPlan({ ...draft, rules })));
};

describe('what is staged', () => {
  beforeEach(async () => {
    await world.syncrule('run');
    await world.write(
      'hr.csv',
      HR.replace('Ada,Lovelace,CFO', 'Ada,King,CEO').replace(/3,Cy.*\n/, '4,Di,Eff,Clerk,1\n'),
    );
    await world.syncrule('run', 'imports');
    await world.syncrule('sync');
  });

  test('is listed with what the objects have and will have, rule and line', async () => {
    const { format, plan: hash, connectors } = await json();
    expect(format).toBe('syncrule-preview/1');
    expect(hash).toBe(plan.hash);
    const [corp] = connectors;
    expect(corp.figures).toMatchObject({ adds: 1, updates: 1, renames: 1, deletes: 1, linked: 3 });
    const byKind = (kind: string) => corp.operations.find((one: { kind: string }) => one.kind === kind);
    expect(byKind('delete')).toMatchObject({ object: 'corp.user:3', place: 'rules.syncrule:12:3' });
    expect(byKind('add')).toMatchObject({ object: 'hr:4:0', name: { to: 'cn=Di Eff,ou=people,dc=x' } });
    expect(byKind('update')).toMatchObject({
      object: 'corp.user:1',
      name: { from: 'cn=Ada Lovelace,ou=people,dc=x', to: 'cn=Ada King,ou=people,dc=x' },
      changes: expect.arrayContaining([
        { attribute: 'title', was: 'CFO', now: 'CEO', rule: 'accounts', place: 'rules.syncrule:16:3' },
      ]),
    });
  });

  test('shows the largest surprises first', async () => {
    const { connectors } = await json();
    const kinds = connectors[0].groups.map(({ kind }: { kind: string }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['delete', 'rename']);
    const { out } = await world.syncrule('preview');
    const lines = out.split('\n').filter((line) => line.includes('e.g.'));
    expect(lines[0]).toMatch(/1 +delete corp\.user +accounts rules\.syncrule:12:3 +e\.g\. corp\.user:3/);
    expect(lines.find((line) => line.includes('change corp.user title'))).toContain('corp.user:1  CFO → CEO');
  });

  test('is named by a hash that an export can be bound to, and that changes with it', async () => {
    const [{ changeset }] = (await json()).connectors;
    await world.write('hr.csv', HR.replace('CFO', 'Chair').replace(/3,Cy.*\n/, ''));
    await world.syncrule('run', 'imports');
    await world.syncrule('sync');
    const refused = await world.syncrule('export', 'corp', '--changeset', changeset);
    expect(refused).toMatchObject({ exit: 1, out: expect.stringContaining('is not the changeset') });
    const [{ changeset: now }] = (await json()).connectors;
    expect(await world.syncrule('export', 'corp', '--changeset', now)).toMatchObject({ err: '', exit: 0 });
    expect(await world.read('corp.ldif')).toContain('title: Chair');
  });

  test('of a selection has the hash that the export of the selection is bound to', async () => {
    const selection = ['--only', 'kind=update', '--limit', '1'];
    const [{ changeset, operations, left }] = (await json(...selection)).connectors;
    expect([operations.length, left]).toEqual([1, 2]);
    expect((await world.syncrule('export', 'corp', ...selection, '--changeset', changeset)).exit).toBe(0);
  });
});

describe('what would be', () => {
  beforeEach(async () => {
    await world.syncrule('run');
  });

  test('by other rules is told for everybody, and nothing is written', async () => {
    await otherRules();
    const data = join(world.directory, 'data');
    const before = await stat(join(data, 'store.db'));
    const { exit, out } = await world.syncrule('preview', '--plan', 'new-plan.json');
    expect(out).toMatch(
      /3 +change corp\.user title +accounts rules\.syncrule:16:3 +e\.g\. corp\.user:1 {2}CFO → Dr CFO/,
    );
    expect(out).toContain('A guard would stop it: the rules have changed since the last export');
    expect(exit).toBe(1);
    const after = await stat(join(data, 'store.db'));
    expect([after.mtimeMs, after.size]).toEqual([before.mtimeMs, before.size]);
    expect(await readdir(data)).toEqual(expect.not.arrayContaining([expect.stringMatching(/branch/)]));
    expect((await json()).connectors).toEqual([]);
  });

  test('is what then is: the same hash, which one approval lets pass', async () => {
    await otherRules();
    const [{ changeset }] = (await json('--plan', 'new-plan.json')).connectors;
    await world.write('plan.json', await world.read('new-plan.json'));
    await world.syncrule('sync');
    expect((await json()).connectors[0].changeset).toBe(changeset);
    expect((await world.syncrule('export', 'corp')).out).toContain('stopped-by-guard');
    await world.syncrule('approve', changeset, '--reason', 'reviewed', '--by', 'ada');
    expect((await world.syncrule('export', 'corp', '--changeset', changeset)).exit).toBe(0);
    expect(await world.read('corp.ldif')).toContain('title: Dr CFO');
  });

  test('after a synchronisation now is compared with what is staged', async () => {
    await world.write('hr.csv', HR.replace('CFO', 'CEO'));
    await world.syncrule('run', 'imports');
    await world.syncrule('sync');
    await world.write('hr.csv', HR.replace('CFO', 'CEO').replace('Stone,Clerk', 'Stone,Judge'));
    await world.syncrule('run', 'imports');
    const { connectors, trial } = await json('--sync');
    expect(connectors[0].operations.map(({ object }: { object: string }) => object)).toEqual([
      'corp.user:1',
      'corp.user:2',
    ]);
    expect(trial.staged).toEqual({ corp: { already: 1, dropped: 0 } });
    expect((await json()).connectors[0].operations).toHaveLength(1);
  });

  test.each<[readonly string[], string]>([
    [['--at', '2020-01-01'], 'the clock now says 2020-01-01'],
    [['--at', 'tomorrow'], 'must be a day or a time'],
    [['--plan', 'none.json'], 'none.json'],
    [['--connector', 'crop'], 'Did you mean "corp"?'],
  ])('%s is refused', async (argv, words) => {
    const { exit, err } = await world.syncrule('preview', ...argv);
    expect(err).toContain(words);
    expect(exit).toBe(2);
  });
});

describe('one object', () => {
  test('that is joined: flows, attributes with winner and losers, the account and its difference', async () => {
    await world.syncrule('run');
    await world.write('hr.csv', HR.replace('CFO', 'CEO'));
    await world.syncrule('run', 'imports');
    await world.syncrule('sync');
    const { exit, out } = await world.syncrule('preview', 'hr.person:1');
    expect(exit).toBe(0);
    expect(out).toContain('title <- CEO  people rules.syncrule:6, read title "CEO"');
    expect(out).toContain('corp.user: corp.user:1 is to be changed, staged: title');
    expect(out).toContain('staged: becomes CEO');
    expect(out).toContain('✓ accounts rules.syncrule:16: gave CEO, read title "CEO"');
    const { format, attributes, accounts } = await json('hr.person:1');
    expect(format).toBe('syncrule-preview-object/1');
    expect(attributes.title.voices[0]).toMatchObject({ rule: 'people', verdict: 'won', value: 'CEO' });
    expect(accounts[0].attributes.title.pending).toEqual({ kind: 'change', set: 'CEO' });
  });

  test('that is new: what is made of it, and what would be created', async () => {
    await world.syncrule('run', 'imports');
    const { out } = await world.syncrule('preview', 'hr.person:2');
    expect(out).toContain('hr.person:2 is projected by the next synchronisation.');
    expect(out).toContain('then accounts rules.syncrule:11 provisions it in corp.user');
    expect(out).toContain('The person that is made of it\n  employeeId: 2\n  givenName: Bob');
    const { metaverse } = await json('hr.person:2', '--sync');
    expect(metaverse.slots).toMatchObject([
      { slot: 'corp.user', intent: 'provision', expected: 'add', staged: { kind: 'add' } },
    ]);
  });

  test('by other rules', async () => {
    await world.syncrule('run');
    await otherRules();
    const { out } = await world.syncrule('preview', 'corp.user:1', '--plan', 'new-plan.json');
    expect(out).toContain('staged: becomes Dr CFO');
  });
});
