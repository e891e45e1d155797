// Lists of references to objects in what was written to an object: of a large group they are as long as its members are many.
import { type Content, type ObjectId, objectId, type RefText } from '../values/value.js';
import type { Sent, Written } from './records.js';

/** Where a list stands in {@link Written}. */
export interface WrittenPlace {
  readonly part: 'exported' | 'set' | 'added' | 'removed';
  readonly attribute: string;
}

/** A place as one text. */
export const placeText = ({ part, attribute }: WrittenPlace): string => `${part} ${attribute}`;

/** References to objects by their ids. */
export type ObjectList = readonly RefText[];

/** The id that a reference names in the form in which {@link Written} remembers it. */
export const writtenId = (reference: unknown): ObjectId | undefined => {
  if (typeof reference !== 'string' || !reference.startsWith('o:')) return undefined;
  const id = Number(reference.slice(2));
  return String(id) === reference.slice(2) && id >= 0 && reference.length <= LONGEST ? objectId(id) : undefined;
};

/** Of 15 digits: all integers of so many are exact. */
const LONGEST = 17;

/** All lists of references to objects, with their places. */
export const listsOf = ({ exported, sent }: Written): readonly (readonly [WrittenPlace, ObjectList])[] => {
  const found: (readonly [WrittenPlace, ObjectList])[] = [];
  const note = (part: WrittenPlace['part'], attribute: string, list: unknown): void => {
    if (isObjectList(list)) found.push([{ part, attribute }, list]);
  };
  for (const attribute of Object.keys(exported)) note('exported', attribute, exported[attribute]);
  for (const attribute of Object.keys(sent)) {
    const each = sent[attribute];
    if (each === undefined) continue;
    if ('set' in each) note('set', attribute, each.set);
    else {
      note('added', attribute, each.added);
      note('removed', attribute, each.removed);
    }
  }
  return found;
};

/** The same with other lists in these places. */
export const withLists = (
  written: Written,
  replace: (place: WrittenPlace, list: ObjectList) => readonly string[],
): Written => {
  const contentAt = (place: WrittenPlace, content: Content): Content =>
    isObjectList(content) ? replace(place, content) : content;
  const listAt = (place: WrittenPlace, list: readonly Content[]): readonly Content[] =>
    isObjectList(list) ? replace(place, list) : list;
  return {
    ...written,
    exported: mapped(written.exported, (attribute, content) => contentAt({ part: 'exported', attribute }, content)),
    sent: mapped(
      written.sent,
      (attribute, sent): Sent =>
        'set' in sent
          ? { set: contentAt({ part: 'set', attribute }, sent.set) }
          : {
              added: listAt({ part: 'added', attribute }, sent.added),
              removed: listAt({ part: 'removed', attribute }, sent.removed),
            },
    ),
  };
};

const isObjectList = (list: unknown): list is ObjectList =>
  Array.isArray(list) && list.every((each: unknown) => writtenId(each) !== undefined);

const mapped = <T>(record: Readonly<Record<string, T>>, of: (name: string, item: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, item]) => [name, of(name, item)]));
