// Where a part of a list will not do.
import type { CsObject, MvObject } from '../../store/index.js';
import { askAll } from './ask-all.js';
import type { WorkingSet } from './working-set.js';

/** From now on a metaverse object and its objects are read whole; misses what was loaded in part of them. */
export const readWhole = (space: WorkingSet, mv: Pick<MvObject, 'id'>, objects: readonly CsObject[]): void => {
  const { lists } = space;
  if (lists === undefined) return;
  lists.everything(mv.id);
  for (const { id } of objects) lists.everythingOf(id);
  askAll(
    [
      ...objects.map(
        ({ id }) =>
          () =>
            space.object(id),
      ),
      () => space.mv(mv.id),
    ],
    (read) => read(),
  );
};
