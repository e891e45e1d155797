// Conformance cases, section F: life, scope and time.
import { describe, expect } from 'vitest';
import { base, departing, without } from './base.js';
import { ADA, type Case, day, numbered } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}';
const MANAGED = { g1: 'M1 provisioned managed' };

/** One person with an account that was made on day 1. */
async function employed(one: Case, more: Parameters<Case['hr']>[1] = {}): Promise<void> {
  one.hr('1', { ...ADA, ...more });
  await one.sync({ ops: [ADDED] }, 1);
  await one.settled({ links: MANAGED });
}

describe('life, scope, time', () => {
  numbered(48, 'Only time passes', async (open) => {
    const one = await open();
    await employed(one, { endDate: day(5) });
    expect(await one.evaluatedByDelta(4)).toBe(0);
    await one.sync({ ops: ['delete g1'], links: { g1: 'M1 provisioned managed ending' }, people: { '1': {} } }, 5);
    one.change('hr', '1', { endDate: day(9) });
    await one.sync({ links: MANAGED });
  });

  numbered(49, 'Never managed, never deleted (9.11)', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, endDate: day(0) }).corp('a', 'A', { employeeID: '1' });
    await one.sync({ links: { a: 'M1 joined' } }, 1);
    one.gone('hr', '1');
    await one.sync({ links: { a: 'unlinked' }, people: {} });
  });

  numbered(50, 'disconnect and keep (9.11)', async (open) => {
    const withAction = (action: string): string =>
      departing([['corpAccount', 'deprovision delete', `deprovision ${action}`]]);
    const outboundOnly = (action: string): string => without(withAction(action), 'corpUser');
    const steps: readonly (readonly [program: string, atFive: string, atNine: string])[] = [
      [withAction('disconnect'), 'M1 provisioned disconnect', 'M1 provisioned managed'],
      [outboundOnly('disconnect'), 'unlinked', 'M1 joined managed'],
      [outboundOnly('keep'), 'M1 provisioned keep', 'M1 provisioned managed'],
    ];
    for (const [program, atFive, atNine] of steps) {
      const one = await open(program);
      await employed(one, { endDate: day(5), title: undefined });
      one.change('hr', '1', { title: undefined });
      await one.sync({ links: { g1: atFive } }, 5);
      one.change('hr', '1', { endDate: day(9) });
      await one.sync({ links: { g1: atNine } });
    }
  });

  numbered(53, "The account's own word", async (open) => {
    const one = await open(
      departing([
        ['corpUser', '  join employeeID == mv.employeeId\n', ''],
        [
          'corpAccount',
          'scope endDate is absent or endDate > now()',
          'scope (endDate is absent or endDate > now()) and title != "retired"',
        ],
      ]),
    );
    one.hr('1', ADA);
    one.corp('a', 'Ada Lovelace', { employeeID: '1', displayName: 'Ada Lovelace', title: 'retired' });
    await one.sync({ errors: ['M1 join-contradiction corp.user'], links: { a: 'unlinked' } });
    one.change('corp', 'a', { title: undefined });
    await one.sync({ links: { a: 'M1 joined managed' } });
    one.change('corp', 'a', { title: 'retired' });
    await one.sync({ errors: ['M1 self-contradiction corp.user'], links: { a: 'M1 joined managed' } });
    one.change('hr', '1', { title: 'retired' });
    await one.sync({ ops: ['delete a'], links: { a: 'M1 joined managed ending' } });
  });

  numbered(54, 'Contact becomes user', async (open) => {
    const contacts = `
rule corpContact from person to corp.contact precedence 310 {
  scope title == "contact"
  provision
  deprovision delete
  dn <- "CN=\${displayName},OU=People" ?? error("no display name")
  displayName <- same
}
`;
    const users = departing([
      ['corpAccount', 'scope endDate is absent or endDate > now()', 'scope title == "user"'],
      ['corpAccount', '  title <- same\n', ''],
    ]);
    const one = await open(users + contacts);
    one.hr('1', { ...ADA, title: 'contact' });
    await one.sync({ ops: ['add Ada Lovelace {displayName: Ada Lovelace}'] });
    await one.settled({ links: MANAGED });
    one.change('hr', '1', { title: 'user' });
    await one.sync({ ops: ['delete g1', ADDED] });
    await one.exported();
    expect(one.requested().slice(1)).toEqual(['delete g1', 'add Ada Lovelace']);
    await one.sync({ links: { g2: 'M1 provisioned managed' } });
  });

  numbered(55, 'Rename, split, remove a rule', async (open) => {
    const one = await open();
    await employed(one, { endDate: day(9) });
    await one.activate(base.replace('rule corpAccount ', 'rule accounts '));
    expect(await one.evaluatedByDelta(), 'looked at since a rule was renamed').toBe(0);
    await one.sync({ links: MANAGED });

    const half = (name: string, scope: string): string =>
      departing([['corpAccount', 'scope ', `scope ${scope} and (`]])
        .slice(base.indexOf('rule corpAccount'))
        .replace('endDate > now()', 'endDate > now())')
        .replace('rule corpAccount', `rule ${name}`);
    const others = without(base, 'corpAccount');
    const split = half('ladies', 'givenName == "Ada"') + half('others', 'givenName != "Ada"');
    await one.activate(others + split);
    await one.sync({ links: MANAGED });

    await one.activate(others);
    await one.sync({ links: { g1: 'M1 provisioned keep' } });
    await one.activate(base);
    await one.sync({ links: MANAGED });
  });

  numbered(56, 'Create later, do not delete (9.7)', async (open) => {
    const one = await open(
      departing([
        ['hrPerson', 'endDate <- same', 'endDate <- same\n  startDate <- same'],
        ['corpAccount', '  provision\n', '  provision when startDate <= now()\n'],
      ]),
    );
    one.hr('1', { ...ADA, startDate: day(5) });
    await one.sync({ people: { '1': {} } }, 4);
    await one.sync({ ops: [ADDED] }, 5);
    await one.settled({ links: MANAGED });
    one.change('hr', '1', { startDate: day(9) });
    await one.sync({ links: MANAGED }, 6);
  });
});
