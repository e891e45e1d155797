// Release (engine specification 5.3): links that nothing holds. All is decided on the state that life left before anything is changed.
import type { CsObject, Link, MvObject, ObjectHead } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { attributesOf, forgetAttributes } from '../inbound/attributes.js';
import { filling, holdingOf, isWithheld, targetOf } from '../outbound/intent.js';
import type { Session } from '../session.js';
import { unlink } from './life.js';
import { referrersOf, touchReferring } from './marking.js';

export interface Verdict {
  readonly object: CsObject;
  readonly mv: MvObject;
  readonly link: Link | undefined;
  readonly referring: readonly ObjectHead[];
}

/** Which links of a metaverse object change, and how. */
export const verdictsOn = (session: Session, mv: MvObject): readonly Verdict[] =>
  verdictsAmong(session, mv, session.space.linkedTo(mv.id));

const NONE: readonly Verdict[] = [];

const verdictsAmong = (session: Session, mv: MvObject, objects: readonly CsObject[]): readonly Verdict[] => {
  let verdicts: readonly Verdict[] = NONE;
  for (const object of objects) {
    const { link } = object;
    if (link === undefined) continue;
    const after = object.existence === 'gone' ? undefined : linkAfter(session, mv, object, link);
    if (sameLink(link, after)) continue;
    const referring = after === undefined ? referrersOf(session, object) : [];
    verdicts = [...verdicts, { object, mv, link: after, referring }];
  }
  return verdicts;
};

const linkAfter = (session: Session, mv: MvObject, object: CsObject, link: Link): Link | undefined => {
  const target = targetOf(session, mv, object);
  if (isWithheld(attributesOf(session, mv))) return link;
  if (target !== undefined && filling(session, mv, target).length > 1) return link;
  return holdingOf(session, mv, target, object, link).link;
};

const sameLink = (a: Link, b: Link | undefined): boolean =>
  b !== undefined &&
  a.ending === b.ending &&
  a.done === b.done &&
  a.managed?.rule === b.managed?.rule &&
  a.managed?.action === b.managed?.action &&
  a.managed?.after === b.managed?.after;

/**
 * A rule that provisions takes care of an object from now on. It does so while its metaverse object is held, so nothing
 * else is decided otherwise by it, nobody need look again, and the object stands for it as before.
 */
export const onlyManages = ({ object: { link: before }, link: after }: Pick<Verdict, 'object' | 'link'>): boolean =>
  before !== undefined && before.managed === undefined && before.done === undefined && after?.managed !== undefined;

export const carryOutVerdict = (session: Session, { object, mv, link, referring }: Verdict): void => {
  const id: MvId | undefined = object.link?.mv;
  if (link === undefined) unlink(session, object, mv);
  else session.space.putObject(object, { ...object, link });
  if (id !== undefined) {
    forgetAttributes(session, id);
    session.changedInRound.add(id);
    if (onlyManages({ object, link })) return;
    session.standing.add(id);
    session.touch(id);
  }
  touchReferring(session, referring, object, mv.key);
};
