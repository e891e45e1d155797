// The mutations of a program, and the texts that come of them.
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../../source/index.js';
import { parse } from '../../syntax/index.js';
import { mutated } from './mutant.js';
import { mutantsOf } from './mutants.js';

const mutations = (text: string): readonly (readonly [string, string])[] => {
  const file = sourceFile('a.syncrule', text);
  return mutantsOf([parse(file)]).map((mutant) => {
    const after = mutated([file], mutant.edits).get(file) ?? '';
    return [`${mutant.code}: ${mutant.text}`, after] as const;
  });
};

const inRule = (clause: string): string => `rule r from hr.person to person { ${clause} }`;
const inFlow = (value: string): string => inRule(`x <- ${value}`);

/** Mutations of a value besides those of the flow, as what stands in its place. */
const ofValue = (value: string): readonly string[] => {
  const [before = '', after = ''] = inFlow('\u0000').split('\u0000');
  return mutations(inFlow(value))
    .slice(1)
    .map(([, text]) => text.slice(before.length, text.length - after.length));
};

describe('expressions', () => {
  test.each<[string, readonly string[]]>([
    ['a == b', ['a != b']],
    ['a < 5', ['a <= 5', 'a >= 5', 'a < 6']],
    ['a in b', ['not (a in b)']],
    ['a is present', ['a is absent']],
    ['not a', ['a']],
    ['a and b and c', ['(a or b or c)', 'b and c', 'a and c', 'a and b']],
    ['a + b', ['a - b']],
    ['if a then b else c', ['b', 'c']],
    ['if a then b', ['b', 'absent']],
    ['a ?? b', ['a', 'b']],
    ['case a { "x": b, else: c }', ['case a { else: c }', 'case a { "x": b }']],
    ['[a, b]', ['[b]', '[a]']],
    ['trim(a)', ['a']],
    ['map(a, v => lower(v))', ['a', 'map(a, v => v)']],
    ['clear', ['absent']],
    ['"a"', ['"ax"']],
    ["'a'", ["'ax'"]],
    ['"a ${b ?? c}"', ['"a ${b ?? c}x"', '"a ${b}"', '"a ${c}"']],
    ['true', ['false']],
    ['30d', ['31d']],
    ['2026-12-31', ['2027-01-01']],
    ['2026-12-31T22:00Z', ['2027-01-01T22:00:00.000Z']],
    ['-1', ['1', '-2']],
    ['error("no ${a ?? b}")', []],
    ['a', []],
  ])('%s', (value, expected) => {
    expect(ofValue(value)).toEqual(expected);
  });
});

describe('clauses', () => {
  test.each<[string, readonly string[]]>([
    ['scope a', ['clause: without `scope a`']],
    ['join a == mv.a', ['clause: without `join a == mv.a`', 'operator: `==` becomes `!=`']],
    ['project when a', ['clause: without `project when a`', 'clause: without `when a`']],
    ['x <- once a', ['clause: without `x <- once a`', 'mode: without `once`']],
    ['x, y, z <- a', ['clause: without `x`', 'clause: without `y`', 'clause: without `z`']],
    ['include shared', ['clause: without `include shared`']],
    ['let a = b ?? c', ['branch: `b ?? c` becomes `b`', 'branch: `b ?? c` becomes `c`']],
    ['deprovision delete', ['action: `delete` becomes `keep`']],
    [
      'deprovision disconnect after 30d',
      ['action: `disconnect` becomes `delete`', 'clause: without `after 30d`', 'constant: `30d` becomes `31d`'],
    ],
    ['disabled', []],
  ])('%s', (clause, expected) => {
    expect(mutations(inRule(clause)).map(([text]) => text)).toEqual(expected);
  });

  test('provisioning goes together with deprovisioning', () => {
    expect(mutations(inRule('provision deprovision delete'))).toEqual([
      ['clause: without `provision`', inRule(' ')],
      ['action: `delete` becomes `keep`', inRule('provision deprovision keep')],
    ]);
  });

  test('two joins change places', () => {
    expect(mutations(inRule('join a == mv.a join b == mv.b')).at(-1)).toEqual([
      'order: `join a == mv.a` becomes `join b == mv.b`',
      inRule('join b == mv.b join a == mv.a'),
    ]);
  });

  test('a target among others goes with its comma', () => {
    expect(mutations(inRule('x, y <- a')).map(([, text]) => text)).toEqual([inRule('y <- a'), inRule('x <- a')]);
  });
});

describe('declarations', () => {
  test.each<[string, readonly string[]]>([
    ['param p: integer = 1', ['constant: `1` becomes `2`']],
    ['param p: integer', []],
    [
      'metaverse m { a: string exact b: string prefer r, s = c }',
      ['mode: without `exact`', 'order: `r` becomes `s`', 'clause: without `= c`'],
    ],
    ['function f(a: string): string = trim(a)', ['call: `trim(a)` becomes `a`']],
    ['flows f from hr.person to person { x <- a }', ['clause: without `x <- a`']],
    ['namespace n { corp.user: sAMAccountName }', ['clause: without `corp.user: sAMAccountName`']],
    ['connector c { schema "x" } test "t" { given hr.person "1" { a: true } expect nothing }', []],
  ])('%s', (text, expected) => {
    expect(mutations(text).map(([said]) => said)).toEqual(expected);
  });

  test('rules that write one attribute exchange their precedences', () => {
    const rule = (name: string, precedence: number, target: string): string =>
      `rule ${name} from hr.person to person precedence ${precedence} { ${target} <- a } `;
    const ranks = (text: string): readonly (readonly [string, string])[] =>
      mutations(text).filter(([said]) => said.startsWith('order'));
    expect(ranks(rule('r', 2, 'x') + rule('s', 1, 'x'))).toEqual([
      ['order: `s` ranks after `r`', rule('r', 1, 'x') + rule('s', 2, 'x')],
    ]);
    expect(ranks(rule('r', 2, 'x') + rule('s', 1, 'y'))).toEqual([]);
    const outbound = (from: string): string => `rule ${from} from ${from} to corp.group precedence 1 { cn <- a } `;
    expect(ranks(outbound('team') + outbound('unit').replace('1', '2'))).toEqual([]);
  });
});
