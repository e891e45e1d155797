// Why something is not joined, not projected, not in scope, not provisioned, not exported, about to be deleted, or gone.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv, Installation } from './installation.js';
import { schemaOfTexts } from './schemas.js';

const RULES = `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }

metaverse person {
  id:     string exact
  mail:   string
  kind:   string
  status: string
  label:  string = "\${id} is \${status}"
}

rule hrPerson from hr.person to person precedence 1 {
  scope kind != "vendor"
  join id == mv.id
  join mail == mv.mail
  project
  id     <- id
  mail   <- mail
  kind   <- kind
  status <- status ?? error("HR gives no status")
}

rule corpPerson from corp.account to person precedence 2 {
  join mail == mv.mail
  mail <- mail
}

rule account from person to corp.account {
  scope status == "active" and id is present
  provision
  deprovision delete
  id   <- id
  mail <- mail
}
`;

const HEAD = ['id', 'mail', 'kind', 'status'];
const ROWS: readonly (readonly string[])[] = [
  ['1', 'a@x', 'staff', 'active'],
  ['2', 'b@x', 'staff', 'left'],
  ['3', 'c@x', 'vendor', 'active'],
  ['4', 'd@x', 'staff', ''],
  ['5', 'twin@x', 'staff', 'left'],
  ['6', 'other@x', 'staff', 'left'],
];

let installation: Installation;
beforeAll(async () => {
  installation = await Installation.set({
    rules: RULES,
    schemas: { hr: schemaOfTexts('person', 'mail', 'kind', 'status'), corp: schemaOfTexts('account', 'mail') },
    connectors: { hr: { files: { person: 'hr.csv' } }, corp: { files: { account: 'corp.csv' } } },
    files: { 'hr.csv': csv(HEAD, ROWS), 'corp.csv': csv(['id', 'mail'], [['x', 'nobody@x']]) },
  });
  await installation.run();
});
afterAll(() => installation.remove());

const why = async (...argv: readonly string[]): Promise<string> =>
  (await installation.syncrule('why', ...argv)).out.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'T');

describe('why', () => {
  test.each<[string, readonly string[], string]>([
    [
      'an account is as it is',
      ['person:hr:1:0'],
      `person hr:1:0: held by hr:1
  corp.account: corp.account:1 is as it should be
`,
    ],
    [
      'somebody has no account',
      ['person:hr:2:0'],
      `person hr:2:0: held by hr:2
  corp.account: no account: no rule in scope provisions it
    account rules.syncrule:28 (provision): out of scope (rules.syncrule:29), not status == "active", read status "left"
`,
    ],
    [
      'an object is out of scope',
      ['hr.person:3'],
      `hr.person:3 is not joined, and no rule in scope projects it.
  hrPerson rules.syncrule:12 (join, project): out of scope (rules.syncrule:13), not kind != "vendor", read kind "vendor"
`,
    ],
    [
      'an object is not projected',
      ['hr.person:4'],
      `hr.person:4 is not projected: a flow fails.
  hrPerson rules.syncrule:12 (join, project): in scope
  join 1 rules.syncrule:14 id == mv.id: finds nobody, read id "4"
  join 2 rules.syncrule:15 mail == mv.mail: finds nobody, read mail "d@x"
  status fails in hrPerson rules.syncrule:20: HR gives no status
`,
    ],
    [
      'an account is joined to nobody',
      ['corp.account:x'],
      `corp.account:x is not joined, and no rule in scope projects it.
  corpPerson rules.syncrule:23 (join): in scope
  join 1 rules.syncrule:24 mail == mv.mail: finds nobody, read mail "nobody@x"
`,
    ],
    [
      'a derived value is what it is, with what it was made of',
      ['person:hr:2:0', 'label'],
      `hr:2:0 label: 2 is left  since T
  derived at rules.syncrule:9, read id "2", status "left": "\${id} is \${status}"
    id: 2  since T
    ✓ hrPerson rules.syncrule:17 on hr.person:2: gave 2, read id "2"
    status: left  since T
    ✓ hrPerson rules.syncrule:20 on hr.person:2: gave left, read status "left"
`,
    ],
  ])('%s', async (_, argv, words) => {
    expect(await why(...argv)).toBe(words);
  });

  test('a join is in doubt, clause by clause', async () => {
    await installation.write(
      'hr.csv',
      csv(HEAD, [
        ...ROWS.map((row) => (row[0] === '6' ? ['6', 'twin@x', 'staff', 'left'] : row)),
        ['7', 'twin@x', 'staff', 'left'],
      ]),
    );
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    expect(await why('hr.person:7')).toBe(`hr.person:7 is joined to none and not projected: a join is ambiguous.
  hrPerson rules.syncrule:12 (join, project): in scope
  join 1 rules.syncrule:14 id == mv.id: finds nobody, read id "7"
  join 2 rules.syncrule:15 mail == mv.mail: finds 2: hr:5:0, hr:6:0, read mail "twin@x"
`);
  });

  test('a value is kept although its flow fails', async () => {
    await installation.write(
      'hr.csv',
      csv(
        HEAD,
        ROWS.map((row) => (row[0] === '1' ? ['1', 'a@x', 'staff', ''] : row)),
      ),
    );
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    expect(await why('person:hr:1:0', 'status')).toBe(`hr:1:0 status: active  since T
  kept from before: a flow that could give another value fails now
  ✓ hrPerson rules.syncrule:20 on hr.person:1: fails, and what it gave before counts: HR gives no status, read status absent
`);
  });

  test('an account is about to be deleted, and not exported because a guard stopped it', async () => {
    await installation.configure({ deletes: { count: 0 } });
    await installation.write(
      'hr.csv',
      csv(
        HEAD,
        ROWS.map((row) => (row[0] === '1' ? ['1', 'a@x', 'staff', 'left'] : row)),
      ),
    );
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    await installation.syncrule('export', 'corp');
    const told = await why('corp.account:1');
    expect(told).toContain(
      'corp.account:1 was created for it T. No rule provisions it since T: delete follows (account).',
    );
    expect(told).toContain('corp.account: corp.account:1 is to be deleted, staged, since no rule provisions it (T)');
    expect(told).toContain(
      'account rules.syncrule:28 (provision): out of scope (rules.syncrule:29), not status == "active", read status "left"',
    );
    expect(told).toContain(
      'The last export to corp was stopped: Nothing was sent to “corp”: 1 deletions are more than the 0 that are allowed',
    );
    expect(await why('corp.account:1', 'mail')).toContain('staged: the object is deleted');
  });

  test('a person whom no source holds any more', async () => {
    await installation.write(
      'hr.csv',
      csv(
        HEAD,
        ROWS.filter((row) => row[0] !== '1'),
      ),
    );
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    expect(await why('corp.account:1')).toMatch(/person hr:1:0: no source holds it since T; hr:1 held it last/);
    expect(await why('person:hr:1:0', 'mail')).toContain(
      '✓ hrPerson rules.syncrule:18: gave a@x through hr:1, which is lost; it is kept while no source holds the object',
    );
  });

  test('what is no more: who deleted it and why, who held it last', async () => {
    await installation.configure({ mayBeEmpty: ['hr'] });
    expect((await installation.syncrule('export', 'corp')).out).toContain('1 export-delete');
    await installation.syncrule('import', 'corp');
    await installation.syncrule('sync');
    expect(
      await why('corp.account:1'),
    ).toBe(`corp.account:1 is no more: an import did not show it any more, and the synchronisation of T removed it.
  It was joined to hr:1:0 (provisioned) since T.
  Its deletion from here was due, by account: no rule provisioned it since T.
`);
    expect(await why('person:hr:1:0')).toBe(`person hr:1:0 is no more: it ended with the synchronisation of T.
  hr:1 held it last, until T, and no account that a rule manages was left.
`);
    expect((await installation.syncrule('why', 'corp.account:zzz')).exit).toBe(2);
  });
});
