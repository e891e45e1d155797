// Declarations and rules: little programs with their exact findings, and what they are lowered to.
import { canonicalJson } from '@syncrule/runtime/plan';
import { describe, expect, it } from 'vitest';
import { checkText, findingsOf, inOneLine } from './testing/check.js';

const inbound = (clauses: string) => `rule people from hr.person to person { join id == mv.employeeId ${clauses} }`;
const outbound = (clauses: string) =>
  `rule users from person to corp.user { join employeeId == cs.employeeID ${clauses} }`;

describe('names (7.1)', () => {
  it.each<[string, string]>([
    ['of one space clash, at every place', 'rule a from hr.person to person {}\nflows a from hr.person to person {}'],
    ['of a connector', 'rule a from hrr.person to person {}'],
    ['of an object type', 'rule a from hr.person, hr.persn to person {}'],
    ['of a metaverse type', 'rule a from hr.person to persn {}'],
    ['of an attribute group', inbound('title <- address')],
    ['of a group as a target', outbound('address.city <- title')],
    ['of attributes compare as the system compares them', outbound('DISPLAYNAME <- title')],
    ['in `prefer`', 'metaverse team { code: string prefer peple }\nrule people from hr.person to team {}'],
    ['of included flows', inbound('include nmes')],
    ['of the target are read in joins only, inbound', inbound('scope mv.sn is present let x = mv.sn title <- x')],
    ['of the target decide nothing, outbound', outbound('scope cs.mail is present let x = cs.mail title <- x')],
    ['of the source have no qualifier', inbound('title <- cs.title')],
  ])('%s', (_, text) => {
    expect(findingsOf(text)).toMatchSnapshot();
  });
});

describe('findings of variants', () => {
  it('are reported once when all variants have them', () => {
    expect(findingsOf('rule a from hr.person, hr.contractor to person { join id == mv.employeeId sn <- snn }')).toEqual(
      ['SR3101 1:81 "snn" there is no `snn` in sight here'],
    );
  });
  it('say which variant has them when others do not', () => {
    const { diagnostics } = checkText(
      'rule a from hr.person, hr.contractor to person { join id == mv.employeeId title <- same }',
    );
    expect(diagnostics.map((finding) => [inOneLine(finding), ...finding.notes])).toEqual([
      [
        'SR3013 1:75 "title" `same` needs an attribute `title` of `hr.contractor`, and there is none',
        'This is so from `hr.contractor` to `person`.',
      ],
    ]);
  });
  it('are reported once for the targets of a flow', () => {
    expect(findingsOf(inbound('title, sn <- trim(sme)'))).toEqual([
      'SR3101 1:83 "sme" there is no `sme` in sight here',
    ]);
  });
});

describe('parameters (N5)', () => {
  it.each<[string, unknown, unknown]>([
    ['string', 'x', 'x'],
    ['string[]', 'x', ['x']],
    ['string[]', ['x', 'y'], ['x', 'y']],
    ['"a" | "b"', 'b', 'b'],
    ['integer', 7, { integer: '7' }],
    ['integer', '9223372036854775807', { integer: '9223372036854775807' }],
    ['boolean', true, true],
    ['date', '2026-03-31', { date: 20543 }],
    ['datetime', '2026-03-31T17:00+02:00', { datetime: 1774969200000 }],
    ['duration', '2d', { duration: 172800000 }],
    ['dn', 'DC=corp', 'DC=corp'],
  ])('%s takes %j', (type, given, value) => {
    const { program, diagnostics } = checkText(`param p: ${type}`, new Map([['p', given]]));
    expect(diagnostics).toEqual([]);
    expect(program.params.map((param) => param.value)).toEqual([value]);
  });
  it.each<[string, unknown, string]>([
    ['string', 7, 'expected a `string` for `p`, found an `integer` in the environment'],
    ['string', null, 'expected a `string` for `p`, found `null` in the environment'],
    ['string', ['x'], 'expected a `string` for `p`, found a list in the environment'],
    ['"a" | "b"', 'c', 'expected one of "a" | "b" for `p`, found the text "c" in the environment'],
    ['integer', 1.5, 'expected an `integer` for `p`, found the number 1.5 in the environment'],
    ['date', '2026-02-30', 'expected a `date` for `p`, found the text "2026-02-30" in the environment'],
    [
      'datetime',
      '2026-02-03T10:00',
      'expected a `datetime` for `p`, found the text "2026-02-03T10:00" in the environment',
    ],
    ['dn', 'no name', 'expected a `dn` for `p`, found a text that is no DN in the environment'],
  ])('%s does not take %j', (type, given, message) => {
    const { diagnostics } = checkText(`param p: ${type}`, new Map([['p', given]]));
    expect(diagnostics.map((finding) => finding.message)).toEqual([message]);
  });
  it('have a value when an environment is chosen, and need none when none is', () => {
    expect(findingsOf('param p: string')).toEqual([]);
    expect(findingsOf('param p: string', new Map())).toHaveLength(1);
  });
});

describe('presence of derived attributes (P1)', () => {
  const certain = (text: string) =>
    checkText(text).program.metaverse.flatMap(({ plan, attributes }) =>
      plan.name === 'team' ? attributes.map((attribute) => `${attribute.name} ${attribute.certain}`) : [],
    );
  it('rests on the expressions that it reads, in any order', () => {
    expect(
      certain('metaverse team { a: string = b  b: string = c ?? "x"  c: string  d: string = "${a}${c}" }'),
    ).toEqual(['a true', 'b true', 'c false', 'd false']);
  });
  it('ends where a flow can clear one of them', () => {
    const rules = 'rule r from hr.person to team { join id == mv.c b <- if sn is present then sn else clear }';
    expect(certain(`metaverse team { a: string = b  b: string = "x"  c: string }\n${rules}`)).toEqual([
      'a false',
      'b true',
      'c false',
    ]);
  });
});

describe('functions', () => {
  it('have the presence of their bodies for each way of calling them (P5)', () => {
    const text = `function f(x: string, y: string): string = x ?? y\n${inbound('title <- f(sn, "x") sn <- f(sn, sn)')}`;
    const [rule] = checkText(text).program.rules;
    expect(rule?.flows.map((flow) => `${flow.plan.target} ${flow.certain}`)).toEqual(['title true', 'sn false']);
  });
});

describe('joins (R4)', () => {
  const keysOf = (text: string) => {
    const { program, diagnostics } = checkText(text);
    expect(diagnostics.map(inOneLine)).toEqual([]);
    return program.rules.flatMap(({ plan }) =>
      plan.joins.map((join) => ({ source: program.keys[join.source], target: program.keys[join.target] })),
    );
  };
  it('become keys of both sides, the target read as the object itself', () => {
    expect(
      keysOf('rule a from hr.person to person { join id == mv.employeeId and sn is present and mv.title != "x" }'),
    ).toEqual([
      {
        source: {
          type: 'hr.person',
          parts: [{ of: { op: 'source', attribute: 'id' }, by: 'exact' }],
          conditions: [{ op: 'present', of: { op: 'source', attribute: 'sn' } }],
        },
        target: {
          type: 'person',
          parts: [{ of: { op: 'source', attribute: 'employeeId' }, by: 'exact' }],
          conditions: [
            {
              op: 'unequal',
              left: { op: 'source', attribute: 'title' },
              right: { op: 'const', value: 'x' },
              by: 'ignoreCase',
            },
          ],
        },
      },
    ]);
  });
  it('inline `let`s, and take lists on either side', () => {
    expect(
      keysOf('rule a from person to corp.user { let key = lower(mail) join key in cs.proxyAddresses }').map(
        ({ source, target }) => [source?.parts, target?.parts],
      ),
    ).toEqual([
      [
        [
          {
            of: { op: 'call', name: 'lower', arguments: [{ op: 'source', attribute: 'mail' }] },
            by: 'ignoreCase',
          },
        ],
        [{ of: { op: 'source', attribute: 'proxyAddresses' }, by: 'ignoreCase' }],
      ],
    ]);
  });
  it('share keys, wherever the rules stand', () => {
    const one = 'rule a from hr.person to person { join id == mv.employeeId join mail == mv.mail }';
    const two = 'rule b from hr.contractor to person { join mail == mv.mail join id == mv.employeeId }';
    const [forth, back] = [`${one}\n${two}`, `${two}\n${one}`].map((text) => checkText(text).program);
    expect(forth?.keys).toHaveLength(6);
    expect(new Set(back?.keys.map(canonicalJson))).toEqual(new Set(forth?.keys.map(canonicalJson)));
  });
  it('compare with a constant only where there is no other link', () => {
    const [beside, alone] = [
      'rule a from person to corp.user { join cs.title == "x" and employeeId == cs.employeeID }',
      'rule a from person to corp.user { join cs.dn == "CN=admin,DC=corp" }',
    ].map((text) => keysOf(text)[0]?.target);
    expect([beside?.parts.length, beside?.conditions.length]).toEqual([1, 1]);
    expect([alone?.parts.length, alone?.conditions.length]).toEqual([1, 0]);
  });
  it.each([
    ['time on the side looked up in', 'join id == mv.employeeId and mv.endDate < today("UTC")'],
    ['`goneSince` there', 'join id == mv.employeeId and mv.goneSince is absent'],
    ['a derived attribute that rests on time', 'join id == mv.late'],
    ['an operand that reads both sides', 'join "${id}${mv.sn}" == mv.employeeId'],
    ['nothing but constants', 'join 1 == 1'],
    ['`or` between links', 'join id == mv.employeeId or mail == mv.mail'],
  ])('refuse %s', (_, join) => {
    const text = `metaverse team { employeeId: string exact  endDate: date  sn: string  mail: string  late: string = if endDate < today("UTC") then sn }
rule a from hr.person to team { ${join} }`;
    expect(findingsOf(text)).toMatchSnapshot();
  });
});

describe('flows (7.6)', () => {
  it('of included `flows` count, with `let`s of their own', () => {
    const text = `flows shared from hr.person to person { let sn2 = trim(sn) sn <- sn2 }
rule a from hr.person to person { join id == mv.employeeId let sn2 = "x" include shared title <- sn2 }`;
    const { program, diagnostics } = checkText(text);
    expect(diagnostics).toEqual([]);
    expect(program.rules[0]?.plan.lets.map((clause) => clause.name)).toEqual(['sn2', 'shared.sn2']);
    expect(program.rules[0]?.plan.flows.map((flow) => [flow.target, flow.of, flow.place])).toEqual([
      ['title', { op: 'let', name: 'sn2' }, [1, 2, 89]],
      ['sn', { op: 'let', name: 'shared.sn2' }, [1, 1, 60]],
    ]);
  });
  it('to one attribute twice are reported where the rule says so', () => {
    const text = `flows shared from hr.person to person { sn <- same }\n${inbound('sn <- givenName include shared')}`;
    expect(findingsOf(text)).toEqual(['SR3401 2:89 "shared" `sn` is written by another flow of this rule already']);
  });
  it('are certain by the scope, and on creation by `when` too (W4)', () => {
    const text = outbound(
      'scope sn is present provision when mail is present deprovision delete dn <- "CN=${sn}" sAMAccountName <- mail title <- title',
    );
    const [rule] = checkText(text).program.rules;
    expect(
      rule?.flows.map((flow) => [
        flow.plan.target,
        flow.certain,
        flow.mayBeAbsentGiven(rule.creationFacts).map((part) => part.text),
      ]),
    ).toEqual([
      ['dn', true, []],
      ['sAMAccountName', false, []],
      ['title', false, ['title']],
    ]);
    const title = rule?.flows[2]?.mayBeAbsentGiven({ present: new Set(['title']), oneOf: new Map() });
    expect(title).toEqual([]);
  });
  it('of included `flows` are certain by the facts of the rule, and checked without them', () => {
    const text = `flows names from person to corp.user { title <- displayName ?? sn }
${outbound('scope displayName is present include names')}`;
    const { program, diagnostics } = checkText(text);
    expect(diagnostics).toEqual([]);
    expect(program.rules[0]?.flows.map((flow) => flow.certain)).toEqual([true]);
  });
});

describe('rules', () => {
  it('stand for each pair of types, in the order of their lists', () => {
    const { program } = checkText(
      'rule a from hr.person, hr.contractor to person precedence 7 { join id == mv.employeeId }',
    );
    expect(
      program.rules.map(({ plan }) => [plan.csType, plan.mvType, plan.variant, plan.precedence, plan.direction]),
    ).toEqual([
      ['hr.person', 'person', 0, 7, 'inbound'],
      ['hr.contractor', 'person', 1, 7, 'inbound'],
    ]);
  });
  it('that are disabled are checked and left out (R6)', () => {
    const { program, diagnostics } = checkText(inbound('disabled surname <- sn'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['SR3006']);
    expect(program.rules).toEqual([]);
  });
  it('say what is certain without their scope', () => {
    const [rule] = checkText(inbound('scope sn is present')).program.rules;
    expect([...(rule?.certainPaths ?? [])]).toEqual(['id']);
  });
});

describe('symbols', () => {
  it('have their places, those of schemas in the JSON, and what refers to them', () => {
    const { symbols } = checkText(
      `/// The zone.\nparam zone: string = "UTC"\n${inbound('let name = trim(sn) title <- "${name} ${param.zone}"')}`,
    );
    const zone = symbols.find('param', 'zone');
    expect([zone?.doc, zone?.type?.scalar, zone?.location.span.start]).toEqual(['The zone.', 'string', 20]);
    const mail = symbols.find('attribute', 'mail', 'hr.person');
    expect(mail?.location.file.path).toBe('schemas/hr.json');
    const used = symbols.references.map(({ location, to }) => {
      const { start, end } = location.span;
      return `${location.file.text.slice(start, end)} → ${to.kind} ${to.container ?? ''} ${to.name}`;
    });
    expect(used.filter((line) => !line.startsWith('person'))).toMatchSnapshot();
  });
});
