// Items against the values that a test expects of them, attribute by attribute.
import type { TestValues } from '../../semantics/index.js';
import type { Candidate, Difference } from '../result.js';
import type { Item } from './item.js';
import type { Sight } from './sight.js';

export interface Compared {
  readonly item: Item;
  /** Attributes whose values are not the expected ones. */
  readonly unlike: readonly string[];
}

export const compare = (item: Item, expected: TestValues, sight: Sight): Compared => ({
  item,
  unlike: [...expected].flatMap(([attribute, { values }]) => {
    const type = item.typeOf(attribute);
    const found = item.values(attribute);
    const agrees = type !== undefined && found !== undefined && sight.agrees(values, found, type, item);
    return agrees ? [] : [attribute];
  }),
});

export const matches = ({ unlike }: Compared): boolean => unlike.length === 0;

/** At most this many items are shown, those with the fewest differences. */
const MOST = 3;

/** The items that come nearest, with what is different about them, who gave it, and why nobody gave what was expected. */
export const nearest = (
  compared: readonly Compared[],
  expected: TestValues,
  sight: Sight,
): Promise<readonly Candidate[]> =>
  Promise.all(
    [...compared]
      .sort((a, b) => a.unlike.length - b.unlike.length)
      .slice(0, MOST)
      .map(async ({ item, unlike }) => ({
        name: item.name,
        differences: await Promise.all(unlike.map((attribute) => difference(item, attribute, expected, sight))),
      })),
  );

const difference = async (item: Item, attribute: string, expected: TestValues, sight: Sight): Promise<Difference> => {
  const type = item.typeOf(attribute) ?? { scalar: 'string', many: false };
  const found = item.values(attribute);
  const origin = found === undefined || found.length === 0 ? undefined : item.origin(attribute);
  return {
    attribute,
    expected: sight.showExpected(expected.get(attribute)?.values ?? [], type),
    found: found === undefined ? 'unchanged' : sight.showFound(found, type, item),
    origin,
    reasons: await item.reasons(attribute),
  };
};

/** Items that should not be there, with all that they say. */
export const unexpected = (items: readonly Item[], sight: Sight): readonly Candidate[] =>
  items.slice(0, MOST).map((item) => ({
    name: item.name,
    differences: item.attributes.flatMap((attribute): readonly Difference[] => {
      const type = item.typeOf(attribute);
      const values = item.values(attribute);
      if (type === undefined || values === undefined || values.length === 0) return [];
      const origin = item.origin(attribute);
      return [{ attribute, expected: undefined, found: sight.showFound(values, type, item), origin, reasons: [] }];
    }),
  }));
