// Differences in meaning: every part of a plan that has one is told, and nothing else is.
import { type Plan, sealPlan } from '@syncrule/runtime/plan';
import { describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/index.js';
import { compileProgram, memoryHost, readProgram } from '../workspace/index.js';
import { diffPlans, renderChanges } from './index.js';

/** A little of everything that a plan can hold. */
const EVERYTHING = `param domain: string = "corp.example"
namespace logins {
  corp.user: sAMAccountName
  person: id
}
metaverse person {
  id: string exact
  name: string prefer hr, phones
  level: integer
  end: date
  boss: ref person
  tags: string[]
  kind: "staff" | "intern"
  staff: ref person[] = every person p where p.boss == self and p.level > 1
  shown: string = "\${name} (\${id})"
  left: boolean = goneSince is present or end < today("Europe/Berlin")
  login: string = unique(logins, lower(name), n => "\${name}\${n}")
}
function short(t: string): string = case t { "a" | "b": "c", else: left(t, 3) }
rule hr "People" from hr.person to person precedence 10 {
  scope employeeType != "vendor" and not (employeeType == "intern")
  join employeeNumber == mv.id
  project when level is present
  let first = givenName ?? birthName
  id <- employeeNumber
  name <- first
  level <- 2 * level
  end <- endDate + 1d
  boss <- manager
  tags <- merge map(proxyAddresses, x => lower(x))
}
rule phones from hr.person to person precedence 15 {
  join employeeNumber == mv.id
  name <- if active then sn
}
rule account from person to corp.user precedence 20 {
  scope id is present and shown is present and login is present
  join id == cs.employeeID
  provision when level in [1, 2]
  deprovision delete after 30d
  dn <- "CN=\${id},OU=x"
  sAMAccountName <- once login
  employeeID <- id
  displayName <- shown
  title <- short(name)
  mail <- if left then clear else "\${id}@\${param.domain}"
  manager <- boss
  enabled <- count(staff) > 0
}
`;

const planOf = (text: string): Plan => {
  const { plan, diagnostics } = compileProgram(readProgram(memoryHost({ ...exampleWorld, 'a.syncrule': text })));
  if (plan === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return plan;
};
const whole = planOf(EVERYTHING);

type Path = readonly (string | number)[];

/** Where texts, numbers and booleans stand. */
const leavesOf = (part: unknown, path: Path = []): readonly Path[] => {
  if (Array.isArray(part)) return part.flatMap((item, at) => leavesOf(item, [...path, at]));
  if (typeof part === 'object' && part !== null)
    return Object.entries(part).flatMap(([name, value]) => leavesOf(value, [...path, name]));
  return [path];
};

const altered = (part: unknown, [first, ...rest]: Path): unknown => {
  if (first === undefined)
    return typeof part === 'string' ? `${part}x` : typeof part === 'number' ? part + 1 : part !== true;
  if (Array.isArray(part)) return part.map((item, at) => (at === first ? altered(item, rest) : item));
  if (typeof part !== 'object' || part === null) throw new Error('no such path');
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, name === first ? altered(value, rest) : value]),
  );
};

const alteredPlan = (path: Path): Plan => {
  const draft: Plan = JSON.parse(JSON.stringify(altered(whole, path)));
  return sealPlan(draft);
};

describe('one part of a plan altered', () => {
  // Another `op` or direction would be no plan; of the many attributes of schemas some are enough.
  const paths = leavesOf(whole)
    .filter((path) => !['hash', 'format', 'files'].includes(String(path[0])))
    .filter((path) => !['op', 'direction'].includes(String(path.at(-1))))
    .filter((path, at) => path[0] !== 'connectors' || at % 5 === 0);
  /** Line and column; the place of a name (`unique`) has words. */
  const isPlace = (path: Path): boolean =>
    (path.includes('place') || path.includes('scopePlace')) && typeof path.at(-1) === 'number';

  test('is told when it has a meaning', () => {
    const silent = paths.filter((path) => !isPlace(path) && diffPlans(whole, alteredPlan(path)).length === 0);
    expect(silent.map((path) => path.join('.'))).toEqual([]);
  });

  test('is not told when it is a place', () => {
    const told = paths.filter((path) => isPlace(path) && diffPlans(whole, alteredPlan(path)).length > 0);
    expect(paths.filter(isPlace).length).toBeGreaterThan(50);
    expect(told.map((path) => path.join('.'))).toEqual([]);
  });
});

const BEFORE = `param domain: string = "corp.example"
metaverse person {
  id: string exact
  name: string
  mail: string
  shown: string = "\${name} (\${id})"
}
function short(t: string): string = left(t, 3)
rule hr from hr.person to person precedence 10 {
  scope employeeType != "vendor"
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  name <- sn
  mail <- same
}
rule account from person to corp.user precedence 20 {
  scope id is present and shown is present
  join id == cs.employeeID
  provision
  deprovision disconnect
  dn <- "CN=\${id},DC=x"
  sAMAccountName <- once id
  employeeID <- id
  displayName <- shown
  title <- short(name)
  mail <- mail ?? "\${id}@\${param.domain}"
}
`;

const changed = (from: string, to: string): string => {
  expect(BEFORE).toContain(from);
  return renderChanges(diffPlans(planOf(BEFORE), planOf(BEFORE.replaceAll(from, to))));
};

describe('what is said', () => {
  test.each<[string, string, string, string]>([
    ['nothing about layout and comments', '  join id', '\n  // who is who\n\n  join   id', ''],
    ['nothing about the order of flows', '  name <- sn\n  mail <- same\n', '  mail <- same\n  name <- sn\n', ''],
    [
      'what becomes of accounts',
      'deprovision disconnect',
      'deprovision delete',
      `What becomes of accounts
  ~ rule account (person to corp.user) changed
      - deprovision disconnect
      + deprovision delete
`,
    ],
    [
      'who falls out of scope, and what that means',
      'scope id is present and shown',
      'scope id is present and mail is present and shown',
      `Scope: who is concerned
  ~ rule account (person to corp.user) changed: narrower; what leaves it: deprovision disconnect
      - scope id is present and shown is present
      + scope id is present and mail is present and shown is present
`,
    ],
    [
      'a scope that is wider',
      '  scope employeeType != "vendor"\n',
      '',
      `Scope: who is concerned
  - rule hr (hr.person to person) removed: wider; more objects are in this rule
      - scope employeeType != "vendor"
`,
    ],
    [
      'a join that matches otherwise',
      'join id == cs.employeeID',
      'join id == cs.sAMAccountName',
      `Joins: what belongs together
  ~ rule account (person to corp.user) changed: objects may match others than before
      - join id == cs.employeeID
      + join id == cs.sAMAccountName
`,
    ],
    [
      'precedence',
      'to person precedence 10',
      'to person precedence 30',
      `Precedence: who wins
  ~ rule hr (hr.person to person) changed
      - precedence 10
      + precedence 30
`,
    ],
    [
      'a flow with another mode',
      'sAMAccountName <- once id',
      'sAMAccountName <- id',
      `Flows
  ~ rule account (person to corp.user) changed
      - sAMAccountName <- once id
      + sAMAccountName <- id
`,
    ],
    [
      'a rule by its new name',
      'rule hr from',
      'rule staff from',
      `Rules
  > rule hr (hr.person to person) is now staff
`,
    ],
    [
      'an attribute by its new name, wherever it is read',
      'shown',
      'fullName',
      `Metaverse
  > attribute person.shown is now person.fullName
`,
    ],
    [
      'a function and a parameter by their new names',
      'short',
      'brief',
      `Functions
  > function short is now brief
`,
    ],
    [
      'a parameter by its new name',
      'domain',
      'mailDomain',
      `Parameters
  > param domain is now mailDomain
`,
    ],
    [
      'a derived attribute',
      '"${name} (${id})"',
      '"${name} ${id}"',
      `Metaverse
  ~ attribute person.shown changed
      - string compared as ignoreCase = "\${name} (\${id})" level 1
      + string compared as ignoreCase = "\${name} \${id}" level 1
`,
    ],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toBe(expected);
  });

  test('a rule that goes takes its decision about accounts with it', () => {
    const without = BEFORE.slice(0, BEFORE.indexOf('rule account'));
    expect(renderChanges(diffPlans(planOf(BEFORE), planOf(without)))).toBe(`What becomes of accounts
  - rule account (person to corp.user) removed: with its rule
      - deprovision disconnect

Rules
  - rule account (person to corp.user) removed
`);
  });

  test('a schema', () => {
    const corp =
      exampleWorld['corp.json']?.replace(
        '"mail":{"type":"string","matching":"ignoreCase"}',
        '"mail":{"type":"string","matching":"exact"}',
      ) ?? '';
    const { plan } = compileProgram(
      readProgram(memoryHost({ ...exampleWorld, 'corp.json': corp, 'a.syncrule': BEFORE })),
    );
    if (plan === undefined) throw new Error('no plan');
    expect(diffPlans(planOf(BEFORE), plan)).toEqual([
      {
        effect: 'schema',
        kind: 'changed',
        subject: 'attribute corp.user.mail',
        before: 'equality ignoreCase',
        after: 'equality exact',
      },
    ]);
  });
});
