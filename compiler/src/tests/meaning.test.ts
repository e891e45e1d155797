// Section 8 of the language: what expressions mean. Each row is an expression, the person whom HR knows, and the value
// that a metaverse attribute gets from it through the whole of the engine.
import { describe, expect, test } from 'vitest';
import { failuresOf } from './testing/program.js';

interface Row {
  readonly rule: string;
  readonly what: string;
  /** The type of the attribute; a string if nothing is said. */
  readonly type?: string;
  readonly flow: string;
  /** What HR says of the person. */
  readonly given?: string;
  readonly value: string;
  /** Declarations beside it. */
  readonly beside?: string;
  readonly at?: string;
}

const yes = (condition: string): string => `if ${condition} then "yes" else "no"`;

const programOf = ({ type = 'string', flow, beside = '' }: Row): string => `${beside}
metaverse person { id: string exact  value: ${type} }
rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  value <- ${flow}
}`;

const stepsOf = ({ given = '', value, at }: Row): string =>
  `${at === undefined ? '' : `at ${at}`} given hr.person "1" { ${given} } expect person { value: ${value} }`;

const ROWS: readonly Row[] = [
  {
    rule: '8.1',
    what: 'lengths count code points',
    type: 'integer',
    flow: 'length(sn)',
    given: 'sn: "a😀b"',
    value: '3',
  },
  {
    rule: '8.1',
    what: 'positions count code points from 1',
    flow: 'mid(sn, 2, 1)',
    given: 'sn: "a😀b"',
    value: '"😀"',
  },
  {
    rule: '8.1',
    what: 'values that are read come in order, and once',
    flow: 'joinText(proxyAddresses, ",")',
    given: 'proxyAddresses: ["b", "c", "a", "b"]',
    value: '"a,b,c"',
  },
  { rule: '8.1', what: 'lists that are computed keep their order', flow: 'joinText(["b", "a"], ",")', value: '"b,a"' },

  { rule: '8.2', what: 'a strict operation', type: 'integer', flow: 'level + 1', value: 'absent' },
  { rule: '8.2', what: 'a text with an absent hole', flow: '"${givenName} ${sn}"', given: 'sn: "B"', value: 'absent' },
  { rule: '8.2', what: 'elements', type: 'string[]', flow: '[givenName, sn]', given: 'sn: "B"', value: '["B"]' },
  { rule: '8.2', what: 'lists', type: 'string[]', flow: 'proxyAddresses + [sn]', given: 'sn: "B"', value: '["B"]' },

  {
    rule: '8.3',
    what: 'imports make the empty text absent',
    flow: yes('sn is present'),
    given: 'sn: ""',
    value: '"no"',
  },
  { rule: '8.3', what: 'functions give no empty text', flow: 'trim(sn) ?? "none"', given: 'sn: "  "', value: '"none"' },
  { rule: '8.3', what: 'as an argument', flow: 'replace(sn, "-", "")', given: 'sn: "a-b"', value: '"ab"' },
  {
    rule: '8.3',
    what: 'in a branch',
    type: 'integer',
    flow: 'length(if active then "" else "x")',
    given: 'active: true',
    value: '0',
  },
  {
    rule: '8.3',
    what: 'flows make it absent',
    flow: 'if active then "" else "x"',
    given: 'active: true',
    value: 'absent',
  },

  {
    rule: '8.4',
    what: 'the other branch',
    flow: 'if active then sn else error("no")',
    given: 'active: true, sn: "B"',
    value: '"B"',
  },
  {
    rule: '8.4',
    what: 'other arms',
    flow: 'case title { "a": "x", else: error("no") }',
    given: 'title: "a"',
    value: '"x"',
  },
  { rule: '8.4', what: 'what is not missing', flow: 'sn ?? error("no")', given: 'sn: "B"', value: '"B"' },

  { rule: '8.5', what: 'absent is false', flow: yes('active'), value: '"no"' },
  { rule: '8.5', what: 'not absent is true', flow: yes('not active'), value: '"yes"' },
  { rule: '8.5', what: 'and', flow: yes('level is absent and active'), value: '"no"' },
  { rule: '8.5', what: 'or', flow: yes('active or level is absent'), value: '"yes"' },

  { rule: '8.6', what: 'two that are absent are not equal', flow: yes('sn == title'), value: '"no"' },
  { rule: '8.6', what: 'so they differ', flow: yes('sn != title'), value: '"yes"' },
  { rule: '8.6', what: 'nothing is less', flow: yes('level < 3'), value: '"no"' },
  { rule: '8.6', what: 'nor is it more', flow: yes('level >= 3'), value: '"no"' },
  {
    rule: '8.6',
    what: 'some value of a list',
    flow: yes('sn in proxyAddresses'),
    given: 'sn: "b", proxyAddresses: ["a", "b"]',
    value: '"yes"',
  },
  {
    rule: '8.6',
    what: 'no value of a list',
    flow: yes('sn in proxyAddresses'),
    given: 'sn: "c", proxyAddresses: ["a", "b"]',
    value: '"no"',
  },
  {
    rule: '8.6',
    what: 'a list with a value is present',
    flow: yes('proxyAddresses is present'),
    given: 'proxyAddresses: ["a"]',
    value: '"yes"',
  },
  {
    rule: '8.6',
    what: 'an empty one is not',
    flow: yes('proxyAddresses is present'),
    given: 'proxyAddresses: []',
    value: '"no"',
  },

  {
    rule: '8.8',
    what: 'more than 64 bits',
    type: 'integer',
    flow: 'level * level',
    given: 'level: 4_000_000_000',
    value: 'absent',
  },
  {
    rule: '8.8',
    what: 'the most that fits',
    type: 'integer',
    flow: 'level + 1',
    given: 'level: 9223372036854775806',
    value: '9223372036854775807',
  },
  {
    rule: '8.8',
    what: 'one more',
    type: 'integer',
    flow: 'level + 1',
    given: 'level: 9223372036854775807',
    value: 'absent',
  },

  {
    rule: '8.9',
    what: 'days of the calendar',
    type: 'date',
    flow: 'endDate + 3d',
    given: 'endDate: 2026-02-27',
    value: '2026-03-02',
  },
  {
    rule: '8.9',
    what: 'between dates',
    flow: yes('endDate - 2026-03-01 == 30d'),
    given: 'endDate: 2026-03-31',
    value: '"yes"',
  },
  {
    rule: '8.9',
    what: 'a duration is cut to whole days',
    type: 'date',
    beside: 'param wait: duration = 36h',
    flow: 'endDate + param.wait',
    given: 'endDate: 2026-03-01',
    value: '2026-03-02',
  },
  {
    rule: '8.9',
    what: 'a day is 24 hours',
    type: 'datetime',
    flow: '2026-03-28T12:00+01:00 + 1d',
    value: '2026-03-29T11:00Z',
  },
  {
    rule: '8.9',
    what: 'today, in its zone',
    flow: yes('today("Europe/Berlin") == 2026-03-02'),
    at: '2026-03-01T23:30Z',
    value: '"yes"',
  },
  {
    rule: '8.9',
    what: 'today, where no zone is known',
    flow: yes('today(sn) > 2000-01-01'),
    given: 'sn: "Nowhere"',
    at: '2026-03-01',
    value: '"no"',
  },

  { rule: '8.10', what: 'integers', flow: '"no. ${level}"', given: 'level: -0x2A', value: '"no. -42"' },
  {
    rule: '8.10',
    what: 'DNs',
    beside: 'param base: dn = "CN=A\\\\2C B,DC=x"',
    flow: '"in ${param.base}"',
    value: '"in CN=A\\\\2C B,DC=x"',
  },

  {
    rule: '8.11',
    what: 'values are escaped',
    type: 'dn',
    flow: '"CN=${sn},DC=x"',
    given: 'sn: "B,OU=y"',
    value: '"CN=B\\\\,OU\\\\=y,DC=x"',
  },
  {
    rule: '8.11',
    what: 'numbers',
    type: 'dn',
    flow: '"CN=${level},DC=x"',
    given: 'level: 0x10',
    value: '"CN=16,DC=x"',
  },
  { rule: '8.11', what: 'an absent hole', type: 'dn', flow: '"CN=${sn},DC=x"', value: 'absent' },
  {
    rule: '8.11',
    what: 'an empty hole',
    type: 'dn',
    flow: '"CN=${if active then "" else "x"},DC=x"',
    given: 'active: true',
    value: 'absent',
  },

  {
    rule: '8.12',
    what: 'the first arm',
    flow: 'case level { 1 | 2: "a", 3: "b", else: "c" }',
    given: 'level: 2',
    value: '"a"',
  },
  { rule: '8.12', what: 'no arm', flow: 'case level { 1: "a", else: "c" }', given: 'level: 2', value: '"c"' },
  { rule: '8.12', what: 'no subject', flow: 'case level { 1: "a", else: "c" }', value: '"c"' },
  { rule: '8.12', what: 'no arm, no `else`', flow: 'case level { 1: "a" }', given: 'level: 2', value: 'absent' },

  {
    rule: '8.15',
    what: 'an absent argument',
    beside: 'function f(a: string): string = a ?? "none"',
    flow: 'f(title)',
    value: '"none"',
  },
  {
    rule: '8.15',
    what: 'the arguments',
    beside: 'function f(a: string, b: string): string = "${b}${a}"',
    flow: 'f(sn, "x")',
    given: 'sn: "y"',
    value: '"xy"',
  },
  {
    rule: '8.15',
    what: 'what cannot be converted',
    type: 'integer',
    flow: 'number(sn)',
    given: 'sn: "many"',
    value: 'absent',
  },

  {
    rule: '8.19',
    what: 'an empty list',
    type: 'string[]',
    flow: 'filter(proxyAddresses, a => a == "x")',
    given: 'proxyAddresses: ["a"]',
    value: 'absent',
  },
  {
    rule: '8.19',
    what: 'duplicates, where case is ignored',
    type: 'string[]',
    flow: '["A", "a", "b"]',
    value: '["A", "b"]',
  },
  {
    rule: '8.19',
    what: 'duplicates, where it is not',
    type: 'string[] exact',
    flow: '["A", "a", "A"]',
    value: '["A", "a"]',
  },
  { rule: '8.19', what: '`clear`', flow: 'if active then clear else "x"', given: 'active: true', value: 'absent' },
];

describe('what expressions mean', () => {
  test.each(ROWS)('$rule: $what', async (row) => {
    expect(await failuresOf(stepsOf(row), programOf(row))).toEqual([]);
  });

  test('8.19: an absent hole reads `absent` in the text of an error', async () => {
    const program = programOf({
      rule: '',
      what: '',
      flow: 'if active then error("no title: ${title}") else sn',
      value: '',
    });
    expect(
      await failuresOf(
        'given hr.person "1" { active: true } expect error hr.person { message: "no title: absent" }',
        program,
      ),
    ).toEqual([]);
  });

  // Attributes of the metaverse ignore case unless they are exact (5.5).
  test.each([
    ['an attribute brings its matching', 'name == "BOOLE"', 'title: "Boole"', '"yes"'],
    ['through `??` too', '(other ?? name) == "BOOLE"', 'title: "Boole"', '"yes"'],
    ['through `if` too', '(if id is present then name) == "BOOLE"', 'title: "Boole"', '"yes"'],
    ['what is computed brings none', 'trim(name) == "BOOLE"', 'title: "Boole"', '"no"'],
    ['one exact side is enough', 'code == name', 'sn: "a1", title: "A1"', '"no"'],
    ['two that ignore case', 'other == name', 'mail: "a1", title: "A1"', '"yes"'],
    ['in lists', '"X" in tags', 'proxyAddresses: ["x"]', '"yes"'],
    ['in `case`', 'case name { "CHIEF": true, else: false }', 'title: "chief"', '"yes"'],
    ['in `case`, exactly', 'case code { "CHIEF": true, else: false }', 'sn: "chief"', '"no"'],
    ['after NFC', 'code == name', 'sn: "1\\u{E9}", title: "1e\\u{301}"', '"yes"'],
    ['simple case folding', 'name == "\\u{3A3}"', 'title: "\\u{3C2}"', '"yes"'],
  ])('8.7: %s', async (_, condition, given, value) => {
    const program = `
metaverse person {
  id: string exact  code: string exact  name: string  other: string  tags: string[]
  value: string = ${yes(condition)}
}
rule hrPerson from hr.person to person {
  join employeeNumber == mv.id
  project
  id <- employeeNumber
  code <- sn
  name <- title
  other <- mail
  tags <- proxyAddresses
}`;
    const steps = `given hr.person "1" { ${given} } expect person { value: ${value} }`;
    expect(await failuresOf(steps, program)).toEqual([]);
  });

  test('8.13: reading through a reference that does not resolve yet', async () => {
    const program = programOf({ rule: '', what: '', flow: 'manager.sn', value: '' });
    const steps = `
given hr.person "2" { sn: "Boss" }
given hr.person "1" { manager: hr.person "2" }
given hr.person "3" { }
expect person { id: "1", value: "Boss" }
expect person { id: "2", value: absent }
expect person { id: "3", value: absent }
remove hr.person "2"
expect person { id: "1", value: absent }
given hr.person "2" { sn: "Chief" }
expect person { id: "1", value: "Chief" }`;
    expect(await failuresOf(steps, program)).toEqual([]);
  });
});
