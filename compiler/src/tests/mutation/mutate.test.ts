// Which mutations tests notice, and what comments accept.
import { expect, test } from 'vitest';
import { exampleWorld } from '../../docs/index.js';
import type { SourceFile } from '../../source/index.js';
import { compileProgram, memoryHost, readProgram } from '../../workspace/index.js';
import { Placing, recordingBed } from '../bed.js';
import { jsonMutations, mutationsText } from '../report/mutations.js';
import { runTest } from '../run/run.js';
import { type MutationReport, tryMutations } from './mutate.js';

const RULES = `metaverse person { id: string exact title: string level: integer }
rule hrPerson from hr.person to person {
  scope level is present and level > 3
  project
  id <- employeeNumber
  title <- trim(title) ?? "none"
  level <- level
}
function unused(a: string): string = upper(a)
`;
const TEST = `test "it" {
  given hr.person "1" { level: 4, title: "x" }
  given hr.person "2" { level: 3 }
  given hr.person "3" { level: 5, title: " " }
  expect person { id: "1", title: "x" }
  expect person { id: "3", title: "none" }
  expect no person { id: "2" }
}
`;

const mutate = async (rules: string, tests = TEST, signal = new AbortController().signal): Promise<MutationReport> => {
  const host = memoryHost({ ...exampleWorld, 'rules.syncrule': rules, 'tests.syncrule': tests });
  const program = readProgram(host);
  const placing = new Placing();
  const { planWith, schemas, tests: checked, parsed } = compileProgram(program, placing);
  if (planWith === undefined) throw new Error('the program has errors');
  const original = { planWith, schemas, tests: checked };
  const { bed, points, reached } = recordingBed(original, placing.places, () => 0);
  const reachedBy: ReadonlySet<string>[] = [];
  for (const each of checked) {
    expect((await runTest(each, bed)).failures).toEqual([]);
    reachedBy.push(reached());
  }
  const compile = (changed: ReadonlyMap<SourceFile, SourceFile>) => {
    const mutant = compileProgram({ ...program, files: program.files.map((file) => changed.get(file) ?? file) });
    return mutant.planWith && { ...mutant, planWith: mutant.planWith };
  };
  const input = { files: parsed, compile, original, points: points(), reached: reachedBy };
  return tryMutations(input, { signal, clock: () => 0, onProgress: () => undefined });
};

const said = (mutants: MutationReport['survived']): readonly string[] =>
  mutants.map(({ code, text }) => `${code}: ${text}`);

test('what no test notices', async () => {
  const report = await mutate(RULES);
  expect(said(report.survived)).toEqual([
    'mode: without `exact`',
    'clause: without `level is present`',
    'clause: without `level <- level`',
    'call: `upper(a)` becomes `a`',
  ]);
  expect(report.noticed).toBe(report.tried - report.survived.length);
  expect(report.refused).toBe(0);
});

test('what the compiler refuses is counted apart', async () => {
  const rules = `metaverse person { id: string exact kind: "a" | "b" }
rule hrPerson from hr.person to person { project id <- employeeNumber kind <- if level > 3 then "a" else "b" }`;
  const tests = 'test "it" { given hr.person "1" { level: 4 } expect person { kind: "a" } }';
  const report = await mutate(rules, tests);
  expect(report).toMatchObject({ refused: 2, tried: report.noticed + report.survived.length });
});

test('a mutation is accepted with a reason, on its line or above it', async () => {
  const rules = RULES.replace('  scope', '  // syncrule-mutation clause: what is absent is not greater than 3\n  scope')
    .replace('  level <- level', '  level <- level // syncrule-mutation clause: shown elsewhere')
    .replace('metaverse', '// syncrule-mutation mode: the identifier is a number\nmetaverse');
  const report = await mutate(rules);
  expect(said(report.survived)).toEqual(['call: `upper(a)` becomes `a`']);
  expect(report.accepted).toHaveLength(3);
  expect(report.unused).toEqual([]);
});

test('comments that accept nothing are said', async () => {
  const rules = RULES.replace('  project', '  project // syncrule-mutation clause: a test notices')
    .replace('  id <-', '  // syncrule-mutation claus: misspelt\n  id <-')
    .replace('  level <-', '  // syncrule-mutation clause:\n  level <-');
  const report = await mutate(rules);
  expect(report.unused.map(({ line }) => line)).toEqual([4]);
  expect(report.faults.map(({ message }) => message)).toEqual([
    expect.stringContaining('expected one of clause, operator'),
    expect.stringContaining('expected a reason'),
  ]);
  expect(mutationsText(report, { colour: false })).toContain('rules.syncrule:4:11  accepts no mutation: remove it');
});

test('for people and for programs', async () => {
  const report = await mutate(RULES.replace(/function.*\n/, ''));
  expect(mutationsText(report, { colour: false })).toMatchInlineSnapshot(`
    "no test notices:

    mode: without \`exact\`
        ┌─ rules.syncrule:1:31
        │
       1│ metaverse person { id: string exact title: string level: integer }
        │                               ^^^^^

    clause: without \`level is present\`
        ┌─ rules.syncrule:3:9
        │
       3│   scope level is present and level > 3
        │         ^^^^^^^^^^^^^^^^

    clause: without \`level <- level\`
        ┌─ rules.syncrule:7:3
        │
       7│   level <- level
        │   ^^^^^^^^^^^^^^

    17 mutations: 14 noticed, 3 not noticed; the compiler refused 0 more
    "
  `);
  expect(jsonMutations(report)).toMatchObject({
    interrupted: false,
    accepted: [],
    survived: expect.arrayContaining([
      { code: 'clause', text: 'without `level <- level`', place: { file: 'rules.syncrule', line: 7, column: 3 } },
    ]),
  });
});

test('a program without tests notices nothing', async () => {
  const report = await mutate(RULES, '');
  expect(report).toMatchObject({ noticed: 0, accepted: [] });
  expect(report.survived).toHaveLength(report.tried);
});

test('an interruption ends it, and says so', async () => {
  const report = await mutate(RULES, TEST, AbortSignal.abort());
  expect(report).toMatchObject({ interrupted: true, tried: 0, unused: [] });
});
