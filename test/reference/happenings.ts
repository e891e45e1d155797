// What happens outside the engine: changes in the connected systems, and what operators do.
import { RunFault } from '@syncrule/runtime/runs';
import { type Intervention, intervene } from '@syncrule/runtime/runs/operator';
import type { CsObject, MvObject } from '@syncrule/runtime/store';
import type { SimulatedSystem, SystemObject, SystemValue } from '../support/simulated-system.js';
import { recordsIn } from '../support/snapshot.js';
import type { World } from '../support/world.js';
import { reached } from './coverage.js';
import type { Action, Change } from './rounds.js';

export const happen = (world: World, change: Change): void => {
  const {
    connector,
    object,
    kind,
    values: given,
    name: [cn, ou],
    attribute = 'k1',
  } = change;
  const system = world.system(connector);
  const anchor = `${connector}${object}`;
  const reference = (to: number): SystemValue => [{ anchor: `${connector}${to}` }];
  const all: Record<string, SystemValue> = {
    ...given,
    boss: given.boss === undefined ? undefined : reference(given.boss),
    texts: given.texts.length === 0 ? undefined : given.texts,
    friends: given.friends.length === 0 ? undefined : given.friends.map((to) => ({ anchor: `${connector}${to}` })),
    ...(connector === 'hr' ? { id: anchor } : {}),
  };
  const there = [...system.objects.keys()].filter((each) => !/^(ou|stranger)/.test(each));
  const chosen = system.objects.has(anchor) ? anchor : (there[object] ?? anchor);
  const isThere = system.objects.has(chosen);
  const dn = `CN=${cn},OU=${ou}`;
  const isFree = ![...system.objects.values()].some((each) => each.name === dn);
  const isHr = connector === 'hr';
  const did = (): boolean => {
    switch (kind) {
      case 'put':
        if (!isHr && !isFree) return false;
        system.put(isHr ? 'person' : 'user', anchor, all, isHr ? undefined : dn);
        return true;
      case 'remove':
        remove(system, chosen);
        return true;
      case 'restore':
        return restore(system, object);
      case 'set':
        if (isThere) system.change(chosen, isHr ? { ...all, id: chosen } : all);
        return isThere;
      case 'tweak':
        if (isThere) system.change(chosen, { [attribute]: all[attribute] });
        return isThere;
      case 'swap':
        return isThere && swap(system, chosen, there, attribute);
      case 'hand on':
        return isThere && swap(system, chosen, there, attribute, all[attribute]);
      case 'rename':
        if (isHr || !isFree || !isThere) return false;
        system.change(chosen, {}, dn);
        return true;
    }
  };
  if (did()) reached(`change: ${kind}`);
};

/** What was removed from a system and may come back as it was. */
const REMOVED = new WeakMap<SimulatedSystem, SystemObject[]>();

const remove = (system: SimulatedSystem, anchor: string): void => {
  const object = system.objects.get(anchor);
  if (object !== undefined) REMOVED.set(system, [object, ...(REMOVED.get(system) ?? [])]);
  system.remove(anchor);
};

/** Whether something came back. */
const restore = (system: SimulatedSystem, number: number): boolean => {
  const back = (REMOVED.get(system) ?? []).filter(
    ({ anchor, name }) =>
      !system.objects.has(anchor) &&
      ![...system.objects.values()].some((each) => name !== undefined && each.name === name),
  );
  const object = back[number % Math.max(1, back.length)];
  if (object === undefined) return false;
  system.put(object.type, object.anchor, Object.fromEntries(object.values), object.name);
  return true;
};

/** An object gives what it has of an attribute to the next one, and gets that one's or what is given. Whether there are two. */
const swap = (
  system: SimulatedSystem,
  one: string,
  all: readonly string[],
  attribute: string,
  instead?: SystemValue,
): boolean => {
  const other = all[(all.indexOf(one) + 1) % all.length];
  if (other === undefined || other === one) return false;
  const of = (anchor: string): SystemValue => system.objects.get(anchor)?.values.get(attribute);
  const [own, theirs] = [of(one), of(other)];
  system.change(one, { [attribute]: instead ?? theirs });
  system.change(other, { [attribute]: own });
  return true;
};

/** What an operator can do with the object of that number, if anything. */
const interventionOf = (
  action: Action,
  objects: readonly CsObject[],
  mvs: readonly MvObject[],
): Intervention | undefined => {
  const possible = objects.filter((object) => isPossible(action.kind, object));
  const object = possible[action.object % Math.max(1, possible.length)];
  const mv = mvs[action.mv % Math.max(1, mvs.length)];
  if (action.kind === 'retry')
    return {
      kind: 'retry',
      units: [...possible.map(({ id }) => ({ object: id })), ...mvs.map(({ id }) => ({ mv: id }))],
    };
  if (object === undefined) return undefined;
  if (action.kind !== 'join') return { kind: action.kind, object };
  return mv === undefined ? undefined : { kind: 'join', object, mv, account: null };
};

const isPossible = (kind: Action['kind'], { existence, link, explicit, written }: CsObject): boolean => {
  switch (kind) {
    case 'join':
      return existence === 'confirmed' && link === undefined;
    case 'disconnect':
      return existence === 'confirmed' && !explicit;
    case 'release':
      return explicit;
    case 'retry':
      return written !== undefined;
  }
};

/** Does it if it is possible. Objects and metaverse objects are counted in the order of their ids. */
export const operate = async (world: World, action: Action, at: number): Promise<void> => {
  const { objects, mvs } = await recordsIn(world.store);
  const intervention = interventionOf(action, objects, mvs);
  if (intervention === undefined) return;
  try {
    await intervene(world.store, intervention, { by: 'an operator', reason: undefined, at, told: action.kind });
    reached(`operator: ${action.kind}`);
  } catch (error) {
    if (!(error instanceof RunFault && error.kind === 'not-possible')) throw error;
  }
};
