// What a record remembers of what was sent: the values sent and not yet seen back, and those that are ours.
import type { AttributeChange, CsObject, Sent, Written } from '../../store/index.js';
import { type Content, type Value, valuesOf } from '../../values/index.js';
import { valueKey } from '../import/content.js';
import type { SpaceType } from '../space.js';

export const NOTHING_WRITTEN: Written = { exported: {}, sent: {}, unheeded: {} };

/** The record after the target took these changes. References are by object id. */
export const afterSending = (
  written: Written | undefined,
  changes: readonly AttributeChange[],
  type: SpaceType,
): Written => {
  const { delivery: _, retry: __, refused: ___, ...rest } = written ?? NOTHING_WRITTEN;
  const sent = new Map(Object.entries(rest.sent));
  const exported = new Map(Object.entries(rest.exported));
  const unheeded = new Map(Object.entries(rest.unheeded));
  for (const change of changes) {
    const many = type.attributes.get(change.attribute)?.type.many ?? false;
    sent.set(change.attribute, mergeSent(sent.get(change.attribute), sentOf(change)));
    const ours = exportedAfter(exported.get(change.attribute), change, many);
    if (ours === undefined) exported.delete(change.attribute);
    else exported.set(change.attribute, ours);
    unheeded.delete(change.attribute);
  }
  return {
    ...rest,
    sent: Object.fromEntries(sent),
    exported: Object.fromEntries(exported),
    unheeded: Object.fromEntries(unheeded),
  };
};

/** What the object holds of an attribute, as far as is known: the image, and over it what was sent. */
export const currentContent = (object: CsObject, type: SpaceType, attribute: string): Content => {
  const stored = type.stored.get(attribute);
  const image = stored && object.image[stored.slot];
  const sent = object.written?.sent[attribute];
  if (!sent) return image;
  return 'set' in sent ? sent.set : listOrNothing(union(without(valuesOf(image), sent.removed), sent.added));
};

const sentOf = (change: AttributeChange): Sent =>
  'set' in change ? { set: change.set } : { added: change.added, removed: change.removed };

/** Two things sent one after the other, before an import showed the first. */
const mergeSent = (before: Sent | undefined, now: Sent): Sent => {
  if (!before || 'set' in now) return now;
  if ('set' in before) return { set: listOrNothing(union(without(valuesOf(before.set), now.removed), now.added)) };
  return {
    added: union(without(before.added.flatMap(valuesOf), now.removed), now.added),
    removed: union(without(before.removed.flatMap(valuesOf), now.added), now.removed),
  };
};

const exportedAfter = (before: Content, change: AttributeChange, many: boolean): Content => {
  if ('set' in change) return change.set;
  const values = union(without(valuesOf(before), change.removed), change.added);
  return many ? listOrNothing(values) : values[0];
};

const listOrNothing = (values: readonly Value[]): Content => (values.length === 0 ? undefined : values);

const without = (values: readonly Value[], removed: readonly Content[]): readonly Value[] => {
  const keys = new Set(removed.flatMap(valuesOf).map(valueKey));
  return values.filter((value) => !keys.has(valueKey(value)));
};

const union = (values: readonly Value[], added: readonly Content[]): readonly Value[] => {
  const byKey = new Map([...values, ...added.flatMap(valuesOf)].map((value) => [valueKey(value), value]));
  return [...byKey.values()];
};
