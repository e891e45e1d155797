// Conformance cases, sections D and E: references, names, values that must be unique.
import { describe, expect } from 'vitest';
import { base, departing } from './base.js';
import { ADA, BOB, numbered, type Values } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}';
const addBob = (manager: string): string =>
  `add Bob Stone {displayName: Bob Stone, employeeID: 2, ${manager}sAMAccountName: bstone}`;
const manager = (anchor: string): Values => ({ manager: [{ anchor }] });
const unresolved = (person: string, number: string): string =>
  `hr.person/${person} unresolved-reference manager ${number}`;

describe('references', () => {
  numbered(31, 'Late manager (9.10)', async (open) => {
    const one = await open();
    one.hr('2', { ...BOB, ...manager('1') });
    await one.sync({ ops: [addBob('')], errors: [unresolved('2', '1')], people: { '2': { manager: 'absent' } } });
    one.hr('1', ADA);
    await one.sync({ ops: [ADDED, addBob('manager: add of M1, ')], people: { '1': {}, '2': { manager: 'M1' } } });
    await one.exported();
    expect(one.requested()).toEqual(['add Ada Lovelace', 'add Bob Stone', 'update g2']);
    await one.sync({ links: { g1: 'M1 provisioned managed', g2: 'M2 provisioned managed' } });
  });

  numbered(32, 'Two managers of each other', async (open) => {
    const one = await open();
    one.hr('1', { ...ADA, ...manager('2') }).hr('2', { ...BOB, ...manager('1') });
    await one.sync({
      ops: [ADDED.replace('sAM', 'manager: add of M2, sAM'), addBob('manager: add of M1, ')],
    });
    await one.exported();
    await one.sync({});
    const held = (anchor: string): unknown => one.system('corp').objects.get(anchor)?.values.get('manager');
    expect([held('g1'), held('g2')]).toEqual([[{ anchor: 'g2' }], [{ anchor: 'g1' }]]);
    expect(one.requested().slice(0, 2)).toEqual(['add Ada Lovelace', 'add Bob Stone']);
  });

  numbered(33, 'The manager leaves and returns', async (open) => {
    const one = await open();
    one.hr('1', ADA).hr('2', { ...BOB, ...manager('1') });
    await one.sync({ ops: [ADDED, addBob('manager: add of M1, ')] });
    await one.settled();
    one.change('hr', '1', { employeeType: 'vendor' });
    const left = {
      ops: ['delete g1', 'update g2 {manager: none}'],
      people: { '1': {}, '2': { manager: 'absent' } },
    };
    await one.sync(left);
    one.change('hr', '1', { employeeType: 'staff' });
    await one.sync({ people: { '1': { goneSince: 'absent' }, '2': { manager: 'M1' } } });
    one.change('hr', '1', { employeeType: 'vendor' });
    await one.sync(left);
    await one.exported();
    expect(one.requested().slice(3)).toEqual(['update g2', 'delete g1']);
  });

  numbered(34, 'Unresolved counts as absent', async (open) => {
    const one = await open(departing([['corpUser', 'sid <-', 'manager <- same\n  sid <-']]));
    one.hr('1', ADA).hr('2', { ...BOB, ...manager('77') });
    one.corp('a', 'Ada Lovelace', { employeeID: '1', displayName: 'Ada Lovelace' });
    one.corp('b', 'Bob Stone', { employeeID: '2', displayName: 'Bob Stone', ...manager('a') });
    await one.sync({
      errors: [unresolved('2', '77')],
      people: { '1': {}, '2': { manager: 'M1', 'manager by': 'b corpUser' } },
    });
    one.hr('77', { givenName: 'Cy', sn: 'Dee' });
    await one.sync({
      ops: ['add Cy Dee {displayName: Cy Dee, employeeID: 77, sAMAccountName: cdee}', 'update b {manager: add of M77}'],
      people: { '1': {}, '2': { manager: 'M77', 'manager by': '2 hrPerson' }, '77': {} },
    });
  });

  numbered(35, 'Read-through', async (open) => {
    const one = await open(departing([['corpAccount', 'title <- same', 'title <- manager.title ?? title']]));
    one.hr('1', { ...ADA, title: 'Boss' }).hr('2', { ...BOB, ...manager('1') });
    one.hr('3', { givenName: 'Cy', sn: 'Dee', title: 'Clerk' });
    await one.sync({
      ops: [
        ADDED.replace('}', ', title: Boss}'),
        addBob('manager: add of M1, ').replace('}', ', title: Boss}'),
        'add Cy Dee {displayName: Cy Dee, employeeID: 3, sAMAccountName: cdee, title: Clerk}',
      ],
    });
    await one.settled({ links: { g2: 'M3 provisioned managed', g3: 'M2 provisioned managed' } });
    one.change('hr', '1', { title: 'Chief' });
    expect(await one.evaluatedByNextDelta()).toBe(2);
    await one.sync({ ops: ['update g1 {title: Chief}', 'update g3 {title: Chief}'] });
  });

  numbered(37, 'Ambiguous reference is held (9.10)', async (open) => {
    const one = await open(departing([['corpUser', '  sid <- objectSid\n', '']]));
    one.hr('1', ADA).corp('a', 'A', { employeeID: '1' }).corp('a2', 'A2', { employeeID: '1' });
    one.hr('2', { givenName: 'Bob', sn: 'B', ...manager('1') });
    one.corp('b', 'Bob B', { employeeID: '2', displayName: 'Bob B', ...manager('a') });
    await one.sync({
      errors: ['M1 two-objects-one-account corp.user', 'M2 ambiguous-reference corp.user manager'],
    });
  });

  numbered(38, 'Dangling in the source', async (open) => {
    const one = await open();
    one.hr('2', { ...BOB, ...manager('77') });
    const dangling = { ops: [addBob('')], errors: [unresolved('2', '77')] };
    await one.sync(dangling);
    await one.sync(dangling, 3);
    one.change('hr', '2', { title: 'Clerk' });
    await one.sync({ ...dangling, ops: [addBob('').replace('}', ', title: Clerk}')] });
  });
});

describe('names', () => {
  const twoPeople = async (open: Parameters<Parameters<typeof numbered>[2]>[0]) => {
    const one = await open();
    one.hr('1', { givenName: 'A', sn: 'A' }).hr('2', { givenName: 'B', sn: 'B' });
    await one.sync({
      ops: [
        'add A A {displayName: A A, employeeID: 1, sAMAccountName: aa}',
        'add B B {displayName: B B, employeeID: 2, sAMAccountName: bb}',
      ],
    });
    await one.settled();
    return one;
  };

  numbered(39, 'Chain', async (open) => {
    const one = await twoPeople(open);
    one.change('hr', '1', { givenName: 'B', sn: 'B' }).change('hr', '2', { givenName: 'C', sn: 'C' });
    await one.sync({ ops: ['update g1 {displayName: B B} -> B B', 'update g2 {displayName: C C} -> C C'] });
    await one.settled();
    expect(one.requested().slice(2)).toEqual(['update g2', 'update g1']);
  });

  numbered(40, 'Swap', async (open) => {
    const one = await twoPeople(open);
    one.change('hr', '1', { givenName: 'B', sn: 'B' }).change('hr', '2', { givenName: 'A', sn: 'A' });
    await one.sync({
      ops: ['update g1 {displayName: B B}', 'update g2 {displayName: A A}'],
      errors: ['M1 name-circle corp.user', 'M2 name-circle corp.user'],
    });
  });

  numbered(41, 'Freed by a delete', async (open) => {
    const one = await open();
    one.hr('1', ADA);
    await one.sync({ ops: [ADDED] });
    await one.settled();
    one.gone('hr', '1').hr('2', ADA);
    await one.sync({
      ops: ['delete g1', ADDED.replace('employeeID: 1', 'employeeID: 2')],
      people: { '1': {}, '2': {} },
      links: { g1: 'M1 provisioned managed ending' },
    });
    await one.exported();
    expect(one.requested().slice(1)).toEqual(['delete g1', 'add Ada Lovelace']);
    await one.sync({ people: { '2': {} }, links: { g2: 'M2 provisioned managed' } });
  });

  numbered(42, 'Wanted twice', async (open) => {
    const one = await open();
    one.hr('1', ADA).hr('2', ADA);
    await one.sync({
      errors: ['M1 name-wanted-twice corp.user', 'M2 name-wanted-twice corp.user'],
      people: { '1': {}, '2': {} },
    });
    one.change('hr', '2', { sn: 'King' });
    await one.sync({
      ops: [ADDED, 'add Ada King {displayName: Ada King, employeeID: 2, sAMAccountName: aking}'],
    });
  });

  numbered(43, "Nothing is joined for its name's sake (9.7)", async (open) => {
    const one = await open();
    one.hr('1', ADA).corp('a', 'Ada Lovelace', {});
    await one.sync({ errors: ['M1 name-taken corp.user'], links: { a: 'unlinked' } });

    const named = await open(
      departing([['corpAccount', '  provision\n', '  join "CN=${displayName},OU=People" == cs.dn\n  provision\n']]),
    );
    named.hr('1', ADA).corp('a', 'Ada Lovelace', {});
    await named.sync({
      ops: ['update a {displayName: Ada Lovelace, employeeID: 1}'],
      links: { a: 'M1 joined managed' },
    });

    const contact = await open(
      `${base}rule contacts from corp.contact to person precedence 400 { displayName <- same }`,
    );
    contact.hr('1', ADA).contact('c', 'Ada Lovelace');
    await contact.sync({ errors: ['M1 name-taken corp.user'], links: { c: 'unlinked' } });
  });
});
