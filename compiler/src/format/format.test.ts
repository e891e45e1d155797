// The canonical form: what is written → how it is written.
import { describe, expect, test } from 'vitest';
import { sourceFile } from '../source/index.js';
import { format } from './index.js';

const formatted = (text: string): string => {
  const result = format(sourceFile('test.syncrule', text));
  return result.kind === 'formatted' ? result.text : result.diagnostics.map(({ code }) => code).join(' ');
};
const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;
const inRule = (...each: readonly string[]): string =>
  lines('rule r from a.b to c {', ...each.map((line) => (line === '' ? '' : `  ${line}`)), '}');

describe('declarations', () => {
  test.each<[string, string, string]>([
    ['nothing', '', ''],
    ['blanks', ' \n\n ', ''],
    ['comments only', '\n\n// one\n\n\n\n// two', lines('// one', '', '// two')],
    ['one blank between tokens', 'param   a:string="x"', lines('param a: string = "x"')],
    ['line ends', 'param a: string\r\nparam b: string\r\n', lines('param a: string', 'param b: string')],
    [
      'an empty line between declarations of several lines',
      'param a: string\nmetaverse m {}\nmetaverse n {}',
      lines('param a: string', '', 'metaverse m {}', '', 'metaverse n {}'),
    ],
    [
      'at most one empty line',
      'param a: string\n\n\n\nparam b: string',
      lines('param a: string', '', 'param b: string'),
    ],
    [
      'connectors below each other',
      'connector hr { schema "a" }\nconnector corp { schema "b" }\n\nconnector x { schema "c" }',
      lines('connector hr   { schema "a" }', 'connector corp { schema "b" }', '', 'connector x { schema "c" }'),
    ],
    [
      'columns of attributes, until an empty line',
      'metaverse m { a: string bcd: ref m = x\ne: integer[] = y\n\nlonger: date }',
      lines(
        'metaverse m {',
        '  a:   string',
        '  bcd: ref m     = x',
        '  e:   integer[] = y',
        '',
        '  longer: date',
        '}',
      ),
    ],
    [
      'attributes with everything',
      'metaverse m { a:"x"|"y" exact prefer r,s=b }',
      lines('metaverse m {', '  a: "x" | "y" exact prefer r, s = b', '}'),
    ],
    [
      'columns of entries',
      'namespace n { a.b: c d: map(e,f=>g) }',
      lines('namespace n {', '  a.b: c', '  d:   map(e, f => g)', '}'),
    ],
    [
      'a function that does not fit on a line',
      `function f(first: string, second: string): string = concatenate("${'x'.repeat(40)}", "${'y'.repeat(40)}")`,
      lines(
        'function f(first: string, second: string): string =',
        `  concatenate("${'x'.repeat(40)}", "${'y'.repeat(40)}")`,
      ),
    ],
    [
      'a rule that does not fit on a line',
      `rule accounts "${'x'.repeat(70)}" from person to corp.user as admin precedence 100 {}`,
      lines(`rule accounts "${'x'.repeat(70)}"`, '  from person to corp.user as admin precedence 100 {}'),
    ],
    [
      'tests',
      'test "t" { at 2026-01-01 given a.b "1" {x:1,y:[2,a.b "3"],}\n\n\nexpect no add c.d }',
      lines(
        'test "t" {',
        '  at 2026-01-01',
        '  given a.b "1" { x: 1, y: [2, a.b "3"] }',
        '',
        '  expect no add c.d',
        '}',
      ),
    ],
    [
      'an object that does not fit on a line',
      `test "t" { given a.b { first: "${'x'.repeat(50)}", second: "${'y'.repeat(50)}", third: 1 } }`,
      lines(
        'test "t" {',
        '  given a.b {',
        `    first: "${'x'.repeat(50)}",`,
        `    second: "${'y'.repeat(50)}", third: 1`,
        '  }',
        '}',
      ),
    ],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });
});

describe('clauses', () => {
  test.each<[string, string, string]>([
    [
      'arrows of neighbours',
      'a <- b bcd, e <- once c\n\nlonger <- d',
      inRule('a      <- b', 'bcd, e <- once c', '', 'longer <- d'),
    ],
    ['other clauses between', 'a <- b scope c bcd <- d', inRule('a <- b', 'scope c', 'bcd <- d')],
    [
      'every clause',
      'disabled scope a join b==mv.c project when d include e let f:string=g unclaimed delete when h deprovision delete after 1d',
      inRule(
        'disabled',
        'scope a',
        'join b == mv.c',
        'project when d',
        'include e',
        'let f: string = g',
        'unclaimed delete when h',
        'deprovision delete after 1d',
      ),
    ],
    [
      'operators',
      'x <- a+b*-c??d y <- not(a==b) z <- [ 1,2, ] w <- f( g=>h )',
      inRule('x <- a + b * -c ?? d', 'y <- not (a == b)', 'z <- [1, 2]', 'w <- f(g => h)'),
    ],
    [
      'holes, and nothing else in texts',
      'x <- "a  ${ f( b,c ) }  ${d}\\u{41}"',
      inRule('x <- "a  ${f(b, c)}  ${d}\\u{41}"'),
    ],
    [
      'else if',
      `x <- if ${'a'.repeat(40)} then "1" else if ${'b'.repeat(40)} then "2" else "3"`,
      inRule('x <-', `  if ${'a'.repeat(40)} then "1"`, `  else if ${'b'.repeat(40)} then "2"`, '  else "3"'),
    ],
    ['case on one line', 'x <- case a {"b"|"c":1,else:2,}', inRule('x <- case a { "b" | "c": 1, else: 2 }')],
    [
      'case on several lines',
      `x <- case a {"b"|"c":"${'x'.repeat(50)}",else:"${'y'.repeat(50)}"}`,
      inRule('x <- case a {', `  "b" | "c": "${'x'.repeat(50)}",`, `  else:      "${'y'.repeat(50)}"`, '}'),
    ],
    [
      'conditions on several lines',
      `scope ${'a'.repeat(60)} is present and ${'b'.repeat(60)} is absent`,
      inRule(`scope ${'a'.repeat(60)} is present`, `  and ${'b'.repeat(60)} is absent`),
    ],
    [
      'a call on several lines',
      `x <- f(${'a'.repeat(60)}, ${'b'.repeat(60)})`,
      inRule('x <-', '  f(', `    ${'a'.repeat(60)},`, `    ${'b'.repeat(60)}`, '  )'),
    ],
    [
      'targets on several lines',
      `${'a'.repeat(60)}, ${'b'.repeat(60)}, c <- same`,
      inRule(`${'a'.repeat(60)},`, `${'b'.repeat(60)}, c`, '  <- same'),
    ],
  ])('%s', (_, text, expected) => {
    expect(formatted(`rule r from a.b to c { ${text} }`)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });
});

describe('comments', () => {
  test.each<[string, string, string]>([
    [
      'before, behind and after clauses',
      '// one\n\n// two\nscope a // three\n\n\n// four',
      inRule('// one', '', '// two', 'scope a  // three', '', '// four'),
    ],
    [
      'behind neighbours, below each other',
      'a <- b // one\nbcd <- longer // two\n\ne <- f // three',
      inRule('a   <- b       // one', 'bcd <- longer  // two', '', 'e <- f  // three'),
    ],
    ['between flows, which keep their column', 'a <- b\n// one\nbcd <- c', inRule('a   <- b', '// one', 'bcd <- c')],
    ['documentation', '///one\nscope a', inRule('///one', 'scope a')],
    ['inside an expression', 'x <- a // why\n + b', inRule('x <-', '  a  // why', '    + b')],
    ['inside a list', 'x <- [a, // why\n b]', inRule('x <- [', '  a,  // why', '  b', ']')],
    ['alone in a body', '// why', inRule('// why')],
  ])('%s', (_, text, expected) => {
    expect(formatted(`rule r from a.b to c {\n${text}\n}`)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });
});

test('a text with errors is refused, with its errors', () => {
  expect(formatted('param a')).toBe('SR1001');
  expect(formatted('/// nothing\n')).toBe('/// nothing\n');
});
