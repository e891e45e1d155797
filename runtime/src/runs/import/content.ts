// Contents as imports bring them, made into what an image holds, and compared with what it held.
import type { SystemReference } from '../../connectors/index.js';
import { type Content, dnKey, type RefText, refByAnchor, refByName, type Value } from '../../values/index.js';
import type { StoredAttribute } from '../space.js';

export type ImportedContent = Content | readonly SystemReference[];

/** The content in the form an image holds it, or what is wrong with it. */
export const imageContent = (
  attribute: StoredAttribute,
  imported: ImportedContent,
): { readonly content: Content } | { readonly fault: string } => {
  const values = distinct(listOf(imported).flatMap((item) => imageValue(item)));
  if (values.length === 0) return { content: undefined };
  if (attribute.many) return { content: values };
  return values.length === 1
    ? { content: values[0] }
    : { fault: `${attribute.name} has one value in the schema; the system gave ${values.length}` };
};

/** Equal octet by octet; lists count as sets (they hold no value twice). */
export const sameContent = (left: Content, right: Content): boolean => {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  if (isList(left) && isList(right)) return sameList(left, right);
  return !isList(left) && !isList(right) && sameValue(left, right);
};

/** A reference of the system as the engine keeps it. */
export const refTextOf = (reference: SystemReference): RefText =>
  'anchor' in reference ? refByAnchor(reference.anchor) : refByName(dnKey(reference.name));

/** A text by which values of one attribute can be told apart. */
export const valueKey = (value: Value): string | bigint | number | boolean =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

type Item = Value | SystemReference;

const isList = (content: Value | readonly Value[]): content is readonly Value[] => Array.isArray(content);

const isItems = (imported: ImportedContent): imported is readonly Value[] | readonly SystemReference[] =>
  Array.isArray(imported);

const listOf = (imported: ImportedContent): readonly Item[] => {
  if (imported === undefined) return [];
  return isItems(imported) ? imported : [imported];
};

/** An empty text is no value. */
const imageValue = (item: Item): readonly Value[] => {
  if (item === '') return [];
  return typeof item === 'object' && !(item instanceof Uint8Array) ? [refTextOf(item)] : [item];
};

const distinct = (values: readonly Value[]): readonly Value[] => {
  if (values.length < 2) return values;
  const byKey = new Map(values.map((value) => [valueKey(value), value]));
  return byKey.size === values.length ? values : [...byKey.values()];
};

const sameValue = (left: Value, right: Value): boolean =>
  left === right || (left instanceof Uint8Array && right instanceof Uint8Array && Buffer.compare(left, right) === 0);

const sameList = (left: readonly Value[], right: readonly Value[]): boolean => {
  if (left.length !== right.length) return false;
  if (left.every((value, index) => sameValue(value, right[index] ?? ''))) return true;
  const keys = new Set(right.map(valueKey));
  return left.every((value) => keys.has(valueKey(value)));
};
