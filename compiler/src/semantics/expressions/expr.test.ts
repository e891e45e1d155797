// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
// biome-ignore-all lint/suspicious/noThenProperty: the plan's word for a branch
import type { Expr } from '@syncrule/runtime/plan';
import { describe, expect, it } from 'vitest';
import { checkExpression, checkFlow } from './testing/fixture.js';

const source = (attribute: string): Expr => ({ op: 'source', attribute });
const text = (value: string): Expr => ({ op: 'const', value });
const integer = (value: number): Expr => ({ op: 'const', value: { integer: String(value) } });
const variable = (name: string): Expr => ({ op: 'variable', name });

describe('what an expression becomes in the plan', () => {
  const table: readonly (readonly [text: string, expr: Expr])[] = [
    ['surname', source('surname')],
    ['cs.employeeOrgData.costCenter', { op: 'target', attribute: 'employeeOrgData.costCenter' }],
    ['param.zone', { op: 'param', name: 'zone' }],
    ['self', { op: 'self' }],
    ['-0x10', integer(-16)],
    ['2d', { op: 'const', value: { duration: 172_800_000 } }],
    ['1970-01-02', { op: 'const', value: { date: 1 } }],
    ['1970-01-01T00:00:01Z', { op: 'const', value: { datetime: 1000 } }],
    ['"a\\"b"', text('a"b')],
    ['"a${level}b"', { op: 'text', parts: ['a', source('level'), 'b'] }],
    ['manager.surname', { op: 'through', of: source('manager'), attribute: 'surname', side: 'mv', types: ['person'] }],
    [
      'owner.surname',
      {
        op: 'through',
        of: source('owner'),
        attribute: 'surname',
        side: 'mv',
        types: ['department', 'group', 'person'],
      },
    ],
    [
      'cs.secretary.displayName',
      {
        op: 'through',
        of: { op: 'target', attribute: 'secretary' },
        attribute: 'displayName',
        side: 'cs',
        types: ['corp.user'],
      },
    ],
    // Equality (8.7)
    ['surname == givenName', { op: 'equal', left: source('surname'), right: source('givenName'), by: 'ignoreCase' }],
    ['surname == employeeId', { op: 'equal', left: source('surname'), right: source('employeeId'), by: 'exact' }],
    ['surname == "a"', { op: 'equal', left: source('surname'), right: text('a'), by: 'ignoreCase' }],
    ['"a" == "b"', { op: 'equal', left: text('a'), right: text('b'), by: 'exact' }],
    ['level != 1', { op: 'unequal', left: source('level'), right: integer(1), by: 'value' }],
    ['photo == photo', { op: 'equal', left: source('photo'), right: source('photo'), by: 'binary' }],
    ['manager == self', { op: 'equal', left: source('manager'), right: { op: 'self' }, by: 'ref' }],
    ['home == "DC=x"', { op: 'equal', left: source('home'), right: text('DC=x'), by: 'dn' }],
    ['surname in mails', { op: 'in', left: source('surname'), right: source('mails'), by: 'ignoreCase' }],
    [
      '(surname ?? givenName) == "a"',
      {
        op: 'equal',
        left: { op: 'otherwise', left: source('surname'), right: source('givenName') },
        right: text('a'),
        by: 'ignoreCase',
      },
    ],
    [
      '(surname ?? "x") == "a"',
      {
        op: 'equal',
        left: { op: 'otherwise', left: source('surname'), right: text('x') },
        right: text('a'),
        by: 'exact',
      },
    ],
    [
      'upper(surname) == "A"',
      {
        op: 'equal',
        left: { op: 'call', name: 'upper', arguments: [source('surname')] },
        right: text('A'),
        by: 'exact',
      },
    ],
    [
      'any(mails, m => m == "x")',
      {
        op: 'call',
        name: 'any',
        arguments: [
          source('mails'),
          {
            op: 'lambda',
            variable: 'm',
            body: { op: 'equal', left: variable('m'), right: text('x'), by: 'ignoreCase' },
          },
        ],
      },
    ],
    ['distinct(mails)', { op: 'call', name: 'distinct', arguments: [source('mails')], by: 'ignoreCase' }],
    [
      'without(mails, ["a"])',
      {
        op: 'call',
        name: 'without',
        arguments: [source('mails'), { op: 'list', items: [text('a')] }],
        by: 'ignoreCase',
      },
    ],
    // Lists
    ['upper(mails)', { op: 'call', name: 'upper', arguments: [source('mails')], each: true }],
    [
      'text(department2.levels)',
      {
        op: 'call',
        name: 'text',
        arguments: [
          { op: 'through', of: source('department2'), attribute: 'levels', side: 'mv', types: ['department'] },
        ],
        each: true,
      },
    ],
    ['label(mails, id)', { op: 'apply', name: 'label', arguments: [source('mails'), source('id')], each: true }],
    ['first(surname)', { op: 'call', name: 'first', arguments: [{ op: 'list', items: [source('surname')] }] }],
    ['surname ?? mails', { op: 'otherwise', left: { op: 'list', items: [source('surname')] }, right: source('mails') }],
    [
      'surname + mails',
      { op: 'add', kind: 'list', left: { op: 'list', items: [source('surname')] }, right: source('mails') },
    ],
    // Arithmetic
    ['level + 1', { op: 'add', kind: 'integer', left: source('level'), right: integer(1) }],
    [
      '1d + endDate',
      { op: 'add', kind: 'date', left: source('endDate'), right: { op: 'const', value: { duration: 86_400_000 } } },
    ],
    [
      'endDate - startDate',
      { op: 'subtract', kind: 'dateDifference', left: source('endDate'), right: source('startDate') },
    ],
    ['-level', { op: 'negate', kind: 'integer', of: source('level') }],
    // Conditions and choices
    [
      'isManager and level > 1',
      {
        op: 'and',
        items: [source('isManager'), { op: 'greater', left: source('level'), right: integer(1) }],
      },
    ],
    ['surname is absent', { op: 'missing', of: source('surname') }],
    ['if isManager then 1', { op: 'if', condition: source('isManager'), then: integer(1) }],
    [
      'case surname { "a" | "b": 1, else: 2 }',
      {
        op: 'case',
        subject: source('surname'),
        by: 'ignoreCase',
        arms: [{ patterns: ['a', 'b'], then: integer(1) }],
        else: integer(2),
      },
    ],
    [
      'today(param.zone) > endDate',
      { op: 'greater', left: { op: 'today', zone: { op: 'param', name: 'zone' } }, right: source('endDate') },
    ],
  ];
  for (const [expression, expr] of table) {
    it(expression, () => {
      const { typed, findings } = checkExpression(expression);
      expect(findings).toEqual([]);
      expect(typed.expr).toEqual(expr);
    });
  }
});

describe('what the right side of a flow becomes', () => {
  const table: readonly (readonly [target: string, text: string, expr: Expr])[] = [
    ['proxyAddresses', 'surname', { op: 'list', items: [source('surname')] }],
    [
      'proxyAddresses',
      'if isManager then mails else surname',
      {
        op: 'if',
        condition: source('isManager'),
        then: source('mails'),
        else: { op: 'list', items: [source('surname')] },
      },
    ],
    ['displayName', 'surname ?? clear', { op: 'otherwise', left: source('surname'), right: { op: 'clear' } }],
    [
      'displayName',
      'error("no ${surname}")',
      { op: 'error', message: { op: 'text', parts: ['no ', source('surname')] } },
    ],
    ['manager', 'manager', source('manager')],
    ['manager', '"CN=a,DC=x"', { op: 'named', name: text('CN=a,DC=x'), connector: 'corp' }],
    [
      'dn',
      '"CN=${surname}-1+UID=${id},OU=a\\\\, b,${param.directory}"',
      {
        op: 'dn',
        parts: [
          {
            rdn: [
              { type: 'CN', value: [source('surname'), '-1'] },
              { type: 'UID', value: [source('id')] },
            ],
          },
          { rdn: [{ type: 'OU', value: ['a, b'] }] },
          { run: { op: 'param', name: 'directory' } },
        ],
      },
    ],
    [
      'dn',
      '"CN=#0403414243,CN=${id},OU=\\\\C3\\\\A4"',
      {
        op: 'dn',
        parts: [
          { run: text('CN=#0403414243') },
          { rdn: [{ type: 'CN', value: [source('id')] }] },
          { rdn: [{ type: 'OU', value: ['ä'] }] },
        ],
      },
    ],
    ['dn', "'CN=a\\, b,DC=x'", text('CN=a\\, b,DC=x')],
  ];
  for (const [target, expression, expr] of table) {
    it(`${target} <- ${expression}`, () => {
      const { typed, findings } = checkFlow(target, expression);
      expect(findings).toEqual([]);
      expect(typed.expr).toEqual(expr);
    });
  }
});

describe('what else is known of a result', () => {
  it('a flow says which outcomes are possible', () => {
    const { typed } = checkFlow('displayName', 'if isManager then clear else (surname ?? keep)');
    expect([typed.mayClear, typed.mayKeep, typed.mayFail, typed.certain]).toEqual([true, true, false, true]);
    expect(checkFlow('displayName', 'surname ?? error("x")').typed).toMatchObject({ mayFail: true, certain: true });
  });
  it('the parts that may be absent are named', () => {
    const named = (expression: string): string[] =>
      checkExpression(expression).typed.mayBeAbsent.map((part) => part.text);
    expect(named('"${surname} ${givenName ?? id} ${manager.mail}"')).toEqual(['surname', 'manager.mail']);
    expect(named('trim(surname)')).toEqual(['surname', 'trim(surname)']);
    expect(named('surname ?? givenName')).toEqual(['givenName']);
    expect(named('if isManager then surname')).toEqual(['surname', 'if isManager then surname']);
    expect(named('id')).toEqual([]);
  });
  it('what is read is named by its side', () => {
    const reads = (expression: string): string =>
      Object.entries(checkExpression(expression, { position: 'let' }).typed.reads)
        .filter(([, read]) => read)
        .map(([what]) => what)
        .join(' ');
    expect(reads('surname')).toBe('source');
    expect(reads('"${surname}${cs.mail}"')).toBe('source target');
    expect(reads('manager.mail')).toBe('source through');
    expect(reads('param.domain')).toBe('');
    expect(reads('any(cs.proxyAddresses, a => a == surname)')).toBe('source target');
    expect(reads('isOver(endDate)')).toBe('source time');
    expect(reads('now() > 2026-01-01T00:00Z')).toBe('time');
  });
});
