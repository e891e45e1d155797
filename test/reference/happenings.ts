// What happens outside the engine: changes in the connected systems, and what operators do.
import { RunFault } from '@syncrule/runtime/runs';
import { type Intervention, intervene } from '@syncrule/runtime/runs/operator';
import type { CsObject, MvObject } from '@syncrule/runtime/store';
import type { SystemValue } from '../support/simulated-system.js';
import { recordsIn } from '../support/snapshot.js';
import type { World } from '../support/world.js';
import { reached } from './coverage.js';
import type { Action, Change } from './rounds.js';

export const happen = (world: World, { connector, object, kind, values: given, name: [cn, ou] }: Change): void => {
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
  const dn = `CN=${cn},OU=${ou}`;
  const free = ![...system.objects.values()].some((each) => each.name === dn);
  if (kind === 'put' && (connector === 'hr' || free))
    system.put(connector === 'hr' ? 'person' : 'user', anchor, all, connector === 'hr' ? undefined : dn);
  else if (kind === 'remove') system.remove(chosen);
  else if (kind === 'set' && system.objects.has(chosen))
    system.change(chosen, connector === 'hr' ? { ...all, id: chosen } : all);
  else if (kind === 'rename' && connector !== 'hr' && free && system.objects.has(chosen)) system.change(chosen, {}, dn);
  else return;
  reached(`change: ${kind}`);
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
      // The name that was sent for an object without a link is nobody's until an import shows it: engine and
      // interpreter differ there.
      return existence === 'confirmed' && !explicit && written?.sentName === undefined;
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
