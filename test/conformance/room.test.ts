// What a target refused, or said to have done and has not, makes no room for those who want the name of what stays.
import { describe, expect } from 'vitest';
import { type Case, numbered, type Values } from './case.js';

const ada = (title: string): Values => ({ givenName: 'Ada', sn: 'Lovelace', title });
const added = (number: string, title: string): string =>
  `add Ada Lovelace {displayName: Ada Lovelace, employeeID: ${number}, sAMAccountName: alovelace, title: ${title}}`;
const FAILED = 'export corp.user/g1 export-failed corp.user';
const EXISTS = 'export M2 export-failed corp.user';
const holder = (why: string): string => `CN=Ada Lovelace,OU=People is the name of corp.user:g1, ${why}`;

/** The first Ada has an account and leaves; the second one wants its name. */
const followed = async (one: Case): Promise<Case> => {
  one.hr('1', ada('a'));
  await one.sync({ ops: [added('1', 'a')] });
  await one.settled();
  one.gone('hr', '1').hr('2', ada('b'));
  await one.sync({ ops: ['delete g1', added('2', 'b')] });
  return one;
};

describe('room for a name', () => {
  numbered(43, 'A deletion that was refused makes none until an operator has it tried anew', async (open) => {
    const one = (await followed(await open())).answering(({ kind }) =>
      kind === 'delete' ? { fail: 'permanent' } : 'apply',
    );
    await one.exported();
    const waiting = { errors: [FAILED, 'M1 refused corp.user', 'M2 name-taken corp.user'] };
    for (let round = 0; round < 3; round += 1) {
      await one.sync(waiting);
      expect(await one.findings()).toContain(holder('whose deletion the target refused'));
      await one.exported();
    }
    expect(one.requested()).toEqual(['add Ada Lovelace', 'delete g1']);
    one.answering(() => 'apply');
    await one.retried();
    await one.sync({ ops: ['delete g1', added('2', 'b')], errors: [FAILED] });
    await one.settled();
    expect(one.requested().slice(2)).toEqual(['delete g1', 'add Ada Lovelace']);
  });

  numbered(43, 'A deletion that was said to be done makes none while the object is shown', async (open) => {
    const one = (await followed(await open())).answering(({ kind }) => (kind === 'delete' ? 'not-stored' : 'apply'));
    await one.exported();
    await one.sync({
      errors: [EXISTS, 'M1 exported-change-not-reimported corp.user :delete', 'M2 name-taken corp.user'],
    });
    expect(await one.findings()).toContain(holder('whose deletion the target confirmed and did not carry out'));
    one.gone('corp', 'g1');
    await one.sync({ ops: [added('2', 'b')], errors: [EXISTS] });
    await one.settled();
  });

  numbered(43, 'A deletion that was not heeded is another one when the object was wanted meanwhile', async (open) => {
    const one = await open();
    one.hr('1', ada('a'));
    await one.sync({ ops: [added('1', 'a')] });
    await one.settled();
    one.gone('hr', '1').answering(({ kind }) => (kind === 'delete' ? 'not-stored' : 'apply'));
    await one.sync({ ops: ['delete g1'] });
    await one.exported();
    const unheeded = 'M1 exported-change-not-reimported corp.user :delete';
    await one.sync({ errors: [unheeded] });
    await one.settled({ errors: [unheeded] });
    one.hr('1', ada('a'));
    await one.sync({});
    one.gone('hr', '1').answering(() => 'apply');
    await one.sync({ ops: ['delete g1'] });
    await one.settled();
    expect(one.requested()).toEqual(['add Ada Lovelace', 'delete g1', 'delete g1']);
  });

  numbered(43, 'Who wants the name waits for a deletion that waits to be tried again', async (open) => {
    const one = (await followed(await open())).answering(({ kind }) =>
      kind === 'delete' ? { fail: 'transient' } : 'apply',
    );
    const staged = ['delete g1', added('2', 'b')];
    await one.exported();
    await one.sync({ ops: staged, errors: [FAILED] });
    await one.exported();
    await one.sync({ ops: staged, errors: [FAILED, 'export M2 awaits-other corp.user'] });
    expect(one.requested()).toEqual(['add Ada Lovelace', 'delete g1']);
    expect(await one.findings('export')).toContain(
      'it is sent after corp.user:g1 is deleted, and that waits itself, to be tried again or to be seen',
    );
    one.answering(() => 'apply');
    await one.sync({ ops: staged, errors: [FAILED, 'export M2 awaits-other corp.user'] }, 2);
    await one.settled();
    expect(one.requested().slice(2)).toEqual(['delete g1', 'add Ada Lovelace']);
  });

  numbered(43, 'A deletion that failed too often makes none', async (open) => {
    const one = (await followed(await open())).answering(({ kind }) =>
      kind === 'delete' ? { fail: 'transient' } : 'apply',
    );
    for (let on = 2; on < 13; on += 1) {
      await one.exported();
      await one.sync({ ops: ['delete g1', added('2', 'b')], errors: [FAILED] }, on);
    }
    await one.exported();
    await one.sync({ ops: ['delete g1'], errors: [FAILED, 'M2 name-taken corp.user'] });
    expect(await one.findings()).toEqual([holder('whose deletion the target refused')]);
  });

  numbered(43, 'A renaming that was refused makes none until it is another one', async (open) => {
    const one = await open();
    one.hr('1', ada('a'));
    await one.sync({ ops: [added('1', 'a')] });
    await one.settled();
    one.change('hr', '1', { sn: 'King' }).hr('2', ada('b'));
    await one.sync({ ops: [added('2', 'b'), 'update g1 {displayName: Ada King} -> Ada King'] });
    one.answering(({ kind }) => (kind === 'update' ? { fail: 'permanent' } : 'apply'));
    await one.exported();
    await one.sync({ errors: [FAILED, 'M1 refused corp.user', 'M2 name-taken corp.user'] });
    expect(await one.findings()).toContain(holder('whose renaming the target refused'));
    one.change('hr', '1', { sn: 'Byron' });
    await one.sync({ ops: [added('2', 'b'), 'update g1 {displayName: Ada Byron} -> Ada Byron'], errors: [FAILED] });
  });
});
