// References by name to objects that are renamed, by us and by others, in directories that keep them in step and in those
// that do not: in the end every reference says what its object is called, without anybody's help.
import { hasSlapd } from '@syncrule/runtime/connectors/testing';
import type { SchemaFile } from '@syncrule/runtime/plan';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Directory, entry, ldapDirectory, ldifDirectory, SUFFIX } from './directories.js';
import { Installation } from './installation.js';

const text = { type: 'string', required: true } as const;
const dn = { type: 'dn', always: true, required: true } as const;

const schemaWith = (anchor: string | undefined): SchemaFile => {
  const common = { dn, ...(anchor === undefined ? {} : { [anchor]: { type: 'string', writable: 'never' } as const }) };
  return {
    format: 'syncrule-schema/1',
    attributeNames: 'ignoreCase',
    naming: 'dn',
    references: 'name',
    containers: true,
    types: {
      person: {
        anchor: anchor ?? 'uid',
        objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
        attributes: { ...common, uid: text, cn: text, sn: text, manager: { type: 'ref', to: ['person'] } },
      },
      group: {
        anchor: anchor ?? 'cn',
        objectClass: ['top', 'groupOfNames'],
        attributes: { ...common, cn: text, member: { type: 'ref', many: true, to: ['person'] } },
      },
      root: {
        anchor: anchor ?? 'dc',
        objectClass: ['top', 'domain'],
        attributes: { ...common, dc: text },
      },
      unit: {
        anchor: anchor ?? 'description',
        objectClass: ['top', 'organizationalUnit'],
        attributes: { ...common, ou: text, description: text },
      },
    },
  };
};

const rules = (unit: string): string => `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person { uid: string exact   cn: string   manager: ref person }
metaverse team   { cn: string exact   member: ref person[] }
metaverse unit   { code: string exact }
metaverse root   { dc: string exact }
rule people from hr.person to person { join uid == mv.uid   project   uid, cn, manager <- same }
rule teams from hr.group to team { join cn == mv.cn   project   cn, member <- same }
rule accounts from person to corp.person {
  scope uid is present and cn is present
  join uid == cs.uid
  provision
  deprovision delete
  dn <- "cn=${'$'}{cn},ou=${unit},${SUFFIX}"
  sn <- uid
  uid, cn, manager <- same
}
rule groups from team to corp.group {
  scope cn is present
  join cn == cs.cn
  provision
  deprovision delete
  dn <- "cn=${'$'}{cn},ou=groups,${SUFFIX}"
  cn, member <- same
}
rule roots from corp.root to root { join dc == mv.dc   project   dc <- same }
rule units from corp.unit to unit { scope description == "people"   join description == mv.code   project   code <- description }
rule unitNames from unit to corp.unit { join code == cs.description   dn <- "ou=${unit},${SUFFIX}" }
`;

/** People with what they are called, who is in the team, and who leads Bob. */
const hrWith = (names: Readonly<Record<string, string>>, team: readonly string[], leader = 'ada'): string =>
  [
    ...Object.entries(names).map(([uid, cn]) =>
      entry(`uid=${uid},o=hr`, 'inetOrgPerson', {
        uid,
        cn,
        sn: uid,
        ...(uid === 'bob' ? { manager: `uid=${leader},o=hr` } : {}),
      }),
    ),
    entry('cn=team,o=hr', 'groupOfNames', { cn: 'team', member: team.map((uid) => `uid=${uid},o=hr`) }),
  ].join('\n');

const NAMES = { ada: 'Ada', bob: 'Bob', cyd: 'Cyd' };
const ANY = { count: 1_000, percent: 100 };
const GUARDS = {
  adds: ANY,
  updates: ANY,
  renames: ANY,
  deletes: ANY,
  memberships: ANY,
  clears: ANY,
  planChange: { count: 1_000 },
  mayBeEmpty: ['corp'],
};

describe.each<[string, (() => Promise<Directory>) | undefined]>([
  ['an LDAP server that keeps references in step', hasSlapd() ? () => ldapDirectory(true) : undefined],
  ['an LDAP server that does not', hasSlapd() ? () => ldapDirectory(false) : undefined],
  ['a file that keeps references in step', () => ldifDirectory(true)],
  ['a file that does not', () => ldifDirectory(false)],
])('%s', (_, open) => {
  let directory: Directory;
  let one: Installation;

  beforeEach(async () => {
    if (open === undefined) return;
    directory = await open();
    one = await Installation.set({
      rules: rules('people'),
      schemas: { hr: schemaWith(undefined), corp: schemaWith(directory.anchor) },
      connectors: { hr: { kind: 'ldif', path: 'hr.ldif' }, corp: directory.settings },
      files: { secret: directory.password, 'hr.ldif': hrWith(NAMES, ['ada', 'bob']) },
      guards: GUARDS,
    });
    await one.run();
  });
  afterEach(async () => {
    if (open === undefined) return;
    await directory.stop();
    await one.remove();
  });

  const step = async (...commands: readonly string[]): Promise<void> => {
    for (const command of commands) {
      const { exit, err } = await one.syncrule(...command.split(' '));
      expect({ command, exit, err }).toMatchObject({ exit: 0 });
    }
  };

  /** Two runs are enough; the next sends nothing, and nobody has anything to complain of. */
  const comesToRest = async (): Promise<void> => {
    await one.run();
    await one.run();
    const steps = await one.run();
    const sent = steps.filter(({ step: { export: to } }) => to !== undefined).map(({ statistics }) => statistics.corp);
    expect(sent).toEqual([{}]);
    expect((await one.syncrule('errors')).out).toContain('No errors.');
  };

  interface Wanted {
    readonly names: Readonly<Record<string, string>>;
    readonly team: readonly string[];
    readonly leader?: string;
    readonly unit?: string;
  }

  const expectReferences = async ({ names, team, leader = 'ada', unit = 'people' }: Wanted): Promise<void> => {
    const dnOf = (uid: string): string => `cn=${names[uid]},ou=${unit},${SUFFIX}`;
    const members = await directory.values('team', 'member');
    expect(members.toSorted()).toEqual(team.map(dnOf).toSorted());
    expect(await directory.values('bob', 'manager')).toEqual([dnOf(leader)]);
  };

  const test = it.runIf(open !== undefined);

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['is renamed', { ...NAMES, ada: 'Ada L' }, ['ada', 'bob']],
    ['is renamed while another joins', { ...NAMES, ada: 'Ada L' }, ['ada', 'bob', 'cyd']],
    ['is renamed while another leaves', { ...NAMES, ada: 'Ada L' }, ['ada']],
    ['is renamed and leaves', { ...NAMES, ada: 'Ada L' }, ['bob']],
    ['joins and is renamed', { ...NAMES, cyd: 'Cyd L' }, ['ada', 'bob', 'cyd']],
    ['is replaced by another who gets the same name', { ada: 'Ada L', bob: 'Bob', cyd: 'Ada' }, ['cyd', 'bob']],
  ])('a member %s', async (_case, names, team) => {
    await one.write('hr.ldif', hrWith(names, team));
    await comesToRest();
    await expectReferences({ names, team });
  });

  test('who is referred to is renamed by us before an import has shown the reference', async () => {
    await one.write('hr.ldif', hrWith(NAMES, ['bob', 'cyd'], 'cyd'));
    await step('import hr', 'sync', 'export corp');
    const names = { ada: 'Ada L', bob: 'Bob L', cyd: 'Cyd L' };
    await one.write('hr.ldif', hrWith(names, ['bob', 'cyd'], 'cyd'));
    await step('import hr', 'sync', 'export corp');
    await comesToRest();
    await expectReferences({ names, team: ['bob', 'cyd'], leader: 'cyd' });
  });

  test('who is referred to is renamed by somebody else before an import has shown the reference', async () => {
    await one.write('hr.ldif', hrWith(NAMES, ['cyd'], 'cyd'));
    await step('import hr', 'sync', 'export corp');
    for (const cn of ['Ada', 'Cyd'])
      await directory.rename(`cn=${cn},ou=people,${SUFFIX}`, `cn=${cn} L,ou=people,${SUFFIX}`);
    await comesToRest();
    await expectReferences({ names: NAMES, team: ['cyd'], leader: 'cyd' });
  });

  test('a container is renamed by us, and a reference to what stands below it is sent with it', async () => {
    await one.activate(rules('staff'));
    await one.write('hr.ldif', hrWith(NAMES, ['ada', 'bob', 'cyd']));
    await step('import hr', 'sync', 'export corp');
    expect(await directory.values('team', 'member')).toContain(`cn=Cyd,ou=staff,${SUFFIX}`);
    await comesToRest();
    await expectReferences({ names: NAMES, team: ['ada', 'bob', 'cyd'], unit: 'staff' });
  });

  test('a container is renamed by somebody else', async () => {
    await directory.rename(`ou=people,${SUFFIX}`, `ou=staff,${SUFFIX}`);
    await one.activate(rules('staff'));
    await one.write('hr.ldif', hrWith(NAMES, ['ada', 'bob', 'cyd']));
    await comesToRest();
    await expectReferences({ names: NAMES, team: ['ada', 'bob', 'cyd'], unit: 'staff' });
  });
});
