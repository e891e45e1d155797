// The process is killed (SIGKILL) at random moments, again and again, and started again: imports, synchronisations and
// exports, against a directory that keeps what it was sent. An undisturbed installation beside it says what must come out.
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { hasSlapd, type Slapd, startSlapd } from '@syncrule/runtime/connectors/testing';
import { describe, expect, test } from 'vitest';
import { Installation } from './installation.js';

/** Years go by until the process was killed so often. */
interface Course {
  readonly size: number;
  readonly kills: number;
  readonly perCommand: number;
}

const LONG = process.env.SYNCRULE_LONG === '1';
const COURSE: Course = LONG ? { size: 20_000, kills: 200, perCommand: 8 } : { size: 1_500, kills: 20, perCommand: 3 };
const COURSE_OF_SERVER: Course = LONG ? { ...COURSE, size: 5_000 } : { ...COURSE, size: 500, kills: 10 };
const PATIENCE = LONG ? 4 * 3_600_000 : 900_000;

const CYCLE: readonly (readonly string[])[] = [
  ['import', 'hr'],
  ['import', 'corp'],
  ['sync'],
  ['export', 'corp'],
  ['import', 'corp'],
  ['sync'],
];

describe('killed at random moments, it comes to the same', () => {
  test(
    'in an LDIF file',
    async () => {
      const installations = [await Installation.make({}), await Installation.make({})] as const;
      const [disturbed] = installations;
      try {
        await play(COURSE, installations, async (one) => entriesOf(await one.read('corp.ldif')));
        expect(createdTwice(await disturbed.read('changes.ldif'))).toEqual([]);
      } finally {
        for (const one of installations) await one.remove();
      }
    },
    PATIENCE,
  );

  test.runIf(hasSlapd())(
    'in a directory server',
    async () => {
      const servers = [await startSlapd(), await startSlapd()] as const;
      const installations = [await overServer(servers[0]), await overServer(servers[1])] as const;
      const serverOf = (one: Installation): Slapd => (one === installations[0] ? servers[0] : servers[1]);
      try {
        await play(COURSE_OF_SERVER, installations, async (one) => entriesOf(dump(serverOf(one))));
      } finally {
        for (const one of installations) await one.remove();
        for (const server of servers) await server.stop();
      }
    },
    PATIENCE,
  );
});

/** Plays years in both installations, one of them killed all the time, and compares them after each. */
const play = async (
  { size, kills: wanted, perCommand }: Course,
  [disturbed, undisturbed]: readonly [Installation, Installation],
  entries: (one: Installation) => Promise<readonly string[]>,
): Promise<void> => {
  let kills = 0;
  for (let year = 0; kills < wanted; year += 1) {
    for (const one of [disturbed, undisturbed]) await one.populate({ size, year });
    for (const argv of CYCLE) {
      const { code, err, ms } = await undisturbed.run(...argv);
      expect({ code, err }, `${argv.join(' ')}, undisturbed`).toEqual({ code: 0, err: '' });
      kills += await disturb(disturbed, argv, { ms, times: perCommand });
    }
    expect(await entries(disturbed), `the directory in year ${year}`).toEqual(await entries(undisturbed));
    expect(await disturbed.state(), `the store in year ${year}`).toEqual(await undisturbed.state());
  }
};

/** Kills the command so often, unless it ends before, and then lets it end. Gives how often it was killed. */
const disturb = async (
  one: Installation,
  argv: readonly string[],
  { ms, times }: { readonly ms: number; readonly times: number },
): Promise<number> => {
  for (let kills = 0; kills < times; kills += 1) {
    const { child, ended } = one.start(...argv);
    const over = await Promise.race([ended, pause(Math.random() * ms, undefined)]);
    child.kill('SIGKILL');
    const { code, signal, err } = await ended;
    if (over === undefined && signal === 'SIGKILL') continue;
    expect({ code, err }, `${argv.join(' ')}, after ${kills} kills`).toEqual({ code: 0, err: '' });
    return kills;
  }
  const { code, err } = await one.run(...argv);
  expect({ code, err }, `${argv.join(' ')}, after ${times} kills`).toEqual({ code: 0, err: '' });
  return times;
};

const overServer = async (slapd: Slapd): Promise<Installation> => {
  const bind = ['-x', '-H', slapd.url, '-D', slapd.adminDn, '-w', slapd.password];
  execFileSync('ldapadd', bind, { input: CONTAINERS, stdio: ['pipe', 'ignore', 'pipe'] });
  const settings = {
    url: slapd.secureUrl,
    ca: slapd.ca,
    bindDn: slapd.adminDn,
    password: { env: 'PASSWORD' },
    bases: [`ou=people,${slapd.suffix}`],
  };
  return Installation.make({ target: { kind: 'ldap', settings }, env: { PASSWORD: slapd.password } });
};

const CONTAINERS = `dn: dc=example,dc=com
objectClass: domain
dc: example

dn: ou=people,dc=example,dc=com
objectClass: organizationalUnit
ou: people
`;

const dump = ({ url, suffix, adminDn, password }: Slapd): string =>
  execFileSync(
    'ldapsearch',
    ['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', url, '-D', adminDn, '-w', password, '-b', suffix],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  );

/** Entries with their lines, in an order of their own. */
const entriesOf = (ldif: string): readonly string[] =>
  ldif
    .split(/\n\n+/)
    .map((entry) => entry.trim().split('\n').sort().join('\n'))
    .filter((entry) => entry !== '')
    .sort();

const createdTwice = (changes: string): readonly string[] => {
  const created = [...changes.matchAll(/^dn: (.*)\nchangetype: add$/gm)].flatMap(([, dn]) => dn ?? []);
  const seen = new Set<string>();
  return created.filter((dn) => seen.size === seen.add(dn).size);
};
