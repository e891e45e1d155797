// Steps that make links (engine specification 5.1), worked out completely before they are taken.
import type { CsObject, Link, MvObject, ObjectHead } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { forgetAttributes, LiveAttributes } from '../inbound/attributes.js';
import { namesOfObject } from '../names/given.js';
import { lookingFor } from '../outbound/intent.js';
import type { Session } from '../session.js';
import { keysNow, wakesOf } from './examine.js';
import { linkChanged, referrersOf } from './marking.js';

/** A step, worked out completely; calling it takes it. Says whether it made a link. */
export type Step = () => boolean;
export const NO_STEP: Step = () => false;

/** Links an object to a metaverse object that is there. */
export const linkStep = (session: Session, mv: MvObject, object: CsObject, link: Link): Step => {
  const supposed = new LiveAttributes(session, mv, { with: { object, account: link.account } });
  wakesOf(session, keysNow(session, supposed));
  const effects = effectsOf(session, object);
  return () => {
    makeLink(session, object, link, effects);
    session.touch(mv.id);
    return true;
  };
};

/** What a link of an object concerns besides its metaverse object. */
export interface Effects {
  readonly referring: readonly ObjectHead[];
  readonly looking: readonly MvId[];
}

export const effectsOf = (session: Session, object: CsObject): Effects => ({
  // A full synchronisation carries nothing through that refers to something that could still be joined.
  referring: session.everything ? [] : referrersOf(session, object),
  looking: lookingFor(session, object).map(({ mv }) => mv),
});

/** Those with which the synchronisation was through before it was taken up may refer to it. */
const standOtherwise = (session: Session, id: MvId): void => {
  session.standing.add(id);
  session.space.notes.mark(id);
};

export const makeLink = (session: Session, object: CsObject, link: Link, effects: Effects): void => {
  session.space.putObject(object, { ...object, link, keys: namesOfObject(session, object) });
  session.relink(object, link);
  session.space.lists?.everything(link.mv);
  session.space.lists?.everythingOf(object.id);
  session.waiting.delete(object.id);
  forgetAttributes(session, link.mv);
  session.changedInRound.add(link.mv);
  if (!session.everything) session.standing.add(link.mv);
  else if (session.resumes && link.origin !== 'projected') standOtherwise(session, link.mv);
  linkChanged(session, effects.referring, object);
  for (const id of effects.looking) if (id !== link.mv) session.touch(id);
};
