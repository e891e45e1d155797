// What is reached by tests, point by point.
import { expect, test } from 'vitest';
import { exampleWorld } from '../../docs/index.js';
import { compileProgram, memoryHost, readProgram } from '../../workspace/index.js';
import { Placing, recordingBed } from '../bed.js';
import { coverageText } from '../report/coverage.js';
import { runTest } from '../run/run.js';
import { RULES } from '../testing/program.js';
import { below, type Coverage, coverageOf, percent } from './coverage.js';

const coverageBy = async (steps: string, rules = RULES): Promise<Coverage> => {
  const tests = `test "it" {\nat 2026-03-01\n${steps}\n}`;
  const host = memoryHost({ ...exampleWorld, 'rules.syncrule': rules, 'tests.syncrule': tests });
  const placing = new Placing();
  const { planWith, tests: checked, schemas, diagnostics } = compileProgram(readProgram(host), placing);
  if (planWith === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { bed, points, reached } = recordingBed({ planWith, tests: checked, schemas }, placing.places, () => 0);
  for (const each of checked) expect((await runTest(each, bed)).failures).toEqual([]);
  return coverageOf(points(), reached());
};

/** Lines and words of what was not reached. */
const missed = async (steps: string, rules = RULES): Promise<readonly string[]> => {
  const { files } = await coverageBy(steps, rules);
  return files.flatMap((file) => file.missed.map(({ place, text }) => `${place.line} ${text}`));
};

const person = 'given hr.person "1" { givenName: "A", sn: "B" }';

test('nothing is reached where nothing happens', async () => {
  const coverage = await coverageBy('expect nothing');
  expect(coverage.total).toMatchInlineSnapshot(`
    {
      "branches": {
        "reached": 0,
        "total": 15,
      },
      "clauses": {
        "reached": 0,
        "total": 22,
      },
      "rules": {
        "reached": 0,
        "total": 2,
      },
    }
  `);
  expect(coverage.files.map(({ file }) => file)).toEqual(['rules.syncrule']);
});

test('what one person reaches', async () => {
  expect(await missed(`${person} expect add corp.user`)).toMatchInlineSnapshot(`
    [
      "11 or: none holds",
      "11 or: this holds",
      "15 scope does not hold",
      "17 join",
      "22 then of if",
      "27 scope does not hold",
      "27 and: this does not hold",
      "27 and: this does not hold",
      "27 and: this does not hold",
      "29 join",
      "31 deprovision",
      "37 left side of ??",
    ]
  `);
});

test('all but a second person of HR who joins the first, and an id that is missing, which cannot be', async () => {
  expect(
    await missed(`${person}
      given corp.user "known" { employeeID: "1" }
      given hr.person "2" { employeeType: "vendor" }
      given hr.person "3" { sn: "x", title: "boss" }
      given hr.person "4" { givenName: "C", sn: "D", title: "t", endDate: 2026-03-31 }
      given hr.person "5" { givenName: "E" }
      expect add corp.user "four"
      at 2026-04-01
      expect delete corp.user "four"
      given hr.person "1b" { }
      expect no corp.user "four"`),
  ).toMatchInlineSnapshot(`
    [
      "17 join",
      "27 and: this does not hold",
    ]
  `);
});

test('percentages are cut, and compared with a threshold by kind', () => {
  const share = (reached: number, total: number) => ({ reached, total });
  expect([share(1, 3), share(8999, 10_000), share(0, 0), share(2, 2)].map(percent)).toEqual([33.3, 89.9, 100, 100]);
  const total = { rules: share(9, 10), clauses: share(899, 1000), branches: share(0, 0) };
  expect(below({ files: [], total }, 90)).toEqual(['clauses']);
  expect(coverageText({ files: [], total }, { colour: false })).toContain('9/10   90.0 %');
});
