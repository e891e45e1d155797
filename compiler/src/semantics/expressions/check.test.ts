// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
import { describe, expect, it } from 'vitest';
import { checkExpression, type Options } from './testing/fixture.js';
import { typeText } from './types.js';

/** The type, with `?` behind what may be absent. */
const typeOf = (text: string, options: Options = {}): string => {
  const { typed, findings } = checkExpression(text, options);
  expect(findings).toEqual([]);
  return `${typeText(typed.type)}${typed.certain ? '' : '?'}`;
};

describe('types and presence', () => {
  const table: readonly (readonly [expression: string, type: string])[] = [
    // Literals and names (P1, P2)
    ['"a"', 'string'],
    ["'a'", 'string'],
    ['1', 'integer'],
    ['-1', 'integer'],
    ['90min', 'duration'],
    ['2026-03-31', 'date'],
    ['2026-03-31T17:00Z', 'datetime'],
    ['true', 'boolean'],
    ['absent', 'anything?'],
    ['id', 'string'],
    ['surname', 'string?'],
    ['cs.dn', 'dn?'],
    ['cs.employeeOrgData.costCenter', 'string?'],
    ['param.zone', 'string'],
    ['self', 'ref person'],
    // Through references (N6, V2)
    ['manager.surname', 'string?'],
    ['manager.manager.surname', 'string?'],
    ['self.mails', 'string[]?'],
    ['reports.surname', 'string[]?'],
    ['reports.mails', 'string[]?'],
    ['owner.surname', 'string?'],
    ['cs.secretary.displayName', 'string?'],
    ['cs.manager.employeeOrgData.costCenter', 'string?'],
    // Texts (T4, P3)
    ['"${id}@x"', 'string'],
    ['"${surname}"', 'string?'],
    ['"${level} ${home} ${status}"', 'string?'],
    // Operators (T5, T6, P3)
    ['level + 1', 'integer?'],
    ['1 + 2 * 3', 'integer'],
    ['"a" + "b"', 'string'],
    ['status + "x"', 'string?'],
    ['mails + surname', 'string[]?'],
    ['surname + mails', 'string[]?'],
    ['mails + id', 'string[]'],
    ['startDate + 3d', 'date?'],
    ['3d + startDate', 'date?'],
    ['lastSeen - 90min', 'datetime?'],
    ['endDate - startDate', 'duration?'],
    ['lastSeen - lastSeen', 'duration?'],
    ['1h + 2h', 'duration'],
    ['-level', 'integer?'],
    ['surname == givenName', 'boolean'],
    ['level < 3', 'boolean'],
    ['endDate - startDate > 10d', 'boolean'],
    ['surname in mails', 'boolean'],
    ['surname in ["a", "b"]', 'boolean'],
    ['status == surname', 'boolean'],
    ['not isManager', 'boolean'],
    ['isManager and level > 1', 'boolean'],
    ['surname is present', 'boolean'],
    ['mails is absent', 'boolean'],
    ['home == "CN=a,DC=b"', 'boolean'],
    ['"CN=a,DC=b" != home', 'boolean'],
    ['cs.manager == "CN=a,DC=b"', 'boolean'],
    ['cs.manager in cs.memberOf.member', 'boolean'],
    // Choices (T8, T9, P4)
    ['surname ?? givenName', 'string?'],
    ['surname ?? id', 'string'],
    ['surname ?? mails', 'string[]?'],
    ['home ?? "DC=b"', 'dn'],
    ['"DC=b" == home', 'boolean'],
    ['if isManager then "a"', 'string?'],
    ['if isManager then "a" else id', 'string'],
    ['if isManager then "a" else absent', 'string?'],
    ['if isManager then surname else mails', 'string[]?'],
    ['if isManager then status else "x"', 'string?'],
    ['if isManager then "DC=b" else home', 'dn?'],
    ['case level { 1: "a", 2: "b" }', 'string?'],
    ['case level { 1: "a", else: id }', 'string'],
    ['case isManager { true: "a", false: "b" }', 'string?'],
    ['case status { "left": 1, "active" | "future": 2, else: 3 }', 'integer'],
    ['if isManager then manager else department2', 'ref department or person?'],
    // Lists (T10, P4)
    ['["a"]', 'string[]'],
    ['[surname, givenName]', 'string[]?'],
    ['[surname, id]', 'string[]'],
    ['["DC=a", home]', 'dn[]'],
    // Functions (T11, P3, V1)
    ['upper(surname)', 'string?'],
    ['upper(id)', 'string'],
    ['upper(mails)', 'string[]?'],
    ['trim(id)', 'string?'],
    ['length(id)', 'integer'],
    ['count(mails)', 'integer'],
    ['count(surname)', 'integer'],
    ['any(mails, m => m == "x")', 'boolean'],
    ['first(mails)', 'string?'],
    ['first(reports)', 'ref person?'],
    ['first(reports).surname', 'string?'],
    ['map(reports, r => r.level)', 'integer[]?'],
    ['map(mails, m => length(m))', 'integer[]?'],
    ['filter(reports, r => r.isManager)', 'ref person[]?'],
    ['distinct([status])', '("active" | "future" | "left")[]?'],
    ['isUnder(home, "OU=x,DC=y")', 'boolean?'],
    ['label(surname, givenName)', 'string?'],
    ['label(surname, id)', 'string'],
    ['label(mails, id)', 'string[]?'],
    ['isOver(endDate)', 'boolean'],
    ['joinText(surname, ", ")', 'string?'],
    // Time
    ['now() > lastSeen', 'boolean'],
    ['today(param.zone) == endDate', 'boolean'],
    ['today("Europe/Berlin") - 14d <= startDate', 'boolean'],
    ['now() - lastSeen > 90d', 'boolean'],
    ['lastSeen - now() < 1h', 'boolean'],
  ];
  for (const [expression, type] of table) {
    it(`${expression}: ${type}`, () => expect(typeOf(expression)).toBe(type));
  }
});

describe('facts make present (7.4)', () => {
  const table: readonly (readonly [expression: string, type: string])[] = [
    ['if surname is present then surname else "x"', 'string'],
    ['if surname is absent then "x" else surname', 'string'],
    ['if not (surname is absent) then surname else "x"', 'string'],
    ['if surname is present and givenName is present then "${surname}${givenName}" else "x"', 'string'],
    ['if surname is present or givenName is present then surname else "x"', 'string?'],
    ['if surname is absent or givenName is absent then "x" else "${surname}${givenName}"', 'string'],
    ['if surname == "a" then surname else "x"', 'string'],
    ['if surname != "a" then "x" else surname', 'string'],
    ['if level > 3 then level else 0', 'integer'],
    ['if isManager then isManager else false', 'boolean'],
    ['if startsWith(surname, "a") then surname else "x"', 'string'],
    ['if upper(surname) is present then surname else "x"', 'string'],
    ['if "${surname}${givenName}" is present then givenName else "x"', 'string'],
    ['if (surname ?? givenName) is present then surname else "x"', 'string?'],
    ['if manager.surname is present then manager.surname else "x"', 'string'],
    ['if manager.manager.level > 1 then [manager] else []', 'ref person[]?'],
    ['if surname in mails then mails else ["x"]', 'string[]'],
    ['if surname is present then any(mails, m => m == surname) else true', 'boolean'],
    ['case surname { "a": surname, else: "x" }', 'string'],
    ['case status { "left": status, else: "future" }', '"active" | "future" | "left"'],
    ['if mails is present then upper(mails) else ["x"]', 'string[]'],
    ['if status is present then case status { "left": 1, "active": 2, "future": 3 } else 0', 'integer'],
    ['if status == "left" or status == "active" then case status { "left": 1, "active": 2 } else 0', 'integer'],
    ['if status in ["left", "active"] then case status { "left": 1, "active": 2 } else 0', 'integer'],
  ];
  for (const [expression, type] of table) {
    it(`${expression}: ${type}`, () => expect(typeOf(expression)).toBe(type));
  }
});

describe('sets of texts narrow (W1)', () => {
  const active = { scalar: 'string', many: false, oneOf: ['active'] } as const;
  it('inside the branch that asked for one text', () => {
    expect(checkExpression('if status == "active" then status', { type: active }).findings).toEqual([]);
  });
  it('and not beside it', () => {
    const { findings } = checkExpression('if status == "active" then 1 else 2', { type: active });
    expect(findings.map(([code]) => code)).toEqual(['SR3120', 'SR3120']);
    expect(checkExpression('status', { type: active }).findings).toEqual([['SR3120', 'status']]);
  });
});

describe('branches without an expected type have their common one (T1, T8)', () => {
  const table: readonly (readonly [expression: string, type: string])[] = [
    ['if isManager then status else "x"', 'string'],
    ['if isManager then status else (surname ?? "x")', 'string'],
    ['if isManager then (surname ?? "x") else status', 'string'],
    ['if isManager then status else if level > 3 then "x" else "left"', 'string'],
    ['if isManager then status else if level > 3 then "active" else "left"', '"active" | "future" | "left"'],
    ['if isManager then status else case surname { "a": "x", else: "left" }', 'string'],
    ['if isManager then [status] else [surname ?? "x"]', 'string[]'],
    ['[status, if isManager then "x" else "y"]', 'string[]'],
    ['"${if isManager then status else (surname ?? "x")}"', 'string'],
  ];
  for (const [expression, type] of table) {
    it(`${expression}: ${type}`, () => {
      expect(typeOf(expression).replace(/\?$/, '')).toBe(type);
      expect(checkExpression(expression).findings).toEqual([]);
    });
  }
  it('but beside `==` and `??` a text is one of the set', () => {
    for (const expression of ['status == "x"', 'status ?? "x"', 'status == (if isManager then "left" else "x")'])
      expect(checkExpression(expression).findings, expression).toEqual([['SR3121', '"x"']]);
  });
});
