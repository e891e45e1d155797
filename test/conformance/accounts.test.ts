// Conformance cases 57 and 58: several accounts of one person and references to them, and objects that nobody claims.
import { describe } from 'vitest';
import { departing } from './base.js';
import { ADA, BOB, numbered } from './case.js';

const ADMINS = `
rule adminUser from corp.user as admin to person precedence 210 {
  scope startsWith(sAMAccountName, "adm-")
  join employeeID == mv.employeeId
}
rule adminAccount from person to corp.user as admin precedence 310 {
  scope title == "admin"
  join employeeId == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=adm \${displayName},OU=People" ?? error("no display name")
  employeeID <- employeeId
  sAMAccountName <- once "adm-\${login(givenName, sn)}" ?? error("no login")
  manager <- account(manager, admin)
}
`;

describe('accounts', () => {
  numbered(57, 'Two accounts, and references to them (9.10, 8.17)', async (open) => {
    const one = await open(
      departing(
        [
          ['corpUser', '{\n', '{\n  scope not startsWith(sAMAccountName, "adm-")\n'],
          ['corpUser', 'mail <- same\n  title <- same', 'mail <- same'],
          ['corpAccount', '  join employeeId == cs.employeeID\n', ''],
          ['corpAccount', '  title <- same\n', ''],
        ],
        ADMINS,
      ),
    );
    one.hr('1', { ...ADA, title: 'admin' });
    const ops = [
      'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}',
      'add adm Ada Lovelace {employeeID: 1, sAMAccountName: adm-alovelace}',
    ];
    await one.sync({ ops });
    await one.settled({ links: { g1: 'M1 provisioned managed', g2: 'M1 provisioned managed' } });
    one.hr('2', { ...BOB, title: 'admin', manager: [{ anchor: '1' }] });
    const admin = [...one.system('corp').objects.values()].find(({ name }) => name?.startsWith('CN=adm'))?.anchor;
    const user = admin === 'g1' ? 'g2' : 'g1';
    await one.sync({
      ops: [
        `add Bob Stone {displayName: Bob Stone, employeeID: 2, manager: ${user}, sAMAccountName: bstone}`,
        `add adm Bob Stone {employeeID: 2, manager: ${admin}, sAMAccountName: adm-bstone}`,
      ],
    });
    await one.settled();
    one.change('hr', '1', { title: undefined });
    await one.sync({
      ops: [`delete ${admin}`],
      links: { [String(admin)]: 'M1 provisioned managed ending' },
    });
  });

  numbered(57, 'Members are everybody that says so, in the order of keys', async (open) => {
    const one = await open(
      departing([
        [
          '*',
          '  manager: ref person\n',
          '  manager: ref person\n  team: ref person[] = every person p where p.manager == self and p.title is present\n',
        ],
      ]),
    );
    const boss = { manager: [{ anchor: '1' }] };
    one
      .hr('3', { ...BOB, ...boss, title: 'T' })
      .hr('1', ADA)
      .hr('2', { givenName: 'Cy', sn: 'D', ...boss });
    const people = (team: readonly string[] | 'absent') => ({ '1': { team }, '2': {}, '3': {} });
    const add = (name: string, id: number, more: string): string =>
      `add ${name} {displayName: ${name}, employeeID: ${id}, ${more}}`;
    const ops = [
      add('Ada Lovelace', 1, 'sAMAccountName: alovelace'),
      add('Bob Stone', 3, 'manager: add of M1, sAMAccountName: bstone, title: T'),
      add('Cy D', 2, 'manager: add of M1, sAMAccountName: cd'),
    ];
    await one.sync({ people: people(['M3']), ops });
    await one.settled();
    one.change('hr', '2', { title: 'T' });
    await one.sync({ people: people(['M2', 'M3']), ops: ['update g2 {title: T}'] });
    await one.settled();
    one.change('hr', '3', { manager: undefined });
    await one.sync({ people: people(['M2']), ops: ['update g3 {manager: none}'] });
    await one.settled();
    one.gone('hr', '2');
    await one.sync({ people: people(['M2']), ops: ['delete g2'] });
    await one.settled({ people: { '1': { team: 'absent' }, '3': {} } });
  });

  numbered(58, "Nobody's objects (9.12)", async (open) => {
    const one = await open(
      departing([
        ['corpAccount', '  provision\n', '  unclaimed delete when isUnder(cs.dn, "OU=People")\n  provision\n'],
      ]),
    );
    one.corp('x', 'X', {}).corp('y', 'Y', { employeeID: '1' });
    await one.sync({ ops: ['delete x', 'delete y'] });
    one.hr('1', { ...ADA, mail: 'a@x' });
    await one.sync({
      ops: ['delete x', 'update y {displayName: Ada Lovelace} -> Ada Lovelace'],
      links: { y: 'M1 joined managed' },
    });
    await one.settled();
    one.corp('z', 'Z', { employeeID: '2' }).corp('w', 'W', { employeeID: '2' });
    one.hr('2', { ...BOB, mail: 'b@x' });
    await one.sync({ links: { z: 'M2 joined', w: 'M2 joined' }, errors: ['M2 two-objects-one-account corp.user'] });
  });

  numbered(58, "Nobody's objects while it is in doubt who wants them (9.12)", async (open) => {
    const one = await open(
      departing([
        ['corpAccount', '  provision\n', '  unclaimed delete\n  provision\n'],
        ['corpUser', '  join employeeID == mv.employeeId\n', ''],
      ]),
    );
    one.hr('1', ADA).corp('a', 'A', { employeeID: '1' }).corp('b', 'B', { employeeID: '1' }).corp('c', 'C', {});
    await one.sync({ ops: ['delete c'], errors: ['M1 ambiguous-join corp.user'] });
    one.change('corp', 'b', { employeeID: '9' });
    await one.sync({
      ops: ['delete b', 'delete c', 'update a {displayName: Ada Lovelace} -> Ada Lovelace'],
      links: { a: 'M1 joined managed' },
    });
  });
});
