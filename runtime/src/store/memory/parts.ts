// Records with a part of their lists of references (see {@link ListParts}): given so, and taken back so.
import { sortValues } from '../../values/order.js';
import { type Content, contentOf, isMany, type Value, valuesOf } from '../../values/value.js';
import type { ListParts } from '../port.js';
import { type CsObject, type MvObject, type MvValue, typeOfObject, type Written } from '../records.js';
import { listsOf, placeText, withLists } from '../written-lists.js';
import type { MemoryLayouts } from './layouts.js';
import { trimmed } from './trimmed.js';

export function objectInPart(
  object: CsObject | undefined,
  parts: ListParts | undefined,
  layouts: MemoryLayouts,
): CsObject | undefined {
  const slots = object?.link === undefined ? undefined : parts?.slots.get(typeOfObject(object));
  const texts = object === undefined ? undefined : parts?.ofObject(object.id);
  if (object === undefined || slots === undefined || texts === undefined) return object;
  const wanted = new Set<Value>(texts);
  const image = object.image.map((content, slot) => (slots.includes(slot) ? among(content, wanted) : content));
  const attributes = slots.map((slot) => layouts.nameOf(typeOfObject(object), slot));
  return { ...object, image: trimmed(image), written: writtenInPart(object.written, attributes, wanted) };
}

const writtenInPart = (
  written: Written | undefined,
  attributes: readonly string[],
  wanted: ReadonlySet<Value>,
): Written | undefined =>
  written &&
  withLists(written, ({ part, attribute }, list) =>
    part === 'exported' && attributes.includes(attribute) ? list.filter((each) => wanted.has(each)) : list,
  );

export function mvInPart(mv: MvObject | undefined, parts: ListParts | undefined): MvObject | undefined {
  const slots = mv === undefined ? undefined : parts?.slots.get(mv.type);
  const texts = mv === undefined ? undefined : parts?.ofMv(mv.id);
  if (mv === undefined || slots === undefined || texts === undefined) return mv;
  const wanted = new Set<Value>(texts);
  const stored = mv.stored.map((value, slot) =>
    value !== undefined && slots.includes(slot) ? withValues(value, among(value.values, wanted)) : value,
  );
  return { ...mv, stored };
}

const among = (content: Content, wanted: ReadonlySet<Value>): Content =>
  isMany(content)
    ? contentOf(
        content.filter((value) => wanted.has(value)),
        true,
      )
    : content;

/** The same value, holding these; what a contributor gave whole it gives whole. */
const withValues = (value: MvValue, values: Content): MvValue => ({
  ...value,
  values,
  by: value.by.map((each) => (isSame(each.part, value.values) ? { ...each, part: values } : each)),
});

const isSame = (part: MvValue['by'][number]['part'], values: Content): boolean =>
  part === values ||
  (Array.isArray(part) &&
    isMany(values) &&
    part.length === values.length &&
    part.every((each, i) => each === values[i]));

/** What is held now: what was held, with the difference between a record as it was and as it is. */
export function withDifference(held: Content, before: Content, after: Content): Content {
  if (!isMany(held) || (before !== undefined && !isMany(before)) || (after !== undefined && !isMany(after)))
    return isMany(after) ? sortValues(after) : after;
  const left = new Set(valuesOf(before));
  for (const value of valuesOf(after)) left.delete(value);
  const now = new Set([...held.filter((value) => !left.has(value)), ...valuesOf(after)]);
  return contentOf(sortValues([...now]), true);
}

/** What was written, with the lists that they come to. */
export const writtenWithDifferences = (
  held: Written | undefined,
  before: Written | undefined,
  after: Written | undefined,
): Written | undefined => {
  if (after === undefined) return undefined;
  const [lists, known] = [placed(held), placed(before)];
  return withLists(after, (place, list) => {
    const [old, was] = [lists.get(placeText(place)), known.get(placeText(place))];
    return sortValues([...new Set(valuesOf(withDifference(old ?? [], was ?? [], list)))]).map(String);
  });
};

const placed = (written: Written | undefined): ReadonlyMap<string, readonly string[]> =>
  new Map(written === undefined ? [] : listsOf(written).map(([place, list]) => [placeText(place), list]));

/** A value with the list that it comes to. */
export const valueWithDifference = (held: Content, before: Content, after: MvValue): MvValue =>
  withValues(after, withDifference(held, before, after.values));
