// From what an import changed to what must be looked at (engine specification, section 7, first rows).
import type { CsObject, KeyRow } from '../../store/index.js';
import { dnKey, parentDn } from '../../values/index.js';
import { isVisible } from '../inbound/decide.js';
import { movedNames, nameRows, namesOfObject, noteMoved } from '../names/given.js';
import { lookingFor } from '../outbound/intent.js';
import { belowName } from '../outbound/names.js';
import { sameKeys } from '../same.js';
import type { Session } from '../session.js';
import { meaningOf } from '../space/resolve.js';

/** An object whose image, name or existence an import changed. Reads everything it needs before it marks anything. */
export const markObject = (session: Session, object: CsObject): void => {
  const lookers = object.keys.length === 0 ? [] : lookingFor(session, object);
  const referring = referringTo(session, object, session.machine.depth.cs);
  const namesakes = claimsAround(session, object);
  const names = namesOfObject(session, object);
  const moved = movedNames(session, object.keys, names);
  for (const each of [object, ...referring.views]) see(session, each);
  for (const each of [object, ...referring.views]) session.seek(each.id);
  for (const each of referring.values) if (each.link !== undefined) session.touch(each.link.mv);
  for (const each of referring.values) if (each.link === undefined) session.waiting.add(each.id);
  for (const { mv } of lookers) session.touch(mv);
  for (const mv of namesakes) session.touch(mv);
  for (const mv of moved.concerned) session.touch(mv);
  noteMoved(session, moved.rows);
  rekeyUnseen(session, object, names);
};

/** An object that joins cannot find is kept under the names that it gives alone; a visible one keeps its other keys. */
export const rekeyUnseen = (
  session: Session,
  object: CsObject,
  names: readonly KeyRow[] = namesOfObject(session, object),
): void => {
  const before = nameRows(session, object.keys);
  const keys = isVisible(object) ? [...object.keys.filter((row) => !before.includes(row)), ...names] : names;
  if (!sameKeys(keys, object.keys)) session.space.putObject(object, { ...object, keys });
};

/** The object's own view may have changed. */
const see = (session: Session, object: CsObject): void => {
  if (object.link !== undefined) session.touch(object.link.mv);
  else if (isVisible(object)) session.queues.objects.add(object.id);
  // What was said of one that is set aside now is not true any more.
  else session.waiting.add(object.id);
};

/** Objects that mean this one: whose values may change, and whose views read through it. */
const referringTo = (
  session: Session,
  object: CsObject,
  depth: number,
): { readonly values: readonly CsObject[]; readonly views: readonly CsObject[] } => {
  const values = referrersOf(session, object);
  const read = session.machine.csTypes.get(`${object.connector}.${object.type}`)?.readThrough.size ?? 0;
  if (depth === 0 || (read === 0 && depth === 1)) return { values, views: [] };
  return {
    values,
    views: [...values, ...values.flatMap((each) => (depth > 1 ? referringTo(session, each, depth - 1).views : []))],
  };
};

export const referrersOf = (session: Session, object: CsObject): readonly CsObject[] =>
  session.machine.referring.has(object.connector)
    ? [...new Set(meaningOf(object).flatMap((reference) => session.space.referrersOf(object.connector, reference)))]
    : [];

/** Metaverse objects that want the name this object has, a name below it, or that own its parent. */
const claimsAround = (session: Session, object: CsObject) => {
  if (object.name === undefined) return [];
  const name = dnKey(object.name);
  const parent = parentDn(name);
  const parents = parent === undefined ? [] : session.space.byName(object.connector, parent);
  return [
    ...session.space.claimsOf(object.connector, name),
    ...session.space.claimsOf(object.connector, belowName(name)),
    ...parents.flatMap((each) => each.link?.mv ?? []),
  ];
};

/** A link was made, removed or moved: what refers to the object may mean another metaverse object now. */
export const linkChanged = (session: Session, referring: readonly CsObject[]): void => {
  for (const object of referring) {
    if (object.link !== undefined) session.touch(object.link.mv);
    session.waiting.add(object.id);
  }
};
