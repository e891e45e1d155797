// A17: writes that a target denies, and writes that time out, among writes that go through.
import { describeErrors, openSpace, type Runtime, recordedRun, type Step } from '@syncrule/runtime/runs';
import { openSqliteStore } from '@syncrule/runtime/store/sqlite';
import { expect, test } from 'vitest';
import { base, compiled, schemas } from '../conformance/base.js';
import { SimulatedSystem } from '../support/simulated-system.js';

const PEOPLE = 300;
const DENIED = 201;
const LATE = 3;
const CYCLES = 24;
const HALF_AN_HOUR = 30 * 60_000;

const CYCLE: readonly Step[] = [{ import: 'hr' }, { import: 'corp' }, { sync: 'delta' }, { export: 'corp' }];

test('A17 Poison and read-only targets', async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  const { space, machine } = await openSpace(compiled(base), store);
  const systems = { hr: new SimulatedSystem(schemas.hr, 'h'), corp: new SimulatedSystem(schemas.corp, 'g') };
  let now = Date.UTC(2026, 0, 1);
  const all = { count: 1_000_000, percent: 100 };
  const runtime: Runtime = {
    space,
    machine,
    connect: async (name) => (name === 'hr' ? systems.hr : systems.corp),
    clock: () => now,
    guards: { updates: all },
  };
  const cycle = () => {
    now += HALF_AN_HOUR;
    return recordedRun(runtime, { name: 'run default', steps: CYCLE });
  };
  const people = Array.from({ length: PEOPLE }, (_, n) => String(n));
  for (const n of people) {
    const shared = { givenName: `G${n}`, sn: 'S', title: 'old' };
    systems.hr.put('person', n, { employeeNumber: n, ...shared });
    const account = { objectGUID: `a${n}`, employeeID: n, sAMAccountName: `l${n}`, displayName: `G${n} S` };
    systems.corp.put('user', `a${n}`, { ...account, title: 'old' }, `CN=G${n} S,OU=People`);
  }
  await cycle();
  await cycle();
  expect(systems.corp.requests).toEqual([]);

  for (const n of people) systems.hr.change(n, { title: 'new' });
  const numberOf = (anchor: string): number => Number(anchor.slice(1));
  systems.corp.verdict = (request) => {
    const n = request.kind === 'add' ? PEOPLE : numberOf(request.anchor);
    if (n < DENIED) return { fail: 'permanent' };
    return n < DENIED + LATE ? { fail: 'transient' } : 'apply';
  };
  const sentAt: (readonly [at: number, anchor: string])[] = [];
  for (let round = 0; round < CYCLES; round += 1) {
    const before = systems.corp.requests.length;
    await cycle();
    for (const request of systems.corp.requests.slice(before))
      if (request.kind === 'update') sentAt.push([round, request.anchor]);
    const left = await describeErrors(space, await store.errors({}));
    expect(new Set(left.map(({ unit }) => unit)).size, `listed in round ${round}`).toBe(DENIED + LATE);
  }
  const tries = (n: number): readonly number[] =>
    sentAt.flatMap(([at, anchor]) => (numberOf(anchor) === n ? [at] : []));
  for (const n of people.map(Number)) {
    if (n < DENIED) expect(tries(n), `denied ${n}`).toEqual([0]);
    else if (n >= DENIED + LATE) expect(tries(n), `let through ${n}`).toEqual([0]);
    // After 1, 2, 4, 8, 16, 32 minutes and then an hour each: by rounds of half an hour, until it is parked.
    else expect(tries(n), `late ${n}`).toEqual([0, 1, 2, 3, 4, 5, 7, 9, 11, 13, 15, 17]);
  }

  const listed = await describeErrors(space, await store.errors({}));
  const causes = new Set(
    listed.map(({ kind, message }) => `${kind}: ${message.replace(/^.*(told to fail: \w+).*$/, '$1')}`),
  );
  expect([...causes].sort()).toEqual(['export-failed: told to fail: transient', 'refused: told to fail: permanent']);
  expect(listed.filter(({ retry }) => retry?.attempts === 12 && retry.next === undefined)).toHaveLength(LATE);

  systems.hr.change('0', { title: 'newer' });
  const before = systems.corp.requests.length;
  await cycle();
  await cycle();
  expect(systems.corp.requests.slice(before)).toHaveLength(1);
  await store.close();
});
