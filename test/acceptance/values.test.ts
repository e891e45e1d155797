// A7 and A15: what a rule gave stays its own, and a change of one attribute touches no other.

import type { SchemaFile } from '@syncrule/runtime/plan';
import { afterEach, describe, expect, test } from 'vitest';
import { csv, Installation } from './installation.js';

let installation: Installation;
afterEach(() => installation.remove());

const schema = (type: string, attributes: SchemaFile['types'][string]['attributes']): SchemaFile => ({
  format: 'syncrule-schema/1',
  types: { [type]: { anchor: 'id', attributes: { id: { type: 'string', always: true }, ...attributes } } },
});

interface Previewed {
  readonly connectors: readonly {
    readonly changeset: string;
    readonly operations: readonly {
      readonly object: string;
      readonly changes: readonly { readonly attribute: string; readonly added?: unknown; readonly removed?: unknown }[];
    }[];
  }[];
}

describe('A7 a partial change must not clear', () => {
  test('only the display name changes, and what is worked out from the company stays', async () => {
    const head = ['id', 'displayName', 'companyName'];
    installation = await Installation.set({
      rules: `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person {
  id:          string exact
  displayName: string
  company:     string
}
rule hrPerson from hr.person to person {
  project
  id          <- id
  displayName <- same
  company     <- case companyName { "Company A": "A", "Company B": "B", else: "External" }
}
rule account from person to corp.account {
  scope id is present
  join id == cs.id
  provision
  deprovision delete
  id          <- id
  displayName <- same
  company     <- same
}
`,
      schemas: {
        hr: schema('person', { displayName: { type: 'string' }, companyName: { type: 'string' } }),
        corp: schema('account', { displayName: { type: 'string' }, company: { type: 'string' } }),
      },
      connectors: { hr: { files: { person: 'hr.csv' } }, corp: { files: { account: 'corp.csv' } } },
      files: { 'hr.csv': csv(head, [['1', 'Ann', 'Company A']]), 'corp.csv': 'id,displayName,company\n' },
    });
    await installation.run();
    await installation.write('hr.csv', csv(head, [['1', 'Anne', 'Company A']]));
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    const [corp] = (await installation.json<Previewed>('preview')).connectors;
    expect(corp?.operations).toMatchObject([
      { object: 'corp.account:1', changes: [{ attribute: 'displayName', was: 'Ann', now: 'Anne' }] },
    ]);
    await installation.syncrule('export', 'corp');
    expect(await installation.read('corp.csv')).toBe('id,displayName,company\n1,Anne,A\n');
  });
});

describe('A15 values know their owner', () => {
  const PEOPLE = 12_727;
  const numbers = Array.from({ length: PEOPLE }, (_, index) => String(index + 1));
  const rules = (prefix: string): string => `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person {
  id: string exact
}
rule hrPerson from hr.person to person precedence 1 {
  join id == mv.id
  project
  id <- id
}
rule corpPerson from corp.account to person precedence 2 {
  join id == mv.id
  id <- id
}
rule account from person to corp.account {
  scope id is present
  join id == cs.id
  provision
  deprovision delete
  id  <- id
  uri <- merge ["${prefix}:\${id}"]
}
`;

  test('a formula changes: one value goes and one comes for each, and what others wrote stays', async () => {
    installation = await Installation.set({
      rules: rules('old'),
      schemas: { hr: schema('person', {}), corp: schema('account', { uri: { type: 'string', many: true } }) },
      connectors: { hr: { files: { person: 'hr.csv' } }, corp: { files: { account: 'corp.csv' } } },
      files: {
        'hr.csv': csv(
          ['id'],
          numbers.map((id) => [id]),
        ),
        'corp.csv': csv(
          ['id', 'uri'],
          numbers.map((id) => [id, `manual:${id}`]),
        ),
      },
      guards: { updates: { count: 20_000, percent: 100 } },
    });
    await installation.run();
    const before = await installation.read('corp.csv');
    expect(before).toContain('\n7,manual:7|old:7\n');
    await installation.activate(rules('new'), 'new.json');
    const [corp] = (await installation.json<Previewed>('preview', '--plan', 'new.json')).connectors;
    expect(corp?.operations).toHaveLength(PEOPLE);
    expect(corp?.operations.find(({ object }) => object === 'corp.account:7')?.changes).toMatchObject([
      { attribute: 'uri', added: 'new:7', removed: 'old:7' },
    ]);
    expect(await installation.read('corp.csv')).toBe(before);

    await installation.activate(rules('new'));
    expect(await installation.runToExport('corp')).toMatchObject({
      stop: { findings: [{ guard: 'plan-changed', figure: PEOPLE }] },
    });
    await installation.syncrule('approve', corp?.changeset ?? '', '--reason', 'reviewed');
    await installation.syncrule('export', 'corp');
    const after = await installation.read('corp.csv');
    expect(after.split('\n')).toHaveLength(PEOPLE + 2);
    expect(after).toMatch(/\n7,(manual:7\|new:7|new:7\|manual:7)\n/);
    expect(after).not.toContain('old:');
    await installation.run();
    expect((await installation.json<Previewed>('preview', '--plan', 'new.json')).connectors).toEqual([]);
  }, 600_000);
});
