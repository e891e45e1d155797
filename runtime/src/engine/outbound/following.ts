// Renames that come by themselves (engine specification 5.6, B4): a name compares as the own part and the object above, so
// when that object gets the name that is wanted above, nothing is to be renamed below it.
import type { CsObject } from '../../store/index.js';
import { splitDn } from '../../values/index.js';
import type { Session } from '../session.js';
import { blockOf } from './blocking.js';
import { type Draft, presentName } from './draft.js';
import { draftForObject, nameKeyOf, wantedName } from './names.js';

/** Whether an object that is to be renamed gets its new name with the object above it. */
export const followsAbove = (session: Session, { object, rename }: Extract<Draft, { kind: 'update' }>): boolean => {
  if (rename === undefined || object.written?.sentName !== undefined) return false;
  const present = splitDn(nameKeyOf(object) ?? '');
  const wanted = splitDn(rename.normalised);
  if (present === undefined || wanted === undefined || present.own !== wanted.own) return false;
  const [above, another] = session.space
    .byName(object.connector, present.above)
    .filter(({ existence }) => existence !== 'gone');
  return above !== undefined && another === undefined && comesToBear(session, above, wanted.above);
};

/** The object was sent the name, or is to be renamed to it. */
const comesToBear = (session: Session, object: CsObject, name: string): boolean => {
  if (presentName(object) === name) return true;
  const draft = draftForObject(session, object);
  return draft?.kind === 'update' && wantedName(draft) === name && blockOf(session, draft) === undefined;
};
