import { describe, expect, test } from 'vitest';
import { objectId } from '../../values/index.js';
import { addOf, changeOf, openTestSpace } from '../testing/space.js';

const open = async () => {
  const world = await openTestSpace();
  world.corp.put('a', 'user', {}, 'CN=A,DC=x');
  world.corp.put('b', 'user', {}, 'CN=B,DC=x');
  await world.import('corp');
  await world.import('hr');
  const id = async (anchor: string) => (await world.object(anchor))?.id ?? objectId(0);
  world.corp.answer = (request) =>
    request.kind !== 'add' && request.anchor === 'a'
      ? { id: request.id, kind: 'failed', reason: 'transient', code: 'busy', message: 'busy now' }
      : undefined;
  const sent = () =>
    world.corp.requests.splice(0).map((each) => `${each.kind} ${'anchor' in each ? each.anchor : each.name}`);
  const listed = async () =>
    (await world.space.store.errors({ origin: 'export' })).map(({ error: { kind, detail } }) => [kind, detail?.other]);
  return { world, id, sent, listed };
};

describe('while something waits to be tried again', () => {
  test('what would fail without it is held back, and all that would fail without that', async () => {
    const { world, id, sent, listed } = await open();
    await world.stage(
      changeOf(1, await id('a'), { name: 'CN=Z,DC=x' }),
      changeOf(2, await id('b'), { name: 'CN=A,DC=x' }),
      addOf(3, { name: 'CN=B,DC=x' }),
      addOf(4, { name: 'CN=Free,DC=x' }),
    );
    await world.export();
    expect(sent()).toEqual(['update a', 'add CN=Free,DC=x']);
    expect(await world.export()).toMatchObject({ 'export-waiting': 3 });
    expect(sent()).toEqual([]);
    expect((await listed()).sort()).toEqual([
      ['awaits-other', 'corp.user:a'],
      ['awaits-other', 'corp.user:b'],
      ['export-failed', undefined],
    ]);
    world.corp.answer = () => undefined;
    world.wait(60_000);
    await world.export();
    expect(sent()).toEqual(['update a', 'update b', 'add CN=B,DC=x']);
    expect(await listed()).toEqual([]);
  });
});
