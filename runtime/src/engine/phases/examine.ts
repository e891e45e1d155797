// A touched metaverse object: its keys as its attributes are now, whom they wake, and who reads it through references.
import type { CsObject, KeyRow, KeySpecId, MvObject } from '../../store/index.js';
import type { MvId, ObjectId } from '../../values/index.js';
import { type LiveAttributes, liveAttributesOf } from '../inbound/attributes.js';
import { ANYTHING, type KeyMachine } from '../machine/machine.js';
import { movedNames, namesOfMv, noteMoved } from '../names/given.js';
import { keyTexts } from '../outbound/intent.js';
import { sameKeys, sameValues } from '../same.js';
import type { Session } from '../session.js';
import { betweenBatches, evaluateAll, touchedBatches } from './batches.js';

/** Objects whose decision a key can change, and metaverse objects that compete for an object that it finds. */
export interface Wakes {
  /** Metaverse objects that look for members under these keys. */
  readonly lookers: readonly MvId[];
  readonly objects: readonly ObjectId[];
  /** Objects that these keys find for slots. */
  readonly found: readonly ObjectId[];
  readonly competitors: readonly MvId[];
}

/** Keys of a metaverse object as its attributes are now, in the plan's order. */
export const keysNow = (session: Session, attributes: LiveAttributes): readonly KeyRow[] => {
  const keys: KeyRow[] = [];
  for (const key of attributes.type.keys) for (const text of keyTexts(attributes, key)) keys.push([key.spec, text]);
  const names = namesOfMv(session, attributes);
  return names.length === 0 ? keys : [...keys, ...names];
};

/** Whom these keys wake. */
export const wakesOf = (session: Session, keys: readonly KeyRow[]): Wakes => {
  const { joiners, lookups } = session.machine;
  wantFound(session, keys, joiners);
  wantFound(session, keys, lookups);
  const found = foundBy(session, keys, lookups);
  const woken = foundBy(session, keys, joiners);
  const lookers = lookersFor(session, keys);
  if (found.length + woken.length + lookers.length === 0) return NOBODY;
  return {
    objects: woken.map(({ id }) => id),
    found: found.map(({ id }) => id),
    competitors: distinct(found.flatMap((object) => competitorsFor(session, object))),
    lookers,
  };
};

type Lookups = ReadonlyMap<KeySpecId, readonly KeyMachine[]>;

const wantFound = (session: Session, keys: readonly KeyRow[], lookups: Lookups): void => {
  for (const [spec, text] of keys)
    for (const other of lookups.get(spec) ?? [])
      if (session.space.anyVisible(other.type)) session.space.wantKey(other.spec, text);
};

/** Visible objects that are found when one of these keys is looked up, each once. */
const foundBy = (session: Session, keys: readonly KeyRow[], lookups: Lookups): readonly CsObject[] => {
  let found: readonly CsObject[] = NONE;
  for (const [spec, text] of keys)
    for (const other of lookups.get(spec) ?? []) {
      const objects = session.space.anyVisible(other.type) ? session.space.objectsByKey(other.spec, text) : NONE;
      if (objects.length > 0) found = found === NONE ? objects : distinct([...found, ...objects]);
    }
  return found;
};

const NONE: readonly never[] = [];
const NOBODY: Wakes = { lookers: NONE, objects: NONE, found: NONE, competitors: NONE };

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** Metaverse objects that look for members with `every`, and find those that have these keys. */
const lookersFor = (session: Session, keys: readonly KeyRow[]): readonly MvId[] => {
  if (session.everything || session.machine.everyReaders.size === 0) return NONE;
  return distinct(
    keys.flatMap(([spec, text]) =>
      (session.machine.everyReaders.get(spec) ?? []).flatMap(({ owner, open }) =>
        session.space.mvsByKey(owner.spec, open ? ANYTHING : text),
      ),
    ),
  );
};

const competitorsFor = (session: Session, object: CsObject): readonly MvId[] =>
  object.keys.flatMap(([spec, text]) =>
    (session.machine.takers.get(spec) ?? []).flatMap((taker) => session.space.mvsByKey(taker.source.spec, text)),
  );

/** Brings a touched metaverse object's keys up to date and marks whom that concerns. */
export const examine = (session: Session, id: MvId): void => {
  const known = session.space.mv(id);
  session.unexamined.delete(id);
  if (known === undefined) return;
  const mv = unwithheld(session, known);
  const attributes = liveAttributesOf(session, mv);
  const keys = keysNow(session, attributes);
  const changed = !sameKeys(keys, mv.keys);
  const wakes = wakesOf(session, changed ? [...mv.keys, ...keys] : keys);
  const moved = movedNames(session, mv.keys, keys);
  const readers = readersOf(session, mv, attributes);
  if (changed) putKeys(session, attributes, keys);
  for (const object of changed ? wakes.objects : []) session.queues.objects.add(object);
  for (const other of wakes.competitors) if (other !== id) requeue(session, other);
  noteMoved(session, moved.rows);
  for (const other of moved.concerned) if (other !== id) session.touch(other);
  for (const object of wakes.found) session.seek(object);
  // One that looks among others and finds itself has other members now, and perhaps other keys.
  for (const looker of changed ? wakes.lookers : [])
    if (looker === id) session.unexamined.add(id);
    else session.touch(looker);
  for (const reader of readers) session.touch(reader);
};

/** Reads what examining a metaverse object will read, and changes nothing. */
export const foreseeExamining = (session: Session, id: MvId): void => {
  const mv = session.space.mv(id);
  if (mv !== undefined) wakesOf(session, [...mv.keys, ...keysNow(session, liveAttributesOf(session, mv))]);
};

/** What did not settle last time gets another chance. */
const unwithheld = (session: Session, mv: MvObject): MvObject => {
  if (!mv.notSettled) return mv;
  const after = { ...mv, notSettled: false };
  session.space.putMv(mv, after);
  return after;
};

/** Keys are derived from attributes that are worked out already: they make none of them invalid. */
export const putKeys = (session: Session, attributes: LiveAttributes, keys: readonly KeyRow[]): void => {
  const after = { ...attributes.mv, keys };
  session.space.putMv(attributes.mv, after);
  attributes.rekeyed(after);
  if (session.machine.everyReaders.size > 0) session.epoch += 1;
};

/**
 * A full synchronisation marks nobody whose keys change with what others are: it works the keys out anew until none
 * changes. That ends, since attributes have arrows (A8).
 */
export const refreshKeys = async (session: Session): Promise<void> => {
  if (!session.everything || !session.machine.relationalKeys) return;
  for (let changed = true; changed; ) {
    changed = false;
    for await (const batch of touchedBatches(session)) {
      await evaluateAll(session, batch, (id) => {
        const mv = session.space.mv(id);
        if (mv === undefined) return;
        const attributes = liveAttributesOf(session, mv);
        const keys = keysNow(session, attributes);
        if (sameKeys(keys, mv.keys)) return;
        putKeys(session, attributes, keys);
        changed = true;
      });
      await betweenBatches(session);
    }
  }
};

/** Another one's decision may have changed. */
const requeue = (session: Session, id: MvId): void => {
  if (!session.everything && !session.touched.has(id)) return session.touch(id);
  session.carried.reopen(id);
  session.queues.intents.add(id);
};

/** Metaverse objects that read, through references, a value of this one that is not what they last knew. */
const readersOf = (session: Session, mv: MvObject, attributes: LiveAttributes): readonly MvId[] => {
  const { readThrough } = attributes.type;
  if (session.everything || readThrough.length === 0) return [];
  const { published } = session;
  const known = published.get(mv.id) ?? readThrough.map((slot) => mv.stored[slot]?.values);
  const now = readThrough.map((slot) => attributes.read(slot));
  if (sameValues(now, known)) return [];
  const readers = referrersUpTo(session, [mv.id], session.machine.depth.mv);
  published.set(mv.id, now);
  return readers;
};

/** Metaverse objects that refer to these, or find them with `every`, directly or through up to so many references in a row. */
export const referrersUpTo = (session: Session, ids: readonly MvId[], depth: number): readonly MvId[] => {
  if (depth === 0 || ids.length === 0) return [];
  const direct = ids.flatMap((id) => {
    const mv = session.space.mv(id);
    return mv === undefined ? [] : [...session.space.mvReferrersOf(mv.key), ...lookersFor(session, mv.keys)];
  });
  return [...direct, ...referrersUpTo(session, direct, depth - 1)];
};
