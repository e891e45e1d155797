// rulec graph: the forms of the picture, and what belongs to one attribute.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { type Desk, openDesk } from './testing/desk.js';

const RULES = `metaverse person {
  id: string exact
  name: string
  end: date
  login: string
  shown: string = "\${name} (\${id})"
  status: "active" | "left" = if end < 2026-01-01 then "left" else "active"
}
rule hr from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  name <- sn ?? birthName
  end <- endDate
}
rule known from corp.user to person {
  join employeeID == mv.id
  login <- sAMAccountName
}
rule account from person to corp.user {
  scope id is present and shown is present
  join id == cs.employeeID
  provision
  deprovision keep
  dn <- "CN=\${shown},DC=x"
  sAMAccountName <- once login ?? id
  employeeID <- id
  displayName <- shown
  department <- status
}
`;

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
  desk.write(
    Object.fromEntries(
      Object.entries({ ...exampleWorld, 'a.syncrule': RULES }).map(([path, text]) => [`rules/${path}`, text]),
    ),
  );
  desk.write({ 'config.json': '{}' });
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
      'person.name',
      [
        'hr.person.birthName -> person.name [hr]',
        'hr.person.sn -> person.name [hr]',
        'person.name -> person.shown [derived]',
        'person.shown -> corp.user.displayName [account]',
        'person.shown -> corp.user.dn [account]',
      ],
    ],
    [
      'DEPARTMENT',
      [
        'hr.person.endDate -> person.end [hr]',
        'person.end -> person.status [derived]',
        'person.status -> corp.user.department [account]',
      ],
    ],
    [
      'corp.user.sAMAccountName',
      [
        'corp.user.sAMAccountName -> person.login [known]',
        'hr.person.employeeNumber -> person.id [hr]',
        'person.id -> corp.user.sAMAccountName [account]',
        'person.login -> corp.user.sAMAccountName [account]',
      ],
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
  for (const word of ['account', 'displayName', 'corp.user']) expect(svg).toContain(`>${word}</text>`);
});

test.each([
  ['flow.dot', /^digraph /],
  ['flow.MMD', /^flowchart LR/],
])('%s is written as its name says', async (file, begins) => {
  expect(await desk.rulec(`graph rules -o ${file}`)).toEqual({ code: 0, out: '', err: `wrote ${file}\n` });
  expect(desk.read(file)).toMatch(begins);
});

test('Mermaid, of a plan that was compiled before', async () => {
  await desk.rulec('compile rules -o plan.json');
  const { out } = await desk.rulec('graph plan.json --format mermaid --attribute person.status');
  expect(out.split('\n')[0]).toBe('flowchart LR');
  expect(out).toMatch(/n\d+ -->\|"hr"\| n\d+/);
  expect(out).toMatch(/n\d+ -\.-> n\d+/);
});

test.each([
  ['graph rules --attribute statsu', 2, 'did you mean `status`?'],
  ['graph nowhere', 2, 'nowhere'],
  ['graph config.json', 2, 'cannot read the plan'],
  ['graph rules -o flow.png', 2, 'expected a file that ends with one of .svg, .dot'],
])('%s', async (command, code, message) => {
  expect(await desk.rulec(command)).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
});
