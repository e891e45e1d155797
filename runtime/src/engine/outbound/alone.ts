// Drafts that stand alone: what becomes of them depends on nobody else, so they need not be judged together with others.
import type { Session } from '../session.js';
import { type Draft, presentName, type Wanted } from './draft.js';
import { draftsFor, wantedName } from './names.js';

/** Whether nobody else has to do with what becomes of a draft: nobody has, wants, or stands below the name that it wants. */
export const standsAlone = (session: Session, draft: Draft): boolean => {
  if (session.machine.namespaces.size > 0) return false;
  if (draft.kind === 'delete' || requiredReferences(draft).length > 0) return false;
  const name = wantedName(draft);
  if (name === undefined) return true;
  const { connector } = draft.target.slot;
  if (draft.target.csType.connector.containers) return false;
  if (session.space.byName(connector, name).length > 0) return false;
  if (session.space.claimsOf(connector, name).some((id) => id !== draft.mv.id)) return false;
  const own = draftsFor(session, draft.mv).drafts;
  return (
    own.every(
      (other) => other.key === draft.key || other.target.slot.connector !== connector || wantedName(other) !== name,
    ) &&
    session.space
      .linkedTo(draft.mv.id)
      .every((object) => object.connector !== connector || presentName(object) !== name)
  );
};

/** References without which the target does not take an add. */
export const requiredReferences = (draft: Draft): readonly Extract<Wanted, { kind: 'value' }>[] =>
  draft.kind === 'add'
    ? draft.wanted.filter(
        (each): each is Extract<Wanted, { kind: 'value' }> =>
          each.kind === 'value' && each.attribute.reference && each.attribute.attribute.required,
      )
    : [];
