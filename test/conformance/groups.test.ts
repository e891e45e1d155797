// Conformance case 36: one member of a large group. What is staged, sent and looked at does not depend on its size.
import type { SchemaFile } from '@syncrule/runtime/plan';
import { describe, expect, it } from 'vitest';
import { Case, numbered } from './case.js';

const text = { type: 'string' } as const;
const system = (writable: boolean): SchemaFile => ({
  format: 'syncrule-schema/1',
  types: {
    user: { anchor: 'id', attributes: { id: { ...text, writable: 'never' }, login: { ...text, always: !writable } } },
    group: {
      anchor: 'id',
      attributes: {
        id: { ...text, writable: 'never' },
        code: { ...text, always: !writable },
        member: { type: 'ref', to: ['user'], many: true },
      },
    },
  },
});

const program = `
connector corp  { schema "corp.json" }
connector cloud { schema "cloud.json" }
metaverse person { login: string exact }
metaverse team { code: string exact   member: ref person[] }
rule corpUser from corp.user to person precedence 100 { join login == mv.login   project   login <- same }
rule corpGroup from corp.group to team precedence 100 { join code == mv.code   project   code, member <- same }
rule cloudUser from person to cloud.user precedence 200 { scope login is present   join login == cs.login   login <- same }
rule cloudGroup from team to cloud.group precedence 200 {
  scope code is present   join code == cs.code   code, member <- same
}
`;

const systems = { corp: system(false), cloud: system(true) };
const SIZES = [500, 3_000];

type Name = keyof typeof systems;
/** How anchors begin. */
const SIGNS = { corp: 'c', cloud: 'l' } as const;

const members = (name: Name, numbers: readonly number[]) => ({
  member: numbers.map((number) => ({ anchor: `${SIGNS[name]}${number}` })),
});

/** A group of so many, and two more users, in both systems alike. */
const populated = (one: Case, size: number): readonly number[] => {
  const numbers = Array.from({ length: size }, (_, i) => i + 1);
  for (const name of ['corp', 'cloud'] as const) {
    const sign = SIGNS[name];
    for (const number of [...numbers, size + 1, size + 2])
      one.put(name, 'user', `${sign}${number}`, { id: `${sign}${number}`, login: `u${number}` });
    one.put(name, 'group', `${sign}all`, { id: `${sign}all`, code: 'all', ...members(name, numbers) });
  }
  return numbers;
};

const toldOfMembers = (one: Case, numbers: readonly number[]): Promise<Case> =>
  one.change('corp', 'call', members('corp', numbers)).told();

describe('a member of a large group', () => {
  for (const size of SIZES)
    numbered(36, `One member of 500,000: the same with ${size}`, async (open) => {
      const one = await open(program, { systems });
      const numbers = populated(one, size);
      await one.sync({ links: { lall: 'Mcall joined' } });
      await toldOfMembers(one, [...numbers, size + 1]);
      expect(await one.evaluatedByDelta()).toBe(1);
      await one.synced({ ops: [`update lall {member: +l${size + 1}}`] });
      await one.settled();
      expect(one.system('cloud').requests).toMatchObject([
        { kind: 'update', changes: [{ attribute: 'member', added: [{ anchor: `l${size + 1}` }], removed: undefined }] },
      ]);
      await toldOfMembers(one, [...numbers.slice(1), size + 1]);
      await one.synced({ ops: ['update lall {member: -l1}'] });
    });
});

describe('the members of a group of two', () => {
  it.each<[string, readonly number[], string]>([
    ['of whom one is replaced', [2, 3], 'update lall {member: +l3 -l1}'],
    ['who are all replaced', [3, 4], 'update lall {member: l3|l4}'],
    ['who all leave', [], 'update lall {member: none}'],
  ])('%s', async (_, numbers, expected) => {
    const one = await Case.open(program, { systems });
    populated(one, 2);
    await one.sync({});
    await toldOfMembers(one, numbers);
    await one.synced({ ops: [expected] });
    await one.sent();
    await one.synced({});
    await one.settled();
    await one.close();
  });
});
