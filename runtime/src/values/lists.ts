// Lists of values as attributes hold them: no empty texts (8.3), no duplicates, in order (8.1, 8.19).
import type { Equality } from '../plan/types.js';
import { equalValues, keyText } from './equality.js';
import { sortValues } from './order.js';
import { type Content, contentOf, isMany, type Value } from './value.js';

/** Below this, comparing each with each is quicker than making keys. */
const FEW = 4;

/** Without duplicates; the first of equals stays, and the order. */
export function distinctValues(values: readonly Value[], by: Equality): readonly Value[] {
  if (values.length < 2) return values;
  const kept = values.length <= FEW ? distinctFew(values, by) : distinctMany(values, by);
  return kept.length === values.length ? values : kept;
}

const distinctFew = (values: readonly Value[], by: Equality): readonly Value[] =>
  values.filter((value, at) => !values.some((other, before) => before < at && equalValues(other, value, by)));

function distinctMany(values: readonly Value[], by: Equality): readonly Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyText(value, by);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Whether some value of the list equals the value. */
export const includesValue = (values: readonly Value[], value: Value, by: Equality): boolean =>
  values.some((other) => equalValues(other, value, by));

/** Content without empty texts (8.3). */
export function withoutEmptyTexts(content: Content): Content {
  if (content === '') return undefined;
  if (!isMany(content) || content.length === 0) return isMany(content) ? undefined : content;
  return content.includes('')
    ? contentOf(
        content.filter((value) => value !== ''),
        true,
      )
    : content;
}

/**
 * What an imported attribute holds: no empty texts, in order, without duplicates. Of values that are equal and not the
 * same the least stays, so that the order in which they came has no meaning.
 */
export function importedContent(content: Content, by: Equality): Content {
  const filled = withoutEmptyTexts(content);
  return isMany(filled) ? distinctValues(sortValues(filled), by) : filled;
}

/** What a flow yields (8.19): no empty texts, and a list without duplicates, the first of equals staying. */
export function outcomeContent(content: Content, by: Equality): Content {
  const filled = withoutEmptyTexts(content);
  return isMany(filled) ? distinctValues(filled, by) : filled;
}
