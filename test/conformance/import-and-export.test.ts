// Conformance cases, section G: what imports prove, and what becomes of exports.
import { describe, expect } from 'vitest';
import { ADA, type Case, numbered } from './case.js';

const ADDED = 'add Ada Lovelace {displayName: Ada Lovelace, employeeID: 1, sAMAccountName: alovelace}';
const MANAGED = { g1: 'M1 provisioned managed' };

async function employed(one: Case): Promise<void> {
  one.hr('1', ADA);
  await one.sync({ ops: [ADDED] });
  await one.settled({ links: MANAGED });
}

describe('imports and exports', () => {
  numbered(59, 'What an incomplete import proves: (a) a connection that is lost', async (open) => {
    const one = await open();
    await employed(one);
    one.hr('2', { givenName: 'Bob', sn: 'Stone' }).hr('3', { givenName: 'Cy', sn: 'Dee' });
    one.gone('hr', '1').breakAfter('hr', 1);
    const added = 'add Bob Stone {displayName: Bob Stone, employeeID: 2, sAMAccountName: bstone}';
    await one.sync({ ops: [added], people: { '1': { goneSince: 'absent' }, '2': {} } });
    one.breakAfter('hr', undefined);
    await one.sync({
      ops: [added, 'add Cy Dee {displayName: Cy Dee, employeeID: 3, sAMAccountName: cdee}', 'delete g1'],
    });
  });

  numbered(59, 'What an incomplete import proves: (b) and (c) rows that cannot be read', async (open) => {
    const one = await open();
    await employed(one);
    one.hr('2', { givenName: 'Bob', sn: 'Stone' });
    const added = 'add Bob Stone {displayName: Bob Stone, employeeID: 2, sAMAccountName: bstone}';
    await one.sync({ ops: [added] });
    one.gone('hr', '1').unreadable(undefined);
    await one.sync({
      ops: [added],
      errors: ['import hr read-fault'],
      people: { '1': { goneSince: 'absent' }, '2': {} },
    });
    one.gone('hr', '2').unreadable('1');
    await one.sync({
      errors: ['import hr.person/1 read-fault'],
      people: { '1': { employeeId: '1', goneSince: 'absent' } },
    });
    one.unreadable();
    await one.sync({ ops: ['delete g1'] });
  });

  numbered(60, 'Not stored, stored differently: (a) the target keeps its own', async (open) => {
    const one = await open();
    await employed(one);
    one.change('hr', '1', { title: ' cfo' });
    await one.sync({ ops: ['update g1 {title:  cfo}'] });
    await one.exported(() => one.change('corp', 'g1', { title: 'old' }));
    const refused = { errors: ['M1 exported-change-not-reimported corp.user title'] };
    for (let round = 0; round < 10; round += 1) {
      await one.sync(refused);
      await one.exported();
    }
    expect(one.requested()).toEqual(['add Ada Lovelace', 'update g1']);
    one.change('hr', '1', { title: 'ceo' });
    await one.sync({ ops: ['update g1 {title: ceo}'] });
    await one.settled({ links: MANAGED });
  });

  numbered(60, 'Stored differently: (b) in another case, where case is ignored', async (open) => {
    const one = await open();
    await employed(one);
    one.change('hr', '1', { givenName: 'ADA' });
    await one.sync({ ops: ['update g1 {displayName: ADA Lovelace}'] });
    await one.exported(() => one.change('corp', 'g1', { displayName: 'ada lovelace' }));
    await one.sync({});
    await one.exported();
    await one.sync({});
    expect(one.requested()).toEqual(['add Ada Lovelace', 'update g1']);
  });

  numbered(60, 'Stored differently: (c) wanted in another case is sent once', async (open) => {
    const one = await open();
    one.hr('1', ADA).corp('a', 'Ada Lovelace', { employeeID: '1', displayName: 'ADA LOVELACE' });
    await one.sync({ ops: ['update a {displayName: Ada Lovelace}'] });
    await one.exported(() => one.change('corp', 'a', { displayName: 'ADA LOVELACE' }));
    await one.sync({});
    expect(one.requested()).toEqual(['update a']);
  });

  // With 201 that are refused and 3 that come late, whose gaps grow, over 24 rounds: test/acceptance/poison.test.ts.
  numbered(61, 'Refused, late, obsolete', async (open) => {
    const one = await open();
    await employed(one);
    one.hr('2', { givenName: 'Bob', sn: 'Stone' });
    one
      .change('hr', '1', { title: 'CFO' })
      .answering((request) => (request.kind === 'update' ? { fail: 'permanent' } : 'apply'));
    const added = 'add Bob Stone {displayName: Bob Stone, employeeID: 2, sAMAccountName: bstone}';
    await one.sync({ ops: [added, 'update g1 {title: CFO}'] });
    for (let round = 0; round < 5; round += 1) await one.exportedAndSynced();
    expect(one.requested().slice(1).sort()).toEqual(['add Bob Stone', 'update g1']);
    one.change('hr', '1', { title: 'CEO' });
    await one.exportedAndSynced();
    for (let round = 0; round < 3; round += 1) await one.exportedAndSynced();
    expect(one.requested().filter((request) => request === 'update g1')).toHaveLength(2);
  });

  numbered(61, 'Obsolete: the person leaves before the account is made', async (open) => {
    const one = await open();
    one.hr('1', ADA);
    await one.sync({ ops: [ADDED] });
    one.gone('hr', '1');
    await one.sync({ people: {} });
  });

  numbered(62, 'Unknown', async (open) => {
    for (const verdict of ['unknown-done', 'unknown-not-done'] as const) {
      const one = await open();
      one.hr('1', ADA).answering(() => verdict);
      await one.sync({ ops: [ADDED] });
      await one.exportedAndSynced();
      one.answering(() => 'apply');
      for (let round = 0; round < 3; round += 1) await one.exportedAndSynced();
      await one.sync({ links: MANAGED, people: { '1': {} } });
      const users = [...one.system('corp').objects.values()].map(({ name }) => name);
      expect(users, verdict).toEqual(['CN=Ada Lovelace,OU=People']);
    }
  });
});
