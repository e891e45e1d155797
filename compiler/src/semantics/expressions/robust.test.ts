// biome-ignore-all lint/suspicious/noTemplateCurlyInString: holes of the language's own texts
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnything } from './testing/fixture.js';

const leaf = fc.constantFrom(
  ...['surname', 'mails', 'level', 'status', 'manager', 'reports', 'home', 'endDate', 'lastSeen', 'isManager', 'owner'],
  ...['cs.mail', 'cs.unicodePwd', 'cs.employeeOrgData', 'mv.x', 'param.zone', 'nobody', 'same', 'self', 'absent', '[]'],
  ...[
    '"a"',
    '""',
    '1',
    '2d',
    '90min',
    '2026-01-01',
    'true',
    'clear',
    'keep',
    'now()',
    'today("UTC")',
    'error(surname)',
  ],
);

/** Expressions that make no sense more often than not. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  const binary = fc.constantFrom('+', '-', '*', '==', '!=', '<', 'in', '??', 'and', 'or');
  const unary = fc.constantFrom('upper', 'first', 'count', 'text', 'label', 'parts', 'isOver', 'nothing', 'unique');
  const lambda = fc.constantFrom('map', 'filter', 'any');
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(e, binary, e).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      fc.tuple(unary, e, e).map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(unary, e).map(([f, a]) => `${f}(${a})`),
      fc.tuple(lambda, e, e).map(([f, a, b]) => `${f}(${a}, x => (${b}) ?? x.mail)`),
      fc.tuple(e, e, e).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `case ${a} { "a": ${b}, 1: ${b}, else: ${c} }`),
      fc.tuple(e, e).map(([a, b]) => `"CN=\${${a}},\${${b}}"`),
      fc.tuple(e, e).map(([a, b]) => `[${a}, ${b}]`),
      e.map((a) => `(${a}).surname`),
      e.map((a) => `not -(${a})`),
      e.map((a) => `(${a}) is present`),
    ),
  };
});

describe('whatever the expression', () => {
  it('checking it does not throw, and reports nothing twice', () => {
    const targets = fc.constantFrom('dn', 'mail', 'manager', 'proxyAddresses', 'enabled', 'unicodePwd');
    fc.assert(
      fc.property(expression, targets, (text, target) => {
        const { typed, diagnostics } = checkAnything(target, text);
        for (const { location, message } of diagnostics) {
          expect(location.span.end).toBeGreaterThanOrEqual(location.span.start);
          expect(message).not.toMatch(/\{\w+\}/);
        }
        if (typed.certain) expect(typed.mayBeAbsent).toEqual([]);
        const keys = diagnostics.map(({ code, location: { span } }) => `${code} ${span.start} ${span.end}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 3000 },
    );
  });
  it('nor does it for pieces of text that are no expressions', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      '${',
      '}',
      '.',
      '??',
      'if',
      'then',
      'case',
      '{',
      ':',
      '=>',
      ',',
      'x',
      '[',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(leaf, piece), { maxLength: 12 }), (parts) => {
        checkAnything('dn', parts.join(' '));
      }),
      { numRuns: 2000 },
    );
  });
});
