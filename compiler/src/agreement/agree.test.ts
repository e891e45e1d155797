// Agreement between rules, over whole programs: which findings, and at which places.
import { describe, expect, test } from 'vitest';
import { agreementDiagnostics } from '../diagnostics/catalogue/agreement.js';
import { exampleWorld } from '../docs/world.js';
import { lineAndColumn } from '../source/index.js';
import { compileProgram, memoryHost, readProgram } from '../workspace/index.js';

/** `code line`, and the lines of what is related, in the order of the text; "not yet" aside. */
const findingsOf = (text: string): readonly string[] =>
  compileProgram(readProgram(memoryHost({ ...exampleWorld, 'rules.syncrule': text }), { complete: true }))
    .diagnostics.filter(
      (each) => each.code.startsWith('SR40') || (each.severity === 'error' && !each.code.startsWith('SR39')),
    )
    .map(({ code, location, related, message }) => {
      if (!code.startsWith('SR4')) return `${code}: ${message}`;
      const lines = related.map((each) => lineAndColumn(each.location.file, each.location.span.start).line);
      return [code, lineAndColumn(location.file, location.span.start).line, ...lines].join(' ');
    });

const PERSON = `metaverse person { id: string exact  name: string  mail: string  kind: "staff" | "intern"  addresses: string[] }
rule hrPerson from hr.person to person precedence 100 {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  kind <- case employeeType { "staff": "staff", "intern": "intern" }
}
`;
const ACCOUNT = `rule account from person to corp.user precedence 100 {
  join id == cs.employeeID
  provision
  deprovision delete
  dn <- "CN=\${id},OU=People" ?? error("no number")
  sAMAccountName <- id ?? error("no number")
}
`;
/** Rules as one line each, below the program above. */
const people = (...lines: string[]): string => `${PERSON}${lines.join('\n')}`;
const accounts = (...lines: string[]): string => `${PERSON}${ACCOUNT}${lines.join('\n')}`;

describe('merge (A3)', () => {
  test.each([
    ['all merge', people('rule a from hr.person to person { addresses <- merge proxyAddresses }'), []],
    [
      'one does not',
      people(
        'rule a from hr.person to person precedence 1 { addresses <- merge proxyAddresses }',
        'rule b from corp.user to person precedence 2 { addresses <- proxyAddresses }',
      ),
      ['SR4001 9 8'],
    ],
    [
      'to different kinds of accounts',
      accounts(
        'rule a from person to corp.user precedence 1 { proxyAddresses <- merge addresses }',
        'rule b from person to corp.user as admin precedence 2 { proxyAddresses <- addresses }',
      ),
      [],
    ],
  ])('%s', (_, program, expected) => expect(findingsOf(program)).toEqual(expected));
});

describe('order (A4)', () => {
  const hrMail = (head: string, scope = '') => `rule ${head} { ${scope} mail <- mail }`;
  test.each<[string, string, string[]]>([
    [
      'by precedence',
      people(hrMail('a from hr.person to person precedence 1'), hrMail('b from corp.user to person')),
      [],
    ],
    ['none at all', people(hrMail('a from hr.person to person'), hrMail('b from corp.user to person')), ['SR4002 9 8']],
    [
      'equal precedences',
      people(hrMail('a from hr.person to person precedence 7'), hrMail('b from corp.user to person precedence 7')),
      ['SR4002 9 8'],
    ],
    [
      'by prefer',
      people(hrMail('a from hr.person to person'), hrMail('b from corp.user to person')).replace(
        'mail: string',
        'mail: string prefer b',
      ),
      [],
    ],
    ['variants of one rule', people(hrMail('a from hr.person, corp.user to person')), []],
    [
      'scopes that exclude each other',
      people(
        hrMail('a from hr.person to person', 'scope employeeType == "staff"'),
        hrMail('b from hr.person to person', 'scope not (employeeType == "staff")'),
      ),
      [],
    ],
    [
      'scopes of different kinds of objects',
      people(
        hrMail('a from hr.person to person', 'scope mail is present'),
        hrMail('b from corp.user to person', 'scope mail is absent'),
      ),
      ['SR4002 9 8'],
    ],
    [
      'scopes that exclude each other through a function and a let',
      people(
        'function isStaff(kind: string): boolean = kind == "staff"',
        'rule a from hr.person to person { let staff = isStaff(employeeType)  scope staff  mail <- mail }',
        hrMail('b from hr.person to person', 'scope not isStaff(employeeType)'),
      ),
      [],
    ],
    [
      'two attributes, one finding',
      people(
        'rule a from hr.person to person { mail <- mail  name <- sn }',
        'rule b from corp.user to person { mail <- mail  name <- cn }',
      ),
      ['SR4002 9 8'],
    ],
    [
      'outbound',
      accounts(
        'rule a from person to corp.user { title <- name }',
        'rule b from person to corp.user { title <- mail }',
      ),
      ['SR4002 16 15'],
    ],
    [
      'outbound, for another account',
      accounts(
        'rule a from person to corp.user { title <- name }',
        'rule b from person to corp.user as admin { title <- mail }',
      ),
      [],
    ],
  ])('%s', (_, program, expected) => expect(findingsOf(program)).toEqual(expected));

  test('prefer names rules that write the attribute', () => {
    const program = people(
      hrMail('a from hr.person to person precedence 5'),
      'rule b from corp.user to person { name <- cn }',
    );
    expect(findingsOf(program.replace('mail: string', 'mail: string prefer a, b'))).toEqual(['SR4003 1']);
  });
});

describe('joins (A5)', () => {
  const joined = (name: string, join: string, more = '') =>
    `rule ${name} from person to corp.user precedence ${name === 'a' ? 1 : 2} { ${join} ${more} }`;
  test.each<[string, string, string[]]>([
    [
      'the same, turned round',
      people('rule a from hr.person to person precedence 9 { join mv.id == employeeNumber }'),
      [],
    ],
    ['another key', people('rule a from hr.person to person precedence 9 { join mail == mv.mail }'), ['SR4004 8 3']],
    [
      'one more join',
      people('rule a from hr.person to person precedence 9 { join employeeNumber == mv.id join mail == mv.mail }'),
      ['SR4004 8 3'],
    ],
    [
      'inbound, no joins but a projection',
      people('rule a from hr.person to person precedence 9 { project }'),
      ['SR4004 8 3'],
    ],
    ['neither joins nor projects', people('rule a from hr.person to person precedence 9 { mail <- mail }'), []],
    ['another connector type', people('rule a from corp.user to person precedence 9 { join employeeID == mv.id }'), []],
    [
      'another metaverse type',
      people(
        'metaverse thing { id: string exact }',
        'rule a from hr.person to thing { join employeeNumber == mv.id project id <- employeeNumber }',
      ),
      ['SR4005 9 2'],
    ],
    [
      'another account',
      people(
        'rule a from corp.user to person precedence 9 { join employeeID == mv.id }',
        'rule b from corp.user as admin to person precedence 10 { join employeeID == mv.id }',
      ),
      ['SR4005 9 8'],
    ],
    ['outbound, one without joins', accounts(joined('a', '')), []],
    [
      'outbound, through a function',
      people(
        'function asIs(id: string): string = id  function still(id: string): string = asIs(id)',
        joined('a', 'join asIs(id) == cs.employeeID'),
        joined('b', 'let number = still(id) join cs.employeeID == number'),
      ),
      [],
    ],
    ['outbound, other parts', accounts(joined('a', 'join id == cs.employeeID and mail == cs.mail')), ['SR4004 15 9']],
    [
      'parts in another order',
      people(
        joined('a', 'join id == cs.employeeID and mail == cs.mail'),
        joined('b', 'join mail == cs.mail and cs.employeeID == id'),
      ),
      [],
    ],
    [
      'scopes that exclude each other',
      accounts(joined('a', 'scope kind == "staff" join mail == cs.mail')).replace(
        'precedence 100 {\n  join id',
        'precedence 100 {\n  scope kind != "staff"\n  join id',
      ),
      [],
    ],
  ])('%s', (_, program, expected) => expect(findingsOf(program)).toEqual(expected));
});

describe('deprovisioning (A6)', () => {
  const other = (action: string, scope = '') =>
    accounts(
      `rule other from person to corp.user precedence 5 { ${scope} provision deprovision ${action} dn <- "CN=\${id},OU=X" ?? error("no") sAMAccountName <- id ?? error("no") }`,
    );
  test.each<[string, string, string[]]>([
    ['the same', other('delete'), []],
    ['another', other('keep'), ['SR4006 15 11']],
  ])('%s', (_, program, expected) => expect(findingsOf(program)).toEqual(expected));
});

describe('derived attributes (A8)', () => {
  test.each<[string, string, string[]]>([
    ['one after the other', 'metaverse t { a: string = b\n b: string = lower(c)\n c: string }', []],
    ['a circle of two', 'metaverse t { a: string = b\n b: string = lower(a) }', ['SR4007 1 2']],
    ['itself', 'metaverse t { a: string = a }', ['SR4007 1']],
    ['through a reference', 'metaverse t { boss: ref t\n a: string = boss.b\n b: string = boss.a }', ['SR4007 2 3']],
    ['not through what rules set', 'metaverse t { boss: ref t\n a: string = boss.b\n b: string }', []],
    [
      'through a function',
      'metaverse t { boss: ref t\n a: string = of(boss) }\nfunction of(x: ref t): string = x.a',
      ['SR4007 2'],
    ],
  ])('%s', (_, program, expected) => expect(findingsOf(program)).toEqual(expected));
});

describe('creation (A9)', () => {
  const creating = (scope: string, flows: string, ...more: string[]) =>
    people(
      `rule account from person to corp.user precedence 100 { ${scope} join id == cs.employeeID provision deprovision delete\n${flows} }`,
      ...more,
    );
  const DN = 'dn <- "CN=x,OU=People"\n';
  test.each<[string, string, string[]]>([
    ['certain by error', creating('', `${DN}sAMAccountName <- id ?? error("no id")`), []],
    ['certain by scope', creating('scope id is present', `${DN}sAMAccountName <- id`), []],
    ['nothing writes it', creating('', DN), ['SR4008 8']],
    ['may be absent', creating('', `${DN}sAMAccountName <- id`), ['SR4009 10 10 8']],
    ['may be kept', creating('', `${DN}sAMAccountName <- if id is present then id else keep`), ['SR4009 10 8']],
    [
      'written by a rule that always applies too',
      creating(
        'scope kind == "staff"',
        DN,
        'rule names from person to corp.user precedence 5 { scope kind is present sAMAccountName <- "x" }',
      ),
      [],
    ],
    [
      'written by a rule that does not always apply',
      creating(
        '',
        DN,
        'rule names from person to corp.user precedence 5 { scope kind is present sAMAccountName <- "x" }',
      ),
      ['SR4008 8'],
    ],
    [
      'certain there with the facts of the creating rule',
      creating('scope id is present', DN, 'rule names from person to corp.user precedence 5 { sAMAccountName <- id }'),
      [],
    ],
  ])('%s', (_, program, expected) => expect(findingsOf(program)).toEqual(expected));
});

describe('the examples of the catalogue', () => {
  test.each(Object.entries(agreementDiagnostics))(
    '%s: the wrong one gives it and nothing else, the right one nothing',
    (code, { wrong, right }) => {
      const found = (text: string) => findingsOf(text).map((finding) => finding.split(/[ :]/)[0]);
      expect(found(wrong)).toEqual([code]);
      expect(found(right)).toEqual([]);
    },
  );
});
