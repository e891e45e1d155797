import { describe, expect, test } from 'vitest';
import { objectId } from '../values/index.js';
import { mustWait, type RetryPolicy, retryAfter } from './retry.js';
import { addOf, changeOf, openTestSpace, rule } from './testing/space.js';

const MINUTE = 60_000;
const policy: RetryPolicy = { base: MINUTE, cap: 8 * MINUTE, attempts: 6 };

test.each([
  [1, MINUTE],
  [2, 2 * MINUTE],
  [3, 4 * MINUTE],
  [4, 8 * MINUTE],
  [5, 8 * MINUTE],
])('after failure %i it waits %i ms', (attempts, wait) => {
  const retry = retryAfter(policy, { at: 1000, attempts, fingerprint: 'f', plan: 'p' });
  expect(retry).toEqual({ notBefore: 1000 + wait, attempts });
  const content = { fingerprint: () => 'f', plan: 'p' };
  expect(mustWait(retry, { at: 1000 + wait - 1, ...content })).toBe(true);
  expect(mustWait(retry, { at: 1000 + wait, ...content })).toBe(false);
});

test.each([
  ['the same content and plan', 'f', 'p', true],
  ['another content', 'g', 'p', false],
  ['another plan', 'f', 'q', false],
])('a parked operation with %s: waits %o %o', (_, fingerprint, plan, waits) => {
  const retry = retryAfter(policy, { at: 1000, attempts: 6, fingerprint: 'f', plan: 'p' });
  expect(mustWait(retry, { at: Number.MAX_SAFE_INTEGER - 1, fingerprint: () => fingerprint, plan })).toBe(waits);
});

describe('an export whose target is busy', () => {
  const openBusy = async () => {
    const world = await openTestSpace();
    world.corp.put('a', 'user', { title: 'old' }, 'CN=A,DC=x');
    await world.import('corp');
    await world.import('hr');
    world.corp.answer = ({ id, kind }) =>
      kind === 'add'
        ? { id, kind: 'failed', reason: 'transient', code: 'busy', message: 'busy now' }
        : { id, kind: 'failed', reason: 'transient', code: 'timeout', message: 'no answer in time' };
    await world.stage(addOf(1), changeOf(2, (await world.object('a'))?.id ?? objectId(0)));
    const listed = async () =>
      (await world.space.store.errors({ origin: 'export' })).map(({ error, count }) => [error.detail?.code, count]);
    return { world, listed };
  };

  test('tries with growing pauses, lists what waits, and parks it in the end', async () => {
    const { world, listed } = await openBusy();
    for (let cycle = 0; cycle < 200; cycle += 1) {
      await world.export();
      expect((await listed()).map(([code]) => code).sort()).toEqual(['busy', 'timeout']);
      world.wait(30 * MINUTE);
    }
    expect(world.corp.requests.filter(({ kind }) => kind === 'add')).toHaveLength(12);
    expect(world.corp.requests.filter(({ kind }) => kind === 'update')).toHaveLength(12);
    expect(await listed()).toEqual(
      expect.arrayContaining([
        ['busy', 12],
        ['timeout', 12],
      ]),
    );
  });

  test('sends another content at once, also of a parked operation', async () => {
    const { world, listed } = await openBusy();
    for (let cycle = 0; cycle < 30; cycle += 1) {
      await world.export();
      world.wait(60 * MINUTE);
    }
    world.corp.requests.length = 0;
    world.corp.answer = () => undefined;
    expect(await world.export()).toEqual({ 'export-waiting': 2 });
    await world.stage(
      addOf(1, { changes: [{ attribute: 'title', set: 'other', rule }] }),
      changeOf(2, (await world.object('a'))?.id ?? objectId(0), {
        changes: [{ attribute: 'title', set: 'other', rule }],
      }),
    );
    expect(await world.export()).toMatchObject({ 'export-add': 1, 'export-update': 1 });
    expect(await listed()).toEqual([]);
  });
});
