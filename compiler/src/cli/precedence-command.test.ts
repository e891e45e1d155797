// `rulec precedence` as people type it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { main } from './main.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rulec-precedence-'));
  mkdirSync(join(directory, 'rules'));
  for (const [path, text] of Object.entries({ ...exampleWorld, 'a.syncrule': RULES })) {
    writeFileSync(join(directory, 'rules', path), text);
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const RULES = `metaverse person {
  id: string exact
  mail: string prefer book = "\${id}@corp.example"
  title: string
  mails: string[]
}
rule hr from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  mail, title <- same
  mails <- merge proxyAddresses
}
rule book from corp.user to person {
  join employeeID == mv.id
  mail, title <- same
  mails <- merge proxyAddresses
}
rule staff from person to corp.user precedence 10 { scope title is present  title <- title  mail <- mail  proxyAddresses <- mails }
rule others from person to corp.user precedence 20 { scope title is absent  title <- once "none" }
`;

const precedence = async (...argv: readonly string[]) => {
  let [out, err] = ['', ''];
  const code = await main(['precedence', ...argv], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readStdin: () => '',
    directory,
    colours: { out: false, err: false },
    watched: false,
    interruption: () => new AbortController().signal,
  });
  return { code, out, err };
};

test.each<[string, readonly string[], string]>([
  [
    'by precedence, none last',
    ['person.title', 'rules'],
    `person.title
  1  hr    a.syncrule:11  precedence 100                             every hr.person
  2  book  a.syncrule:16  no precedence, so after all that have one  every corp.user
`,
  ],
  [
    'by prefer, and an expression after all flows',
    ['person.mail', 'rules'],
    `person.mail
  1  book                a.syncrule:16  1st in \`prefer\`  every corp.user
  2  hr                  a.syncrule:11  precedence 100   every hr.person
  =  its own expression  a.syncrule:3   after all flows
`,
  ],
  [
    'merged',
    ['person.mails', 'rules'],
    `person.mails  (all values count)
  ·  hr    a.syncrule:12  precedence 100                             every hr.person
  ·  book  a.syncrule:17  no precedence, so after all that have one  every corp.user
`,
  ],
  [
    'rules that never meet',
    ['corp.user.title', 'rules'],
    `corp.user.title  (from person)
  1  staff          a.syncrule:19  precedence 10                             person where title is present
  2  others (once)  a.syncrule:20  precedence 20; never meets the one above  person where title is absent
`,
  ],
])('%s', async (_, argv, out) => expect(await precedence(...argv)).toEqual({ code: 0, out, err: '' }));

test('a name without type stands for all types, a directory alone for all attributes', async () => {
  const headings = async (...argv: readonly string[]) =>
    [...(await precedence(...argv)).out.matchAll(/^[a-z]\S+/gm)].map(String);
  expect(await headings('title', 'rules')).toEqual(['person.title', 'corp.user.title']);
  expect(await headings('rules')).toEqual([
    'person.id',
    'person.mail',
    'person.mails',
    'person.title',
    'corp.user.mail',
    'corp.user.proxyAddresses',
    'corp.user.title',
  ]);
});

test('as JSON', async () => {
  const { out } = await precedence('corp.user.title', 'rules', '--format', 'json');
  expect(JSON.parse(out)).toEqual({
    formatVersion: 1,
    attributes: [
      {
        type: 'corp.user',
        attribute: 'title',
        from: 'person',
        merged: false,
        contributors: [
          {
            rank: 1,
            rule: 'staff',
            source: 'person',
            mode: 'set',
            scope: 'title is present',
            why: 'precedence 10',
            apart: false,
            file: 'a.syncrule',
            line: 19,
          },
          {
            rank: 2,
            rule: 'others',
            source: 'person',
            mode: 'once',
            scope: 'title is absent',
            why: 'precedence 20',
            apart: true,
            file: 'a.syncrule',
            line: 20,
          },
        ],
      },
    ],
  });
});

test('an unknown attribute is wrong usage, with the nearest names', async () => {
  expect(await precedence('person.titel', 'rules')).toEqual({
    code: 2,
    out: '',
    err: 'rulec: expected an attribute that the program writes, found person.titel\n  help: did you mean `person.title`, `person.id` or `person.mail`?\n',
  });
});

test('a program with errors has no order to show', async () => {
  writeFileSync(join(directory, 'rules', 'b.syncrule'), 'rule wrong from hr.person to person { title <- titel }');
  expect(await precedence('rules')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('SR3101') });
});
