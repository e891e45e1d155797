// The objects that a metaverse object has, or is supposed to have, with what they say of it.
import type { CsObject, MvObject } from '../../store/index.js';
import type { ObjKey } from '../../values/index.js';
import type { Flowing, InboundMachine, MvTypeMachine } from '../machine/machine.js';
import type { Session } from '../session.js';
import { compareObjects, keyOf } from '../space/resolve.js';
import { type View, viewOf } from './view.js';

/** An object that a metaverse object has. */
export interface Member {
  readonly object: CsObject;
  readonly key: ObjKey;
  readonly view: View;
  /** What the rules that apply to it flow. */
  readonly flowing: Flowing;
}

export interface Supposition {
  /** Computes as if this object were linked, with that account. */
  readonly with?: { readonly object: CsObject; readonly account: string | null };
  /** Computes as if this object were not linked, and forgets what is recorded of it. */
  readonly without?: CsObject;
  /** The metaverse object is not there yet. */
  readonly fresh?: true;
}

/** An inbound rule applies to a linked object: in scope, of the link's account, to the metaverse object's type. */
export const applies = (rule: InboundMachine, member: Member): boolean => member.flowing.rules.includes(rule);

/** In the order O1; those that are gone left out. */
export const membersOf = (
  session: Session,
  mv: MvObject,
  type: MvTypeMachine,
  supposition: Supposition,
): readonly Member[] => {
  const members: Member[] = [];
  const add = (object: CsObject, account: string | null): void => {
    const view = viewOf(session, object);
    members.push({ object, key: keyOf(object), view, flowing: view.scope.flowing(type, account) });
  };
  for (const object of supposition.fresh === true ? [] : session.space.linkedTo(mv.id))
    if (object.existence !== 'gone' && object.id !== supposition.without?.id && object.link !== undefined)
      add(object, object.link.account);
  const extra = supposition.with;
  if (extra !== undefined) add(extra.object, extra.account);
  return members.length > 1 ? members.sort((a, b) => compareObjects(a.object, b.object)) : members;
};

/** Whether several may contribute to an attribute: one that is alone has nobody to disagree with. */
export const isContested = (members: readonly Member[], slot: number): boolean => {
  if (members.length < 2) return false;
  let contributors = 0;
  for (const { flowing } of members) contributors += flowing.contributors[slot]?.length ?? 0;
  return contributors > 1;
};
