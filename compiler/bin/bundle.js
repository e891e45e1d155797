// The bundle of rulec, and of what it was made: it is run only where all of that is still the same, byte for byte.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const BUNDLE = new URL('../dist/bundle/', import.meta.url);
const MADE_OF = new URL('made-of.json', BUNDLE);

/**
 * What a bundle is made of: for each file that stands for its origins, its place from the bundle, and the hash of its
 * content. The build's own record (`.tsbuildinfo`) holds the hash of every source of a package; what is not ours goes by
 * its `package.json`, which holds the version.
 */
export const madeOf = (places) => Object.fromEntries(places.map((place) => [place, hashOf(place)]));

/** Whether the bundle is there and was made of what is there now. Never throws: without an answer there is none. */
export const bundleIsCurrent = () => {
  try {
    return Object.entries(JSON.parse(readFileSync(MADE_OF, 'utf8'))).every(([place, hash]) => hashOf(place) === hash);
  } catch {
    return false;
  }
};

const hashOf = (place) =>
  createHash('sha1')
    .update(readFileSync(new URL(place, BUNDLE)))
    .digest('hex');
