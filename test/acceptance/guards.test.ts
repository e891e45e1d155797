// A9, A10, A11: sources that return nothing, too little, too much, or half, and limits that hold to the object.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Installation, type StepTold } from './installation.js';
import { people, settingFor } from './people.js';

let installation: Installation;

/** People in HR and in the directory, joined, of whom an export has passed. */
const established = async (count: number, guards: object = {}): Promise<void> => {
  installation = await Installation.set(settingFor(count, guards));
  await installation.write('corp.csv', people(1, count).replace('\n1,Person 1,Clerk', '\n1,Person 1,Boss'));
  for (const connector of ['hr', 'corp']) await installation.syncrule('import', connector);
  await installation.syncrule('sync');
  expect((await installation.syncrule('export', 'corp')).exit).toBe(0);
  expect(await installation.read('corp.csv')).toBe(people(1, count));
};

/** HR says this, it is synchronised, and an export is tried. */
const tried = async (hr: string): Promise<StepTold> => {
  await installation.write('hr.csv', hr);
  await installation.syncrule('import', 'hr');
  await installation.syncrule('sync');
  const { steps } = await installation.json<{ steps: readonly StepTold[] }>('export', 'corp');
  const [step] = steps;
  if (step === undefined) throw new Error('nothing was tried');
  return step;
};

const findings = ({ stop }: StepTold): readonly string[] =>
  (stop?.findings ?? []).map(({ guard, figure }) => `${guard} ${figure}`);

const PEOPLE = 10_000;

describe('A10 an empty or shrunken source of 10,000 people', () => {
  beforeAll(() => established(PEOPLE));
  afterAll(() => installation.remove());

  test.each<[string, string, readonly string[], number, RegExp]>([
    [
      '(b) it returns 90 %',
      people(1, 9000),
      ['deletes 1000', 'source-shrunk hr 1000'],
      9000,
      /shrunk by 10 % .* from 10000 to 9000/,
    ],
    ['everybody changed', people(1, PEOPLE, 'Head'), ['updates 10000'], PEOPLE, /10000 updates are 100 % of 10000/],
    [
      '(a) the source returns nothing',
      people(1, 0),
      ['deletes 10000', 'source-empty hr 0'],
      0,
      /has no objects, and had 10000/,
    ],
    [
      '(d) a filter that matches nothing',
      people(1, 0),
      ['deletes 10000', 'source-empty hr 0'],
      0,
      /10000 deletions are 100 % of 10000/,
    ],
  ])('%s: nothing is sent, and it says what to do', async (_, hr, guards, sources, words) => {
    const step = await tried(hr);
    expect(step.status).toBe('stopped-by-guard');
    expect(findings(step)).toEqual(guards);
    expect(step.stop?.sources).toEqual({ hr: sources });
    expect(step.message).toMatch(words);
    expect(step.message).toContain(`syncrule approve ${step.stop?.changeset.slice(0, 12)} --reason TEXT`);
    expect(await installation.read('corp.csv')).toBe(people(1, PEOPLE));
  });

  test('(c) the import breaks off after page 3: nothing is concluded from what did not come', async () => {
    expect((await tried(people(1, PEOPLE))).status).toBe('success');
    const lines = people(1, PEOPLE).split('\n');
    const step = await tried([...lines.slice(0, 3001), '3001,"Person 3001,Clerk'].join('\n'));
    const { runs } = await installation.json<{ runs: readonly { step: string; status: string }[] }>('history');
    expect(runs.find((run) => run.step === 'full import hr')).toMatchObject({ status: 'incomplete' });
    expect(step).toMatchObject({ status: 'success', statistics: { corp: {} } });
    expect(await installation.read('corp.csv')).toBe(people(1, PEOPLE));
  });
});

describe('A10 (e) a filter that is ignored', () => {
  beforeAll(() => established(8000), 600_000);
  afterAll(() => installation.remove());

  test('six times too much: nothing is sent, and it says what to do', async () => {
    const step = await tried(people(1, 49_222));
    expect(findings(step)).toEqual(['adds 41222']);
    expect(step.message).toContain(
      '41222 additions are 515.3 % of 8000 linked objects, more than the 25 % that are allowed',
    );
    expect(await installation.read('corp.csv')).toBe(people(1, 8000));
  }, 600_000);
});

describe('A10 an operator lets one changeset pass', () => {
  beforeAll(() => established(100));
  afterAll(() => installation.remove());

  test('and no other; nothing turns the guard off', async () => {
    const { stop } = await tried(people(1, 80));
    await installation.syncrule('approve', stop?.changeset ?? '', '--reason', 'a site was closed');
    const other = await tried(people(1, 79));
    expect(findings(other)).toEqual(['deletes 21', 'source-shrunk hr 21']);
    await installation.syncrule('approve', other.stop?.changeset ?? '', '--reason', 'and one more left');
    expect((await installation.syncrule('export', 'corp')).out).toContain(
      'Sent under the approval of operator: and one more left',
    );
    expect(await installation.read('corp.csv')).toBe(people(1, 79));
    await installation.syncrule('import', 'corp');
    expect((await tried(people(1, 60))).status).toBe('stopped-by-guard');
  });
});

describe('A9 a threshold holds to the object', () => {
  afterEach(() => installation.remove());

  test('six additions where four are allowed: none goes out, and one fewer than too many all go', async () => {
    await established(3, { adds: { count: 4 } });
    await installation.write('hr.csv', people(1, 9));
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    const preview = await installation.json<{ connectors: readonly StepTold['stop'][] }>('preview');
    expect(preview.connectors).toMatchObject([{ figures: { adds: 6 }, findings: [{ guard: 'adds', figure: 6 }] }]);
    const before = await installation.read('corp.csv');
    expect(await installation.syncrule('export', 'corp')).toMatchObject({ exit: 1 });
    expect(await installation.read('corp.csv')).toBe(before);
    expect(await tried(people(1, 7))).toMatchObject({ status: 'success', statistics: { corp: { 'export-add': 4 } } });
  });

  test('a part of the six goes out, exactly as many as asked for', async () => {
    await established(3, { adds: { count: 4 } });
    await installation.write('hr.csv', people(1, 9));
    await installation.syncrule('import', 'hr');
    await installation.syncrule('sync');
    expect((await installation.syncrule('export', 'corp', '--limit', '4')).exit).toBe(0);
    expect((await installation.read('corp.csv')).trim().split('\n')).toHaveLength(1 + 3 + 4);
  });
});

describe('A11 a broken row is not a leaver', () => {
  afterEach(() => installation.remove());

  test('one row is an error with file and line, the other is processed, and deletions are suspended', async () => {
    await established(2);
    const step = await tried('id,name,title\n1,Person 1,Pirate\n2,Person 2');
    expect(step).toMatchObject({ status: 'success', statistics: { corp: { 'export-update': 1 } } });
    expect(await installation.read('corp.csv')).toContain('1,Person 1,Pirate\n2,Person 2,Clerk');
    const { errors } = await installation.json<{ errors: readonly { kind: string; detail?: object }[] }>('errors');
    expect(errors).toMatchObject([{ kind: 'read-fault', detail: { where: 'hr.csv line 3' } }]);
  });

  test('what would be deleted for another reason waits until the rows can be read, or somebody looks', async () => {
    await established(2);
    const step = await tried('id,name,title\n1,,Pirate\n2,Person 2');
    expect(findings(step)).toEqual(['unreadable-rows hr 1']);
    expect(step.message).toContain('1 row(s) of the last import of “hr” could not be read');
    expect(await installation.read('corp.csv')).toContain('1,Person 1,');
    expect(await tried(people(1, 2).replace('Person 1', ''))).toMatchObject({
      statistics: { corp: { 'export-delete': 1 } },
    });
  });
});
