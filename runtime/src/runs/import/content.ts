// Contents as imports bring them, made into what an image holds.
import type { ReferenceEdit, SystemReference } from '../../connectors/index.js';
import {
  type Content,
  dnKey,
  importedContent,
  isMany,
  type RefText,
  refByAnchor,
  refByName,
  sameContent,
  type Value,
  valuesOf,
} from '../../values/index.js';
import type { StoredAttribute } from '../space.js';

export type ImportedContent = Content | readonly SystemReference[];

/** The content in the form an image holds it, or what is wrong with it. */
export const imageContent = (
  attribute: StoredAttribute,
  imported: ImportedContent,
): { readonly content: Content } | { readonly fault: string } => {
  const values = distinct(listOf(imported).flatMap((item) => imageValue(item)));
  if (values.length === 0) return { content: undefined };
  // References come in the order of their objects' keys wherever they are read, and groups are large: not here.
  if (attribute.many) return { content: attribute.reference ? values : importedContent(values, attribute.equality) };
  return values.length === 1
    ? { content: values[0] }
    : { fault: `${attribute.name} has one value in the schema; the system gave ${values.length}` };
};

/** Whether the image holds this already. A system may tell references in another order each time: that of large groups is not worked out. */
export const sameImage = ({ reference }: StoredAttribute, before: Content, now: Content): boolean => {
  if (!reference || !isMany(before) || !isMany(now)) return sameContent(before, now);
  if (before.length !== now.length) return false;
  const known = new Set(before);
  return now.every((value) => known.has(value));
};

/** The references that there were, with what came and without what left. */
export const editedContent = (
  attribute: StoredAttribute,
  before: Content,
  { added, removed }: ReferenceEdit,
): { readonly content: Content } | { readonly fault: string } => {
  if (!attribute.many || !attribute.reference)
    return { fault: `${attribute.name} is no list of references in the schema; the system told what came to one` };
  const left = new Set<Value>(removed.map(refTextOf));
  const values = distinct([...valuesOf(before).filter((value) => !left.has(value)), ...added.map(refTextOf)]);
  return { content: values.length === 0 ? undefined : values };
};

/** A reference of the system as the engine keeps it. */
export const refTextOf = (reference: SystemReference): RefText =>
  'anchor' in reference ? refByAnchor(reference.anchor) : refByName(dnKey(reference.name));

/** A text by which values of one attribute can be told apart. */
export const valueKey = (value: Value): string | bigint | number | boolean =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

type Item = Value | SystemReference;

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
