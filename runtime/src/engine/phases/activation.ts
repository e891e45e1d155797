// A new plan takes over (engine specification 6.2, 7.4): what it means differently than the plan before is looked at again,
// rules that only got another name stay the same rules, and what targets refused under the old plan is forgotten.
import { type PlanDifference, type PlanMeaning, planDifference, planMeaning } from '../../plan/index.js';
import type { CsObject, Mark, SpaceState, Store, Written } from '../../store/index.js';
import { type MvId, mvId, objectId } from '../../values/index.js';
import type { Session } from '../session.js';
import { batchesOf, betweenBatches, evaluateAll } from './batches.js';
import { carryOutFates, deathOf, type Fate } from './life.js';
import { markObject } from './marking.js';

/** How many ids are asked for in one go. */
const PAGE = 1_000;

/** What a synchronisation under another plan than the last one begins with. */
export interface Activation {
  readonly meaning: PlanMeaning;
  /** Missing where it is not known what the last plan meant: everything must be looked at. */
  readonly difference: PlanDifference | undefined;
}

/** The activation of the machine's plan over what was recorded of the last one; nothing where records are under this plan. */
export const activationOf = (before: SpaceState, plan: Session['machine']['plan']): Activation | undefined => {
  const begun = before.unfinished?.plan ?? plan.hash;
  if (before.meaning !== undefined && before.plan === plan.hash && begun === plan.hash) return undefined;
  const meaning = planMeaning(plan);
  return { meaning, difference: before.meaning && planDifference(before.meaning, meaning) };
};

/** Objects of metaverse types that are gone go; what targets refused is tried anew. Before anything is evaluated. */
export const activate = async (session: Session, store: Store): Promise<void> => {
  const dropped = Object.keys((await store.counts()).mvs).filter((type) => !session.machine.mvTypes.has(type));
  for (const type of dropped)
    for await (const batch of mvsOfType(store, type)) {
      await session.space.loadMvs(batch);
      const deaths: Fate[] = [];
      await evaluateAll(session, batch, (id) => deaths.push(...dissolution(session, id)));
      await carryOutFates(session, deaths);
      await betweenBatches(session);
    }
  await retryRefused(session, await store.refused());
  // The new plan may have no rule about objects that nobody claims.
  for await (const { mv, object } of store.operations())
    if (mv === undefined && object !== undefined) session.sought.add(object);
};

const dissolution = (session: Session, id: MvId): readonly Fate[] => {
  const mv = session.space.mv(id);
  return mv === undefined ? [] : [deathOf(session, mv, session.space.linkedTo(id))];
};

const retryRefused = async (session: Session, refused: readonly Mark[]): Promise<void> => {
  for (const batch of batchesOf(refused, session.space.batch)) {
    session.space.wantObjects(batch.flatMap((mark) => ('object' in mark ? [mark.object] : [])));
    await evaluateAll(session, batch, (mark) => {
      if ('mv' in mark) session.touch(mark.mv);
      else forgetRefusals(session, session.space.object(mark.object));
    });
    await betweenBatches(session);
  }
};

const forgetRefusals = (session: Session, object: CsObject | undefined): void => {
  if (object?.written === undefined) return;
  const { refused: _refused, ...written }: Written = { ...object.written, unheeded: {} };
  session.space.putObject(object, { ...object, written });
  if (object.link !== undefined) session.touch(object.link.mv);
  else session.seek(object.id);
};

/** Marks what the difference can touch. */
export const markDifference = async (session: Session, store: Store, difference: PlanDifference): Promise<void> => {
  for (const type of difference.objects)
    for await (const batch of objectsOfType(store, type)) {
      session.space.wantObjects(batch);
      await evaluateAll(session, batch, (id) => {
        const object = session.space.object(id);
        if (object !== undefined) markObject(session, object);
      });
      await betweenBatches(session);
    }
  for (const type of difference.metaverse) await touchAll(session, mvsOfType(store, type));
  for (const type of difference.sources)
    if (!difference.metaverse.has(type)) await touchAll(session, mvsOfType(store, type, { gone: true }));
};

const touchAll = async (session: Session, batches: AsyncIterable<readonly MvId[]>): Promise<void> => {
  for await (const batch of batches)
    for (const id of batch) {
      session.touch(id);
      session.standing.add(id);
    }
};

async function* mvsOfType(
  store: Store,
  type: string,
  which: { readonly gone?: true } = {},
): AsyncGenerator<readonly MvId[]> {
  let after = mvId(0);
  for (;;) {
    const ids = await store.mvIds({ after, limit: PAGE, type, ...which });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}

async function* objectsOfType(store: Store, type: string) {
  let after = objectId(0);
  for (;;) {
    const ids = await store.objectIds({ after, limit: PAGE, type });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    after = last;
  }
}
