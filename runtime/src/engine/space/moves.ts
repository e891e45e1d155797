// Values that come into lists and go out of them: in what is loaded, and in what is not committed yet.
import { withoutValue, withValue } from './lists.js';
import type { Overlay, PairOverlay } from './overlay.js';
import type { PairShelf } from './pair-shelf.js';
import type { Shelf } from './shelves.js';

/** A value comes into a list or goes out of it: in what is known of the list, and in what is not committed yet. */
export const move = <K, V extends number>(
  shelf: Shelf<K, readonly V[]>,
  overlay: Overlay<K, V>,
  key: K,
  value: V,
  isThere: boolean,
): void => {
  const list = shelf.known.get(key);
  if (list !== undefined) shelf.known.set(key, isThere ? withValue(list, value) : withoutValue(list, value));
  overlay.note(key, value, isThere);
};

/** The same for a list under two names. */
export const movePair = <A extends string | number, V extends number>(
  shelf: PairShelf<A, V>,
  overlay: PairOverlay<A, V>,
  first: A,
  second: string,
  value: V,
  isThere: boolean,
): void => {
  const list = shelf.peek(first, second);
  if (list !== undefined) shelf.put(first, second, isThere ? withValue(list, value) : withoutValue(list, value));
  overlay.note(first, second, value, isThere);
};
