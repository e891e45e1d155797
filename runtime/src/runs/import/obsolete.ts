// The end of a full import: what it did not see is gone (engine specification, 6.1).
import type { CsObject, EngineError, ObjectChange } from '../../store/index.js';
import { type ObjectId, objectId } from '../../values/index.js';
import { breathe, type OnProgress } from '../progress.js';
import type { ImportSession } from './session.js';
import { gone } from './transition.js';

const BATCH = 5000;

/** Every confirmed object that was not seen becomes gone; objects that were sent long enough ago are given up. */
export const concludeAbsence = async (session: ImportSession, progress: OnProgress): Promise<void> => {
  for (const existence of ['confirmed', 'creating'] as const) {
    await forUnseen(session, existence, progress, async (unseen) => {
      const lost =
        existence === 'confirmed' ? unseen : unseen.filter((object) => isLost(object, session.settledBefore));
      await markGone(session, lost);
    });
  }
};

/** Sent by us so long ago that this import would have shown it. */
export const isLost = (object: CsObject, settledBefore: number): boolean =>
  object.existence === 'creating' && (object.link?.since ?? 0) <= settledBefore;

const forUnseen = async (
  session: ImportSession,
  existence: CsObject['existence'],
  progress: OnProgress,
  then: (objects: readonly CsObject[]) => Promise<void>,
): Promise<void> => {
  const { store } = session.space;
  const query = { limit: BATCH, connector: session.connector.name, existence };
  let after: ObjectId | undefined = objectId(0);
  for (let done = 0; after !== undefined; ) {
    const ids: readonly ObjectId[] = await store.objectIds({ ...query, after });
    const unseen = ids.filter((id) => !session.seen.has(id));
    if (unseen.length > 0) await then(await loadAll(session, unseen));
    done += ids.length;
    progress({ phase: 'looking for what is gone', done, total: 0 });
    after = ids.at(-1);
    await breathe();
  }
};

const loadAll = async (session: ImportSession, ids: readonly ObjectId[]): Promise<readonly CsObject[]> => {
  const { objects } = await session.space.store.load({ objects: ids });
  return [...objects.values()].filter((object) => object !== undefined);
};

const markGone = async (session: ImportSession, objects: readonly CsObject[]): Promise<void> => {
  if (objects.length === 0) return;
  const changes = objects.map((before): ObjectChange => ({ before, after: gone(before) }));
  const lost = objects.filter((object) => object.existence === 'creating');
  session.tally.count('stage-delete', objects.length - lost.length);
  session.tally.count('create-lost', lost.length);
  await session.space.store.commit({
    objects: changes,
    marks: objects.map((object) => ({ object: object.id })),
    errors: lost.map((object) => ({
      unit: { object: object.id },
      origin: 'import' as const,
      errors: [createLost(object)],
      at: session.at,
    })),
  });
};

const createLost = (object: CsObject): EngineError => ({
  kind: 'create-lost',
  message: `${object.name ?? 'The new object'} was sent to ${object.connector}, but a complete import does not show it. It is given up and may be provisioned again.`,
});
