// Life, then release, for all that is due: each decided for everybody on one state, then carried out.
import type { MvId } from '../../values/index.js';
import type { Session } from '../session.js';
import { IdSet, type Ids } from '../space/id-set.js';
import { betweenBatches, evaluateAll, mvBatches } from './batches.js';
import { carryOutFate, type Fate, fateOf } from './life.js';
import { carryOutVerdict, onlyManages, type Verdict, verdictsOn } from './release.js';

/** Whether anything changed. What the changes concern is due in the next round. */
export const judge = async (session: Session): Promise<boolean> => {
  const { due } = session;
  session.due = new IdSet();
  const decided = await decide(session, due);
  const { fates } = decided;
  // Who dies is forgotten by those that linger too, with what they keep from now on.
  for (const fate of fates) if (fate.kind !== 'die') carryOutFate(session, fate);
  for (const fate of fates) if (fate.kind === 'die') carryOutFate(session, fate);
  const { verdicts, managing } = fates.length === 0 ? decided : await decide(session, union(due, session.due));
  await manage(session, managing);
  for (const verdict of verdicts) carryOutVerdict(session, verdict);
  await session.space.flush();
  const changed = fates.length > 0 || verdicts.length > 0 || managing.size > 0;
  if (changed && session.everything && session.machine.relationalIntents)
    for (const id of session.touched) session.due.add(id);
  return changed;
};

const union = (a: IdSet<MvId>, b: IdSet<MvId>): IdSet<MvId> => {
  const both = new IdSet(a);
  for (const id of b) both.add(id);
  return both;
};

interface Decided {
  readonly fates: readonly Fate[];
  readonly verdicts: readonly Verdict[];
  /**
   * Metaverse objects of which a rule takes care from now on. When everybody's accounts are joined for the first time that
   * is everybody: too many to keep with all that they are.
   */
  readonly managing: Ids<MvId>;
}

/** Both in one pass: without a change of life the links are judged on the same state. */
const decide = async (session: Session, due: Ids<MvId>): Promise<Decided> => {
  const fates: Fate[] = [];
  const verdicts: Verdict[] = [];
  const managing = new IdSet<MvId>();
  for await (const batch of mvBatches(session, due)) {
    await evaluateAll(session, batch, (id) => {
      const mv = session.space.mv(id);
      if (mv === undefined) return;
      const found = fateOf(session, mv);
      const links = verdictsOn(session, mv);
      fates.push(...found);
      for (const verdict of links)
        if (onlyManages(verdict)) managing.add(id);
        else verdicts.push(verdict);
    });
    await betweenBatches(session);
  }
  return { fates, verdicts, managing };
};

/** Nothing else is decided otherwise by it, so it is worked out once more, batch by batch, and carried out. */
const manage = async (session: Session, ids: Ids<MvId>): Promise<void> => {
  for await (const batch of mvBatches(session, ids)) {
    await evaluateAll(session, batch, (id) => {
      const mv = session.space.mv(id);
      if (mv === undefined) return;
      for (const verdict of verdictsOn(session, mv).filter(onlyManages)) carryOutVerdict(session, verdict);
    });
    await betweenBatches(session);
  }
};
