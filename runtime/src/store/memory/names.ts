// Who stands below whom, and what everything is called after a commit (see {@link Store}): worked out anew each time.
import type { ObjectId } from '../../values/value.js';
import { joinName, type NameForm } from '../names.js';
import type { Changes } from '../port.js';
import { type CsObject, typeOfObject } from '../records.js';
import type { MemoryLayouts } from './layouts.js';
import type { MemoryState } from './state.js';
import { trimmed } from './trimmed.js';

export interface Naming {
  readonly layouts: MemoryLayouts;
  readonly names: NameForm;
}

/** Before objects are written: those that get another name, keep theirs, or go, stand below nothing any more. */
export function loosen(state: MemoryState, changes: Changes): void {
  const objects = [...(changes.objects ?? [])];
  const removed = changes.removedObjects ?? [];
  const bearNothing = objects.filter(({ after }) => after.name === undefined || after.existence === 'gone');
  const left = new Set([...removed, ...bearNothing.map(({ after }) => after.id)]);
  for (const [id, above] of state.above) if (left.has(above)) state.above.delete(id);
  for (const id of removed) state.above.delete(id);
  for (const id of changes.staying ?? []) state.above.delete(id);
  for (const { before, after } of changes.objects ?? []) if (before?.name !== after.name) state.above.delete(after.id);
}

/** After they are written: what stands below others bears their names, and what waited for a name finds it. */
export function settle(state: MemoryState, { layouts, names }: Naming): void {
  const calls = new Map<ObjectId, string>();
  const call = (object: CsObject): string => {
    const before = calls.get(object.id);
    if (before !== undefined) return before;
    const name = fullName(object);
    calls.set(object.id, name);
    return name;
  };
  const fullName = ({ id, name = '' }: CsObject): string => {
    const above = state.objects.get(state.above.get(id) ?? id);
    return above === undefined || above.id === id ? name : joinName(names.split(name)?.own ?? name, call(above));
  };
  for (const object of [...state.objects.values()]) {
    const name = object.name === undefined ? undefined : call(object);
    state.objects.set(object.id, called(object, name, layouts.naming(typeOfObject(object))));
  }
  const bearers = new Map<string, CsObject[]>();
  for (const object of state.objects.values()) {
    if (object.name === undefined || object.existence === 'gone') continue;
    const key = `${object.connector} ${names.key(object.name)}`;
    bearers.set(key, [...(bearers.get(key) ?? []), object]);
  }
  for (const { id, connector, name } of state.objects.values()) {
    const key = name === undefined ? undefined : names.parentOfKey(names.key(name));
    if (key === undefined || name === undefined || state.above.has(id)) continue;
    const [one, another] = bearers.get(`${connector} ${key}`) ?? [];
    if (one !== undefined && another === undefined && names.split(name)?.above === one.name)
      state.above.set(id, one.id);
  }
}

/** The object under this name, which its image shows. */
function called(object: CsObject, name: string | undefined, naming: number | undefined): CsObject {
  if (object.name === name && (naming === undefined || object.image[naming] === name)) return object;
  if (naming === undefined) return { ...object, name };
  const length = Math.max(object.image.length, naming + 1);
  return {
    ...object,
    name,
    image: trimmed(Array.from({ length }, (_, slot) => (slot === naming ? name : object.image[slot]))),
  };
}
