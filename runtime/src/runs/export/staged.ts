// What stays staged when operations were carried out.
import type { Operation, Store } from '../../store/index.js';
import type { MvId, ObjectId } from '../../values/index.js';
import { sameSlot } from './item.js';

/** An operation that stands for its slot no more, and what is staged in its place. */
export interface Replacement {
  readonly operation: Operation;
  readonly staged: Operation | undefined;
}

/** What stays staged for objects that nobody claims. */
export const unclaimedAfter = (replacements: readonly Replacement[]): ReadonlyMap<ObjectId, Operation | undefined> =>
  new Map(
    replacements.flatMap(({ operation: { mv, object }, staged }) =>
      mv === undefined && object !== undefined ? [[object, staged] as const] : [],
    ),
  );

/** All operations of the metaverse objects concerned, with those of these slots replaced by what stays staged. */
export const stagedAfter = async (
  store: Store,
  replacements: readonly Replacement[],
): Promise<ReadonlyMap<MvId, readonly Operation[]>> => {
  const mvs = new Set(replacements.flatMap(({ operation }) => operation.mv ?? []));
  const { operations } = await store.load({ operations: mvs });
  const after = new Map<MvId, readonly Operation[]>(operations);
  for (const { operation, staged } of replacements) {
    const { mv, slot } = operation;
    if (mv === undefined) continue;
    const others = (after.get(mv) ?? []).filter((other) => !sameSlot(other.slot, slot));
    after.set(mv, staged ? [...others, staged] : others);
  }
  return after;
};
