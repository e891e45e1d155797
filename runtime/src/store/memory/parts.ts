// Records with a part of their lists of references (see {@link ListParts}): given so, and taken back so.
import { sortValues } from '../../values/order.js';
import { type Content, contentOf, isMany, type Value, valuesOf } from '../../values/value.js';
import type { ListParts } from '../port.js';
import { type CsObject, type MvObject, type MvValue, typeOfObject } from '../records.js';
import { trimmed } from './trimmed.js';

export function objectInPart(object: CsObject | undefined, parts: ListParts | undefined): CsObject | undefined {
  const slots = object?.link === undefined ? undefined : parts?.slots.get(typeOfObject(object));
  const texts = object === undefined ? undefined : parts?.ofObject(object.id);
  if (object === undefined || slots === undefined || texts === undefined) return object;
  const wanted = new Set<Value>(texts);
  const image = object.image.map((content, slot) => (slots.includes(slot) ? among(content, wanted) : content));
  return { ...object, image: trimmed(image) };
}

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

/** A value with the list that it comes to. */
export const valueWithDifference = (held: Content, before: Content, after: MvValue): MvValue =>
  withValues(after, withDifference(held, before, after.values));
