// Conformance cases, section E, where names must not collide: namespaces, unique, reservations.
import { describe } from 'vitest';
import { departing } from './base.js';
import { ADA, type Case, numbered } from './case.js';

const LOGINS = 'namespace logins { corp.user: sAMAccountName }\n';
const UNIQUE = 'unique(logins, login(givenName, sn), n => "${login(givenName, sn)}${n}") ?? error("no login")';
const LOGIN = 'once login(givenName, sn) ?? error("no login")';
const NUMBERED: readonly ['hrPerson', string, string] = [
  'hrPerson',
  'displayName <- "${givenName} ${sn}"',
  'displayName <- "${givenName} ${sn} ${employeeNumber}"',
];
const program = (flow: string, ...more: Parameters<typeof departing>[0]): string =>
  departing([['corpAccount', LOGIN, flow], ...more], LOGINS);

const added = (name: string, number: number, login: string): string =>
  `add ${name} {displayName: ${name}, employeeID: ${number}, sAMAccountName: ${login}}`;
const AL = { givenName: 'Al', sn: 'Lovelace' };
const FIRST = added('Ada Lovelace 1', 1, 'alovelace');
const SECOND = added('Al Lovelace 2', 2, 'alovelace2');

async function two(one: Case): Promise<void> {
  one.hr('2', AL).hr('1', ADA);
  await one.sync({ ops: [FIRST, SECOND] });
}

describe('names that must not collide', () => {
  numbered(41, 'Freed by a delete: the login is not given away while the account stands', async (open) => {
    const one = await open(program(`once ${UNIQUE}`));
    one.hr('1', ADA);
    await one.sync({ ops: [added('Ada Lovelace', 1, 'alovelace')] });
    await one.settled();
    one.gone('hr', '1').hr('2', ADA);
    await one.sync({ ops: ['delete g1', added('Ada Lovelace', 2, 'alovelace2')], people: { '1': {}, '2': {} } });
    await one.settled({ links: { g2: 'M2 provisioned managed' } });
  });

  numbered(45, 'Two want one login (8.16)', async (open) => {
    for (const options of [{}, { order: 'reversed' }] as const) {
      const one = await open(program(`once ${UNIQUE}`, NUMBERED), options);
      await two(one);
      one.corp('z', 'Z', { sAMAccountName: 'ALovelace' });
      await one.sync({ ops: [added('Ada Lovelace 1', 1, 'alovelace3'), SECOND] });
    }
  });

  numbered(46, 'A login is stable and comes back to nobody (8.16)', async (open) => {
    const one = await open(program(UNIQUE, NUMBERED));
    await two(one);
    await one.settled();
    one.change('hr', '1', { sn: 'King' });
    const king = 'update g1 {displayName: Ada King 1, sAMAccountName: aking} -> Ada King 1';
    await one.sync({ ops: [king] });
    one.hr('3', { givenName: 'Amy', sn: 'Lovelace' });
    await one.sync({ ops: [king, added('Amy Lovelace 3', 3, 'alovelace3')] });
    await one.settled();
    one.hr('4', { givenName: 'Ann', sn: 'Lovelace' });
    await one.sync({ ops: [added('Ann Lovelace 4', 4, 'alovelace')] });
    await one.settled();
    one.gone('hr', '1').hr('5', { givenName: 'Abe', sn: 'King' });
    await one.sync({ ops: ['delete g1', added('Abe King 5', 5, 'aking2')] });
    await one.settled();
    one.hr('6', { givenName: 'Art', sn: 'King' });
    await one.sync({ ops: [added('Art King 6', 6, 'aking')] });
  });

  numbered(47, 'A value that must not collide (8.16)', async (open) => {
    const one = await open(program(`once mail ?? ${UNIQUE}`));
    one.hr('1', { ...ADA, mail: 'z' }).corp('z', 'Z', { sAMAccountName: 'Z' });
    await one.sync({ errors: ['M1 not-unique corp.user'], links: { z: 'unlinked' } });
    one.change('corp', 'z', { sAMAccountName: 'y' });
    await one.sync({ ops: [added('Ada Lovelace', 1, 'z')] });
  });

  numbered(47, 'Two that would give one value', async (open) => {
    const one = await open(program('title ?? "none"', NUMBERED, ['corpUser', '  title <- same\n', '']));
    one.hr('1', { ...ADA, title: 'q' }).hr('2', { ...AL, title: 'Q' });
    await one.sync({ errors: ['M1 not-unique corp.user', 'M2 not-unique corp.user'] });
    one.change('hr', '2', { title: 'r' });
    const add = (name: string, number: number, login: string): string =>
      added(name, number, login).replace('}', `, title: ${login}}`);
    await one.sync({ ops: [add('Ada Lovelace 1', 1, 'q'), add('Al Lovelace 2', 2, 'r')] });
    await one.settled();
    one.change('hr', '2', { title: 'Q' });
    await one.sync({ ops: ['update g2 {title: Q}'], errors: ['M2 not-unique corp.user sAMAccountName'] });
  });

  numbered(61, 'The login of one who leaves before the export is free again', async (open) => {
    const one = await open(program(`once ${UNIQUE}`));
    one.hr('1', ADA);
    await one.sync({ ops: [added('Ada Lovelace', 1, 'alovelace')] });
    one.gone('hr', '1').hr('2', ADA);
    await one.sync({ ops: [added('Ada Lovelace', 2, 'alovelace')], people: { '2': {} } });
  });

  numbered(6, 'A derived login, and what is made of it', async (open) => {
    const one = await open(
      departing(
        [
          [
            '*',
            '  mail: string\n',
            `  mail: string\n  login: string = ${UNIQUE.replace(' ?? error("no login")', '')}\n  address: string = "\${login}@x"\n`,
          ],
          ['corpAccount', LOGIN, 'login ?? error("no login")'],
          ['corpAccount', 'title <- same', 'title <- address'],
          ['corpUser', '  title <- same\n', ''],
          NUMBERED,
        ],
        LOGINS,
      ),
    );
    const ops = [
      'add Ada Lovelace 1 {displayName: Ada Lovelace 1, employeeID: 1, sAMAccountName: alovelace, title: alovelace@x}',
      'add Al Lovelace 2 {displayName: Al Lovelace 2, employeeID: 2, sAMAccountName: alovelace2, title: alovelace2@x}',
    ];
    one.hr('2', AL).hr('1', ADA);
    await one.sync({
      ops,
      people: { '1': { login: 'alovelace', address: 'alovelace@x' }, '2': { login: 'alovelace2' } },
    });
    await one.settled();
    one.change('hr', '1', { sn: 'King' });
    await one.sync({
      ops: ['update g1 {displayName: Ada King 1, sAMAccountName: aking, title: aking@x} -> Ada King 1'],
      people: { '1': { login: 'aking', address: 'aking@x' }, '2': { login: 'alovelace2' } },
    });
  });
});
