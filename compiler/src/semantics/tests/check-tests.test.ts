// Tests in the language: what the compiler says of them before any is run, and what it makes of them.
import { describe, expect, test } from 'vitest';
import { testsDiagnostics } from '../../diagnostics/catalogue/tests.js';
import { checkText, findingsOf } from '../testing/check.js';

const inTest = (steps: string): string => `test "a person" {\n${steps}\nexpect nothing\n}`;
const given = 'given hr.person "1" { sn: "Lovelace" }';

describe('each code', () => {
  test.each(Object.entries(testsDiagnostics))(
    '%s: the wrong example gives it, the right one gives nothing',
    (code, { wrong, right }) => {
      expect(findingsOf(wrong).map((finding) => finding.slice(0, 6))).toEqual([code]);
      expect(findingsOf(right)).toEqual([]);
    },
  );
});

describe('steps that are right', () => {
  test.each([
    ['an object by the value of its anchor', 'given hr.person { id: "1" } change hr.person "1" { sn: absent }'],
    [
      'lists, sets of texts, references',
      `${given} given hr.person "2" { tags: ["a"], kind: "vendor", manager: hr.person "1" }`,
    ],
    [
      'an anchor that the test gives to what rules add',
      'expect add corp.user "x" { enabled: true } remove corp.user "x"',
    ],
    ['an object that was removed', `${given} remove hr.person "1" ${given}`],
    ['an object that was deleted', 'expect add corp.user "x" expect delete corp.user "x" expect add corp.user "x"'],
    [
      'a reference between metaverse objects, by an object that is joined',
      `${given} expect person { manager: hr.person "1" }`,
    ],
    [
      'errors with and without words',
      `${given} expect error hr.person "1" { message: "no name", sn: "x" } expect error person`,
    ],
    ['the same time again', 'at 2026-03-01 at 2026-03-01T00:00Z'],
    ['names as the system compares them', 'given corp.user "x" { displayname: "X" }'],
    ['when a metaverse object was lost', 'expect no person { goneSince: 2026-03-01T00:00Z }'],
  ])('%s', (_, steps) => {
    expect(findingsOf(inTest(steps))).toEqual([]);
  });
});

describe('steps that are wrong', () => {
  test.each([
    ['a misspelt type', 'given hr.persn "1" { }', 'SR3004', 'did you mean `hr.person`?'],
    ['a misspelt connector', 'given hhr.person "1" { }', 'SR3004', 'did you mean `hr`?'],
    ['a misspelt attribute', 'given hr.person "1" { titel: "x" }', 'SR6005', 'did you mean `title`?'],
    ['a misspelt anchor', `given hr.person "1001" { } remove hr.person "1010"`, 'SR6003', 'did you mean `1001`?'],
    [
      'a reference to an object of another type',
      `${given} given corp.user "x" { manager: hr.person "1" }`,
      'SR6004',
      undefined,
    ],
    [
      'a text where a reference is wanted',
      'given corp.user "x" { manager: "CN=Ada" }',
      'SR6004',
      'write the type and anchor of an object of the test: `corp.user "1001"`',
    ],
    ['a text that is not in the set', 'given hr.person "1" { kind: "employe" }', 'SR6004', undefined],
    ['a list for a single value', 'given hr.person "1" { sn: ["x"] }', 'SR6004', undefined],
    [
      'an anchor of another type of the same system',
      'given corp.user "1" { } given corp.group "1" { }',
      'SR6006',
      'write `change` to change it, or give the new object an anchor of its own',
    ],
    ['an anchor that nobody gave', 'given corp.group "1" { }\ngiven hr.contractor { }', 'SR6007', undefined],
    ['a change of the anchor', `${given} change hr.person "1" { id: "2" }`, 'SR6008', undefined],
    ['an update of the metaverse', 'expect update person { sn: "x" }', 'SR6009', undefined],
    ['an unknown parameter', 'param zone = "UTC"', 'SR3004', undefined],
    ['a message that is no text', 'expect error person { message: 1 }', 'SR6004', undefined],
  ])('%s', (_, steps, code, help) => {
    const found = checkText(inTest(steps)).diagnostics;
    expect(found.map((finding) => finding.code)).toEqual([code]);
    if (help !== undefined) expect(found[0]?.help).toBe(help);
  });

  test('a parameter that no test gives a value is said once', () => {
    const text = `param domain: string\n${inTest(given)}\n${inTest(given)}\n${inTest(given)}`;
    const found = checkText(text).diagnostics;
    expect(found.map(({ code, notes }) => [code, notes])).toEqual([['SR6011', ['neither do 2 other tests']]]);
    expect(found[0]?.location.span.start).toBe(text.indexOf('"a person"'));
  });

  test('an attribute given twice has the last value, and is said', () => {
    expect(findingsOf(inTest('given hr.person "1" { sn: "a", sn: "b" }'))).toEqual([
      'SR3001 2:32 "sn" the attribute in this object `sn` is declared more than once',
    ]);
  });
});

test('what a test means', () => {
  const text = `param domain: string
test "joiner" {
  param domain = "corp.example"
  at 2026-03-01
  given hr.person "1" { sn: "Lovelace", level: -3, endDate: 2026-03-31 }
  expect no add corp.user
  expect person { sn: "Lovelace", title: absent }
}`;
  const [checked] = checkText(text).tests;
  expect(checked?.title).toBe('joiner');
  expect(checked?.params).toEqual([{ name: 'domain', type: { scalar: 'string', many: false }, value: 'corp.example' }]);
  expect(checked?.steps.map(({ kind }) => kind)).toEqual(['at', 'given', 'expect', 'expect']);
  const [at, object, none, person] = checked?.steps ?? [];
  expect(at).toMatchObject({ time: Date.UTC(2026, 2, 1) });
  expect(object?.kind === 'given' && [...object.values].map(([name, { values }]) => [name, values])).toEqual([
    ['sn', [{ kind: 'value', value: 'Lovelace' }]],
    ['level', [{ kind: 'value', value: -3n }]],
    ['endDate', [{ kind: 'value', value: Date.UTC(2026, 2, 31) / 86_400_000 }]],
  ]);
  expect(none).toMatchObject({
    expectation: { kind: 'change', no: true, change: 'add', subject: { anchor: undefined } },
  });
  expect(person?.kind === 'expect' && person.expectation).toMatchObject({
    kind: 'state',
    subject: { side: 'mv', type: 'person' },
  });
});
