// From references of a connector to those of the metaverse: to what their object is joined to.
import type { MvKey, RefText } from '../../values/index.js';
import type { Session } from '../session.js';
import { resolve } from '../space/resolve.js';

/** The metaverse object that a connector's reference stands for. */
export const mvKeyOf = (
  session: Session,
  connector: string,
  reference: RefText,
  types: readonly string[] | undefined,
): MvKey | undefined => {
  const object = resolve(session.space, connector, reference);
  if (object === undefined || object.link === undefined) return undefined;
  const mv = session.space.mvHead(object.link.mv);
  return mv !== undefined && (types === undefined || types.includes(mv.type)) ? mv.key : undefined;
};
