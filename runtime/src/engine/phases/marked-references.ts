// Objects of which an import has changed nothing but some references of their lists (engine specification 7.2).
import { typeOfObject } from '../../store/index.js';
import { type ObjectId, objectId, objKey, type RefText, refTextOf } from '../../values/index.js';
import type { Session } from '../session.js';
import { askAll } from '../space/ask-all.js';

export interface MarkInPart {
  readonly id: ObjectId;
  readonly references: readonly string[];
}

/** Whether all lists of references of the object go value by value, into a metaverse object that it is linked to. */
export const goesByValue = ({ machine, space }: Session, id: ObjectId): boolean => {
  const head = space.lists === undefined ? undefined : space.head(id);
  const type = head?.link === undefined ? undefined : machine.csTypes.get(typeOfObject(head));
  if (type === undefined) return false;
  const byValue = machine.valueWise.get(type.name);
  return type.references.every(
    (slot) => byValue?.includes(slot) === true || type.attributes.get(type.layout[slot] ?? '')?.type.many === false,
  );
};

/** Looks at these references, and at what they mean now. */
export const markReferences = (session: Session, { id, references }: MarkInPart): void => {
  const { space } = session;
  const head = space.head(id);
  const mv = head?.link?.mv;
  if (head === undefined || mv === undefined) return;
  askAll(references, (reference) => {
    for (const each of meantBy(session, head.connector, refTextOf(reference))) {
      const referred = each?.link === undefined ? undefined : space.mvHead(each.link.mv);
      if (referred !== undefined) space.lists?.value(mv, referred.key);
    }
  });
  for (const reference of references) if (!reference.startsWith('o:')) space.lists?.reference(id, reference, mv);
  session.touchValues(mv);
};

/** All that a reference may mean, those that are gone too. */
export const meantBy = ({ space }: Session, connector: string, reference: RefText) => {
  const text = reference.slice(2);
  if (reference.startsWith('n:')) return space.headsByName(connector, text);
  return [
    reference.startsWith('o:') ? space.head(objectId(Number(text))) : space.headByAnchor(objKey(connector, text)),
  ];
};
