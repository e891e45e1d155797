// From what an import changed to what must be looked at (engine specification, section 7, first rows).
import type { CsObject, KeyRow, ObjectHead } from '../../store/index.js';
import { dnKey, type MvId, type MvKey, parentDn } from '../../values/index.js';
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
  const meant = object.link === undefined ? undefined : session.space.mvHead(object.link.mv);
  if (object.link !== undefined) lookAtValue(session, object.link.mv);
  const namesakes = claimsAround(session, object);
  const names = namesOfObject(session, object);
  const moved = movedNames(session, object.keys, names);
  for (const each of [object, ...referring.views]) see(session, each);
  for (const each of [object, ...referring.views]) session.seek(each.id);
  touchReferring(session, referring.values, object, meant?.key);
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
const see = (session: Session, object: ObjectHead): void => {
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
): { readonly values: readonly ObjectHead[]; readonly views: readonly ObjectHead[] } => {
  const values = referrersOf(session, object);
  const read = session.machine.csTypes.get(`${object.connector}.${object.type}`)?.readThrough.size ?? 0;
  if (depth === 0 || (read === 0 && depth === 1)) return { values, views: [] };
  const through = depth > 1 ? values.flatMap(({ id }) => session.space.object(id) ?? []) : [];
  return { values, views: [...values, ...through.flatMap((each) => referringTo(session, each, depth - 1).views)] };
};

export const referrersOf = (session: Session, object: CsObject): readonly ObjectHead[] =>
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

/** A link was made: what refers to the object may mean another metaverse object now. */
export const linkChanged = (session: Session, referring: readonly ObjectHead[], object: CsObject): void => {
  touchReferring(session, referring, object, undefined);
  for (const each of referring) session.waiting.add(each.id);
};

/** Objects that refer to this one are looked at for that: with what it is linked to, and what it was linked to. */
export const touchReferring = (
  session: Session,
  referring: readonly ObjectHead[],
  object: CsObject,
  former: MvKey | undefined,
): void => {
  const { lists } = session.space;
  for (const { id, link } of referring) {
    if (link === undefined) continue;
    session.touchValues(link.mv);
    for (const reference of meaningOf(object)) lists?.reference(id, reference, link.mv);
    if (former !== undefined) lists?.value(link.mv, former);
  }
};

/** What refers to a metaverse object is looked at for that. */
export const lookAtValue = (session: Session, id: MvId): void => {
  const { space } = session;
  const mv = space.lists === undefined ? undefined : space.mvHead(id);
  if (mv !== undefined) for (const referrer of space.mvReferrersOf(mv.key)) space.lists?.value(referrer, mv.key);
};
