// Expressions (sections 3 and 4): text → structure; and what is reported where they are wrong, with the hole that is left.
import { describe, expect, test } from 'vitest';
import { parseText, showExpression } from './testing/index.js';

const read = (text: string) => {
  const { tree, diagnostics } = parseText(`rule r from a.b to c {\n  x <- ${text}\n}`);
  const [rule] = tree.declarations;
  const clauses = rule?.kind === 'rule' ? rule.clauses : [];
  const [flow] = clauses;
  return {
    shown: flow?.kind === 'flow' ? showExpression(flow.value) : 'no flow',
    codes: diagnostics.map((diagnostic) => diagnostic.code),
    diagnostics,
    clauses,
  };
};

describe('an expression', () => {
  test.each([
    // operands
    ['sn', 'sn'],
    ['`Cost centre`', 'Cost centre'],
    ['cafe\u0301', 'café'],
    ['cs.x', 'cs.x'],
    ['mv . `odd one`', 'mv.odd one'],
    ['param.zone', 'param.zone'],
    ['same', 'same'],
    ['self', 'self'],
    ['clear', 'clear'],
    ['keep', 'keep'],
    ['absent', 'absent'],
    ['true', 'true'],
    ['error("no ${x}")', '{error "no ${x}"}'],
    ['manager.manager.mail', 'manager.manager.mail'],
    ['employeeOrgData.costCenter', 'employeeOrgData.costCenter'],
    ['now()', 'now()'],
    ['f(a, "b", 1,)', 'f(a, "b", 1)'],
    ['map(xs, x => lower(x))', 'map(xs, x => lower(x))'],
    ['f(x => if x then 1 else 2)', 'f(x => {if x 1 2})'],
    ['only(xs).mail', 'only(xs).mail'],
    ['[]', '[]'],
    ['["a", b,]', '["a", b]'],
    ['30d', '2592000000ms'],
    ['2026-03-31', '2026-03-31'],
    ['delete', 'delete'],
    ['ref.string', 'ref.string'],
    // texts
    ['"a\\n\\"\\\\\\$\\u{41}"', '"a\n"\\$A"'],
    ['""', '""'],
    ["'it''s \\d'", "'it's \\d'"],
    ['"${a}${b} c"', '"${a}${b} c"'],
    ['"a ${"b ${c}"} d"', '"a ${"b ${c}"} d"'],
    ['"${case a { 1: 2 }}"', '"${{case a 1: 2}}"'],
    // level 1
    ['if a then b', '{if a b}'],
    ['if a then b else c', '{if a b c}'],
    ['if a then if b then c else d', '{if a {if b c d}}'],
    ['if a then b else if c then d else e', '{if a b {if c d e}}'],
    ['case x { "a" | "b": 1, else: 2, }', '{case x "a"|"b": 1, else: 2}'],
    ['case x { true: a, false: b }', '{case x true: a, false: b}'],
    ['case x { 2026-01-01: a, 3: b }', '{case x 2026-01-01: a, 3: b}'],
    ['every person p where p.x == y and z', '{every person p {and {== p.x y} z}}'],
    ['if a then b + c', '{if a {+ b c}}'],
    // precedence: the examples of section 4 first
    ['a ?? b == c', '{== {?? a b} c}'],
    ['x + y ?? z', '{?? {+ x y} z}'],
    ['not a == b', '{not {== a b}}'],
    ['a ?? b is present', '{present {?? a b}}'],
    ['a or b or c', '{or a b c}'],
    ['a and b and c', '{and a b c}'],
    ['(a and b) or c', '{or ({and a b}) c}'],
    ['not a and not b', '{and {not a} {not b}}'],
    ['not not a', '{not {not a}}'],
    ['a == b and c in d', '{and {== a b} {in c d}}'],
    ['a ?? b ?? c', '{?? a {?? b c}}'],
    ['a + b - c + d', '{+ {- {+ a b} c} d}'],
    ['a + b * c * d', '{+ a {* {* b c} d}}'],
    ['-a * b', '{* {- a} b}'],
    ['- -a', '{- {- a}}'],
    ['-a.b', '{- a.b}'],
    ['a < -1', '{< a {- 1}}'],
    ['a - 1 >= b', '{>= {- a 1} b}'],
    ['a is absent or b is present', '{or {absent a} {present b}}'],
    ['-9223372036854775808', '{- 9223372036854775808}'],
    ['9223372036854775807', '9223372036854775807'],
    ['0xFF', '255'],
    // white space means nothing
    ['a\n  .\n  b\n  +\n  c', '{+ a.b c}'],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject({ shown: expected, codes: [] });
  });

  test.each([
    ['', 'SR1001', '◌'],
    ['cs.', 'SR1001', 'cs.◌'],
    ['cs', 'SR1001', 'cs.◌'],
    ['a.', 'SR1001', 'a.◌'],
    ['a +', 'SR1001', '{+ a ◌}'],
    ['a + * b', 'SR1001', '{+ a {* ◌ b}}'],
    ['a ??', 'SR1001', '{?? a ◌}'],
    ['not', 'SR1001', '{not ◌}'],
    ['a is', 'SR1001', '{absent a}'],
    ['a is b', 'SR1001', '{absent a}'],
    ['a is not present', 'SR1024', '{absent a}'],
    ['a is not absent', 'SR1024', '{present a}'],
    ['(a', 'SR1001', '(a)'],
    ['(a b c)', 'SR1001', '(a)'],
    ['()', 'SR1001', '(◌)'],
    ['f(a', 'SR1001', 'f(a)'],
    ['f(a, , b)', 'SR1001', 'f(a, b)'],
    ['f(a b)', 'SR1001', 'f(a, b)'],
    ['f(a ] )', 'SR1001', 'f(a)'],
    ['f(a + => b)', 'SR1001', 'f(◌ => b)'],
    ['f(1 => b)', 'SR1026', 'f(◌ => b)'],
    ['[a', 'SR1001', '[a]'],
    ['["a" "b"]', 'SR1001', '["a", "b"]'],
    ['if a else b', 'SR1001', '{if a ◌ b}'],
    ['if then b', 'SR1001', '{if ◌ b}'],
    ['if a b else c', 'SR1001', '{if a b c}'],
    ['if a then', 'SR1001', '{if a ◌}'],
    ['case x', 'SR1001', '{case x }'],
    ['case x {', 'SR1001', '{case x }'],
    ['case x { "a" 1 }', 'SR1001', '{case x "a": 1}'],
    ['case x { "a": }', 'SR1001', '{case x "a": ◌}'],
    ['case x { "a": 1 "b": 2 }', 'SR1001', '{case x "a": 1, "b": 2}'],
    ['case x { "a" | : 1 }', 'SR1001', '{case x "a"|◌: 1}'],
    ['case x { y: 1 }', 'SR1019', '{case x ◌: 1}'],
    ['case x { "a" + "b": 1 }', 'SR1019', '{case x ◌: 1}'],
    ['case x { -1: 1 }', 'SR1019', '{case x ◌: 1}'],
    ['case x { "${y}": 1 }', 'SR1017', '{case x "${y}": 1}'],
    ['every person', 'SR1001', '{every person  ◌}'],
    ['every person p', 'SR1001', '{every person p ◌}'],
    ['error', 'SR1001', '{error ◌}'],
    ['a and b or c', 'SR1013', '{or {and a b} c}'],
    ['a or b and c or d and e', 'SR1013', '{or a {and b c} {and d e}}'],
    ['a + if b then c else d', 'SR1014', '{+ a {if b c d}}'],
    ['a == not b', 'SR1014', '{== a {not b}}'],
    ['case a { 1: b } + c', 'SR1014', '{+ {case a 1: b} c}'],
    ['not if a then b else c', 'SR1014', '{not {if a b c}}'],
    ['a < b < c', 'SR1015', '{< {< a b} c}'],
    ['a is present == b', 'SR1015', '{== {present a} b}'],
    ['a = b', 'SR1023', '{== a b}'],
    ['9223372036854775808', 'SR1009', '9223372036854775808'],
    ['-(9223372036854775808)', 'SR1009', '{- (9223372036854775808)}'],
    ['-9223372036854775809', 'SR1009', '{- 9223372036854775809}'],
    ['5days', 'SR1008', '◌'],
    ['2026-02-30', 'SR1010', '◌'],
    ['cs.to', 'SR1016', 'cs.to'],
    ['trim(function)', 'SR1016', 'trim(function)'],
    ['a # b', 'SR1003', 'a'],
    ['a + #', 'SR1003', '{+ a ◌}'],
    ['"${a', 'SR1005', '"${a}"'],
    ['"${a b}"', 'SR1001', '"${a}"'],
    ['"${}"', 'SR1001', '"${◌}"'],
    ['"${(a}"', 'SR1001', '"${(a)}"'],
    ['"${scope}"', 'SR1016', '"${scope}"'],
  ])('%s is reported once, as %s', (text, code, shown) => {
    expect(read(text)).toMatchObject({ codes: [code], shown });
  });

  test.each([
    'x <-\n  y <- b',
    'x <-\n  y, z <- b',
    'x <-\n  org.unit <- b',
    'x <- a +\n  y <- b',
    'x <- f(\n  y <- b',
    'x <- f(a,\n  y, z <- b',
    'x <- hr.\n  y <- b',
    'x <- hr.\n  y, z <- b',
    'x <-\n  scope a',
    'x <- (a\n  scope b',
    'x <- if a then\n  y <- b',
    'x <- once\n  y <- b',
    'x\n  y <- b',
    'x,\n  scope a',
    'let\n  y <- b',
    'let n\n  y <- b',
    'let n =\n  y, z <- b',
    'include\n  y <- b',
    'scope\n  y <- b',
    'deprovision\n  y <- b',
    'deprovision delete after\n  y <- b',
    'provision when\n  y <- b',
  ])('while it is being typed does not swallow what follows: %s', (typed) => {
    const { tree, diagnostics } = parseText(`rule r from a.b to c {\n  ${typed}\n}\nparam p: string`);
    const [rule, param] = tree.declarations;
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['SR1001']);
    expect(rule?.kind === 'rule' ? rule.clauses.length : 0).toBe(2);
    expect(param?.kind).toBe('param');
  });
});

describe('the place of a finding', () => {
  test.each([
    // a hole is marked at what stands there, or behind what stands before it on its line
    ['x <- a + )', ')'],
    ['x <- a +\n', ''],
    ['x <- a and b or c', 'or'],
    ['x <- a < b < c', '<'],
    ['x <- "a ${b" + c', '${'],
    ['x <- "a\\qb"', '\\q'],
    ['x <- a + if b then c', 'if b then c'],
  ])('%s', (clause, marked) => {
    const { file, diagnostics } = parseText(`rule r from a.b to c {\n  ${clause}\n}`);
    const [first] = diagnostics;
    expect(first && file.text.slice(first.location.span.start, first.location.span.end)).toBe(marked);
  });
});
