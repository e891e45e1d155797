import { beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError, type ImportEvent } from '../../connectors/index.js';
import { openTestSpace, type TestSpace } from '../testing/space.js';

let world: TestSpace;
beforeEach(async () => {
  world = await openTestSpace();
  for (const id of ['1', '2', '3']) world.hr.put(id, 'person', { id, title: `T${id}` });
  await world.import('hr');
});

const errors = async () =>
  (await world.space.store.errors({ connector: 'hr' })).map(({ error, unit }) => [error.kind, Object.keys(unit)[0]]);
const end: ImportEvent = { kind: 'end' };

test('a second import of the same writes nothing and marks nothing', async () => {
  await world.space.store.commit({ clearMarks: true });
  expect(await world.import('hr')).toEqual({ 'stage-no-change': 3 });
  expect(await world.space.store.marks()).toEqual([]);
});

test('what a full import does not see is gone, and marked', async () => {
  await world.space.store.commit({ clearMarks: true });
  world.hr.objects.delete('2');
  expect(await world.import('hr')).toEqual({ 'stage-delete': 1, 'stage-no-change': 2 });
  const object = await world.object('2');
  expect(object?.existence).toBe('gone');
  expect(await world.space.store.marks()).toEqual([{ object: object?.id }]);
});

describe('nothing is concluded from absence', () => {
  test.each<[string, readonly ImportEvent[]]>([
    ['without an end', [{ kind: 'page', done: 0 }]],
    ['with a row that could not be told', [{ kind: 'fault', error: 'bad-anchor', message: 'm', where: 'w' }, end]],
  ])('%s', async (_, script) => {
    world.hr.script = script;
    await world.import('hr');
    expect((await world.all()).map(({ existence }) => existence)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  });

  test('of an object that could not be read', async () => {
    world.hr.script = [{ kind: 'fault', anchor: '2', error: 'duplicate-anchor', message: 'm', where: 'w' }, end];
    expect(await world.import('hr')).toEqual({ 'stage-delete': 2, 'stage-fault': 1 });
    expect((await world.object('2'))?.existence).toBe('confirmed');
    expect(await errors()).toEqual([['duplicate-anchor', 'object']]);
  });
});

test('errors of an object go away when it is read without them', async () => {
  world.hr.script = [
    {
      kind: 'object',
      anchor: '1',
      type: 'person',
      values: new Map(),
      faults: [{ attribute: 'title', message: 'bad' }],
    },
  ];
  await world.import('hr');
  expect(await errors()).toEqual([['bad-value', 'object']]);
  world.hr.script = undefined;
  await world.import('hr');
  expect(await errors()).toEqual([]);
});

test('an object that became another kind of thing is a new object', async () => {
  world.corp.put('a', 'user', { title: 'x' }, 'CN=A,DC=x');
  await world.import('corp');
  world.corp.put('a', 'group', {}, 'CN=A,DC=x');
  expect(await world.import('corp')).toEqual({ 'stage-type-change': 1 });
  const found = (await world.all()).filter(({ connector }) => connector === 'corp');
  expect(found.map(({ type, anchor, existence }) => [type, anchor, existence])).toEqual([
    ['user', undefined, 'gone'],
    ['group', 'a', 'confirmed'],
  ]);
});

test('one transaction a page: what came before a fault of the connection stays', async () => {
  const event = (id: string): ImportEvent => ({
    kind: 'object',
    anchor: id,
    type: 'person',
    values: new Map([['id', id]]),
  });
  world.hr.import = async function* () {
    yield event('7');
    yield { kind: 'page', done: 1 };
    yield event('8');
    throw new Error('connection lost');
  };
  await expect(world.import('hr')).rejects.toThrow('connection lost');
  expect((await world.all()).map(({ anchor }) => anchor)).toEqual(['1', '2', '3', '7']);
});

describe('a delta import', () => {
  test('is refused before a full one has ended', async () => {
    await expect(world.import('corp', 'delta')).rejects.toThrow('no full import of it has ended yet');
  });

  test('59 (e) of a system that does not know the watermark any more is told to be a full one', async () => {
    const state = async () => (await world.space.store.connectorStates()).find(({ connector }) => connector === 'hr');
    const before = await state();
    world.hr.import = async function* () {
      yield* [];
      throw new ConnectorError('watermark-refused', 'The watermark was given by another server.');
    };
    const refused = world.import('hr', 'delta');
    await expect(refused).rejects.toMatchObject({
      kind: 'full-import-required',
      message: expect.stringMatching(/given by another server\. Run a full import: syncrule import hr$/),
    });
    expect((await state())?.watermark).toBe(before?.watermark);
    expect((await world.all()).map(({ existence }) => existence)).not.toContain('gone');
  });

  test('changes what it speaks about, and takes the last of several changes', async () => {
    world.hr.script = [
      { kind: 'patch', anchor: '1', values: new Map([['title', 'a']]) },
      { kind: 'patch', anchor: '1', values: new Map([['title', 'b']]) },
      { kind: 'gone', anchor: '2' },
      { kind: 'gone', anchor: '99' },
      { kind: 'patch', anchor: '77', values: new Map([['title', 'x']]) },
      end,
    ];
    expect(await world.import('hr', 'delta')).toEqual({ 'stage-delete': 1, 'stage-fault': 1, 'stage-update': 1 });
  });
});
