import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeWorld, type World } from './testing/world.js';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
  await world.syncrule('run');
});
afterEach(() => world.remove());

const json = async (...argv: readonly string[]) => JSON.parse((await world.syncrule(...argv, '--format', 'json')).out);
const linkOf = async (object: string) => {
  const { objects } = await json('show', object);
  return objects?.find(({ address }: { address: string }) => address === object)?.link;
};
const history = async (kind: string) =>
  (await json('history')).runs.find(({ step }: { step: string }) => step === kind)?.message;

describe('an operator decides who an object is', () => {
  test('disconnects an account, which no rule touches then, and leaves it to the rules again', async () => {
    const { exit, out } = await world.syncrule('disconnect', 'corp.user:2', '--by', 'grace', '--reason', 'a vendor');
    expect([exit, out]).toEqual([0, expect.stringContaining('corp.user:2 disconnected and set aside')]);
    await world.syncrule('sync');
    expect(await linkOf('corp.user:2')).toBeUndefined();
    expect(await history('disconnect')).toBe('corp.user:2 disconnected and set aside by grace: a vendor');
    expect((await world.syncrule('release', 'corp.user:2', '--by', 'grace')).exit).toBe(0);
    expect(await history('release')).toBe('corp.user:2 left to the rules again by grace');
    expect((await world.syncrule('release', 'corp.user:2', '--by', 'grace')).err).toContain('not set aside');
  });

  test('joins an account to somebody, where it stays whatever the rules say', async () => {
    await world.syncrule('disconnect', 'corp.user:2', '--by', 'grace');
    await world.syncrule('disconnect', 'corp.user:3', '--by', 'grace');
    expect((await world.syncrule('join', 'corp.user:2', 'person:hr:3:0', '--by', 'grace')).out).toContain(
      'corp.user:2 joined to person:hr:3:0',
    );
    await world.syncrule('sync');
    await world.syncrule('sync', '--full');
    expect(await linkOf('corp.user:2')).toMatchObject({ origin: 'operator' });
  });

  test.each<[string, readonly string[], string, number]>([
    ['an object that is joined', ['join', 'corp.user:2', 'person:hr:3:0'], 'Disconnect it first', 1],
    [
      'one that is joined there',
      ['join', 'corp.user:2', 'person:hr:2:0'],
      'joined to that metaverse object already',
      1,
    ],
    [
      'a metaverse object in the place of an object',
      ['join', 'person:hr:2:0', 'hr:3:0'],
      'a connector object is wanted',
      2,
    ],
    [
      'an object in the place of a metaverse object',
      ['join', 'corp.user:2', 'hr.person:2'],
      'a metaverse object is wanted',
      2,
    ],
    ['the release of what is not set aside', ['release', 'corp.user:2'], 'not set aside', 1],
    ['nothing to try again', ['retry'], 'which object is to be tried again, or --all', 2],
    ['an object that is not there', ['disconnect', 'corp.user:77'], 'Nothing is found', 2],
  ])('refuses %s', async (_, argv, message, exit) => {
    const told = await world.syncrule(...argv, '--by', 'grace');
    expect([told.exit, told.err]).toEqual([exit, expect.stringContaining(message)]);
    expect(await history(argv[0] ?? '')).toBeUndefined();
  });
});
