// Loading what a batch of metaverse objects will meet when its references are crossed.
import { type CsObject, typeOfObject } from '../../store/index.js';
import { type MvId, type MvKey, mvKeyOf, type ObjKey, objKey, type RefText, valuesOf } from '../../values/index.js';
import type { Session } from '../session.js';
import { evaluateAll } from './batches.js';

/** Loads what the objects of these refer to, and what that is joined to: their references will be crossed. */
export const loadReferred = async (session: Session, ids: readonly MvId[]): Promise<void> => {
  const referred = new Set<ObjKey>();
  await evaluateAll(session, ids, (id) => {
    for (const object of session.space.linkedTo(id)) addReferred(session, object, referred);
  });
  await session.space.loadReferred(referred);
};

/** Adds the keys of what an object refers to by anchor. */
export const addReferred = (session: Session, object: CsObject, to: Set<ObjKey>): void => {
  for (const reference of referencesIn(session, object))
    if (reference.startsWith('a:')) to.add(objKey(object.connector, reference.slice(2)));
};

/** All references that an object holds. */
export const referencesIn = (session: Session, object: CsObject): readonly RefText[] =>
  referencesAt(session.machine.csTypes.get(typeOfObject(object))?.references ?? NONE, object);

const referencesAt = (slots: readonly number[], object: CsObject): readonly RefText[] => {
  let found: readonly RefText[] = NONE;
  for (const slot of slots) {
    const content = object.image[slot];
    if (content === undefined) continue;
    const references = valuesOf(content) as readonly RefText[];
    found = found === NONE ? references : [...found, ...references];
  }
  return found;
};

const NONE: readonly never[] = [];

/** Metaverse objects that these refer to: what stands for them will be asked. */
export const referredBy = (session: Session, ids: readonly MvId[]): ReadonlySet<MvKey> => {
  const referred = new Set<MvKey>();
  for (const id of ids) {
    const mv = session.space.mv(id);
    for (const slot of mv === undefined ? NONE : (session.machine.mvTypes.get(mv.type)?.references ?? NONE))
      for (const key of valuesOf(mv?.stored[slot]?.values)) referred.add(mvKeyOf(key));
  }
  return referred;
};
