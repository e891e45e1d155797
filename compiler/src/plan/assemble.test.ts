// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// Plans: the same program gives the same bytes, however it is laid out.
import { loadPlan, type Plan, planText } from '@syncrule/runtime/plan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleWorld } from '../docs/world.js';
import { compileProgram, type Host, memoryHost, readProgram } from '../workspace/index.js';

const planOf = (host: Host): Plan => {
  const { plan, diagnostics } = compileProgram(readProgram(host, { complete: true }));
  if (plan === undefined) throw new Error(diagnostics.map((each) => `${each.code} ${each.message}`).join('\n'));
  return plan;
};
const filesOf = (files: Readonly<Record<string, string>>) => memoryHost({ ...exampleWorld, ...files });

/** Declarations that use most of the language, in a body whose lines may stand in any order but for the joins. */
const declarations: readonly (readonly [head: string, ...body: string[]])[] = [
  ['param zone: string = "Europe/Berlin"'],
  ['param base: dn = "OU=People,DC=corp,DC=example"'],
  ['param grace: duration = 14d'],
  [
    'metaverse person {',
    'id: string exact',
    'givenName: string',
    'sn: string prefer hrPerson',
    'kind: "staff" | "intern"',
    'level: integer',
    'addresses: string[]',
    'endDate: date',
    'manager: ref person',
    'displayName: string = "${givenName} ${sn}"',
    'active: boolean = endDate is absent or not (endDate + param.grace < today(param.zone))',
    'shout: string = upper(displayName)',
  ],
  ['function login(given: string, family: string): string = lower("${left(given, 1)}${family}")'],
  [
    'rule hrPerson "People" from hr.person to person precedence 100 {',
    'scope employeeType in ["staff", "intern"] and level >= 1',
    'join employeeNumber == mv.id join mail in mv.addresses',
    'project when sn is present',
    'let name = trim(sn)',
    'id <- employeeNumber',
    'sn <- name ?? birthName',
    'givenName, level, endDate, manager <- same',
    'kind <- case employeeType { "staff": "staff", "intern": "intern" }',
    'addresses <- merge map(proxyAddresses, a => lower(a)) + mail',
  ],
  ['rule corpUser from corp.user to person precedence 200 {', 'sn <- cn', 'addresses <- merge proxyAddresses'],
  [
    'rule account from person to corp.user {',
    'scope active and id is present',
    'join id == cs.employeeID',
    'provision when level > 0',
    'deprovision disconnect',
    'dn <- "CN=${displayName},${param.base}" ?? error("no name")',
    'sAMAccountName <- once login(givenName, sn) ?? error("no name")',
    'employeeID <- id',
    'displayName, manager <- same',
    'title <- if level > 5 then "chief" else keep',
    'enabled <- true',
  ],
];

const text = ([head, ...body]: readonly string[]): string =>
  [head, ...body, ...(body.length === 0 ? [] : ['}'])].join('\n');
const inOneFile = (all: readonly (readonly string[])[]) => filesOf({ 'rules.syncrule': all.map(text).join('\n') });

/** Places and the hash over them aside. */
const withoutPlaces = (plan: Plan): unknown =>
  JSON.parse(JSON.stringify({ ...plan, hash: '', files: [] }), (key, value) =>
    /place$/i.test(key) ? undefined : value,
  );

describe('a plan', () => {
  const plan = planOf(inOneFile(declarations));

  test('fits its JSON Schema and carries its hash', () => expect(loadPlan(planText(plan))).toEqual(plan));

  test('does not depend on the order in which files are found', () => {
    const files = Object.entries({
      ...exampleWorld,
      ...Object.fromEntries(declarations.map((each, i) => [`${'abcdefgh'[i]}.syncrule`, text(each)])),
    });
    const bytes = planText(planOf(memoryHost(Object.fromEntries(files))));
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(planText(planOf(memoryHost(Object.fromEntries(shuffled))))).toBe(bytes);
      }),
      { numRuns: 20 },
    );
  });

  test('does not depend on the order of declarations, attributes and clauses', () => {
    const shuffled = fc
      .tuple(
        ...declarations.map(([head, ...body]) =>
          fc.shuffledSubarray(body, { minLength: body.length }).map((lines) => [head, ...lines]),
        ),
      )
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
    const expected = withoutPlaces(plan);
    fc.assert(
      fc.property(shuffled, (all) => {
        expect(withoutPlaces(planOf(inOneFile(all)))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('has its rules in the order of their precedence', () => {
    expect(plan.rules.map((rule) => rule.name)).toEqual(['hrPerson', 'corpUser', 'account']);
  });

  test('has derived attributes after what they read', () => {
    const names = plan.metaverse[0]?.attributes.map((attribute) => attribute.name) ?? [];
    expect(names.indexOf('shout')).toBeGreaterThan(names.indexOf('displayName'));
    expect(names.indexOf('displayName')).toBeGreaterThan(names.indexOf('sn'));
  });

  test('says which attributes are merged', () => {
    const merged = plan.metaverse[0]?.attributes
      .filter((attribute) => attribute.merge)
      .map((attribute) => attribute.name);
    expect(merged).toEqual(['addresses']);
  });

  test('has each key once, and joins that point to them', () => {
    expect(new Set(plan.keys.map((key) => JSON.stringify(key))).size).toBe(plan.keys.length);
    for (const rule of plan.rules) {
      for (const join of rule.joins) {
        expect(plan.keys[join.source]?.type).toBe(rule.direction === 'inbound' ? rule.csType : rule.mvType);
        expect(plan.keys[join.target]?.type).toBe(rule.direction === 'inbound' ? rule.mvType : rule.csType);
      }
    }
  });
});
