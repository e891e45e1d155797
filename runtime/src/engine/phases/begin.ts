// What a synchronisation looks at to begin with: what the imports changed and what is due; a full one at everything.
import { type CsObject, type Findable, type Mark, type Store, typeOfObject } from '../../store/index.js';
import { type MvId, type ObjectId, objectId } from '../../values/index.js';
import { isVisible } from '../inbound/decide.js';
import type { Session } from '../session.js';
import { batchesOf, betweenBatches, evaluateAll, evaluateEach, mvBatches } from './batches.js';
import { carryThrough } from './carry.js';
import { examine } from './examine.js';
import type { Findings } from './findings.js';
import { goesByValue, type MarkInPart, markReferences } from './marked-references.js';
import { lookAtValue, markObject, rekeyUnseen } from './marking.js';
import { loadReferred } from './referred.js';
import { orderObject, waitInOrder } from './settle.js';

export const begin = async (session: Session, store: Store, findings: Findings): Promise<void> => {
  if (!session.everything) return beginMarked(session, store);
  // Whoever refers to those that were found otherwise is staged anew, though the synchronisation was through with it.
  if (session.resumes) for (const id of mvsOf(await store.marks())) session.standing.add(id);
  await beginObjects(session);
  for (const batch of batchesOf(findings.erringObjects, session.space.batch))
    await beginEach(session, batch, tellUnseen);
  await beginMetaverse(session, findings);
};

const beginMarked = async (session: Session, store: Store): Promise<void> => {
  const marks = [...(await store.marks()), ...(await store.due(session.at))];
  const markWhole = (id: ObjectId): void => {
    const object = session.space.object(id);
    if (object === undefined) return;
    markObject(session, object);
    if (object.link !== undefined && (object.written !== undefined || object.existence === 'gone'))
      session.standing.add(object.link.mv);
  };
  const inPart: MarkInPart[] = [];
  const whole = new Set<ObjectId>();
  await evaluateEach(session, marks, (mark) => {
    if (!('object' in mark)) return;
    const { object: id, references } = mark;
    if (references !== undefined && goesByValue(session, id)) inPart.push({ id, references });
    else whole.add(id);
  });
  await evaluateEach(session, inPart, (mark) => markReferences(session, mark));
  await evaluateEach(session, whole, markWhole, (batch) => session.space.wantObjects(batch));
  await evaluateEach(session, mvsOf(marks), (id) => {
    lookAtValue(session, id);
    session.touch(id);
    session.standing.add(id);
  });
};

const mvsOf = (marks: readonly Mark[]): ReadonlySet<MvId> =>
  new Set(marks.flatMap((mark) => ('mv' in mark ? [mark.mv] : [])));

/** Objects that joins may find take their places; whole they are read only where their place depends on what they are. */
const beginObjects = async (session: Session): Promise<void> => {
  for await (const batch of findable(session)) {
    const asked: ObjectId[] = [];
    for (const found of batch) {
      const type = session.machine.csTypes.get(typeOfObject(found));
      const order = found.visible && type?.takesSteps === true ? type.commonOrder : undefined;
      if (order === undefined) asked.push(found.id);
      else waitInOrder(session, found, order);
    }
    await beginEach(session, asked, beginObject);
  }
  if (session.machine.namespaces.size === 0) return;
  for await (const ids of allObjects(session)) await beginEach(session, ids, nameObject);
};

const beginEach = async (
  session: Session,
  ids: readonly ObjectId[],
  beginOne: (session: Session, object: CsObject) => void,
): Promise<void> => {
  session.space.wantObjects(ids);
  await evaluateAll(session, ids, (id) => {
    const object = session.space.object(id);
    if (object !== undefined) beginOne(session, object);
  });
  await betweenBatches(session);
};

const beginObject = (session: Session, object: CsObject): void => {
  if (isVisible(object)) orderObject(session, object);
  else rekeyUnseen(session, object);
};

/** What was said of an object that is set aside now is not true any more. */
const tellUnseen = (session: Session, object: CsObject): void => {
  if (object.link === undefined && !isVisible(object)) session.waiting.add(object.id);
};

/** An object that joins do not find is found by the names that it gives. */
const nameObject = (session: Session, object: CsObject): void => {
  if (!isVisible(object)) rekeyUnseen(session, object);
};

async function* findable(session: Session): AsyncGenerator<readonly Findable[]> {
  let after = objectId(0);
  for (;;) {
    const found = await session.space.findable(after, session.space.batch);
    const last = found.at(-1);
    if (last === undefined) return;
    yield found;
    after = last.id;
  }
}

async function* allObjects(session: Session): AsyncGenerator<readonly ObjectId[]> {
  let after = objectId(0);
  for (;;) {
    const ids = await session.space.objectIds(after, session.space.batch);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

/** All metaverse objects are looked at; those that stay as they are, and wait for nothing, are done with at once. */
const beginMetaverse = async (session: Session, findings: Findings): Promise<void> => {
  for await (const batch of mvBatches(session, 'all', (id) => !session.carried.restored.has(id))) {
    await loadReferred(session, batch);
    await evaluateAll(session, batch, (id) => examine(session, id));
    for (const id of await carryThrough(session, findings, batch, 'unchanged')) {
      session.touched.add(id);
      session.due.add(id);
      session.queues.intents.add(id);
    }
    await betweenBatches(session);
  }
};
