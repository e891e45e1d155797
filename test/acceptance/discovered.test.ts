// From a connected system to rules that run against it, with nothing written by hand but the rules: what `syncrule discover`
// writes is what `rulec` checks them against. Over a real server, and over a file with people that somebody else wrote.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasSlapd, type Slapd, startSlapd } from '@syncrule/runtime/connectors/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

const ENTRIES = `dn: dc=example,dc=com
objectClass: domain
dc: example

dn: ou=people,dc=example,dc=com
objectClass: organizationalUnit
ou: people

dn: cn=Grace,ou=people,dc=example,dc=com
objectClass: inetOrgPerson
cn: Grace
sn: Hopper
employeeNumber: 7
`;

const RULES = `
connector hr   { schema "schemas/hr.json" }
connector corp { schema "schemas/corp.json" }

metaverse person {
  number: string exact
  name:   string
  sn:     string
}

rule hrPerson from hr.person to person precedence 100 {
  join number == mv.number
  project
  number     <- number
  name       <- trim(givenName)
  sn         <- trim(familyName)
}

rule corpPerson from person to corp.inetOrgPerson precedence 200 {
  scope number is present and name is present and sn is present
  join number == cs.employeeNumber
  provision
  deprovision keep
  dn             <- "cn=\${name},ou=people,dc=example,dc=com"
  cn             <- once name
  sn             <- sn
  employeeNumber <- number
}
`;

describe.runIf(hasSlapd())('a discovered schema', () => {
  let slapd: Slapd;
  let directory = '';
  const syncrule = (...argv: readonly string[]) => command('runtime/bin/syncrule.js', argv);
  const rulec = (...argv: readonly string[]) => command('compiler/bin/rulec.js', argv);
  const command = (script: string, argv: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...argv], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, PASSWORD: slapd.password },
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'syncrule-discovered-'));
    slapd = await startSlapd();
    const bind = ['-x', '-H', slapd.url, '-D', slapd.adminDn, '-w', slapd.password];
    execFileSync('ldapadd', bind, { input: ENTRIES, stdio: ['pipe', 'ignore', 'pipe'] });
    const server = { url: slapd.secureUrl, ca: slapd.ca, bindDn: slapd.adminDn, password: { env: 'PASSWORD' } };
    const config = {
      plan: 'plan.json',
      store: 'space.db',
      connectors: {
        hr: { kind: 'csv', schema: 'schemas/hr.json', settings: { files: { person: 'people.csv' } } },
        corp: { kind: 'ldap', schema: 'schemas/corp.json', settings: { ...server, bases: ['dc=example,dc=com'] } },
      },
    };
    await writeFile(join(directory, 'syncrule.config.json'), JSON.stringify(config));
    await writeFile(join(directory, 'people.csv'), 'number,givenName,familyName\n7,Grace,Hopper\n8,Ada,Lovelace\n');
    await writeFile(join(directory, 'rules.syncrule'), RULES);
  });
  afterAll(async () => {
    await slapd.stop();
    await rm(directory, { recursive: true });
  });

  test('of a file and of a server is what rules are checked against, and what they then run with', async () => {
    expect(syncrule('discover', 'hr')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('person (3 attributes)'),
    });
    expect(syncrule('discover', 'corp')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/inetOrgPerson \(\d+ attributes\)/),
    });
    expect(rulec('check')).toMatchObject({ status: 0 });
    expect(rulec('compile', '-o', 'plan.json')).toMatchObject({ status: 0 });
    expect(syncrule('run')).toMatchObject({ status: 0, stderr: expect.not.stringContaining('bug') });
    const search = ['-x', '-LLL', '-H', slapd.url, '-D', slapd.adminDn, '-w', slapd.password];
    const found = execFileSync(
      'ldapsearch',
      [...search, '-b', 'dc=example,dc=com', '(employeeNumber=*)', 'employeeNumber'],
      {
        encoding: 'utf8',
      },
    );
    expect(found.match(/^employeeNumber: \d$/gm)?.sort()).toEqual(['employeeNumber: 7', 'employeeNumber: 8']);
    expect(syncrule('status').stdout).not.toContain('update');
  });

  test('is compared once it is there', async () => {
    expect(syncrule('discover', 'corp')).toMatchObject({ status: 0, stdout: expect.stringContaining('says the same') });
    const file = join(directory, 'schemas', 'corp.json');
    const schema = JSON.parse(await readFile(file, 'utf8'));
    schema.types.inetOrgPerson.attributes.badgeNumber = { type: 'string' };
    await writeFile(file, JSON.stringify(schema));
    expect(syncrule('discover', 'corp')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('missing    inetOrgPerson.badgeNumber is in the file'),
    });
  });
});
