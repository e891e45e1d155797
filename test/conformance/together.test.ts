// Conformance cases, section B: what comes in one import, in any order.
import { describe, expect } from 'vitest';
import { departing } from './base.js';
import { ADA, day, numbered } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}';
const TIED = ['displayName', 'employeeId', 'givenName', 'sn'].map((attribute) => `M1 tie ${attribute}`);

describe('in one import', () => {
  numbered(11, 'Join what is projected in the same sync', async (open) => {
    const states: unknown[] = [];
    for (const options of [{}, { order: 'reversed' }, { batch: 1 }, { order: 'reversed', batch: 1 }] as const) {
      const one = await open(undefined, options);
      one.hr('1', ADA).corp('a', 'Ada Lovelace', { employeeID: '1' });
      states.push(await one.sync({ ops: ['update a {displayName: Ada Lovelace}'], links: { a: 'M1 joined managed' } }));
    }
    for (const state of states) expect(state).toEqual(states[0]);
  });

  numbered(12, 'Two sources that would join each other', async (open) => {
    const both = (first: number, second: number): string =>
      departing([
        ['hrPerson', 'precedence 100', `precedence ${first}`],
        ['corpUser', 'precedence 200', `precedence ${second}`],
        ['corpUser', 'sid <-', 'project\n  employeeId <- employeeID\n  sid <-'],
      ]);
    const ops = ['update a {displayName: Ada Lovelace} -> Ada Lovelace'];
    const one = await open(both(100, 200));
    one.hr('1', ADA).corp('a', 'X', { employeeID: '1' });
    await one.sync({ ops, people: { '1': {} }, links: { '1': 'M1 projected', a: 'M1 joined managed' } });
    const other = await open(both(200, 100));
    other.hr('1', ADA).corp('a', 'X', { employeeID: '1' });
    await other.sync({ ops, people: { a: {} }, links: { a: 'Ma projected managed', '1': 'Ma joined' } });
  });

  numbered(13, 'Re-hire with a new number in one import', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, mail: 'a@x' });
    await one.sync({ ops: [ADDED] });
    await one.settled();
    one.gone('hr', '1').hr('9', { ...ADA, mail: 'a@x' });
    await one.sync({
      ops: ['update g1 {employeeID: 9}'],
      links: { '9': 'M1 joined' },
      people: { '1': { employeeId: '9', goneSince: 'absent' } },
    });
  });

  numbered(14, 'Two source rows with one key', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, mail: 'a@x' }).hr('2', { givenName: 'Al', sn: 'B', mail: 'a@x' });
    await one.sync({
      errors: TIED,
      links: { '1': 'M1 projected', '2': 'M1 joined' },
      people: { '1': { mail: 'a@x', employeeId: 'absent', givenName: 'absent', sn: 'absent', displayName: 'absent' } },
    });
    one.gone('hr', '1');
    await one.sync({
      ops: ['add Al B {displayName: Al B, employeeID: 2, sAMAccountName: ab}'],
      people: { '1': { employeeId: '2', displayName: 'Al B', givenName: 'Al' } },
    });
  });

  numbered(15, 'The tie comes later', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, mail: 'a@x', endDate: day(5) });
    await one.sync({ ops: [ADDED] });
    await one.settled();
    one.hr('2', { givenName: 'Al', sn: 'B', mail: 'a@x' });
    const kept = { '1': { displayName: 'Ada Lovelace', 'displayName mark': 'tied', employeeId: '1' } };
    await one.sync({ errors: TIED, people: kept });
    await one.sync({ errors: TIED, people: kept, links: { g1: 'M1 provisioned managed' } }, 6);
  });

  numbered(16, 'Two people, one account (9.2)', async (open) => {
    const one = await open(departing([['corpAccount', '  provision\n', '  join title == cs.title\n  provision\n']]));
    one.hr('1', { ...ADA, title: 'cfo' }).hr('2', { givenName: 'Al', sn: 'O', title: 'cfo' });
    one.corp('a', 'X', { title: 'cfo' });
    await one.sync({
      errors: ['M1 contested-join corp.user', 'M2 contested-join corp.user'],
      links: { a: 'unlinked' },
    });
    one.gone('hr', '2');
    await one.sync({
      ops: ['update a {displayName: Ada Lovelace, employeeID: 1} -> Ada Lovelace'],
      links: { a: 'M1 joined managed' },
    });
  });

  numbered(17, 'One person, two accounts, outbound', async (open) => {
    const one = await open(departing([['corpUser', '  join employeeID == mv.employeeId\n', '']]));
    one.hr('1', ADA).corp('a', 'A', { employeeID: '1' }).corp('b', 'B', { employeeID: '1' });
    await one.sync({ errors: ['M1 ambiguous-join corp.user'], links: { a: 'unlinked', b: 'unlinked' } });
    one.change('corp', 'b', { employeeID: undefined });
    await one.sync({
      ops: ['update a {displayName: Ada Lovelace} -> Ada Lovelace'],
      links: { a: 'M1 joined managed', b: 'unlinked' },
    });
  });

  numbered(18, 'One person, two accounts, inbound (9.4)', async (open) => {
    const links = { a: 'M1 joined', b: 'M1 joined' };
    const one = await open();
    one.hr('1', ADA).corp('a', 'A', { employeeID: '1', objectSid: 'S-1' });
    one.corp('b', 'B', { employeeID: '1', objectSid: 'S-2' });
    await one.sync({ errors: ['M1 tie sid'], links });

    const other = await open(departing([['corpUser', '  sid <- objectSid\n', '']]));
    other.hr('1', ADA).corp('a', 'A', { employeeID: '1' }).corp('b', 'B', { employeeID: '1' });
    await other.sync({ errors: ['M1 two-objects-one-account corp.user'], links });
    other.gone('corp', 'b');
    await other.sync({
      ops: ['update a {displayName: Ada Lovelace} -> Ada Lovelace'],
      links: { a: 'M1 joined managed' },
    });
  });
});
