// What tests came to, in each form: for people, for programs, for build servers.
import { describe, expect, test } from 'vitest';
import { countText, jsonTest, junitXml, testText } from '../index.js';
import { runTests } from '../testing/program.js';
import { readXml, type XmlElement } from '../testing/xml.js';

const TESTS = `test "passes" {
  at 2026-03-01
  expect nothing
}
test "a \\"nasty\\" <title> & \\u{7}more" {
  at 2026-03-01
  given hr.person "1" { givenName: "Ada", sn: "<Lovelace>" }
  expect add corp.user "ada" { displayName: "Ada", title: "none" }
}
`;

const results = await runTests(TESTS);

test('for people: what was expected and found, who gave it, and the source', () => {
  expect(results.map((result) => testText(result, { colour: false })).join('')).toMatchInlineSnapshot(`
    "✓ passes
    ✗ a "nasty" <title> & more (tests.syncrule:5)

      expected one add of \`corp.user "ada"\` with these values, found one that differs
        ┌─ tests.syncrule:8:3
        │
       8│   expect add corp.user "ada" { displayName: "Ada", title: "none" }
        │   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      add of corp.user "CN=Ada \\\\<Lovelace\\\\>,DC=x" for person of hr.person "1"
        displayName expected "Ada"
                    found    "Ada <Lovelace>"   rule account (rules.syncrule:36:3)
                    rule account gives it, reading displayName "Ada <Lovelace>" (rules.syncrule:36:3)

    "
  `);
  expect(testText(results[1] ?? failing(), { colour: true })).toContain('\u001b[1;31m');
  expect(countText(results)).toBe('1 of 2 tests failed');
  expect(countText(results.slice(0, 1))).toBe('1 test passed');
});

test('for programs', () => {
  expect(results.map(jsonTest)).toMatchObject([
    { title: 'passes', passed: true, failures: [], place: { file: 'tests.syncrule', line: 1, column: 1 } },
    {
      passed: false,
      failures: [
        {
          place: { file: 'tests.syncrule', line: 8, column: 3 },
          message: 'expected one add of `corp.user "ada"` with these values, found one that differs',
          candidates: [{ differences: [{ attribute: 'displayName', expected: '"Ada"', found: '"Ada <Lovelace>"' }] }],
        },
      ],
    },
  ]);
});

describe('for build servers', () => {
  const document = readXml(junitXml(results));

  /** What the schema of JUnit reports asks of each element: its attributes, and what may stand in it. */
  const SCHEMA: Readonly<
    Record<string, { readonly attributes: readonly string[]; readonly inside: readonly string[] }>
  > = {
    testsuites: { attributes: ['failures', 'name', 'tests', 'time'], inside: ['testsuite'] },
    testsuite: { attributes: ['errors', 'failures', 'name', 'skipped', 'tests', 'time'], inside: ['testcase'] },
    testcase: { attributes: ['classname', 'file', 'line', 'name', 'time'], inside: ['failure'] },
    failure: { attributes: ['message', 'type'], inside: [] },
  };

  const check = ({ name, attributes, children }: XmlElement): void => {
    expect(Object.keys(attributes).sort()).toEqual(SCHEMA[name]?.attributes);
    for (const child of children) {
      expect(SCHEMA[name]?.inside).toContain(child.name);
      check(child);
    }
  };

  test('it is XML, and what JUnit reports are', () => {
    expect(document.name).toBe('testsuites');
    check(document);
  });

  test('it says what the tests came to', () => {
    const [suite] = document.children;
    expect(suite?.attributes).toMatchObject({ name: 'tests.syncrule', tests: '2', failures: '1' });
    expect(suite?.children.map(({ attributes }) => attributes.name)).toEqual([
      'passes',
      'a "nasty" <title> & \uFFFDmore',
    ]);
    expect(suite?.children[1]?.children[0]?.text).toContain('found    "Ada <Lovelace>"');
  });

  test('without tests too', () => {
    expect(readXml(junitXml([]))).toMatchObject({ name: 'testsuites', children: [] });
  });
});

const failing = (): never => {
  throw new Error('there is no second test');
};
