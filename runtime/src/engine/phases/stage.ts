// Outbound (engine specification 5.6, 5.7): what every slot should come to is staged as operations.
import { type MvId, SEPARATOR } from '../../values/index.js';
import type { Session } from '../session.js';
import { IdSet } from '../space/id-set.js';
import { betweenBatches, evaluateAll, evaluateEach, mvBatches } from './batches.js';
import { claim, givesNames, wantNames } from './claims.js';
import { referrersUpTo } from './examine.js';
import type { Findings } from './findings.js';
import { completeLists } from './lists.js';
import { lookAtValue } from './marking.js';
import { stageOne } from './operations.js';
import { loadReferredOutbound, referredBy } from './referred.js';
import { drawInNamesakes } from './unclaimed.js';

/** Stages the operations of everything touched, and of everything whose operations depend on those. */
export const stage = async (session: Session, findings: Findings): Promise<void> => {
  const concerned = new IdSet(session.touched);
  for (const id of session.carried.unstaged) concerned.add(id);
  if (!session.everything) {
    await drawInNamesakes(session, concerned);
    await drawInClaimants(session, concerned);
  }
  await claimNames(session, concerned);
  await evaluateEach(session, session.standing, (id) => addReferrers(session, id, concerned));
  session.unstaged = new IdSet(concerned);
  let todo = concerned;
  const done = new IdSet<MvId>();
  while (todo.size > 0) {
    const appeared = new IdSet<MvId>();
    for await (const batch of mvBatches(session, todo)) {
      for (const id of batch) done.add(id);
      for (const id of await stageBatch(session, batch, findings)) appeared.add(id);
      for (const id of batch) session.unstaged.delete(id);
    }
    const next = new IdSet<MvId>();
    await evaluateEach(session, appeared, (id) => addReferrers(session, id, next));
    for (const id of done) next.delete(id);
    todo = next;
  }
};

/** Flows may refer to it directly, or to what they read through references. */
const addReferrers = (session: Session, id: MvId, to: IdSet<MvId>): void => {
  const { depth } = session.machine;
  const referrers = referrersUpTo(session, [id], 1 + depth.mv);
  lookAtValue(session, id);
  for (const referrer of referrers) {
    if (depth.mv > 0) session.space.lists?.everything(referrer);
    to.add(referrer);
  }
};

/** Who would give a name that came or went. */
const drawInClaimants = (session: Session, concerned: IdSet<MvId>): Promise<void> =>
  evaluateEach(session, session.names.moved, (claim) => {
    const [space = '', text = ''] = claim.split(SEPARATOR);
    for (const id of session.space.claimsOf(space, text)) concerned.add(id);
  });

/** Writes what everything concerned claims; draws in whoever competes for a name with it. */
const claimNames = async (session: Session, concerned: IdSet<MvId>): Promise<void> => {
  if (!givesNames(session.machine)) return;
  for (const id of session.namesakes) concerned.add(id);
  let todo = new IdSet(concerned);
  for (const id of session.claimed) todo.delete(id);
  while (todo.size > 0) {
    const next = new IdSet<MvId>();
    for await (const batch of mvBatches(session, todo)) {
      session.space.wantClaimed(batch);
      await evaluateAll(session, batch, (id) => claim(session, id, next));
      await betweenBatches(session);
    }
    for (const id of next) if (concerned.has(id)) next.delete(id);
    for (const id of next) concerned.add(id);
    todo = next;
  }
};

/** Stages a batch; says for which metaverse objects an add appeared or went away, since references to them change with it. */
const stageBatch = async (session: Session, batch: readonly MvId[], findings: Findings): Promise<readonly MvId[]> => {
  const appeared: MvId[] = [];
  await completeLists(session, findings, batch);
  session.space.wantStaged(batch);
  await session.space.references.loadStanding(referredBy(session, batch));
  await loadReferredOutbound(session, batch);
  await evaluateAll(session, batch, (id) => wantNames(session, session.space.mv(id)));
  await evaluateAll(session, batch, (id) => {
    if (!stageOne(session, id, findings)) return;
    appeared.push(id);
    if (session.everything) session.space.notes.mark(id);
  });
  await betweenBatches(session);
  return appeared;
};
