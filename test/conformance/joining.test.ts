// Conformance cases, section A: joining and projecting.
import { describe, expect } from 'vitest';
import { base, departing } from './base.js';
import { ADA, BOB, type Case, numbered } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}';
const ADDED_AL = 'add Al B {displayName: Al B, employeeID: 2, sAMAccountName: ab}';

describe('joining and projecting', () => {
  numbered(1, 'A person arrives (9.3)', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, title: 'CFO' });
    await one.sync({
      ops: ['add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace, title: CFO}'],
      links: { '1': 'M1 projected' },
      people: {
        '1': {
          employeeId: '1',
          givenName: 'Ada',
          sn: 'Lovelace',
          displayName: 'Ada Lovelace',
          title: 'CFO',
          'title by': '1 hrPerson',
        },
      },
    });
  });

  numbered(2, 'One round is enough', async (open) => {
    const one = await open();
    one.hr('1', ADA);
    await one.sync({ ops: [ADDED] });
    await one.exported(() => one.change('corp', 'g1', { objectSid: 'S-1' }));
    await one.sync({
      links: { g1: 'M1 provisioned managed' },
      people: { '1': { sid: 'S-1', 'sid by': 'g1 corpUser' } },
    });
  });

  numbered(3, 'First clause wins (9.2)', async (open) => {
    const one = await open();
    one.corp('a', 'Ada L', { employeeID: '1', displayName: 'Ada Lovelace' }).hr('1', ADA);
    await one.sync({ ops: ['update a -> Ada Lovelace'], links: { a: 'M1 joined managed', '1': 'M1 projected' } });
  });

  numbered(4, 'Second clause', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, mail: 'a@x' });
    await one.sync({ ops: [ADDED] });
    one.gone('hr', '1').hr('9', { mail: 'a@x', givenName: 'Ada', sn: 'L' });
    await one.sync({
      ops: ['add Ada L {displayName: Ada L, employeeID: 9, sAMAccountName: al}'],
      links: { '9': 'M1 joined' },
      people: { '1': { employeeId: '9', goneSince: 'absent' } },
    });
  });

  const ambiguous = async (one: Case, hasAccounts: boolean): Promise<void> => {
    const ops = hasAccounts ? [] : [ADDED, ADDED_AL];
    one.hr('1', { ...ADA, mail: 'x@x' }).hr('2', { givenName: 'Al', sn: 'B' });
    await one.sync({ ops: [ADDED, ADDED_AL] });
    if (hasAccounts) await one.settled();
    one.change('hr', '2', { mail: 'x@x' });
    await one.sync({ ops });
    one.hr('3', { givenName: 'Cy', sn: 'D', mail: 'x@x' });
    await one.sync({
      ops,
      errors: ['hr.person/3 ambiguous-join'],
      links: { '3': 'unlinked' },
      people: { '1': {}, '2': {} },
    });
  };
  const tied = ['displayName', 'employeeId', 'givenName', 'sn'].map((attribute) => `M1 tie ${attribute}`);

  numbered(5, 'Ambiguity blocks projection (9.2)', async (open) => {
    await ambiguous(await open(), false);
  });

  numbered(6, 'Ambiguity goes, the object moves', async (open) => {
    const one = await open();
    await ambiguous(one, false);
    one.gone('hr', '2');
    await one.sync({ errors: tied, links: { '1': 'M1 projected', '3': 'M1 joined' }, people: { '1': {} } });

    const exported = await open();
    await ambiguous(exported, true);
    exported.gone('hr', '2');
    await exported.sync({
      ops: ['delete g2'],
      errors: ['hr.person/3 ambiguous-join'],
      links: { '3': 'unlinked' },
      people: { '1': {}, '2': { mail: 'x@x' } },
    });
    await exported.settled({ errors: tied, links: { '3': 'M1 joined' }, people: { '1': {} } });
  });

  numbered(7, 'A disconnector waits and is woken by a key, not by the clock', async (open) => {
    const one = await open();
    one.corp('a', 'Ada L', { employeeID: '1' });
    await one.sync({ links: { a: 'unlinked' } });
    expect(await one.evaluatedByDelta(2)).toBe(0);
    one.hr('1', ADA);
    await one.sync({
      ops: ['update a {displayName: Ada Lovelace} -> Ada Lovelace'],
      links: { a: 'M1 joined managed' },
    });
  });

  numbered(8, 'Scope at first sight, and later (9.1)', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, employeeType: 'vendor' });
    await one.sync({ links: { '1': 'unlinked' }, people: {} });
    one.change('hr', '1', { employeeType: 'staff' });
    await one.sync({ ops: [ADDED] });
    await one.settled();
    one.change('hr', '1', { employeeType: 'vendor' });
    await one.sync(
      {
        ops: ['delete g1'],
        links: { '1': 'unlinked', g1: 'M1 provisioned managed ending' },
        people: { '1': { employeeId: '1', displayName: 'Ada Lovelace', goneSince: 2 * 86_400_000 } },
      },
      2,
    );
    await one.settled({ people: {} });
  });

  numbered(9, 'Projection waits for a key (9.3)', async (open) => {
    const one = await open(departing([['hrPerson', '  join employeeNumber == mv.employeeId\n', '']]));
    one.hr('1', ADA);
    await one.sync({ errors: ['hr.person/1 no-join-key'], people: {} });
    one.change('hr', '1', { mail: 'a@x' });
    await one.sync({ ops: [ADDED], people: { '1': {} } });
  });

  numbered(10, 'A rule that only rides along links nothing (9.2)', async (open) => {
    const one = await open(
      `${base}rule hrTitle from hr.person to person precedence 90 { scope sn == "Lovelace"  title <- "Countess" }`,
    );
    one.hr('1', { ...ADA, title: 'CFO' }).hr('2', { ...BOB, title: 'Clerk' });
    await one.sync({
      ops: [
        'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace, title: Countess}',
        'add Bob Stone {displayName: Bob Stone, employeeID: 2, sAMAccountName: bstone, title: Clerk}',
      ],
      people: { '1': { title: 'Countess', 'title by': '1 hrTitle' }, '2': { title: 'Clerk' } },
    });
    const vendor = await open(
      `${base}rule hrTitle from hr.person to person precedence 90 { scope sn == "Lovelace"  title <- "Countess" }`,
    );
    vendor.hr('1', { ...ADA, employeeType: 'vendor' });
    await vendor.sync({ links: { '1': 'unlinked' }, people: {} });
  });
});
