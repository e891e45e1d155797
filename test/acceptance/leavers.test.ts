// A13 and A14: people who fall out of scope because a day has passed, and people whose source lets go of them.
import type { SchemaFile } from '@syncrule/runtime/plan';
import { afterEach, describe, expect, test } from 'vitest';
import { csv, Installation } from './installation.js';

const person: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    person: {
      anchor: 'id',
      attributes: {
        id: { type: 'string', always: true },
        name: { type: 'string' },
        leaveDate: { type: 'date' },
        teams: { type: 'string', many: true },
      },
    },
  },
};

const directory: SchemaFile = {
  format: 'syncrule-schema/1',
  types: {
    user: {
      anchor: 'id',
      attributes: {
        id: { type: 'string', always: true, required: true, writable: 'create' },
        name: { type: 'string' },
        enabled: { type: 'boolean' },
        teams: { type: 'string', many: true },
      },
    },
  },
};

const METAVERSE = `connector hr   { schema "hr.json" }
connector corp { schema "corp.json" }
metaverse person {
  id: string exact
  name: string
  leaveDate: date
  teams: string[]
}
rule people from hr.person to person {
  join id == mv.id
  project
  id, name, leaveDate, teams <- same
}
`;

const HEAD = ['id', 'name', 'leaveDate', 'teams'];
type Row = readonly [id: string, name: string, leaveDate: string, teams: string];

let one: Installation | undefined;
afterEach(() => one?.remove());

const open = async (rules: string, rows: readonly Row[]): Promise<Installation> => {
  one = await Installation.set({
    rules: METAVERSE + rules,
    schemas: { hr: person, corp: directory },
    connectors: { hr: { files: { person: 'hr.csv' } }, corp: { files: { user: 'corp.csv' } } },
    files: { 'hr.csv': csv(HEAD, rows), 'corp.csv': 'id,name,enabled,teams\n' },
  });
  return one;
};

const accounts = async (of: Installation): Promise<Readonly<Record<string, string>>> => {
  const [, ...lines] = (await of.read('corp.csv')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => [line.split(',')[0] ?? '', line]));
};

/** A synchronisation without an import, and what it makes of the directory. */
const pass = async (of: Installation, instant: string) => {
  of.setClock(Date.parse(instant));
  await of.syncrule('sync');
  const { steps } = await of.json<{
    steps: readonly { statistics: Readonly<Record<string, Readonly<Record<string, number>>>> }[];
  }>('export', 'corp');
  await of.syncrule('import', 'corp');
  await of.syncrule('sync');
  const { 'export-waiting': _, ...counts } = steps[0]?.statistics.corp ?? {};
  return counts;
};

describe('A13 Scope by date without any change', () => {
  const accountsIn = (zone: string): string => `
rule accounts from person to corp.user {
  scope id is present
  join id == cs.id
  provision
  deprovision delete
  id <- once id
  name, teams <- same
  enabled <- leaveDate is absent or leaveDate + 30d >= today("${zone}")
}
`;

  test.each<[string, string, string, string]>([
    ['Europe/Berlin', '2026-03-31', '2026-04-30T21:59:00Z', '2026-04-30T22:00:00Z'],
    ['Pacific/Tongatapu', '2026-03-31', '2026-04-30T10:59:00Z', '2026-04-30T11:00:00Z'],
    ['Pacific/Pago_Pago', '2026-03-31', '2026-05-01T10:59:00Z', '2026-05-01T11:00:00Z'],
    ['UTC', '2028-01-30', '2028-02-29T23:59:00Z', '2028-03-01T00:00:00Z'],
  ])('in %s, who leaves on %s is disabled once, from %s to %s', async (zone, leaveDate, last, first) => {
    const of = await open(accountsIn(zone), [['1', 'Jo', leaveDate, 'a|b']]);
    of.setClock(Date.parse('2026-01-01T00:00:00Z'));
    await of.run();
    expect(await accounts(of)).toEqual({ 1: '1,Jo,true,a|b' });
    expect(await pass(of, last)).toEqual({});
    expect(await pass(of, first)).toEqual({ 'export-update': 1 });
    expect(await accounts(of)).toEqual({ 1: '1,Jo,false,a|b' });
    expect(await pass(of, first)).toEqual({});
    await of.write('hr.csv', csv(HEAD, [['1', 'Jo', '2029-06-30', 'a|b']]));
    await of.run();
    expect(await accounts(of)).toEqual({ 1: '1,Jo,true,a|b' });
  });
});

describe('A14 Leaver, grace, revival', () => {
  const RULES = `
rule accounts from person to corp.user {
  scope id is present and goneSince is absent
  join id == cs.id
  provision
  deprovision delete after 14d
  id <- once id
  name, teams <- same
  enabled <- true
}
rule leaving from person to corp.user {
  scope goneSince is present
  enabled <- false
  name, teams <- keep
}
`;

  test('disabled at once; enabled again when they return; deleted on the day that is due', async () => {
    const [ann, bob]: readonly Row[] = [
      ['1', 'Ann', '', 'a|b'],
      ['2', 'Bob', '', 'b'],
    ];
    const rest = Array.from({ length: 28 }, (_, n): Row => [`${n + 3}`, `P${n}`, '', '']);
    const of = await open(
      RULES,
      [ann, bob, ...rest].flatMap((row) => (row ? [row] : [])),
    );
    const only = async (): Promise<readonly (string | undefined)[]> => {
      const all = await accounts(of);
      return [all['1'], all['2']];
    };
    of.setClock(Date.parse('2026-03-01T00:00:00Z'));
    await of.run();
    expect(await only()).toEqual(['1,Ann,true,a|b', '2,Bob,true,b']);

    of.setClock(Date.parse('2026-03-02T00:00:00Z'));
    await of.configure({ sourceShrinks: { percent: 50 } });
    await of.write('hr.csv', csv(HEAD, rest));
    await of.run();
    expect(await only()).toEqual(['1,Ann,false,a|b', '2,Bob,false,b']);

    of.setClock(Date.parse('2026-03-12T00:00:00Z'));
    await of.write('hr.csv', csv(HEAD, [...(ann ? [ann] : []), ...rest]));
    await of.run();
    expect(await only()).toEqual(['1,Ann,true,a|b', '2,Bob,false,b']);

    expect(await pass(of, '2026-03-15T23:00:00Z')).toEqual({});
    expect(await pass(of, '2026-03-16T00:01:00Z')).toEqual({ 'export-delete': 1 });
    expect(await only()).toEqual(['1,Ann,true,a|b', undefined]);
    expect(await pass(of, '2026-04-30T00:00:00Z')).toEqual({});
  });

  test('and a deletion that is due still has to pass the guard', async () => {
    const rows = Array.from({ length: 30 }, (_, n): Row => [`${n}`, `P${n}`, '', '']);
    const of = await open(RULES, rows);
    of.setClock(Date.parse('2026-03-01T00:00:00Z'));
    await of.run();
    await of.configure({ sourceShrinks: { percent: 50 } });
    await of.write('hr.csv', csv(HEAD, rows.slice(0, 20)));
    await of.run();
    await of.configure({ sourceShrinks: { percent: 50 }, deletes: { count: 5 } });
    of.setClock(Date.parse('2026-03-20T00:00:00Z'));
    await of.syncrule('sync');
    const { exit, out } = await of.syncrule('export', 'corp');
    expect(exit).toBe(1);
    expect(out).toContain('stopped-by-guard');
    expect(Object.keys(await accounts(of))).toHaveLength(30);
  });
});
