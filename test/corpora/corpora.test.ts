// Data that nobody here made, with outcomes that were known before: whoever reproduces them has passed a test that was
// not written for it. Sources and licences: the corpora's own index.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus, hasSlapd, type Slapd, startSlapd } from '@syncrule/runtime/connectors/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { fullImport, type Installation, install, SYNC } from './installation.js';

const folder = corpus('peers');
const read = (path: string): string => readFileSync(join(folder ?? '', path), 'utf8');

const open: (Installation | Slapd)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await ('close' in each ? each.close() : each.stop());
});
const opened = async (making: Promise<Installation>): Promise<Installation> => {
  const installation = await making;
  open.push(installation);
  return installation;
};

const ofKind = async (installation: Installation, kind: string) =>
  (await installation.errors()).filter((error) => error.kind === kind);

describe.runIf(folder !== undefined)(
  'associations-real: people of HR and an LDAP directory that knows most of them',
  () => {
    const PARTS = ['100-baseEntry', '105-ldap-people', '110-ldap-people-system', '200-groups'];
    const ROOT = 'dn: dc=example,dc=com\nobjectClass: domain\ndc: example\n';
    const CONTAINERS = ['groups', 'Administrators'].map(
      (ou) => `dn: ou=${ou},dc=example,dc=com\nobjectClass: organizationalUnit\nou: ${ou}\n`,
    );
    const ldif = (): string =>
      [ROOT, ...CONTAINERS, ...PARTS.map((part) => read(`midpoint/associations-real/${part}.ldif`))].join('\n\n');
    const hr = { kind: 'csv', settings: { files: { person: 'hr.csv' } } };

    const expectKnownOutcome = async (installation: Installation): Promise<void> => {
      const first = await installation.run(fullImport('hr'), fullImport('ldap'), SYNC);
      expect(first).toMatchObject({ projected: 44 + 26, joined: 38, 'provisioned-add': 4 });
      expect((await installation.staged()).map((operation) => [operation.kind, operation.name]).sort()).toEqual([
        ['add', 'cn=Ben Goosehead,ou=users,dc=example,dc=com'],
        ['add', 'cn=Janet Garner,ou=users,dc=example,dc=com'],
        ['add', 'cn=Maria Alvarez,ou=users,dc=example,dc=com'],
        ['add', 'cn=Monica Mendez,ou=users,dc=example,dc=com'],
      ]);
      const dangling = await ofKind(installation, 'unresolved-reference');
      expect(dangling).toHaveLength(26);
      expect(new Set(dangling.map((error) => error.detail?.reference))).toEqual(new Set(['cn=dummy,o=whatever']));
      const members = await membersOfGroups(installation);
      expect(members).toBe(201);
      expect(await installation.run({ export: 'ldap' }, fullImport('ldap'), SYNC)).toMatchObject({ 'export-add': 4 });
      const again = await installation.run(fullImport('hr'), fullImport('ldap'), SYNC, { export: 'ldap' });
      expect(again).toEqual({ 'stage-no-change': 44 + 42 + 4 + 26 });
      expect(await installation.staged()).toEqual([]);
    };

    /** References of groups to people, over all groups of the metaverse. */
    const membersOfGroups = async ({ store, plan }: Installation): Promise<number> => {
      const layout = plan.metaverse.find(({ name }) => name === 'group');
      expect(layout).toBeDefined();
      const ids = await store.mvIds({
        after: 0 as Parameters<typeof store.mvIds>[0]['after'],
        limit: 1_000,
        type: 'group',
      });
      const { mvs } = await store.load({ mvs: ids });
      return [...mvs.values()]
        .flatMap((mv) => mv?.stored ?? [])
        .reduce((sum, value) => sum + (Array.isArray(value?.values) ? value.values.length : 0), 0);
    };

    it('comes out as known, with the directory in an LDIF file', async () => {
      const ldap = {
        kind: 'ldif',
        settings: { path: 'directory.ldif', suffixes: ['dc=example,dc=com'], anchor: 'dn' },
      };
      const files = { 'hr.csv': read('midpoint/associations-real/hr.csv'), 'directory.ldif': ldif() };
      await expectKnownOutcome(await opened(install({ program: 'associations', files, connectors: { hr, ldap } })));
    });

    it.runIf(hasSlapd())('comes out as known, with the directory in OpenLDAP', async () => {
      const slapd = await startSlapd();
      open.push(slapd);
      const settings = {
        url: slapd.secureUrl,
        ca: slapd.ca,
        bindDn: slapd.adminDn,
        password: { env: 'PASSWORD' },
        bases: ['dc=example,dc=com'],
        pageSize: 10,
      };
      const files = { 'hr.csv': read('midpoint/associations-real/hr.csv'), 'directory.ldif': ldif() };
      const installation = await opened(
        install({
          program: 'associations',
          files,
          connectors: { hr, ldap: { kind: 'ldap', settings } },
          environment: { PASSWORD: slapd.password },
        }),
      );
      execFileSync(
        'ldapadd',
        [
          '-x',
          '-H',
          slapd.url,
          '-D',
          slapd.adminDn,
          '-w',
          slapd.password,
          '-f',
          join(installation.directory, 'directory.ldif'),
        ],
        { stdio: 'pipe' },
      );
      await expectKnownOutcome(installation);
    });
  },
);

describe.runIf(folder !== undefined)('first-steps: accounts that nobody has joined yet', () => {
  it('joins three by three tiers, leaves the disputed one alone and names both, deletes nobody', async () => {
    const files = {
      'hr.csv': read('midpoint-samples/simulation-tutorial/hr.csv'),
      'ldap.csv': read('midpoint-samples/simulation-tutorial/ldap.csv'),
    };
    const installation = await opened(
      install({
        program: 'first-steps',
        files,
        connectors: {
          hr: { kind: 'csv', settings: { files: { person: 'hr.csv' } } },
          ldap: { kind: 'csv', settings: { files: { account: 'ldap.csv' } } },
        },
      }),
    );
    expect(await installation.run(fullImport('hr'), fullImport('ldap'), SYNC)).toMatchObject({
      projected: 6,
      joined: 3,
    });
    const ambiguous = await ofKind(installation, 'ambiguous-join');
    expect(ambiguous.map((error) => error.detail?.candidates)).toEqual(['hr:4:0, hr:5:0']);
    expect(await installation.staged()).toEqual([]);
    const { linked, objects } = await installation.store.counts();
    expect([linked['ldap.account'], objects['ldap.account']]).toEqual([3, 9]);
  });
});

describe.runIf(folder !== undefined)('openidm/getting-started: HR and Engineering', () => {
  it('updates Barbara and Steven, makes Jane, and then has nothing to do', async () => {
    const text = (name: string): string =>
      read(`openidm/getting-started/${name}.csv`).replaceAll('", "', '","').replaceAll(/"\s+$/gm, '"');
    const installation = await opened(
      install({
        program: 'getting-started',
        files: { 'hr.csv': text('hr'), 'engineering.csv': text('engineering') },
        connectors: {
          hr: { kind: 'csv', settings: { files: { person: 'hr.csv' } } },
          engineering: { kind: 'csv', settings: { files: { person: 'engineering.csv' }, listSeparator: ',' } },
        },
      }),
    );
    const counts = await installation.run(fullImport('hr'), fullImport('engineering'), SYNC);
    expect(counts).toMatchObject({ projected: 3, joined: 2, 'provisioned-add': 1 });
    const staged = await installation.staged();
    expect(staged.find(({ kind }) => kind === 'add')?.changes).toContainEqual(
      expect.objectContaining({ attribute: 'telephoneNumber', set: 'N/A' }),
    );
    const steven = staged.find(
      ({ kind, changes }) => kind === 'update' && changes.some(({ attribute }) => attribute === 'lastname'),
    );
    expect(steven?.changes).toEqual([expect.objectContaining({ attribute: 'lastname', set: 'Carter' })]);
    await installation.run({ export: 'engineering' }, fullImport('engineering'), SYNC);
    const rows = readFileSync(join(installation.directory, 'engineering.csv'), 'utf8');
    expect(rows).toMatch(/Steven.*Carter/);
    expect(rows).toMatch(/Jane/);
    const again = await installation.run(fullImport('hr'), fullImport('engineering'), SYNC, { export: 'engineering' });
    expect(again).toEqual({ 'stage-no-change': 6 });
  });
});

describe.runIf(folder !== undefined)('openidm/usecase: managers who arrive later', () => {
  it('leaves six pending, and resolves all 22 once the superadmin is there, without a full synchronisation', async () => {
    const whole = read('openidm/usecase/hr_data.ldif');
    const entries = whole.split(/\n\n+/);
    const superadmin = entries.filter((entry) => entry.startsWith('dn: uid=superadmin,'));
    expect(superadmin).toHaveLength(1);
    const without = entries.filter((entry) => !superadmin.includes(entry)).join('\n\n');
    const settings = { path: 'hr.ldif', suffixes: ['dc=example,dc=com'], anchor: 'dn' };
    const installation = await opened(
      install({ program: 'usecase', files: { 'hr.ldif': without }, connectors: { hr: { kind: 'ldif', settings } } }),
    );
    expect(await installation.run(fullImport('hr'), SYNC)).toMatchObject({ projected: 22 });
    expect(await ofKind(installation, 'unresolved-reference')).toHaveLength(6);
    writeFileSync(join(installation.directory, 'hr.ldif'), whole);
    expect(await installation.run(fullImport('hr'), SYNC)).toMatchObject({
      projected: 1,
      'stage-add': 1,
      'mv-flow': 7,
    });
    expect(await installation.errors()).toEqual([]);
  });
});

describe.runIf(folder !== undefined)('lsc: commas in names, many values in a cell', () => {
  it('makes eight entries with escaped names, and then has nothing to do', async () => {
    const container = 'version: 1\n\ndn: ou=people,dc=lsc,dc=example\nobjectClass: organizationalUnit\nou: people\n';
    const installation = await opened(
      install({
        program: 'lsc',
        files: { 'source.csv': read('lsc/sample.csv'), 'target.ldif': container },
        connectors: {
          source: { kind: 'csv', settings: { files: { row: 'source.csv' }, delimiter: ';', listSeparator: '|' } },
          target: { kind: 'ldif', settings: { path: 'target.ldif', suffixes: ['dc=lsc,dc=example'], anchor: 'dn' } },
        },
      }),
    );
    const counts = await installation.run(
      fullImport('source'),
      fullImport('target'),
      SYNC,
      { export: 'target' },
      fullImport('target'),
      SYNC,
    );
    expect(counts).toMatchObject({ projected: 8, 'export-add': 8 });
    const file = readFileSync(join(installation.directory, 'target.ldif'), 'utf8').replaceAll(/\n /g, '');
    expect(file).toContain('dn: cn=Clarke\\, Jonathan,ou=people,dc=lsc,dc=example');
    expect(file).toMatch(/carLicense: BHU772\ncarLicense: DED899/);
    const again = await installation.run(fullImport('source'), fullImport('target'), SYNC, { export: 'target' });
    expect(again).toEqual({ 'stage-no-change': 16 });
  });
});

describe.runIf(folder !== undefined)('pirates-random: five hundred people with a class of their own', () => {
  it('projects everybody once, and reports the container that stands there in two spellings', async () => {
    const files = { 'crew.ldif': read('midpoint-samples/pirates-random.ldif') };
    const settings = { path: 'crew.ldif', suffixes: ['dc=example,dc=com'], anchor: 'dn' };
    const installation = await opened(
      install({ program: 'pirates', files, connectors: { crew: { kind: 'ldif', settings } } }),
    );
    // Of the 504 the root and the administrator are of types that the schema does not offer.
    expect(await installation.run(fullImport('crew'), SYNC)).toMatchObject({ 'stage-add': 502, projected: 502 });
    const duplicates = await ofKind(installation, 'duplicate-anchor');
    expect(duplicates.map((error) => error.message)).toEqual([expect.stringMatching(/ou=people,dc=example,dc=com/i)]);
    expect((await installation.store.counts()).mvs).toEqual({ container: 2, person: 500 });
    expect(await installation.run(fullImport('crew'), SYNC)).toMatchObject({
      'stage-no-change': 501,
      'stage-fault': 1,
    });
  });
});

it('finds the corpora, or says that it did not', () => {
  if (process.env.CI === 'true') expect(existsSync(folder ?? '')).toBe(true);
});
