// Lists whose values go one by one, where they are compared or remembered all together.
import type { MvObject } from '../../store/index.js';
import type { Session } from '../session.js';
import { readWhole } from '../space/read-whole.js';
import type { Member } from './linked.js';

/** Misses a list that was loaded in part, of a metaverse object and of its objects. */
export const needWholeList = (session: Session, mv: MvObject, slot: number, members: readonly Member[]): void => {
  const slots = session.space.lists?.slots.get(mv.type);
  if (slots?.includes(slot) !== true) return;
  readWhole(
    session.space,
    mv,
    members.map(({ object }) => object),
  );
};
