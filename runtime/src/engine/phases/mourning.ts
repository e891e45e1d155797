// Mourning (engine specification 5.2): references to those who died go, in what is stored and in what is kept. Many may
// die at once and a large group may hold most of them, so its lists are gone through once for all of them.
import type { Contribution, MvObject, MvValue } from '../../store/index.js';
import { type Content, contentOf, type MvKey, mvKeyOf, valuesOf } from '../../values/index.js';
import type { Session } from '../session.js';

/** Takes references to the dead out of a record; `mourner`: as it was read before anybody died. */
export const mourn = (session: Session, mourner: MvObject, dead: ReadonlySet<MvKey>): void => {
  const mv = session.space.latestMv(mourner);
  if (mv === undefined) return;
  session.space.putMv(mv, {
    ...mv,
    stored: mv.stored.map((value) => value && withoutDead(value, dead)),
    kept: mv.kept && Object.fromEntries(Object.entries(mv.kept).map(([name, by]) => [name, partsLeft(by, dead)])),
  });
  session.touchValues(mv.id);
};

const withoutDead = (value: MvValue, dead: ReadonlySet<MvKey>): MvValue =>
  mentions(value.values, dead) ? { ...value, values: left(value.values, dead), by: partsLeft(value.by, dead) } : value;

const partsLeft = (by: readonly Contribution[], dead: ReadonlySet<MvKey>): readonly Contribution[] =>
  by
    .map((each) => (isContent(each.part) ? { ...each, part: left(each.part, dead) } : each))
    .filter((each) => each.part !== undefined);

const left = (content: Content, dead: ReadonlySet<MvKey>): Content =>
  mentions(content, dead)
    ? contentOf(
        valuesOf(content).filter((value) => !dead.has(mvKeyOf(value))),
        Array.isArray(content),
      )
    : content;

const mentions = (content: Content, dead: ReadonlySet<MvKey>): boolean =>
  valuesOf(content).some((value) => dead.has(mvKeyOf(value)));

const isContent = (part: Contribution['part']): part is Content =>
  !(typeof part === 'object' && !Array.isArray(part) && !(part instanceof Uint8Array));
