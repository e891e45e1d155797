// A8: managers that arrive after those whom they manage, and people who leave and come back, by people of a corpus.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus } from '@syncrule/runtime/connectors/testing';
import type { SchemaFile } from '@syncrule/runtime/plan';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Installation } from './installation.js';

const person: SchemaFile = {
  format: 'syncrule-schema/1',
  naming: 'dn',
  references: 'name',
  types: {
    person: {
      anchor: 'uid',
      objectClass: ['top', 'person', 'organizationalperson', 'inetorgperson'],
      attributes: {
        dn: { type: 'dn', required: true },
        uid: { type: 'string', always: true, required: true, writable: 'create' },
        cn: { type: 'string', required: true },
        sn: { type: 'string', required: true },
        employeeType: { type: 'string' },
        manager: { type: 'ref', to: ['person'] },
      },
    },
    group: {
      anchor: 'cn',
      objectClass: ['top', 'groupOfNames'],
      attributes: {
        dn: { type: 'dn', required: true },
        cn: { type: 'string', always: true, required: true, writable: 'create' },
        member: { type: 'ref', many: true, to: ['person'] },
      },
    },
  },
};

const RULES = `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person {
  uid: string exact
  cn: string
  sn: string
  manager: ref person
}
metaverse team {
  cn: string exact
  member: ref person[]
}
rule people from hr.person to person {
  scope employeeType != "away"
  join uid == mv.uid
  project
  uid, cn, sn, manager <- same
}
rule teams from hr.group to team {
  join cn == mv.cn
  project
  cn, member <- same
}
rule accounts from person to corp.person {
  scope uid is present and cn is present and sn is present
  join uid == cs.uid
  provision
  deprovision delete
  dn <- "uid=\${uid},ou=Accounts,dc=example,dc=com"
  uid <- once uid
  cn, sn, manager <- same
}
rule groups from team to corp.group {
  scope cn is present
  join cn == cs.cn
  provision
  deprovision delete
  dn <- "cn=\${cn},ou=Accounts,dc=example,dc=com"
  cn <- once cn
  member <- same
}
`;

const TEAM = `dn: cn=team,ou=People,dc=example,dc=com
objectClass: top
objectClass: groupOfNames
cn: team
member: uid=user.1,ou=People,dc=example,dc=com
member: uid=user.2,ou=People,dc=example,dc=com
`;

const ACCOUNTS = 'dn: ou=Accounts,dc=example,dc=com\nobjectClass: organizationalUnit\nou: Accounts\n';

const found = corpus('peers/openidm/usecase');

describe.runIf(found)('A8 Late and re-entering references', () => {
  const everybody = found === undefined ? [] : entriesOf(readFileSync(join(found, 'hr_data.ldif'), 'utf8'));
  const show = (entries: readonly string[]): string => [...entries, TEAM].join('\n\n');
  const isOf = (uid: string) => (entry: string) => entry.includes(`dn: uid=${uid},`);
  let one: Installation;
  beforeAll(async () => {
    one = await Installation.set({
      rules: RULES,
      schemas: { hr: person, corp: person },
      connectors: {
        hr: { kind: 'ldif', path: 'hr.ldif', suffixes: ['dc=example,dc=com'] },
        corp: { kind: 'ldif', path: 'corp.ldif', suffixes: ['dc=example,dc=com'] },
      },
      files: { 'hr.ldif': show(everybody.filter((entry) => !isOf('superadmin')(entry))), 'corp.ldif': ACCOUNTS },
    });
  });
  afterAll(() => one.remove());

  /** Who has a manager in the directory, and who is in the team. */
  const directory = async () => {
    const entries = entriesOf(await one.read('corp.ldif'));
    const uidOf = (entry: string): string => /^dn: \w+=([^,]+)/i.exec(entry)?.[1] ?? '';
    return {
      people: entries.filter((entry) => /^uid: /m.test(entry)).map(uidOf),
      managed: entries.filter((entry) => /^manager: /m.test(entry)).length,
      team: [...(entries.find((entry) => entry.includes('cn=team,')) ?? '').matchAll(/^member: uid=([^,]+)/gm)].map(
        ([, uid]) => uid,
      ),
    };
  };
  const unresolved = async () => {
    const { errors } = await one.json<{ errors: readonly { readonly unit: string }[] }>(
      'errors',
      '--kind',
      'unresolved-reference',
      '--connector',
      'hr',
    );
    return errors.map(({ unit }) => unit.replace('hr.person:', '')).sort();
  };

  test('who is managed by somebody unknown waits; the others do not', async () => {
    await one.run();
    expect(await unresolved()).toEqual(['hradmin', 'systemadmin', 'user.0', 'user.10', 'user.15', 'user.5']);
    expect(await directory()).toMatchObject({ managed: 16, team: ['user.1', 'user.2'] });
  });

  test('and needs no full synchronisation when that one arrives', async () => {
    await one.write('hr.ldif', show(everybody));
    const steps = await one.run();
    expect(steps.filter(({ step }) => step.sync === 'full')).toEqual([]);
    expect(await unresolved()).toEqual([]);
    expect(await directory()).toMatchObject({ managed: 22 });
  });

  test('who leaves the scope and comes back has manager and groups again', async () => {
    const before = await directory();
    const away = everybody.map((entry) =>
      isOf('user.1')(entry) ? entry.replace(/^employeeType: .*$/m, 'employeeType: away') : entry,
    );
    await one.write('hr.ldif', show(away));
    await one.run();
    expect(await directory()).toMatchObject({ managed: 21, team: ['user.2'] });
    await one.write('hr.ldif', show(everybody));
    await one.run();
    const after = await directory();
    expect({ ...after, people: [...after.people].sort(), team: [...after.team].sort() }).toEqual({
      ...before,
      people: [...before.people].sort(),
    });
  });
});

function entriesOf(ldif: string): readonly string[] {
  return ldif
    .split(/\n\n+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry.startsWith('dn:'));
}
