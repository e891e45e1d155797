// Conformance case 44: a container of the directory is renamed. The directory tells the container's new name and nothing
// of the thousand below it, which are called otherwise all the same.
import { describe, expect } from 'vitest';
import { base, departing, withContainers } from './base.js';
import { type Case, numbered } from './case.js';

const COUNT = 1_000;
const numbers = Array.from({ length: COUNT }, (_, i) => String(i + 1));

const INBOUND = base.slice(0, base.indexOf('rule corpAccount'));
const BELOW_STAFF = INBOUND.replace(
  'join employeeID == mv.employeeId',
  'scope isUnder(dn, "OU=Staff")\n  join employeeID == mv.employeeId',
);
const RENAMING = `${departing([['corpAccount', ',OU=People', ',OU=Staff']])}
metaverse unit { code: string }
rule corpUnit from corp.unit to unit precedence 400 { join code == mv.code   project   code <- same }
rule unitName from unit to corp.unit precedence 410 { join code == cs.code   dn <- "OU=Staff" }
`;

/** The directory says who manages whom. */
const REFERRING = INBOUND.replace('  sid <- objectSid', '  sid <- objectSid\n  manager <- same').replace(
  '  endDate <- same\n  manager <- same',
  '  endDate <- same',
);

/** Everybody has an account below OU=People that wants nothing but perhaps its name. */
const populated = (one: Case): Case => {
  one.unit('ou', 'OU=People', { code: 'p' });
  for (const number of numbers) {
    one.hr(number, { givenName: 'P', sn: number });
    one.corp(`a${number}`, `P ${number}`, { employeeID: number, displayName: `P ${number}` });
  }
  return one;
};

describe('a container that is renamed', () => {
  numbered(44, 'An OU is renamed: (a) rules that read no names evaluate nothing', async (open) => {
    const one = populated(await open(INBOUND, { systems: withContainers }));
    await one.sync({ links: { a1: 'M1 joined' } });
    await one.rename('ou', 'OU=Staff').told();
    expect(await one.evaluatedByDelta()).toBe(0);
    await one.synced({});
    expect((await one.sync({})).objects['corp.user/a1']).toMatchObject({ name: 'CN=P 1,OU=Staff' });
  });

  numbered(44, 'An OU is renamed: (b) a scope that reads names evaluates what stands below', async (open) => {
    const one = populated(await open(BELOW_STAFF, { systems: withContainers }));
    one.hr('x', { givenName: 'P', sn: 'X' });
    await one.sync({ links: { a1: 'unlinked' } });
    await one.rename('ou', 'OU=Staff').told();
    expect(await one.evaluatedByDelta()).toBe(COUNT);
    await one.synced({ links: { a1: 'M1 joined' } });
  });

  numbered(44, 'An OU is renamed: (c) accounts that want the former name have no parent', async (open) => {
    const one = populated(await open(base, { systems: withContainers }));
    await one.sync({});
    await one.rename('ou', 'OU=Staff').told();
    await one.synced({ errors: numbers.map((number) => `M${number} parent-missing corp.user`) });
    await one.rename('ou', 'OU=People').told();
    await one.synced({});
  });

  numbered(44, 'An OU is renamed: (d) by a rule, and those below need no rename', async (open) => {
    const one = populated(await open(RENAMING, { systems: withContainers }));
    await one.sync({ ops: ['update ou -> OU=Staff'] });
    await one.sent();
    await one.synced({});
    await one.told();
    await one.synced({});
    const { objects } = await one.sync({});
    expect(objects['corp.user/a1']).toMatchObject({ name: 'CN=P 1,OU=Staff' });
    expect(one.requested()).toEqual(['update ou']);
  });

  numbered(44, 'An OU is renamed: (e) by a rule, below a suffix that is not imported', async (open) => {
    const one = await open(RENAMING.replace('dn <- "OU=Staff"', 'dn <- "OU=${code},DC=example"'), {
      systems: withContainers,
    });
    one.unit('ou', 'OU=People,DC=example', { code: 'Staff' });
    await one.sync({ ops: ['update ou -> OU=Staff,DC=example'] });
    await one.settled();
    // Nobody says that there is anything at another place.
    one.unit('other', 'OU=Other,DC=elsewhere', { code: 'Other' });
    await one.sync({ errors: ['corp/other/0 parent-missing corp.unit'] });
  });

  numbered(44, 'An OU is renamed: references by name to what stands below follow', async (open) => {
    const one = await open(REFERRING, { systems: withContainers });
    one.byName().unit('ou', 'OU=People');
    for (const number of ['1', '2', '3']) one.hr(number, { givenName: 'P', sn: number });
    one.corp('a1', 'P 1', { employeeID: '1', manager: [{ anchor: 'a2' }] });
    one.corp('a2', 'P 2', { employeeID: '2', manager: [{ anchor: 'a3' }] });
    one.corp('a3', 'P 3', { employeeID: '3', manager: [{ anchor: 'a1' }] });
    const managers = { '1': { manager: 'M2' }, '2': { manager: 'M3' }, '3': { manager: 'M1' } };
    await one.sync({ people: managers });
    await one.rename('ou', 'OU=Staff').told();
    await one.synced({ people: managers });
    // One says itself whom it refers to, and two have changed their names.
    one.change('corp', 'a1', { manager: [{ anchor: 'a3' }] });
    one.rename('a2', 'CN=X,OU=Staff').rename('a3', 'CN=P 2,OU=Staff').rename('a2', 'CN=P 3,OU=Staff');
    await one.told();
    const changed = { ...managers, '1': { manager: 'M3' } };
    await one.synced({ people: changed });
    await one.sync({ people: changed });
  });
});
