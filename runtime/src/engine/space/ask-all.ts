// Asking about many things at once: what a large group refers to is loaded in a few goes, not one member at a time.
import { MISS } from './miss.js';

/** Asks about each, also after one of them missed something, so that all of it is loaded together; then misses itself. */
export const askAll = <T>(items: Iterable<T>, ask: (item: T) => void): void => {
  let missed = false;
  for (const item of items)
    try {
      ask(item);
    } catch (thrown) {
      if (thrown !== MISS) throw thrown;
      missed = true;
    }
  if (missed) throw MISS;
};
