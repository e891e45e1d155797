// Finish inbound (engine specification 5.4): what was worked out is stored.
import type { MvObject } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import type { Session } from '../session.js';
import { betweenBatches, evaluateAll, touchedBatches } from './batches.js';
import { carryThrough } from './carry.js';
import { claim, givesNames } from './claims.js';
import type { Findings } from './findings.js';
import { completeLists, needComplete } from './lists.js';
import { comeOut, store } from './outcome.js';
import { loadReferred } from './referred.js';

/** Stores the attributes of everything touched; a full synchronisation carries on at once what waits for nothing. */
export const finish = async (session: Session, findings: Findings): Promise<void> => {
  session.trim();
  for await (const batch of touchedBatches(session)) {
    await completeLists(session, findings, batch);
    await loadReferred(session, batch);
    const rest = session.everything ? await carryThrough(session, findings, batch, 'judged') : batch;
    await evaluateAll(session, rest, (id) => finishOne(session, session.space.mv(id), findings));
    await claimAtHand(session, rest);
    await betweenBatches(session);
  }
  session.trim();
  session.carried.forgetStanding();
  session.finished = true;
};

/** What is worked out without others claims its names while it is at hand. */
const claimAtHand = async (session: Session, ids: readonly MvId[]): Promise<void> => {
  if (!givesNames(session.machine)) return;
  session.space.wantClaimed(ids);
  await evaluateAll(session, ids, (id) => {
    const mv = session.space.mv(id);
    if (mv === undefined || session.machine.mvTypes.get(mv.type)?.selfContained !== true) return;
    claim(session, id, session.namesakes);
    session.claimed.add(id);
  });
};

const finishOne = (session: Session, mv: MvObject | undefined, findings: Findings): void => {
  if (mv === undefined) return;
  needComplete(session, mv);
  store(session, comeOut(session, mv), findings);
};
