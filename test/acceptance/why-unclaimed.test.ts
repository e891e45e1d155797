// Why an account that belongs to nobody is deleted, and why it is left.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv, Installation } from './installation.js';
import { schemaOfTexts } from './schemas.js';

const RULES = `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }

metaverse person {
  id:   string exact
  mail: string
}

rule hrPerson from hr.person to person precedence 1 {
  join id == mv.id
  project
  id   <- id
  mail <- mail ?? error("HR gives no mail")
}

rule corpPerson from corp.account to person precedence 2 {
  join mail == mv.mail
  mail <- mail
}

rule account from person to corp.account {
  scope id is present
  provision
  deprovision delete
  unclaimed delete when cs.kind == "staff"
  id   <- id
  mail <- mail
}
`;

let installation: Installation;
beforeAll(async () => {
  installation = await Installation.set({
    rules: RULES,
    schemas: { hr: schemaOfTexts('person', 'mail'), corp: schemaOfTexts('account', 'mail', 'kind') },
    connectors: { hr: { files: { person: 'hr.csv' } }, corp: { files: { account: 'corp.csv' } } },
    files: {
      'hr.csv': csv(
        ['id', 'mail'],
        [
          ['1', 'a@x'],
          ['2', 'twin@x'],
          ['3', 'twin@x'],
        ],
      ),
      'corp.csv': csv(
        ['id', 'mail', 'kind'],
        [
          ['nobody', 'n@x', 'staff'],
          ['robot', 'r@x', 'service'],
          ['doubt', 'twin@x', 'staff'],
        ],
      ),
    },
  });
  for (const argv of [['import', 'hr'], ['import', 'corp'], ['sync']]) await installation.syncrule(...argv);
});
afterAll(() => installation.remove());

const why = async (address: string): Promise<string> =>
  (await installation.syncrule('why', address)).out.split('\n').find((line) => line.includes('unclaimed delete')) ?? '';

const RULE = '  account rules.syncrule:25 (unclaimed delete): ';

test.each([
  ['corp.account:nobody', 'nobody claims it: it is to be deleted, staged'],
  ['corp.account:robot', 'left, since not cs.kind == "staff", read cs.kind "service"'],
  ['corp.account:doubt', 'left, since it is not certain yet that nobody claims it'],
])('%s', async (address, words) => {
  expect(await why(address)).toBe(`${RULE}${words}`);
});

test('an account that is joined, and one of which no rule says so, have nothing to tell of it', async () => {
  expect(await why('hr.person:1')).toBe('');
});

test('the same as JSON', async () => {
  const { object } = await installation.json<{ object: { unclaimed: unknown } }>('why', 'corp.account:robot');
  expect(object.unclaimed).toEqual({
    rule: 'account',
    place: 'rules.syncrule:25',
    verdict: 'spared',
    failed: { condition: expect.stringContaining('kind == "staff"'), inputs: { 'cs.kind': 'service' } },
  });
});
