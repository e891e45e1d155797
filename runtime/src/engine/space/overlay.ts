// What is changed and not committed yet, laid over what a store answers: the store does not know of it.
import type { CsObject, Loaded, MvObject, NameClaim } from '../../store/index.js';
import { type MvId, type ObjectId, SEPARATOR } from '../../values/index.js';

/** A record as it is now, and as the store has it. */
export interface Change<Record> {
  readonly before: Record | undefined;
  readonly after: Record | undefined;
}

export interface Pending {
  readonly objects: () => readonly Change<CsObject>[];
  readonly mvs: () => readonly Change<MvObject>[];
  readonly claims: ReadonlyMap<MvId, readonly NameClaim[]>;
}

/** Links, keys and claims as they are with what is pending. The other answers do not depend on it. */
export const overlaid = (loaded: Loaded, pending: Pending): Loaded => ({
  ...loaded,
  linked: loaded.linked.size === 0 ? loaded.linked : withLinks(loaded.linked, pending.objects()),
  keys: loaded.keys.size === 0 ? loaded.keys : withKeys(loaded.keys, [...pending.objects(), ...pending.mvs()]),
  claims: loaded.claims.size === 0 ? loaded.claims : withClaims(loaded.claims, pending.claims),
});

const withLinks = (linked: Loaded['linked'], objects: readonly Change<CsObject>[]): Loaded['linked'] => {
  const lists = new Map(linked);
  for (const { before, after } of objects) {
    if (before?.link !== undefined) remove(lists, before.link.mv, before.id);
    if (after?.link !== undefined) add<MvId, ObjectId>(lists, after.link.mv, after.id);
  }
  return lists;
};

const withKeys = (keys: Loaded['keys'], changes: readonly Change<CsObject | MvObject>[]): Loaded['keys'] => {
  if (changes.length === 0) return keys;
  const lists = new Map(keys);
  for (const { before, after } of changes) {
    if (before?.keys === after?.keys) continue;
    for (const [spec, text] of before?.keys ?? []) remove(lists, spec + SEPARATOR + text, Number(before?.id));
    for (const [spec, text] of after?.keys ?? []) add(lists, spec + SEPARATOR + text, Number(after?.id));
  }
  return lists;
};

const withClaims = (claims: Loaded['claims'], pending: Pending['claims']): Loaded['claims'] => {
  if (pending.size === 0) return claims;
  const lists = new Map([...claims].map(([name, ids]) => [name, ids.filter((id) => !pending.has(id))]));
  for (const [id, own] of pending) for (const { connector, name } of own) add(lists, connector + SEPARATOR + name, id);
  return lists;
};

const remove = <K, V extends number>(lists: Map<K, readonly V[]>, key: K, value: V): void => {
  const list = lists.get(key);
  if (list?.includes(value) === true)
    lists.set(
      key,
      list.filter((each) => each !== value),
    );
};

/** In ascending order, as a store answers. */
const add = <K, V extends number>(lists: Map<K, readonly V[]>, key: K, value: V): void => {
  const list = lists.get(key);
  if (list !== undefined && !list.includes(value))
    lists.set(
      key,
      [...list, value].sort((a, b) => a - b),
    );
};
