// A program for tests of tests: people from HR to a directory, with rules that show what a test can notice.
import { exampleWorld } from '../../docs/index.js';
import { compileProgram, memoryHost, readProgram } from '../../workspace/index.js';
import { Machines, runTest, type TestResult } from '../index.js';

export const RULES = `metaverse person {
  id: string exact
  givenName: string
  sn: string
  title: string
  mails: string[]
  endDate: date
  manager: ref person

  displayName: string = "\${givenName} \${sn}"
  active: boolean = endDate is absent or endDate >= today("UTC")
}

rule hrPerson from hr.person to person precedence 100 {
  scope employeeType != "vendor"

  join employeeNumber == mv.id
  project

  id <- employeeNumber
  givenName, sn, endDate, manager <- same
  title <- if title == "boss" then error("no boss: \${sn}") else title
  mails <- merge proxyAddresses
}

rule account from person to corp.user precedence 200 {
  scope active and id is present and displayName is present

  join id == cs.employeeID
  provision
  deprovision delete

  dn <- "CN=\${displayName},DC=x"
  employeeID <- id
  sAMAccountName <- once id
  displayName, manager <- same
  title <- title ?? "none"
  proxyAddresses <- mails
  enabled <- true
}
`;

/** Runs the tests in a text, beside the rules. */
export const runTests = async (tests: string, rules = RULES): Promise<readonly TestResult[]> => {
  const files = { ...exampleWorld, 'rules.syncrule': rules, 'tests.syncrule': tests };
  const compilation = compileProgram(readProgram(memoryHost(files)));
  const { planWith, schemas, diagnostics } = compilation;
  if (planWith === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  let now = 0;
  const bed = { machines: new Machines(planWith), schemas, clock: () => now++ };
  const results: TestResult[] = [];
  for (const test of compilation.tests) results.push(await runTest(test, bed));
  return results;
};

/** The failures of one test of these steps, as short lines: what was expected and found, and the candidates. */
export const failuresOf = async (steps: string, rules = RULES): Promise<readonly string[]> => {
  const [result] = await runTests(`test "it" {\nat 2026-03-01\n${steps}\n}`, rules);
  return (result?.failures ?? []).flatMap(({ message, candidates, notes }) => [
    message,
    ...candidates.flatMap(({ name, differences }) => [
      `  ${name}`,
      ...differences.map(({ attribute, expected, found, origin }) => {
        const by = origin?.place === undefined ? '' : ` (${origin.text} ${origin.place.file}:${origin.place.line})`;
        return `    ${attribute}: ${expected === undefined ? '' : `${expected} / `}${found}${by}`;
      }),
    ]),
    ...notes.map(({ text }) => `  = ${text}`),
  ]);
};
