// Objects that nobody claims are staged for deletion, after everything that has a metaverse object.
import type { CsObject, Operation } from '../../store/index.js';
import { dnKey, type MvId, type ObjectId, objectId, parentDn } from '../../values/index.js';
import { isVisible } from '../inbound/decide.js';
import { unclaimedOperation } from '../outbound/difference.js';
import { belowName } from '../outbound/names.js';
import { sameOperations } from '../outbound/same.js';
import { claimingOf } from '../outbound/unclaimed.js';
import { forgetUnheededDeletion } from '../outbound/unheeded-deletions.js';
import type { Session } from '../session.js';
import { IdSet } from '../space/id-set.js';
import { batchesOf, betweenBatches, evaluateAll, evaluateEach } from './batches.js';
import type { Findings } from './findings.js';

/**
 * Adds the visible ones of the objects sought to those of which errors are told anew, and the other way round: whoever is
 * told of loses what was told of being unclaimed before. Before errors are told.
 */
export const tellSought = async (session: Session): Promise<void> => {
  for (const id of session.waiting) session.seek(id);
  const note = (id: ObjectId): void => {
    const object = session.space.object(id);
    if (object !== undefined && isVisible(object)) session.waiting.add(id);
  };
  await evaluateEach(session, session.sought, note, (batch) => session.space.wantObjects(batch));
};

/**
 * Adds the metaverse objects whose operations depend on whether an object sought goes: who wants its name or one below
 * it, and who stands above it. Objects above that have none are sought too.
 */
export const drawInNamesakes = async (session: Session, concerned: IdSet<MvId>): Promise<void> => {
  let todo = new IdSet(session.sought);
  while (todo.size > 0) {
    const above = new IdSet<ObjectId>();
    const drawIn = (id: ObjectId): void => {
      const object = session.space.object(id);
      if (object?.name === undefined) return;
      const namesakes = namesakesOf(session, object, object.name);
      for (const mv of namesakes.mvs) concerned.add(mv);
      for (const each of namesakes.above) if (!session.sought.has(each)) above.add(each);
    };
    await evaluateEach(session, todo, drawIn, (batch) => session.space.wantObjects(batch));
    for (const id of above) session.sought.add(id);
    todo = above;
  }
};

const namesakesOf = (
  session: Session,
  { connector }: CsObject,
  name: string,
): { readonly mvs: readonly MvId[]; readonly above: readonly ObjectId[] } => {
  const key = dnKey(name);
  const parent = parentDn(key);
  const parents = parent === undefined ? [] : session.space.byName(connector, parent);
  return {
    mvs: [
      ...session.space.claimsOf(connector, key),
      ...session.space.claimsOf(connector, belowName(key)),
      ...parents.flatMap((each) => each.link?.mv ?? []),
    ],
    above: parents.flatMap((each) => (each.link === undefined ? [each.id] : [])),
  };
};

/** Stages what is to be done about objects sought, or about all. */
export const stageUnclaimed = async (session: Session, findings: Findings): Promise<void> => {
  const all = session.everything && session.machine.unclaims;
  for await (const batch of all ? everyObject(session) : batchesOf(session.sought, session.space.batch)) {
    session.space.wantObjects(batch);
    session.space.wantUnclaimed(batch);
    await evaluateAll(session, batch, (id) => stageOne(session, session.space.object(id), findings));
    await betweenBatches(session);
  }
};

async function* everyObject(session: Session): AsyncGenerator<readonly ObjectId[]> {
  await session.space.flush();
  let after = objectId(0);
  for (;;) {
    const ids = await session.space.objectIds(after, session.space.batch);
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

const stageOne = (session: Session, object: CsObject | undefined, findings: Findings): void => {
  if (object === undefined) return;
  const before = session.space.unclaimedOf(object.id);
  const { draft, next } = claimingOf(session, object);
  const { operations, errors } =
    draft === undefined ? { operations: [], errors: [] } : unclaimedOperation(session, draft);
  const staged: readonly Operation[] = before === undefined ? [] : [before];
  if (!sameOperations(staged, operations)) session.space.putUnclaimed(object.id, operations[0]);
  findings.staged(undefined, staged, operations);
  if (errors.length > 0) findings.alsoOfObject(object.id, errors);
  findings.trigger({ object: object.id }, next);
  if (object.link === undefined && draft === undefined) forgetUnheededDeletion(session, object);
};
