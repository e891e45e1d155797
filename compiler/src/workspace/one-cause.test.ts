// One cause, one finding, across the phases of the compiler.
import { expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { compileProgram, memoryHost, readProgram } from './index.js';

const findings = (clause: string) => {
  const rules = `metaverse person {
  id: string exact
}

rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  ${clause}
  id <- employeeNumber
}`;
  const files = { ...exampleWorld, 'rules.syncrule': rules };
  return compileProgram(readProgram(memoryHost(files), { complete: true }))
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, help }) => [code, help]);
};

test.each([
  ['projct', 'did you mean `project`?'],
  ['Disabled', 'did you mean `disabled`?'],
  ['somethingElse', undefined],
])('a word alone, %s, is one finding', (clause, help) => {
  expect(findings(clause)).toEqual([['SR1001', help]]);
});

/** Codes of all findings in a program that has one mistake. */
const codesIn = (rules: string): readonly string[] => {
  const { diagnostics } = compileProgram(
    readProgram(memoryHost({ ...exampleWorld, 'rules.syncrule': rules }), { complete: true }),
  );
  return diagnostics.map(({ code }) => code);
};

const RIGHT = `param home: dn = "DC=x"

function shown(given: string, family: string): string = "\${given} \${family}"

metaverse person {
  id: string exact
  given: string
  sn: string
  end: date
  name: string = shown(given, sn)
  status: "active" | "left" = if end < today("UTC") then "left" else "active"
}

rule hr "People" from hr.person to person {
  scope sn is present
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  given <- sn
  sn <- same
  end <- endDate
}

rule account from person to corp.user {
  scope id is present and sn is present and status == "active"
  join id == cs.employeeID
  provision
  deprovision keep
  dn <- "CN=\${id},\${param.home}"
  sAMAccountName <- id
  employeeID <- id
  displayName <- name ?? given ?? sn
}

rule leaver from person to corp.user {
  scope status == "left"
  displayName <- "\${sn} (left)"
}
`;

test('the program without a mistake has no finding', () => {
  expect(codesIn(RIGHT)).toEqual([]);
});

test.each<[what: string, right: string, wrong: string, ...codes: string[]]>([
  ['a type that is none', 'sn: string', 'sn: sting', 'SR3008'],
  ['a type of a parameter that is none', 'param home: dn', 'param home: nd', 'SR3008'],
  ['a declaration misspelt', 'metaverse person', 'metavers person', 'SR1002'],
  ['a declaration in capitals', 'rule account', 'RULE account', 'SR1002'],
  ['a title after it', 'rule hr "People"', 'rul hr "People"', 'SR1002'],
  ['a function misspelt', 'function shown', 'functoin shown', 'SR1002'],
  ['a word misspelt in a head', 'hr "People" from', 'hr "People" form', 'SR1001'],
  ['another one', 'to corp.user', 'tox corp.user', 'SR1001'],
  ['a word too much in an expression', 'shown(given, sn)\n', 'shown(given, sn) sn\n', 'SR1002'],
  ['a word misspelt in an expression', 'today("UTC") then', 'today("UTC") thn', 'SR1001'],
  ['a parameter too much', 'family: string)', 'family string)', 'SR1001'],
  ['a sign missing in a rule', 'join employeeNumber == mv.id', 'join employeeNumber = mv.id', 'SR1023'],
  ['a scope that reads what is not there', 'and status == "active"', 'and sttus == "active"', 'SR3101'],
  ['`<>`', 'and status == "active"', 'and status <> "left"', 'SR1003'],
  [
    '`elseif`',
    '<- name ?? given ?? sn',
    '<- if name is present then name elseif given is present then given else sn',
    'SR1001',
  ],
  ['a list in round brackets', 'status == "active"', 'status in ("active", "left")', 'SR1001'],
  ['`null`', '<- name ?? given ?? sn', '<- null', 'SR3101'],
  ['a function of Entra Connect', '<- name ?? given ?? sn', '<- IIF(name is present, name, sn)', 'SR3114'],
  ['a duration without its unit', 'deprovision keep', 'deprovision delete after 30', 'SR3307'],
  ['a precedence without its word', 'from person to corp.user {', 'from person to corp.user 10 {', 'SR1001'],
])('%s is one finding', (_, right, wrong, ...codes) => {
  expect(RIGHT).toContain(right);
  expect(codesIn(RIGHT.replace(right, wrong))).toEqual(codes);
});
