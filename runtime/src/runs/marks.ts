// What a synchronisation must look at again after an import or an export: all of an object, or only some references of its
// lists.
import type { CsObject, Mark, ObjectChange, Written } from '../store/index.js';
import { compareText, type Value, valuesOf } from '../values/index.js';
import { NOTHING_WRITTEN } from './export/written.js';
import { type Space, type SpaceType, typeOfObject } from './space.js';

/** More references than these are looked at with everything else. */
const MOST = 10_000;

export const markOf = (space: Space, { before, after }: ObjectChange): Mark => {
  const type = typeOfObject(space, after);
  const references = before && type && changedReferences(type, before, after);
  return references === undefined || references.length > MOST ? { object: after.id } : { object: after.id, references };
};

/** The references that came or left, were sent, or were sent and have come back; nothing where anything else has changed. */
const changedReferences = (type: SpaceType, before: CsObject, after: CsObject): readonly string[] | undefined => {
  const lists = new Map([...type.stored].filter(([, attribute]) => attribute.many && attribute.reference));
  const slots = new Set([...lists.values()].map(({ slot }) => slot));
  if (!isSameOutside(before, after, slots)) return undefined;
  const sent = sentOrSeen(before.written ?? NOTHING_WRITTEN, after.written ?? NOTHING_WRITTEN, lists);
  if (sent === undefined) return undefined;
  const changed = [...slots].flatMap((slot) => difference(valuesOf(before.image[slot]), valuesOf(after.image[slot])));
  return [...new Set([...changed, ...sent].map(String))].sort(compareText);
};

const isSameOutside = (before: CsObject, after: CsObject, lists: ReadonlySet<number>): boolean =>
  before.type === after.type &&
  before.anchor === after.anchor &&
  before.name === after.name &&
  before.existence === after.existence &&
  before.link === after.link &&
  before.keys === after.keys &&
  Array.from(
    { length: Math.max(before.image.length, after.image.length) },
    (_, slot) => lists.has(slot) || before.image[slot] === after.image[slot],
  ).every(Boolean);

/** The references that were sent, or have come back; nothing where anything else became of what was written. */
const sentOrSeen = (
  before: Written,
  after: Written,
  lists: ReadonlyMap<string, unknown>,
): readonly Value[] | undefined => {
  if (before === after) return [];
  if (!isSameButLists(before, after, lists)) return undefined;
  const values: Value[] = [];
  for (const attribute of lists.keys()) {
    const [was, is] = [before.sent[attribute], after.sent[attribute]];
    if (was === is) continue;
    for (const sent of [was, is]) {
      if (sent === undefined) continue;
      if ('set' in sent) return undefined;
      for (const content of [...sent.added, ...sent.removed]) values.push(...valuesOf(content));
    }
  }
  return values;
};

const isSameButLists = (before: Written, after: Written, lists: ReadonlyMap<string, unknown>): boolean =>
  before.sentName === after.sentName &&
  before.sentDelete === after.sentDelete &&
  before.delivery === after.delivery &&
  before.refused === after.refused &&
  before.retry === after.retry &&
  isSameRecord(before.unheeded, after.unheeded, () => false) &&
  isSameRecord(before.sent, after.sent, (attribute) => lists.has(attribute)) &&
  isSameRecord(before.exported, after.exported, (attribute) => lists.has(attribute));

/** Whether two records hold the same, but for some names. */
const isSameRecord = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  aside: (name: string) => boolean,
): boolean =>
  [...Object.keys(before), ...Object.keys(after)].every((name) => aside(name) || before[name] === after[name]);

const difference = (before: readonly Value[], after: readonly Value[]): readonly Value[] => {
  if (before === after) return [];
  const [was, now] = [new Set(before), new Set(after)];
  return [...before.filter((value) => !now.has(value)), ...after.filter((value) => !was.has(value))];
};
