// Loading what a batch of metaverse objects will meet when its references are crossed.
import { type CsObject, typeOfObject } from '../../store/index.js';
import { type MvId, type MvKey, type ObjKey, objKey, type RefText, valuesOf } from '../../values/index.js';
import type { Session } from '../session.js';
import { evaluateAll } from './batches.js';

/** Loads what the objects of these refer to, and what that is joined to: their references will be crossed. */
export const loadReferred = async (session: Session, ids: readonly MvId[]): Promise<void> => {
  const referred = new Set<ObjKey>();
  await evaluateAll(session, ids, (id) => {
    for (const object of session.space.linkedTo(id)) addReferred(session, object, referred);
  });
  await session.space.loadObjectsByKey(referred);
};

/** Adds the keys of what an object refers to by anchor. */
export const addReferred = (session: Session, object: CsObject, to: Set<ObjKey>): void => {
  for (const reference of referencesIn(session, object))
    if (reference.startsWith('a:')) to.add(objKey(object.connector, reference.slice(2)));
};

/** All references that an object holds. */
export const referencesIn = (session: Session, object: CsObject): readonly RefText[] =>
  (session.machine.csTypes.get(typeOfObject(object))?.references ?? []).flatMap(
    (slot) => valuesOf(object.image[slot]) as readonly RefText[],
  );

/** Metaverse objects that these refer to: what stands for them will be asked. */
export const referredBy = (session: Session, ids: readonly MvId[]): ReadonlySet<MvKey> =>
  new Set(
    ids.flatMap((id) => {
      const mv = session.space.mv(id);
      const type = mv === undefined ? undefined : session.machine.mvTypes.get(mv.type);
      const referring = type?.inOrder.filter((attribute) => attribute.type.scalar === 'ref') ?? [];
      return referring.flatMap((attribute) => valuesOf(mv?.stored[attribute.slot]?.values) as readonly MvKey[]);
    }),
  );
