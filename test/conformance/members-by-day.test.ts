// Members that are looked up by what moves with time alone: the day, and what comes of comparing it with another.
import type { SchemaFile } from '@syncrule/runtime/plan';
import { expect, it } from 'vitest';
import { Case } from './case.js';

const text = { type: 'string' } as const;
const hr: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    person: {
      anchor: 'id',
      attributes: {
        id: { ...text, writable: 'never' },
        login: { ...text, always: true },
        lastDay: { type: 'date' },
        open: { type: 'boolean' },
        rank: { type: 'integer' },
      },
    },
    group: {
      anchor: 'id',
      attributes: { id: { ...text, writable: 'never' }, code: { ...text, always: true }, closes: { type: 'date' } },
    },
  },
};
const corp: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    user: { anchor: 'id', attributes: { id: { ...text, writable: 'never' }, login: text } },
    group: {
      anchor: 'id',
      attributes: {
        id: { ...text, writable: 'never' },
        code: text,
        member: { type: 'ref', to: ['user'], many: true },
      },
    },
  },
};

const program = (condition: string): string => `
connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person { login: string exact   lastDay: date   open: boolean   rank: integer }
metaverse team { code: string exact   closes: date }
rule hrPerson from hr.person to person { join login == mv.login   project   login, lastDay, open, rank <- same }
rule hrGroup from hr.group to team { join code == mv.code   project   code, closes <- same }
rule corpUser from person to corp.user { scope login is present   join login == cs.login   login <- same }
rule corpGroup from team to corp.group {
  scope code is present   join code == cs.code   code <- same
  member <- every person p where ${condition}
}
`;

it.each<[string, string, ReadonlyMap<number, string>]>([
  [
    'the day itself',
    'p.lastDay == today("UTC")',
    new Map([
      [3, 'update g {member: l1}'],
      [4, 'update g {member: l2}'],
      [5, 'update g {member: none}'],
    ]),
  ],
  [
    'the day before',
    'p.lastDay + 1d == today("UTC") and p.login is present and p.lastDay == today("UTC") - 1d',
    new Map([
      [4, 'update g {member: l1}'],
      [5, 'update g {member: l2}'],
      [6, 'update g {member: none}'],
    ]),
  ],
  [
    'a claim about the day',
    'p.open == (closes >= today("UTC"))',
    new Map([
      [2, 'update g {member: l1}'],
      [5, 'update g {member: l2}'],
    ]),
  ],
  [
    'a number that follows the day',
    'p.rank == (if closes >= today("UTC") then 1 else 2)',
    new Map([
      [2, 'update g {member: l1}'],
      [5, 'update g {member: l2}'],
    ]),
  ],
])('members by %s', async (_, condition, expected) => {
  const one = await Case.open(program(condition), { systems: { hr, corp } });
  for (const number of [1, 2])
    one
      .put('hr', 'person', `p${number}`, {
        id: `p${number}`,
        login: `u${number}`,
        lastDay: 2 + number,
        open: number === 1,
        rank: BigInt(number),
      })
      .put('corp', 'user', `l${number}`, { id: `l${number}`, login: `u${number}` });
  one.put('hr', 'group', 't', { id: 't', code: 'all', closes: 4 }).put('corp', 'group', 'g', { id: 'g', code: 'all' });
  await one.sync({ ops: ops(expected, 2) }, 2);
  await one.settled();
  for (const day of [3, 4, 5, 6]) {
    await one.sync({ ops: ops(expected, day) }, day);
    await one.settled();
  }
  expect(await one.evaluatedByDelta()).toBe(0);
  await one.close();
});

const ops = (expected: ReadonlyMap<number, string>, day: number): readonly string[] => {
  const operation = expected.get(day);
  return operation === undefined ? [] : [operation];
};
