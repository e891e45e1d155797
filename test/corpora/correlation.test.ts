// Data that nobody here made, on the question of joining: which person an account belongs to, with the expected answer on each row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus } from '@syncrule/runtime/connectors/testing';
import { objKey } from '@syncrule/runtime/values';
import { afterEach, describe, expect, it } from 'vitest';
import { fullImport, type Installation, install, SYNC } from './installation.js';

const folder = corpus('peers/midpoint/correlation');

/** The people that the notes of the rows speak of. */
const PEOPLE: readonly (readonly string[])[] = [
  ['ismith', '9481', 'Smith'],
  ['msmith', '7220', 'Smith'],
  ['pgold', '1003', 'Gold'],
  ['cgold', '1003', 'Gold'],
  ['agold', '1003', 'Gold'],
  ['agreen', '1003', 'Green'],
];

/** Connectors of the program, and the file whose rows are their accounts. */
const VARIANTS = {
  byNumber: 'filter-by-employee-number',
  confirmed: 'filter-by-employee-number-confirm-by-family-name',
  ifSeveral: 'filter-by-employee-number-confirm-by-family-name-except-for-single-result',
} as const;

interface Row {
  readonly uid: string;
  readonly number: string;
  readonly familyName: string;
  /** A login, `none`, or `uncertain`. */
  readonly expected: string;
  readonly candidates: readonly string[];
}

const rowsOf = (file: string): readonly Row[] => {
  const [head = [], ...rows] = readFileSync(join(folder ?? '', `${file}.csv`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows.map((cells) => {
    const cell = (name: string): string => cells[head.indexOf(name)] ?? '';
    return {
      uid: cell('uid'),
      number: cell('employeeNumber'),
      familyName: cell('familyName'),
      expected: cell('expResult').replace('_', ''),
      candidates: cell('expCandidates')
        .split(';')
        .map((candidate) => candidate.replace(/:.*/, '')),
    };
  });
};

const csv = (...rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\n');

describe.runIf(folder !== undefined)('accounts find their person by number, and by name where that is asked', () => {
  let installation: Installation | undefined;
  afterEach(() => installation?.close());

  /** What became of an account: the person's login, `none`, or `uncertain` where the error about its join names all candidates. */
  const outcome = async ({ store }: Installation, connector: string, { uid, candidates }: Row): Promise<string> => {
    const key = objKey(connector, uid);
    const id = (await store.load({ anchors: [key] })).anchors.get(key);
    if (id === undefined) return 'missing';
    const link = (await store.load({ objects: [id] })).objects.get(id)?.link;
    if (link !== undefined) return anchorOf((await store.load({ mvs: [link.mv] })).mvs.get(link.mv)?.key ?? '');
    const errors = (await store.errors({ limit: 1_000 })).filter(({ unit }) => 'object' in unit && unit.object === id);
    const ambiguous = errors.find(({ error }) => error.kind === 'ambiguous-join');
    if (ambiguous === undefined) return 'none';
    const named = (ambiguous.error.detail?.candidates ?? '').split(', ').map((key) => key.replace(/^hr:(.*):0$/, '$1'));
    return candidates.every((candidate) => named.includes(candidate)) ? 'uncertain' : named.join(' ');
  };
  const anchorOf = (mvKey: string): string => mvKey.split('\u001f')[1] ?? mvKey;

  it('as every row expects', async () => {
    const accounts = Object.entries(VARIANTS).map(([connector, file]) => ({ connector, rows: rowsOf(file) }));
    const tables = accounts.map(({ connector, rows }): readonly [string, string] => [
      `${connector}.csv`,
      csv(
        ['uid', 'employeeNumber', 'familyName'],
        ...rows.map(({ uid, number, familyName }) => [uid, number, familyName]),
      ),
    ]);
    const table = (connector: string, type: string): readonly [string, { kind: string; settings: object }] => [
      connector,
      { kind: 'csv', settings: { files: { [type]: `${connector}.csv` } } },
    ];
    installation = await install({
      program: 'correlation',
      files: Object.fromEntries([['hr.csv', csv(['uid', 'number', 'familyName'], ...PEOPLE)], ...tables]),
      connectors: Object.fromEntries([
        table('hr', 'person'),
        ...accounts.map(({ connector }) => table(connector, 'account')),
      ]),
    });
    await installation.run(...['hr', ...Object.keys(VARIANTS)].map(fullImport), SYNC);
    const found: string[] = [];
    for (const { connector, rows } of accounts)
      for (const row of rows) found.push(`${connector} ${row.uid}: ${await outcome(installation, connector, row)}`);
    expect(found).toEqual(
      accounts.flatMap(({ connector, rows }) => rows.map(({ uid, expected }) => `${connector} ${uid}: ${expected}`)),
    );
    expect(found).toHaveLength(18);
  });
});
