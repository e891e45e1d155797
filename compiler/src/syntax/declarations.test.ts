// Declarations, clauses and tests (section 3): what the tree holds, and what is reported where they are wrong.
import { describe, expect, test } from 'vitest';
import type { Declaration, TestStep } from './index.js';
import { parseText, withoutSpans } from './testing/index.js';

const one = (text: string): Declaration | undefined => {
  const { tree, diagnostics } = parseText(text);
  expect(diagnostics).toEqual([]);
  expect(tree.declarations.length).toBe(1);
  return tree.declarations[0];
};

const name = (text: string) => ({ text });
const text = (value: string) => ({ kind: 'text', raw: false, parts: [{ kind: 'literal', text: value }] });
const type = (first: string, second?: string, account?: string) => ({
  first: name(first),
  ...(second === undefined ? {} : { second: name(second) }),
  ...(account === undefined ? {} : { account: name(account) }),
});

describe('a declaration', () => {
  test.each<[string, object]>([
    ['param a: string', { kind: 'param', name: name('a'), type: { kind: 'named', name: name('string'), many: false } }],
    ['param a: integer[] = [1, -2]', { type: { many: true }, value: { kind: 'list' } }],
    ['connector hr { schema "x.json" }', { kind: 'connector', name: name('hr'), schema: text('x.json') }],
    ["connector `h r` { schema 'x.json' }", { name: name('h r'), schema: { raw: true } }],
    ['metaverse person {}', { kind: 'metaverse', name: name('person'), attributes: [] }],
    [
      'metaverse person { a: string exact prefer r, s = b }',
      { attributes: [{ name: name('a'), prefer: [name('r'), name('s')], value: { kind: 'name' } }] },
    ],
    [
      'metaverse person { a: ref person b: ref any[] }',
      {
        attributes: [
          { type: { kind: 'ref', to: type('person'), many: false } },
          { type: { kind: 'ref', to: type('any'), many: true } },
        ],
      },
    ],
    [
      'metaverse person { a: "x" | "y" b: string }',
      { attributes: [{ type: { kind: 'texts', texts: [text('x'), text('y')] } }, { name: name('b') }] },
    ],
    [
      'namespace n { corp.user: a person: b }',
      { kind: 'namespace', entries: [{ type: type('corp', 'user') }, { type: type('person') }] },
    ],
    [
      'function f(a: string, b: dn[]): integer = 1',
      { kind: 'function', parameters: [{ name: name('a') }, { name: name('b') }], result: { kind: 'named' } },
    ],
    ['function f(): string = "x"', { parameters: [] }],
    [
      'flows f from a.b, a.c to d { let x = 1 include y z <- x }',
      { kind: 'flows', from: [type('a', 'b'), type('a', 'c')], to: [type('d')], clauses: [{}, {}, {}] },
    ],
    [
      'rule r "title" from d to a.b as admin, a.c precedence 1_0 {}',
      {
        kind: 'rule',
        title: text('title'),
        to: [type('a', 'b', 'admin'), type('a', 'c')],
        precedence: { value: '10n' },
      },
    ],
    ['rule r from d to a.b {}', { clauses: [] }],
    ['/// One.\n///\n///  Two.\nparam a: string', { doc: 'One.\n\n Two.' }],
    ['param `rule`: string', { name: name('rule') }],
  ])('%s', (source, expected) => {
    expect(withoutSpans(one(source))).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['scope a', { kind: 'scope', condition: { kind: 'name' } }],
    ['join a == cs.b', { kind: 'join', condition: { kind: 'comparison' } }],
    ['project', { kind: 'project' }],
    ['project when a', { kind: 'project', when: { kind: 'name' } }],
    ['provision when a', { kind: 'provision', when: { kind: 'name' } }],
    ['deprovision delete', { kind: 'deprovision', action: 'delete' }],
    ['deprovision disconnect after 30d', { action: 'disconnect', after: { kind: 'duration' } }],
    ['deprovision keep', { action: 'keep' }],
    ['unclaimed delete', { kind: 'unclaimed' }],
    ['unclaimed delete when a', { kind: 'unclaimed', when: { kind: 'name' } }],
    ['let a = 1', { kind: 'let', name: name('a'), value: { kind: 'integer' } }],
    ['let a: string = 1', { type: { kind: 'named' } }],
    ['include a', { kind: 'include', name: name('a') }],
    ['disabled', { kind: 'disabled' }],
    ['a <- b', { kind: 'flow', targets: [{ names: [name('a')] }], mode: 'set' }],
    ['a.b, c <- once d', { targets: [{ names: [name('a'), name('b')] }, { names: [name('c')] }], mode: 'once' }],
    ['a <- merge b', { mode: 'merge' }],
    ['delete <- a', { kind: 'flow', targets: [{ names: [name('delete')] }] }],
    ['/// Why.\nscope a', { kind: 'scope', doc: 'Why.' }],
  ])('holds the clause %s', (clause, expected) => {
    const rule = one(`rule r from a.b to c { ${clause} }`);
    expect(withoutSpans(rule?.kind === 'rule' ? rule.clauses : [])).toMatchObject([expected]);
  });

  test.each<[string, object]>([
    ['param a = "x"', { kind: 'param', name: name('a'), value: text('x') }],
    ['at 2026-03-31', { kind: 'at', time: { kind: 'date' } }],
    ['at 2026-03-31T00:00Z', { kind: 'at', time: { kind: 'instant' } }],
    ['given hr.person "1" { a: 1 }', { kind: 'given', type: type('hr', 'person'), anchor: text('1'), object: {} }],
    ['given person {}', { kind: 'given', object: { fields: [] } }],
    ['change hr.person as x "1" { a.b: absent }', { kind: 'change', type: type('hr', 'person', 'x') }],
    ['remove hr.person', { kind: 'remove', type: type('hr', 'person') }],
    ['expect nothing', { kind: 'expect', expectation: { kind: 'nothing' } }],
    ['expect nothing { a: 1 }', { expectation: { kind: 'object', type: type('nothing') } }],
    ['expect person', { expectation: { kind: 'object', no: false, type: type('person') } }],
    ['expect no add a.b', { expectation: { kind: 'object', no: true, change: 'add', type: type('a', 'b') } }],
    ['expect add { a: 1 }', { expectation: { kind: 'object', type: type('add') } }],
    ['expect delete a.b "x"', { expectation: { change: 'delete', anchor: text('x') } }],
    ['expect error a.b "x" { message: "m" }', { expectation: { kind: 'error', type: type('a', 'b'), object: {} } }],
    [
      'expect a { b: hr.person "1", c: ["x", hr.person "2"] }',
      {
        expectation: {
          object: {
            fields: [
              { value: { kind: 'object', type: type('hr', 'person'), anchor: text('1') } },
              { value: { kind: 'values', items: [text('x'), { kind: 'object' }] } },
            ],
          },
        },
      },
    ],
  ])('holds the step %s', (step, expected) => {
    const declaration = one(`test "t" { ${step} }`);
    const steps: readonly TestStep[] = declaration?.kind === 'test' ? declaration.steps : [];
    expect(withoutSpans(steps)).toMatchObject([expected]);
  });
});

describe('a faulty declaration', () => {
  test.each([
    ['rule', 'SR1001'],
    ['rule r', 'SR1001'],
    ['rule r from', 'SR1001'],
    ['rule r from a.b', 'SR1001'],
    ['rule r from a.b to c', 'SR1001'],
    ['rule r from a.b to c {', 'SR1001'],
    ['rule r from a. to c {}', 'SR1001'],
    ['rule r from a.b, to c {}', 'SR1001'],
    ['rule r from a.b as to c {}', 'SR1001'],
    ['rule r from a.b to c precedence {}', 'SR1001'],
    ['rule r from a.b to c precedence 9223372036854775808 {}', 'SR1009'],
    ['rule r "${x}" from a.b to c {}', 'SR1017'],
    ['rule r from a.b to c { ) scope a }', 'SR1002'],
    ['rule r from a.b to c { a = b }', 'SR1025'],
    ['rule r from a.b to c { a: b }', 'SR1025'],
    ['rule r from a.b to c { to <- b }', 'SR1016'],
    ['rule r from a.b to c { scope <- b }', 'SR1016'],
    ['rule r from a.b to c { rule <- b }', 'SR1016'],
    ['rule r from a.b to c { a <- b c d e }', 'SR1001'],
    ['rule r from a.b to c { unclaimed }', 'SR1001'],
    ['rule r from a.b to c { deprovision clear }', 'SR1001'],
    ['rule r from a.b to c } param p: string', 'SR1001'],
    ['rule r from a.b to c { scope a param p: string', 'SR1001'],
    ['garbage param p: string', 'SR1002'],
    ['} param p: string', 'SR1002'],
    ['param', 'SR1001'],
    ['param p', 'SR1001'],
    ['param p:', 'SR1001'],
    ['param p: string =', 'SR1001'],
    ['param p: string = a', 'SR1018'],
    ['param p: string = -"x"', 'SR1018'],
    ['param p: string = "${x}"', 'SR1018'],
    ['param p: string[] = ["a", f(b)]', 'SR1018'],
    ['param p: string[ = "a"', 'SR1001'],
    ['connector c', 'SR1001'],
    ['connector c {}', 'SR1001'],
    ['connector c { schema }', 'SR1001'],
    ['connector c { "x" }', 'SR1001'],
    ['connector c { schema "${x}" }', 'SR1017'],
    ['connector c { schema "x" settings }', 'SR1001'],
    ['metaverse', 'SR1001'],
    ['metaverse m', 'SR1001'],
    ['metaverse m { a }', 'SR1001'],
    ['metaverse m { a b: string }', 'SR1001'],
    ['metaverse m { a: b: string }', 'SR1001'],
    ['metaverse m { a: ref b: string }', 'SR1001'],
    ['metaverse m { a: string = b: string }', 'SR1001'],
    ['metaverse m { a: string prefer b: string }', 'SR1001'],
    ['metaverse m { a: "x" | b: string }', 'SR1001'],
    ['metaverse m { a: "${x}" }', 'SR1017'],
    ['metaverse m { function: string }', 'SR1016'],
    ['metaverse m { a: string, b: string }', 'SR1002'],
    ['namespace n { a.b }', 'SR1001'],
    ['namespace n { a.b: c.d: e }', 'SR1001'],
    ['namespace n { a.: e }', 'SR1001'],
    ['function', 'SR1001'],
    ['function f', 'SR1001'],
    ['function f(', 'SR1001'],
    ['function f(a', 'SR1001'],
    ['function f(a: string b: string): string = a', 'SR1001'],
    ['function f(a: string): string', 'SR1001'],
    ['function f(a: string) = a', 'SR1001'],
    ['flows f from a.b to c', 'SR1001'],
    ['test { }', 'SR1001'],
    ['test "t"', 'SR1001'],
    ['test "${x}" {}', 'SR1017'],
    ['test "t" { given }', 'SR1001'],
    ['test "t" { given a.b }', 'SR1001'],
    ['test "t" { given a.b { c } }', 'SR1001'],
    ['test "t" { given a.b { c: } }', 'SR1001'],
    ['test "t" { given a.b { c: 1 d: 2 } }', 'SR1001'],
    ['test "t" { given a.b { c: d } }', 'SR1001'],
    ['test "t" { given a.b { c: 1 + 2 } }', 'SR1018'],
    ['test "t" { given a.b "${x}" {} }', 'SR1017'],
    ['test "t" { at }', 'SR1001'],
    ['test "t" { at 5 }', 'SR1001'],
    ['test "t" { expect }', 'SR1001'],
    ['test "t" { expect no }', 'SR1001'],
    ['test "t" { expect error }', 'SR1001'],
    ['test "t" { param p }', 'SR1001'],
    ['test "t" { param p = expect nothing }', 'SR1001'],
    ['test "t" { when expect nothing }', 'SR1002'],
    ['/// nothing', 'SR1020'],
    ['test "t" { /// nothing\n expect nothing }', 'SR1020'],
  ])('is reported once: %s', (source, code) => {
    expect(parseText(source).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});
