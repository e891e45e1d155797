// Life, then release, for all that is due: each decided for everybody on one state, then carried out.
import type { MvId } from '../../values/index.js';
import type { Session } from '../session.js';
import { IdSet, type Ids } from '../space/id-set.js';
import { betweenBatches, evaluateAll, mvBatches } from './batches.js';
import { carryOutFate, type Fate, fateOf } from './life.js';
import { carryOutVerdict, type Verdict, verdictsOn } from './release.js';

/** Whether anything changed. What the changes concern is due in the next round. */
export const judge = async (session: Session): Promise<boolean> => {
  const { due } = session;
  session.due = new IdSet();
  const { fates, verdicts } = await decide(session, due);
  // Who dies is forgotten by those that linger too, with what they keep from now on.
  for (const fate of fates) if (fate.kind !== 'die') carryOutFate(session, fate);
  for (const fate of fates) if (fate.kind === 'die') carryOutFate(session, fate);
  const standing = fates.length === 0 ? verdicts : (await decide(session, union(due, session.due))).verdicts;
  for (const verdict of standing) carryOutVerdict(session, verdict);
  await session.space.flush();
  const changed = fates.length > 0 || standing.length > 0;
  if (changed && session.everything && session.machine.relationalIntents)
    for (const id of session.touched) session.due.add(id);
  return changed;
};

const union = (a: IdSet<MvId>, b: IdSet<MvId>): IdSet<MvId> => {
  const both = new IdSet(a);
  for (const id of b) both.add(id);
  return both;
};

/** Both in one pass: without a change of life the links are judged on the same state. */
const decide = async (
  session: Session,
  due: Ids<MvId>,
): Promise<{ readonly fates: readonly Fate[]; readonly verdicts: readonly Verdict[] }> => {
  const fates: Fate[] = [];
  const verdicts: Verdict[] = [];
  for await (const batch of mvBatches(session, due)) {
    await evaluateAll(session, batch, (id) => {
      const mv = session.space.mv(id);
      if (mv === undefined) return;
      const found = fateOf(session, mv);
      const links = verdictsOn(session, mv);
      fates.push(...found);
      verdicts.push(...links);
    });
    await betweenBatches(session);
  }
  return { fates, verdicts };
};
