// rulec graph: the forms of the picture, and what belongs to one attribute.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from './testing/desk.js';

const RULES = fileURLToPath(new URL('../../../rules/hr-to-directory', import.meta.url));

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
  cpSync(RULES, join(desk.directory, 'rules'), { recursive: true });
});
afterAll(() => desk.remove());

/** The edges of DOT as `hr.person.sn -> person.sn [rule]`. */
const edgesIn = (dot: string): readonly string[] =>
  [...dot.matchAll(/"\w+ (\S+) (\S+)" -> "\w+ (\S+) (\S+)" \[(?:label="([^"]*)"|style=dashed)\]/g)].map(
    ([, fromType, from, toType, to, rules]) => `${fromType}.${from} -> ${toType}.${to} [${rules ?? 'derived'}]`,
  );

describe('one attribute', () => {
  test.each<[string, readonly string[]]>([
    [
      'person.displayName',
      [
        'hr.person.familyName -> person.familyName [hrPerson]',
        'hr.person.givenName -> person.givenName [hrPerson]',
        'hr.person.preferredName -> person.givenName [hrPerson]',
        'person.displayName -> corp.group.description [corpTeam]',
        'person.displayName -> corp.user.cn [corpAccount]',
        'person.displayName -> corp.user.displayName [corpAccount]',
        'person.displayName -> corp.user.dn [corpAccount]',
        'person.familyName -> person.displayName [derived]',
        'person.givenName -> person.displayName [derived]',
      ],
    ],
    [
      'EMPLOYEETYPE',
      [
        'hr.person.endDate -> person.endDate [hrPerson]',
        'person.endDate -> person.status [derived]',
        'person.status -> corp.user.employeeType [corpAccount]',
      ],
    ],
    [
      'corp.user.uid',
      expect.arrayContaining([
        'corp.user.uid -> person.accountName [corpKnown]',
        'person.accountName -> corp.user.uid [corpAccount]',
      ]),
    ],
  ])('%s', async (attribute, expected) => {
    const { out, code } = await desk.rulec(`graph rules --format dot --attribute ${attribute}`);
    expect(code).toBe(0);
    expect([...edgesIn(out)].sort()).toEqual(expected);
  });
});

test('all attributes as SVG in a file, by Graphviz', async () => {
  expect(await desk.rulec('graph rules -o flow.svg')).toMatchObject({ code: 0, out: '' });
  const svg = desk.read('flow.svg');
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  for (const word of ['hrPerson', 'displayName', 'corp.group']) expect(svg).toContain(`>${word}</text>`);
});

test('Mermaid, of a plan that was compiled before', async () => {
  await desk.rulec('compile rules -o plan.json');
  const { out } = await desk.rulec('graph plan.json --format mermaid --attribute person.status');
  expect(out.split('\n')[0]).toBe('flowchart LR');
  expect(out).toMatch(/n\d+ -->\|"hrPerson"\| n\d+/);
  expect(out).toMatch(/n\d+ -\.-> n\d+/);
});

test.each([
  ['graph rules --attribute statsu', 2, 'did you mean `status`?'],
  ['graph nowhere', 2, 'nowhere'],
  ['graph rules/syncrule.config.json', 2, 'cannot read the plan'],
])('%s', async (command, code, message) => {
  expect(await desk.rulec(command)).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
});
