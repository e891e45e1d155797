// What of a plan has a meaning: everything but places, file names and the numbers of keys, which are what they point to.
import { canonicalJson, type Plan, type PlanKey } from '@syncrule/runtime/plan';

/** Equal texts for parts of plans that mean the same. */
export const meaningOf = (keys: readonly PlanKey[], part: unknown): string => canonicalJson(meant(keys, part));

/** Equal texts for plans that mean the same. */
export const meaningOfPlan = ({ keys, hash, files, ...plan }: Plan): string => meaningOf(keys, plan);

const meant = (keys: readonly PlanKey[], part: unknown): unknown => {
  if (Array.isArray(part)) return part.map((item) => meant(keys, item));
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.entries(part).filter(([name, value]) => !isPlace(name, value));
  return Object.fromEntries(
    members.map(([name, value]) => [name, isKey(name, value) ? meant(keys, keys[value]) : meant(keys, value)]),
  );
};

/** A place of a name (`unique`) is no place in a file. */
const isPlace = (name: string, value: unknown): boolean =>
  (name === 'place' || name === 'scopePlace') && Array.isArray(value);

/** Of a join `source` and `target`, of an `every` `key`: whole numbers nowhere else. */
const isKey = (name: string, value: unknown): value is number =>
  typeof value === 'number' && (name === 'source' || name === 'target' || name === 'key');
