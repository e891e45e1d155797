// What a visible object does next (engine specification 4.5, inbound): joins, is projected, waits, or is in doubt.
import type { CsObject, ObjectHead } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import type { Session } from '../session.js';
import { type View, viewOf } from './view.js';

export type Decision =
  | { readonly kind: 'join'; readonly mv: MvId; readonly account: string | null }
  | { readonly kind: 'project'; readonly type: string; readonly account: string | null }
  /** Several candidates; `clause` counts from 0, `texts` are the object's keys of it. */
  | { readonly kind: 'ambiguous'; readonly clause: number; readonly candidates: readonly MvId[] }
  | { readonly kind: 'failed' }
  | { readonly kind: 'no-join-key' }
  | { readonly kind: 'nothing' };

/** Confirmed, not set aside, and not linked. */
export const isVisible = (object: ObjectHead): boolean =>
  object.existence === 'confirmed' && !object.explicit && object.link === undefined;

export const decideIn = (session: Session, object: CsObject): Decision => {
  const view = viewOf(session, object);
  if (view.links.length === 0 || !isVisible(object)) return { kind: 'nothing' };
  const joined = tryClauses(session, view);
  if (joined !== undefined) return joined;
  if (view.projects === undefined) return { kind: 'nothing' };
  if (view.projectionFails) return { kind: 'failed' };
  if (view.clauses.length > 0 && view.clauses.every((clause) => clause.texts.length === 0))
    return { kind: 'no-join-key' };
  return { kind: 'project', type: view.projects, account: view.account };
};

const tryClauses = (session: Session, view: View): Decision | undefined => {
  let ambiguous: Decision | undefined;
  for (let index = 0; index < view.clauses.length; index += 1) {
    const clause = view.clauses[index];
    if (clause === undefined) continue;
    const candidates = candidatesOf(session, clause.texts, clause.targets);
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined) return { kind: 'join', mv: only, account: view.account };
    if (candidates.length > 1) ambiguous ??= { kind: 'ambiguous', clause: index, candidates };
  }
  return ambiguous;
};

/** The metaverse objects that one clause finds by its keys. */
export const candidatesOf = (
  session: Session,
  texts: readonly string[],
  targets: View['clauses'][number]['targets'],
): readonly MvId[] => {
  const [text] = texts;
  const [target] = targets;
  if (texts.length === 1 && targets.length === 1 && text !== undefined && target !== undefined)
    return session.space.mvsByKey(target.spec, text);
  return [...new Set(targets.flatMap((each) => texts.flatMap((key) => session.space.mvsByKey(each.spec, key))))];
};
