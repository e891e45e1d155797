// Drafts that stand alone: what becomes of them depends on nobody else, so they need not be judged together with others.
import { typeOfObject } from '../../store/index.js';
import type { Session } from '../session.js';
import { type Draft, presentName, type Wanted } from './draft.js';
import { draftsFor, wantedName, wantedParent } from './names.js';

/**
 * Whether nobody else has to do with what becomes of a draft: nobody has or wants the name that it wants, and what it
 * would stand below stays where it is.
 */
export const standsAlone = (session: Session, draft: Draft): boolean => {
  if (session.machine.namespaces.size > 0) return false;
  if (draft.kind === 'delete' || requiredReferences(draft).length > 0) return false;
  const name = wantedName(draft);
  if (name === undefined) return true;
  const parent = wantedParent(draft);
  return isFree(session, draft, name) && (parent === undefined || isSettled(session, draft, parent));
};

/** Nobody has, or wants, a name that a draft wants. */
const isFree = (session: Session, draft: Draft, name: string): boolean => {
  const { connector } = draft.target.slot;
  if (session.space.byName(connector, name).length > 0) return false;
  for (const id of session.space.claimsOf(connector, name)) if (id !== draft.mv.id) return false;
  for (const other of draftsFor(session, draft.mv).drafts)
    if (other.key !== draft.key && other.target.slot.connector === connector && wantedName(other) === name)
      return false;
  for (const object of session.space.linkedTo(draft.mv.id))
    if (object.connector === connector && presentName(object) === name) return false;
  return true;
};

/** An object is there under this name to which no rule writes, and nobody else wants the name. */
const isSettled = (session: Session, draft: Draft, name: string): boolean => {
  const { connector } = draft.target.slot;
  const [owner, ...others] = session.space.byName(connector, name);
  if (owner === undefined || others.length > 0 || owner.existence !== 'confirmed') return false;
  if (presentName(owner) !== name || session.machine.csTypes.get(typeOfObject(owner))?.leftAlone !== true) return false;
  return (
    session.space.claimsOf(connector, name).length === 0 &&
    draftsFor(session, draft.mv).drafts.every((other) => wantedName(other) !== name)
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
