// Counts of a page, from the difference between the objects before and after it.
import type { CsObject } from '../../store/index.js';
import type { Tally } from '../statistics.js';
import type { WorkingSet } from './working-set.js';

export const countPage = (tally: Tally, work: WorkingSet): void => {
  for (const { before, after } of work.pairs()) {
    if (work.changedType(before?.anchor ?? after.anchor)) {
      if (before?.existence === 'confirmed') tally.count('stage-type-change');
    } else if (before !== after || !work.hasFault(after.id)) {
      for (const name of stageCounts(before, after)) tally.count(name);
    }
  }
};

/** What happened to one object: several when it was renamed and changed at once. */
export const stageCounts = (before: CsObject | undefined, after: CsObject): readonly string[] => {
  const was = before?.existence === 'confirmed';
  const is = after.existence === 'confirmed';
  if (!was) return is ? ['stage-add'] : [];
  if (!is) return ['stage-delete'];
  const renamed = before.name !== after.name;
  const changed = before.image !== after.image;
  if (renamed) return changed ? ['stage-rename', 'stage-update'] : ['stage-rename'];
  return [changed ? 'stage-update' : 'stage-no-change'];
};
