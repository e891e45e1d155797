// A6: the life of a value with several contributors, each step with the answer to `why`.

import type { SchemaFile } from '@syncrule/runtime/plan';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv, Installation } from './installation.js';

const titled: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    person: { anchor: 'id', attributes: { id: { type: 'string', always: true }, title: { type: 'string' } } },
  },
};

const rule = (connector: string, precedence: number, flow = 'title'): string => `
rule ${connector}Person from ${connector}.person to person precedence ${precedence} {
  join id == mv.id
  project
  id    <- id
  title <- ${flow}
}
`;

const RULES = `connector hr    { schema "hr.json" }
connector ad    { schema "ad.json" }
connector csv   { schema "csv.json" }
connector extra { schema "extra.json" }
connector target { schema "target.json" }

metaverse person {
  id:    string exact
  title: string exact
}
${rule('hr', 1, 'if title == "-" then clear else title')}${rule('ad', 2)}${rule('csv', 3)}${rule('extra', 4)}
rule account from person to target.person {
  scope id is present
  join id == cs.id
  provision
  deprovision delete
  id    <- id
  title <- title
}
`;

const NAMES = ['hr', 'ad', 'csv', 'extra', 'target'] as const;
const HEAD = ['id', 'title'];
const file = (title: string | undefined): string => csv(HEAD, title === undefined ? [] : [['1', title]]);

let installation: Installation;
beforeAll(async () => {
  installation = await Installation.set({
    rules: RULES,
    schemas: Object.fromEntries(NAMES.map((name) => [name, titled])),
    connectors: Object.fromEntries(NAMES.map((name) => [name, { files: { person: `${name}.csv` } }])),
    files: {
      'hr.csv': file('Engineer'),
      'ad.csv': file('Eng.'),
      'csv.csv': file('E'),
      'extra.csv': file(undefined),
      'target.csv': file(undefined),
    },
    guards: { mayBeEmpty: ['hr', 'ad', 'csv', 'extra'] },
  });
});
afterAll(() => installation.remove());

const shown = async (): Promise<readonly string[]> =>
  (await installation.syncrule('why', 'person:hr:1:0', 'title')).out
    .replace(/ {2}since .*Z/, '')
    .trimEnd()
    .split('\n');

const HR = 'hrPerson rules.syncrule:16';
const AD = 'adPerson rules.syncrule:23';
const CSV = 'csvPerson rules.syncrule:30';
const EXTRA = 'extraPerson rules.syncrule:37';
const lost = 'but another rule ranks before it';
const noExtra = `  · ${EXTRA}: no object of extra.person is joined`;
const csvLoses = `  · ${CSV} on csv.person:1: would give E, ${lost}, read title "E"`;
const adLoses = `  · ${AD} on ad.person:1: would give Eng., ${lost}, read title "Eng."`;
const adWins = `  ✓ ${AD} on ad.person:1: gave Eng., read title "Eng."`;
const noHr = `  · ${HR}: no object of hr.person is joined`;
const noAd = `  · ${AD}: no object of ad.person is joined`;
const hrWins = `  ✓ ${HR} on hr.person:1: gave Engineer, read title "Engineer"`;

interface Turn {
  readonly change?: readonly [file: string, title: string | undefined];
  readonly title: string | undefined;
  readonly why: readonly string[];
}

describe('A6 precedence life cycle: value, winner, losers and reasons after each turn', () => {
  test.each<[string, Turn]>([
    ['(1) all connected', { title: 'Engineer', why: ['hr:1:0 title: Engineer', hrWins, adLoses, csvLoses, noExtra] }],
    [
      '(2) HR has no value and asserts nothing',
      {
        change: ['hr.csv', ''],
        title: 'Eng.',
        why: [
          'hr:1:0 title: Eng.',
          `  · ${HR} on hr.person:1: has no value to give, read title absent`,
          adWins,
          csvLoses,
          noExtra,
        ],
      },
    ],
    [
      '(3) HR asserts that there is none',
      {
        change: ['hr.csv', '-'],
        title: undefined,
        why: [
          'hr:1:0 title: (cleared)',
          `  ✓ ${HR} on hr.person:1: gave nothing, on purpose, read title "-"`,
          adLoses,
          csvLoses,
          noExtra,
        ],
      },
    ],
    [
      '(4) HR disconnected',
      { change: ['hr.csv', undefined], title: 'Eng.', why: ['hr:1:0 title: Eng.', noHr, adWins, csvLoses, noExtra] },
    ],
    [
      '(5) AD disconnected',
      {
        change: ['ad.csv', undefined],
        title: 'E',
        why: ['hr:1:0 title: E', noHr, noAd, `  ✓ ${CSV} on csv.person:1: gave E, read title "E"`, noExtra],
      },
    ],
    [
      '(6) HR returns',
      {
        change: ['hr.csv', 'Engineer'],
        title: 'Engineer',
        why: ['hr:1:0 title: Engineer', hrWins, noAd, csvLoses, noExtra],
      },
    ],
    [
      '(7) a new contributor of the lowest order',
      {
        change: ['extra.csv', 'X'],
        title: 'Engineer',
        why: [
          'hr:1:0 title: Engineer',
          hrWins,
          noAd,
          csvLoses,
          `  · ${EXTRA} on extra.person:1: would give X, ${lost}, read title "X"`,
        ],
      },
    ],
  ])('%s', async (_, { change, title, why }) => {
    if (change) await installation.write(change[0], file(change[1]));
    await installation.run();
    expect(await installation.read('target.csv')).toBe(file(title ?? ''));
    expect(await shown()).toEqual(why);
    const again = await installation.run();
    const counted = again.flatMap(({ statistics }) =>
      Object.values(statistics).flatMap((counts) => Object.keys(counts)),
    );
    expect(counted.filter((name) => name !== 'stage-no-change')).toEqual([]);
    expect(await shown()).toEqual(why);
  });

  test('what an import has brought and no synchronisation has seen is told as what comes next', async () => {
    await installation.write('hr.csv', file('Chief'));
    await installation.syncrule('import', 'hr');
    expect(await shown()).toEqual([
      'hr:1:0 title: Engineer',
      '  the next synchronisation makes it Chief',
      `  ✓ ${HR} on hr.person:1: gave Chief, read title "Chief"`,
      noAd,
      csvLoses,
      `  · ${EXTRA} on extra.person:1: would give X, ${lost}, read title "X"`,
    ]);
  });
});

test('A6 two flows of equal rank into one value are an error that names both', async () => {
  const tied = RULES.replace('precedence 2', 'precedence 1');
  await expect(installation.activate(tied, 'tied.json')).rejects.toThrow(
    'SR4002 expected `hrPerson` or `adPerson` to rank before the other for `id` and `title`',
  );
});

test('A6 with an order the value is the same over ten cycles, whatever the order of imports', async () => {
  await installation.write('ad.csv', file('Eng.'));
  const orders = [NAMES, NAMES.toReversed()];
  for (let cycle = 0; cycle < 10; cycle += 1) {
    for (const name of orders[cycle % 2] ?? NAMES) await installation.syncrule('import', name);
    await installation.syncrule('sync');
    expect((await shown())[0]).toBe('hr:1:0 title: Chief');
  }
});
