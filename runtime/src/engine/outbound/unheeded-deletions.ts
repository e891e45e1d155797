// A deletion that the target did not heed is remembered for as long as it is wanted (engine specification 6.1): one that comes
// to be wanted after the object was wanted meanwhile is another one, and is sent.
import type { CsObject, MvObject } from '../../store/index.js';
import type { Session } from '../session.js';
import { targetOf } from './intent.js';
import { draftForObject } from './names.js';
import { isDeletionUnheeded } from './refusals.js';

const NONE: readonly CsObject[] = [];

/** Objects of a metaverse object whose deletion was not heeded and is not wanted any more; not where nothing is decided. */
export const keptAfterAll = (session: Session, mv: MvObject): readonly CsObject[] => {
  let kept = NONE;
  for (const object of session.space.linkedTo(mv.id))
    if (isDeletionUnheeded(object) && isKept(session, mv, object)) kept = [...kept, object];
  return kept;
};

const isKept = (session: Session, mv: MvObject, object: CsObject): boolean =>
  targetOf(session, mv, object) === undefined || draftForObject(session, object)?.kind === 'update';

/** Forgets that the deletion of an object was not heeded. */
export const forgetUnheededDeletion = (session: Session, object: CsObject): void => {
  if (object.written === undefined || !isDeletionUnheeded(object)) return;
  const { ':delete': _over, ...unheeded } = object.written.unheeded;
  session.space.putObject(object, { ...object, written: { ...object.written, unheeded } });
};
