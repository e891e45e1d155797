// Section 10 of the language: what tests do, and what they notice. Each row is a test; no failures: it passes.
import { describe, expect, test } from 'vitest';
import { failuresOf, RULES, runTests } from './testing/program.js';

const ada = 'given hr.person "1" { givenName: "Ada", sn: "Lovelace" }';
const bob = 'given hr.person "2" { givenName: "Bob", sn: "Boole", manager: hr.person "1" }';
const added = `${ada}\nexpect add corp.user "ada" { displayName: "Ada Lovelace" }`;

describe('expectations that hold', () => {
  test.each([
    ['10.1: nothing is there at the beginning', 'expect nothing expect no person expect no corp.user'],
    [
      '10.2: what is given is imported, joined, projected and provisioned',
      `${added} expect person { displayName: "Ada Lovelace", title: absent } expect nothing`,
    ],
    [
      '10.2: a change and a removal',
      `${added} change hr.person "1" { sn: "King" } expect update corp.user "ada" { displayName: "Ada King", dn: "CN=Ada King,DC=x" } remove hr.person "1" expect delete corp.user "ada" expect no person`,
    ],
    [
      '10.2: `absent` removes a value',
      `given hr.person "1" { givenName: "A", sn: "B", title: "chief" } expect add corp.user "a" { title: "chief" } change hr.person "1" { title: absent } expect update corp.user "a" { title: "none" }`,
    ],
    [
      '10.2: somebody changes an account, and it is put right',
      `${added} change corp.user "ada" { displayName: "x", enabled: false } expect update corp.user "ada" { displayName: "Ada Lovelace", enabled: true } expect nothing`,
    ],
    ['10.2: an object comes again', `${added} remove hr.person "1" expect delete corp.user "ada" ${added}`],
    [
      '10.3: time alone changes what is so',
      `given hr.person "1" { givenName: "A", sn: "B", endDate: 2026-03-31 } expect add corp.user "a" at 2026-03-31T23:59Z expect nothing at 2026-04-01 expect delete corp.user "a"`,
    ],
    [
      '10.4: an object by its anchor, and by its values',
      `${added} expect corp.user "ada" { enabled: true, employeeID: "1" } expect corp.user { sAMAccountName: "1" } expect no corp.user { enabled: false }`,
    ],
    [
      '10.4: references to objects of the test',
      `${ada} ${bob} expect add corp.user "ada" { employeeID: "1" } expect add corp.user "bob" { manager: corp.user "ada" } expect person { id: "2", manager: hr.person "1" }`,
    ],
    [
      '10.4: lists compare as sets',
      `given hr.person "1" { givenName: "A", sn: "B", proxyAddresses: ["x", "y"] } expect add corp.user "a" { proxyAddresses: ["y", "x"] } change hr.person "1" { proxyAddresses: ["z", "y"] } expect update corp.user "a" { proxyAddresses: ["z", "y"] }`,
    ],
    [
      '10.4: names are the same however they are escaped',
      'given hr.person "1" { givenName: "A", sn: "B, C" } expect add corp.user { dn: "CN=A B\\\\2C C,DC=x" }',
    ],
    [
      '10.4: an error with a part of its message',
      'given hr.person "1" { givenName: "A", sn: "B", title: "boss" } expect error hr.person "1" { message: "no boss: B" } expect error hr.person { sn: "B" } expect nothing',
    ],
    [
      '10.5: an error that lasts is not a new one',
      'given hr.person "1" { givenName: "A", sn: "B", title: "boss" } expect error hr.person "1" at 2026-03-02 expect nothing',
    ],
    [
      '10.5: what other expectations are about, wherever they stand',
      `${ada} expect nothing expect add corp.user "ada"`,
    ],
  ])('%s', async (_, steps) => {
    expect(await failuresOf(steps)).toEqual([]);
  });
});

describe('expectations that do not hold', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a value, with the rule that gave it',
      `${ada} expect person { displayName: "Ada", sn: "lovelace", id: "1" }`,
      [
        'expected one `person` with these values, found one that differs',
        '  person of hr.person "1"',
        '    displayName: "Ada" / "Ada Lovelace" (derived rules.syncrule:10)',
        '    sn: "lovelace" / "Lovelace" (rule hrPerson rules.syncrule:21)',
      ],
    ],
    [
      'a staged value, with the rule that staged it',
      `${ada} expect add corp.user { title: "x" }`,
      [
        'expected one add of `corp.user` with these values, found one that differs',
        '  add of corp.user "CN=Ada Lovelace,DC=x" for person of hr.person "1"',
        '    title: "x" / "none" (rule account rules.syncrule:37)',
      ],
    ],
    [
      'an attribute that an update leaves alone',
      `${added} change hr.person "1" { title: "t" } expect update corp.user "ada" { title: "t", enabled: true }`,
      [
        'expected one update of `corp.user "ada"` with these values, found one that differs',
        '  update of corp.user "ada"',
        '    enabled: true / unchanged',
      ],
    ],
    [
      'no candidate, and what happened instead',
      `${added} remove hr.person "1" expect update corp.user "ada"`,
      ['expected one update of `corp.user "ada"`, found none', '  delete of corp.user "ada"'],
    ],
    [
      'what should not be there',
      `${ada} expect no person { id: "1" }`,
      [
        'expected no `person` with these values, found 1',
        '  person of hr.person "1"',
        '    active: true (derived rules.syncrule:11)',
        '    givenName: "Ada" (rule hrPerson rules.syncrule:21)',
        '    sn: "Lovelace" (rule hrPerson rules.syncrule:21)',
        '    displayName: "Ada Lovelace" (derived rules.syncrule:10)',
        '    id: "1" (rule hrPerson rules.syncrule:20)',
      ],
    ],
    [
      'more than one',
      `${ada} ${bob} expect person { active: true }`,
      ['expected one `person` with these values, found 2', expect.stringContaining('person of hr.person')],
    ],
    [
      'an error that there is none of',
      `${ada} expect error hr.person "1" { message: "no boss" }`,
      ['expected one error of `hr.person "1"` whose message holds "no boss", found none'],
    ],
    [
      'a change that nobody expected',
      `${added} change hr.person "1" { title: "t" } expect nothing`,
      [
        'expected nothing else to happen, found 1 change',
        '  update of corp.user "ada"',
        '    title: "t" (rule account rules.syncrule:37)',
      ],
    ],
    [
      'an error that nobody expected',
      'given hr.person "1" { sn: "B", title: "boss" } expect nothing',
      ['expected nothing else to happen, found 1 error', '  error of hr.person "1": no boss: B'],
    ],
    [
      'a reference to somebody else',
      `${ada} ${bob} expect person { id: "2", manager: hr.person "2" }`,
      [
        'expected one `person` with these values, found 2 that differ',
        '  person of hr.person "2"',
        '    manager: hr.person "2" / person of hr.person "1" (rule hrPerson rules.syncrule:21)',
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    ],
  ])('%s', async (_, steps, expected) => {
    expect((await failuresOf(steps)).slice(0, expected.length)).toEqual(expected);
  });

  test('the first cycle that goes wrong is the last one', async () => {
    const failures = await failuresOf(
      `${ada} expect no person expect nothing change hr.person "1" { sn: "x" } expect no person`,
    );
    expect(failures.filter((line) => line.startsWith('expected'))).toEqual(['expected no `person`, found 1']);
  });

  test('10.3: a value that comes back from the target and goes on', async () => {
    const rules = `${RULES}
rule guid from corp.user to person precedence 200 {
  join employeeID == mv.id
  title <- if sAMAccountName == "1" then "seen" else absent
}`;
    expect(
      await failuresOf(
        `${ada} expect add corp.user "ada" { title: "none" } expect update corp.user "ada" { title: "seen" } expect nothing`,
        rules,
      ),
    ).toEqual([]);
  });

  test('10.3: a synchronisation that finds something however often it is repeated', async () => {
    const flipping = RULES.replace('title <- title ?? "none"', 'title <- if cs.title == "a" then "b" else "a"');
    expect(await failuresOf(`${ada} expect add corp.user "ada"`, flipping)).toEqual([
      'expected that the systems settle, found a change still after 5 rounds of synchronisation and export',
      '  update of corp.user "ada"',
      '    title: "b" (rule account rules.syncrule:37)',
    ]);
  });
});

test('why nobody gave another value', async () => {
  const given = 'given hr.person "1" { givenName: "A", sn: "B", title: "chief" }\nexpect person { title: "chief" }';
  const [result] = await runTests(
    `test "it" {\nat 2026-03-01\n${given}\nchange hr.person "1" { title: "boss" }\nexpect person { title: "boss" }\n}`,
  );
  const [difference] = result?.failures[0]?.candidates[0]?.differences ?? [];
  expect(difference).toMatchObject({
    attribute: 'title',
    expected: '"boss"',
    found: '"chief"',
    origin: { text: 'rule hrPerson, kept since it fails now', place: { file: 'rules.syncrule', line: 22 } },
    reasons: [
      {
        text: 'rule hrPerson fails, and what it gave before counts: no boss: B, reading title "boss"; sn "B"',
        place: { line: 22 },
      },
    ],
  });
});

test('10.6: accounts', async () => {
  const rules = `${RULES}
rule admin from person to corp.user as admin {
  scope title == "admin" and id is present
  join "adm-\${id}" == cs.sAMAccountName
  provision
  deprovision delete
  dn <- "CN=adm-\${id},DC=x"
  sAMAccountName <- once "adm-\${id}"
}
`;
  const given = 'given hr.person "1" { givenName: "A", sn: "B", title: "admin" }';
  const steps = `${given}
    expect add corp.user "a" { sAMAccountName: "1" }
    expect add corp.user as admin "adm" { dn: "CN=adm-1,DC=x" }
    expect nothing
    expect corp.user { enabled: true }
    expect corp.user as admin { enabled: absent }
    expect corp.user "adm" { sAMAccountName: "adm-1" }
    change hr.person "1" { title: "t" }
    expect delete corp.user "adm"
    expect update corp.user { title: "t" }
    expect nothing`;
  expect(await failuresOf(steps, rules)).toEqual([]);
});

test('10.1: parameters of a test', async () => {
  const rules = `param tail: string\n${RULES.replace('"none"', 'param.tail')}`;
  const testOf = (value: string) =>
    `test "${value}" {\nparam tail = "${value}"\nat 2026-03-01\n${ada}\nexpect add corp.user { title: "a" }\n}\n`;
  const results = await runTests(`${testOf('a')}${testOf('b')}${testOf('a')}`, rules);
  expect(results.map(({ failures }) => failures.length)).toEqual([0, 1, 0]);
});
