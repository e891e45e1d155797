// Anchors that targets answer an add with: one that another object still has in the connector space is left to the import.
import type { Store } from '../../store/index.js';
import { type ObjKey, objKey } from '../../values/index.js';
import type { Settlement } from './outcome.js';

/**
 * The settlements, without an anchor where another object has it: a person who returned before the deletion of the former
 * account was sent, say. The confirming import tells what there is.
 */
export const withOwnAnchors = async <T extends { readonly settlement: Settlement }>(
  store: Store,
  settled: readonly T[],
): Promise<readonly T[]> => {
  const asked = settled.flatMap(({ settlement }) => anchorOf(settlement) ?? []);
  const { anchors } = await store.load({ anchors: asked });
  const given = new Set<string>();
  return settled.map((one) => {
    const { object } = one.settlement;
    const key = anchorOf(one.settlement);
    if (object === 'removed' || key === undefined) return one;
    const owner = anchors.get(key);
    const isOwn = owner === undefined ? !given.has(key) : owner === object.id;
    given.add(key);
    return isOwn ? one : { ...one, settlement: { ...one.settlement, object: { ...object, anchor: undefined } } };
  });
};

const anchorOf = ({ object }: Settlement): ObjKey | undefined =>
  object === 'removed' || object.anchor === undefined ? undefined : objKey(object.connector, object.anchor);
