// Expressions of plans, written and compiled again: the same expressions.
import { describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/index.js';
import { compileProgram, memoryHost, readProgram } from '../workspace/index.js';
import { expressionText, ruleSight } from './index.js';

const WORLD = `metaverse person {
  id: string exact
  name: string
  level: integer
  active: boolean
  end: date
  seen: datetime
  tags: string[]
  kind: "staff" | "intern"
  boss: ref person
  staff: ref person[]
}
param domain: string = "corp.example"
function short(t: string): string = left(t, 3)
`;

const planOf = (type: string, expression: string) => {
  const rule = `metaverse copy { id: string exact value: ${type} }
rule hr from hr.person to person { join employeeNumber == mv.id project id <- employeeNumber name <- sn boss <- manager }
rule back from person to corp.user { scope id is present join id == cs.employeeID provision deprovision keep
  dn <- "CN=\${id},DC=x" sAMAccountName <- id employeeID <- id ${expression} }`;
  const { plan, diagnostics } = compileProgram(
    readProgram(memoryHost({ ...exampleWorld, 'a.syncrule': `${WORLD}${rule}` })),
  );
  if (plan === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return plan;
};

const flowOf = (text: string) => {
  const [target = ''] = text.split(' ');
  const plan = planOf('string', text);
  const rule = plan.rules.find(({ name }) => name === 'back');
  const flow = rule?.flows.find((each) => each.target === target);
  if (rule === undefined || flow === undefined) throw new Error(`no flow to ${target}`);
  return { of: flow.of, text: expressionText(flow.of, ruleSight(plan, rule)) };
};

describe('written as it was', () => {
  test.each([
    'title <- name',
    'title <- "${name} of ${param.domain}"',
    'title <- "a \\"quoted\\" \\${word}\\n"',
    'title <- if level == 3 and not active then "yes" else "no"',
    'title <- if (level == 3 or active) and kind == "staff" then name',
    'title <- if end < today("Europe/Berlin") then "left" else name ?? "none"',
    'title <- text(2 * (level + 1) - -level)',
    'title <- case kind { "staff": name, else: "other" }',
    'title <- short(lower(name)) ?? error("no name")',
    'title <- boss.name ?? boss.boss.name',
    'title <- case kind { "staff" | "intern": name }',
    'proxyAddresses <- map(filter(tags, t => t is present and t != "x"), t => "smtp:${t}")',
    'proxyAddresses <- ["a", "b", name]',
    'enabled <- count(staff) > 0 and seen is absent',
    'enabled <- end + 30d >= 2026-01-01',
    'enabled <- name in ["a", "b"]',
    'manager <- boss',
    'title <- if active then clear else keep',
  ])('%s', (flow) => {
    const expected = flow.slice(flow.indexOf('<- ') + 3);
    const written = flowOf(flow);
    expect(written.text).toBe(expected);
    expect(flowOf(`${flow.split(' ')[0]} <- ${written.text}`).of).toEqual(written.of);
  });
});

test('every tells its condition whole', () => {
  const person = (attribute: string) => ({ op: 'source', attribute }) as const;
  const keys = [
    { type: 'person', parts: [{ of: person('boss'), by: 'ref' as const }], conditions: [person('active')] },
  ];
  const every = { op: 'every', type: 'person', variable: 'p', key: 0, links: [{ op: 'self' }] } as const;
  expect(expressionText(every, { source: '', target: 'cs.', keys })).toBe(
    'every person p where p.boss == self and p.active',
  );
});
