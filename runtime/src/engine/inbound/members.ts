// The members that an `every` finds, by their key.
import { compareText, type MvKey } from '../../values/index.js';
import { bug } from '../machine/preparation.js';
import type { Session } from '../session.js';

/** In ascending order of their keys. */
export const membersByKey = (session: Session, key: number, texts: readonly string[]): readonly MvKey[] => {
  const { spec } = session.machine.keys[key] ?? bug(`no key ${key}`);
  const ids = new Set(texts.flatMap((text) => session.space.mvsByKey(spec, text)));
  return [...ids].flatMap((id) => session.space.mv(id)?.key ?? []).sort(compareText);
};
