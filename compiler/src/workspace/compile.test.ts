// The pipeline: suppressed findings, missing values, and that no text makes it throw.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementDiagnostics } from '../diagnostics/catalogue/agreement.js';
import { exampleWorld } from '../docs/world.js';
import { lintDiagnostics } from '../lint/index.js';
import { account } from '../lint/world.js';
import { type Choice, compileProgram, memoryHost, readProgram } from './index.js';

const compile = (text: string, choice?: Choice) =>
  compileProgram(readProgram(memoryHost({ ...exampleWorld, 'rules.syncrule': text }), choice));
const codesOf = (text: string): readonly string[] => compile(text).diagnostics.map((each) => each.code);

const NEVER = lintDiagnostics.SR4101?.wrong ?? '';
const RIGHT = lintDiagnostics.SR4101?.right ?? '';
const UNORDERED = `${agreementDiagnostics.SR4002.wrong}\n${account('mail <- mail')}`;
const ignoring = (code: string, program: string, line: string): string =>
  program.replace(line, `// syncrule-ignore ${code}: known\n${line}`);

test.each<[string, string, readonly string[]]>([
  ['a warning', NEVER, ['SR4101']],
  ['a warning that is suppressed', ignoring('SR4101', NEVER, '  scope'), []],
  ['another code suppressed', ignoring('SR4002', NEVER, '  scope'), ['SR1091', 'SR4101']],
  [
    'an error is never suppressed',
    ignoring('SR4002', UNORDERED, '  mail <- mail\n}\n').replace(
      /(corp\.user to person \{[\s\S]*?)( {2}mail)/,
      '$1  // syncrule-ignore SR4002: known\n$2',
    ),
    ['SR1091', 'SR1091', 'SR4002'],
  ],
])('%s', (_, program, codes) => expect([...codesOf(program)].sort()).toEqual(codes));

test('a plan is made of a program with warnings, and of none with errors', () => {
  expect(compile(NEVER).plan?.rules).toHaveLength(1);
  expect(compile(UNORDERED).plan).toBeUndefined();
});

test('without a chosen environment nobody asks for values, and no plan is made without them', () => {
  const program = `param domain: string\n${RIGHT}`;
  expect(compile(program)).toMatchObject({ diagnostics: [] });
  expect(compile(program).plan).toBeUndefined();
  expect(compile(program, { complete: true }).diagnostics.map((each) => each.code)).toEqual(['SR3020']);
  expect(compile(program, { values: new Map([['domain', 'x']]) }).plan?.params).toMatchObject([{ value: 'x' }]);
});

test('no edit of a program makes it throw', () => {
  const programs = Object.values(agreementDiagnostics).flatMap(({ wrong, right }) => [wrong, right]);
  const piece = fc.constantFrom(
    '',
    '}',
    '{',
    ' and ',
    'id',
    'let x = x',
    'function f(a: string): string = f(a)',
    'scope f(id) == "a"',
    ' <- ',
    '"',
    '\n',
  );
  const edit = fc.tuple(fc.constantFrom(...programs), fc.nat(), fc.nat({ max: 12 }), piece);
  fc.assert(
    fc.property(edit, ([program, at, length, inserted]) => {
      const start = at % program.length;
      compile(`${program.slice(0, start)}${inserted}${program.slice(start + length)}`);
    }),
    { numRuns: 300 },
  );
});
