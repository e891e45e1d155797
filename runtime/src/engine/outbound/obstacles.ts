// What keeps an object at its name although a draft would take it away, or give it another.
import type { Operation } from '../../store/index.js';
import type { Session } from '../session.js';
import { plainChangesOf, renameOf } from './changes.js';
import type { Draft } from './draft.js';
import type { AnyDraft } from './names.js';
import { isRefused, obstacleToDeletion, UNDER_WAY, updateOf } from './refusals.js';

type IsBlocked = (draft: AnyDraft) => boolean;

/**
 * Why what a draft would do about the name of an object that is there does not come about, said of the object; nothing
 * where nothing speaks against it.
 */
export const obstacleTo = (session: Session, draft: AnyDraft, isBlocked: IsBlocked): string | undefined => {
  switch (draft.kind) {
    case 'add':
      return undefined;
    case 'update':
      return obstacleToRename(session, draft, isBlocked);
    default:
      return obstacleToDeletion(session, draft.object);
  }
};

const obstacleToRename = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  isBlocked: IsBlocked,
): string | undefined => {
  const { written } = draft.object;
  if (draft.rename === undefined || written === undefined) return undefined;
  if (written.delivery !== undefined) return UNDER_WAY;
  const rename = renameOf(draft, { tell: () => undefined });
  if (rename === undefined) return 'whose renaming the target confirmed and did not carry out';
  const renaming = (): Operation => updateOf(draft, rename, plainChangesOf(session, draft, isBlocked));
  return isRefused(session, written, renaming) ? 'whose renaming the target refused' : undefined;
};
