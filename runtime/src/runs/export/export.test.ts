import { beforeEach, describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../connectors/index.js';
import { objectId, SEPARATOR } from '../../values/index.js';
import { addOf, changeOf, openTestSpace, personKey, rule, type TestSpace } from '../testing/space.js';

let world: TestSpace;
beforeEach(async () => {
  world = await openTestSpace();
  world.corp.put('a', 'user', { title: 'old', flags: 512n }, 'CN=A,DC=x');
  await world.import('corp');
  await world.import('hr');
});

const only = async () => {
  const [object, ...others] = (await world.all()).filter(({ anchor }) => anchor !== 'a');
  expect(others).toEqual([]);
  return object;
};
const a = async () => {
  const object = await world.object('a');
  if (!object) throw new Error('bug: a is not there');
  return object;
};
const failing = (reason: 'transient' | 'permanent' | 'exists' | 'missing') => (request: ExportRequest) =>
  ({ id: request.id, kind: 'failed', reason, code: 'c', message: `said ${reason}` }) as const;

describe('an add', () => {
  test('that is applied is an object of ours until an import confirms it', async () => {
    await world.stage(addOf(1));
    expect(await world.export()).toMatchObject({ 'export-add': 1 });
    expect(await only()).toMatchObject({
      anchor: 'g1',
      existence: 'creating',
      link: { mv: 1, origin: 'provisioned' },
      written: { sent: { title: { set: 'T1' } }, exported: { title: 'T1' } },
    });
    expect((await only())?.written?.delivery).toBeUndefined();
    expect(await world.staged()).toEqual([]);
    await world.import('corp');
    expect(await only()).toMatchObject({ existence: 'confirmed', written: { sent: {}, exported: { title: 'T1' } } });
  });

  test('that is answered with the anchor of another object gets none before an import tells whose it is', async () => {
    world.corp.answer = (request) => ({ id: request.id, kind: 'applied', anchor: 'a' });
    await world.stage(addOf(1));
    expect(await world.export()).toMatchObject({ 'export-add': 1 });
    const added = (await world.all()).filter(({ existence }) => existence === 'creating');
    expect(added.map(({ anchor, link }) => [anchor, link?.mv])).toEqual([[undefined, 1]]);
  });

  test('that fails for now stays staged, leaves no object, and waits longer each time', async () => {
    world.corp.answer = failing('transient');
    await world.stage(addOf(1));
    expect(await world.export()).toMatchObject({ 'export-failed': 1 });
    expect(await only()).toBeUndefined();
    expect(await world.staged()).toHaveLength(1);
    await world.export();
    expect(world.corp.requests).toHaveLength(1);
    world.wait(60_000);
    await world.export();
    expect(world.corp.requests).toHaveLength(2);
    world.wait(60_000);
    await world.export();
    expect(world.corp.requests).toHaveLength(2);
  });

  test('that is refused for good is remembered and not staged any more', async () => {
    world.corp.answer = failing('permanent');
    await world.stage(addOf(1));
    await world.export();
    expect(await only()).toBeUndefined();
    expect(await world.staged()).toEqual([]);
    const { addRefusals } = await world.space.store.load({ addRefusals: [addOf(1).mv ?? never()] });
    expect([...addRefusals.values()].flat()).toMatchObject([
      { message: 'said permanent', plan: world.space.plan.hash },
    ]);
    expect((await world.space.store.errors({})).map(({ error }) => error.kind)).toEqual(['export-failed']);
  });

  test.each(['applied-unanswered', 'lost'] as const)('whose answer is %s is looked up, not repeated', async (fate) => {
    world.corp.answer = () => fate;
    await world.stage(addOf(1));
    await world.export();
    expect(world.corp.requests).toHaveLength(1);
    const object = await only();
    if (fate === 'lost') expect(object).toBeUndefined();
    else expect(object).toMatchObject({ anchor: 'g1', existence: 'confirmed', link: { mv: 1 } });
  });

  test('of a name that is there already brings the object that has it', async () => {
    world.corp.put('b', 'user', { title: 'b' }, 'CN=P1,DC=x');
    world.corp.answer = failing('exists');
    await world.stage(addOf(1));
    await world.export();
    const object = await only();
    expect(object).toMatchObject({ anchor: 'b', existence: 'confirmed' });
    expect(object?.link).toBeUndefined();
  });

  test('that no complete import shows is given up', async () => {
    await world.stage(addOf(1));
    await world.export();
    world.corp.objects.delete('g1');
    expect(await world.import('corp')).toMatchObject({ 'create-lost': 1 });
    expect(await only()).toMatchObject({ existence: 'gone' });
  });
});

describe('an update', () => {
  test('that is applied waits for its confirmation', async () => {
    const { id } = await a();
    await world.stage(changeOf(1, id, { name: 'CN=B,DC=x' }));
    expect(await world.export()).toMatchObject({ 'export-rename': 1, 'export-update': 1 });
    expect(await a()).toMatchObject({ written: { sentName: 'CN=B,DC=x', sent: { title: { set: 'T1' } } } });
    await world.import('corp');
    expect(await a()).toMatchObject({ name: 'CN=B,DC=x', written: { sent: {}, unheeded: {} } });
  });

  test('of a bit is sent as the integer that it is in', async () => {
    const { id } = await a();
    await world.stage(changeOf(1, id, { changes: [{ attribute: 'disabled', set: true, rule }] }));
    await world.export();
    expect(world.corp.requests[0]).toMatchObject({ changes: [{ attribute: 'flags', set: 514n }] });
    expect((await a()).written?.sent).toEqual({ disabled: { set: true } });
    await world.import('corp');
    expect((await a()).written).toMatchObject({ sent: {}, unheeded: {} });
  });

  test('that is refused for good is remembered on the object', async () => {
    world.corp.answer = failing('permanent');
    await world.stage(changeOf(1, (await a()).id));
    await world.export();
    expect(await a()).toMatchObject({ written: { refused: { message: 'said permanent' } } });
    expect(await world.staged()).toEqual([]);
  });

  test('of an object that is not there any more: it is gone', async () => {
    world.corp.answer = failing('missing');
    world.corp.objects.delete('a');
    await world.stage(changeOf(1, (await a()).id));
    await world.export();
    expect((await a()).existence).toBe('gone');
  });

  test('that the target took only in part leaves the rest alone', async () => {
    world.corp.answer = ({ id }) => ({
      id,
      kind: 'partly',
      attributes: [{ attribute: 'title', message: 'read-only' }],
    });
    const { id } = await a();
    const changes = [
      { attribute: 'flags', set: 1n, rule },
      { attribute: 'title', set: 'x', rule },
    ];
    await world.stage(changeOf(1, id, { changes }));
    await world.export();
    expect((await a()).written).toMatchObject({
      sent: { flags: { set: 1n } },
      unheeded: { title: { level: 'error' } },
    });
  });
});

test('a delete is remembered until an import does not show the object any more', async () => {
  await world.stage(changeOf(1, (await a()).id, { kind: 'delete', changes: [] }));
  expect(await world.export()).toMatchObject({ 'export-delete': 1 });
  expect((await a()).written?.sentDelete).toBeGreaterThan(0);
  await world.import('corp');
  expect((await a()).existence).toBe('gone');
});

describe('references', () => {
  const toAdd = (n: number): string => `m:${personKey(n)}${SEPARATOR}${SEPARATOR}user`;
  const manager = (text: string) => ({ attribute: 'manager', set: text, rule });

  test('to each other are sent in a second pass of the same run', async () => {
    await world.stage(addOf(1, { changes: [manager(toAdd(2))] }), addOf(2, { changes: [manager(toAdd(1))] }));
    expect(await world.export()).toMatchObject({ 'export-add': 2, 'export-update': 2 });
    expect(world.corp.requests.map(({ kind }) => kind)).toEqual(['add', 'add', 'update', 'update']);
    expect(await world.staged()).toEqual([]);
    expect(await world.import('corp')).not.toHaveProperty('exported-change-not-reimported');
  });

  test('to what cannot be made stay staged', async () => {
    world.corp.answer = (request) =>
      request.kind === 'add' && request.name === 'CN=P2,DC=x' ? failing('transient')(request) : undefined;
    await world.stage(addOf(1, { changes: [manager(toAdd(2))] }), addOf(2));
    await world.export();
    expect((await world.staged()).map(({ mv, kind }) => [mv, kind])).toEqual(
      expect.arrayContaining([
        [1, 'update'],
        [2, 'add'],
      ]),
    );
  });

  test('to an object that is renamed are sent after its rename, by its new name', async () => {
    const { id } = await a();
    await world.stage(
      changeOf(1, id, { name: 'CN=New,DC=x', changes: [] }),
      addOf(2, { changes: [manager(`o:${id}`)] }),
    );
    await world.export();
    expect(world.corp.requests[1]).toMatchObject({ changes: [{ set: { name: 'CN=New,DC=x' } }] });
  });

  test('that leave are taken away while their object has the name under which they are stored', async () => {
    world.corp.put('g', 'group', { member: [{ name: 'CN=A,DC=x' }] }, 'CN=G,DC=x');
    await world.import('corp');
    const { id } = await a();
    const group = (await world.object('g'))?.id ?? objectId(0);
    await world.stage(
      changeOf(1, id, { name: 'CN=New,DC=x', changes: [] }),
      changeOf(2, group, {
        slot: { connector: 'corp', type: 'group', account: null },
        changes: [{ attribute: 'member', added: [], removed: [`o:${id}`], rule }],
      }),
    );
    await world.export();
    expect(world.corp.requests.map((request) => request.kind === 'update' && request.anchor)).toEqual(['g', 'a']);
    expect(world.corp.requests[0]).toMatchObject({ changes: [{ removed: [{ name: 'CN=A,DC=x' }] }] });
  });
});

test('a name is freed before it is taken, and deletes go last and deepest first', async () => {
  world.corp.put('ou', 'group', {}, 'OU=o,DC=x');
  world.corp.put('c', 'user', {}, 'CN=C,OU=o,DC=x');
  await world.import('corp');
  const idOf = async (anchor: string) => (await world.object(anchor))?.id ?? objectId(0);
  await world.stage(
    addOf(1, { name: 'CN=A,DC=x' }),
    changeOf(2, await idOf('ou'), {
      kind: 'delete',
      changes: [],
      slot: { connector: 'corp', type: 'group', account: null },
    }),
    changeOf(3, await idOf('c'), { kind: 'delete', changes: [] }),
    changeOf(4, await idOf('a'), { name: 'CN=Z,DC=x', changes: [] }),
  );
  await world.export();
  const told = world.corp.requests.map(
    (request) => `${request.kind} ${request.kind === 'add' ? request.name : request.anchor}`,
  );
  expect(told).toEqual(['update a', 'add CN=A,DC=x', 'delete c', 'delete ou']);
});

describe('nothing is sent', () => {
  test('while a connector was never imported', async () => {
    const fresh = await openTestSpace();
    await fresh.import('corp');
    await fresh.stage(addOf(1));
    await expect(fresh.export()).rejects.toThrow('hr must be imported in full first');
    expect(fresh.corp.requests).toEqual([]);
  });

  test('of what another plan staged', async () => {
    await world.stage(addOf(1));
    await world.space.store.commit({ space: { plan: 'other', lastSync: 1, unfinished: undefined } });
    await expect(world.export()).rejects.toThrow('another plan');
  });

  test('after a synchronisation that did not end', async () => {
    await world.space.store.commit({ space: { plan: 'p', lastSync: 1, unfinished: { at: 2, plan: 'p' } } });
    await expect(world.export()).rejects.toThrow('syncrule sync');
    await expect(world.import('hr')).rejects.toThrow('syncrule sync');
  });
});

const never = (): never => {
  throw new Error('bug: not there');
};
