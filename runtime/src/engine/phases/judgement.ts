// Life, then release, for all that is due: each decided for everybody on one state, then carried out.
import type { MvObject } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import type { Session } from '../session.js';
import { IdSet, type Ids } from '../space/id-set.js';
import { betweenBatches, evaluateAll, mvBatches } from './batches.js';
import { carryOutFates, type Fate, fateOf } from './life.js';
import { carryOutVerdict, onlyManages, type Verdict, verdictsOn } from './release.js';

/** Whether anything changed. What the changes concern is due in the next round. */
export const judge = async (session: Session): Promise<boolean> => {
  const { due } = session;
  session.due = new IdSet();
  const decided = await decide(session, due);
  const { fates } = decided;
  await carryOutFates(session, fates);
  const { verdicts, managing } = fates.length === 0 ? decided : await decideAgain(session, due, decided);
  await manage(session, managing);
  for (const verdict of verdicts) carryOutVerdict(session, verdict);
  await session.space.flush();
  const changed = fates.length > 0 || verdicts.length > 0 || managing.size > 0;
  if (changed && session.everything && session.machine.relationalIntents)
    for (const id of session.touched) session.due.add(id);
  return changed;
};

/** Neither its life nor any of its links changes. */
export const staysAsItIs = (session: Session, mv: MvObject): boolean =>
  fateOf(session, mv).length === 0 && verdictsOn(session, mv).length === 0;

interface Decided {
  readonly fates: readonly Fate[];
  readonly verdicts: readonly Verdict[];
  /**
   * Metaverse objects of which a rule takes care from now on. When everybody's accounts are joined for the first time that
   * is everybody: too many to keep with all that they are.
   */
  readonly managing: IdSet<MvId>;
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

/** On the state that life left. Whom it changed was touched; a full synchronisation marks nobody, and judges everybody again. */
const decideAgain = async (session: Session, due: Ids<MvId>, before: Decided): Promise<Decided> => {
  const moved = new IdSet(session.due);
  for (const { mv } of before.fates) moved.add(mv.id);
  if (session.everything) {
    for (const id of due) moved.add(id);
    return decide(session, moved);
  }
  const { verdicts, managing } = await decide(session, moved);
  for (const id of before.managing) if (!moved.has(id)) managing.add(id);
  return {
    ...before,
    verdicts: [...before.verdicts.filter(({ mv }) => !moved.has(mv.id)), ...verdicts],
    managing,
  };
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
