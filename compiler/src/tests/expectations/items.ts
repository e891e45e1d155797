// The items of a cycle: the objects that are there after it, the changes that it staged, and what failed.
import type { CsObject, ErrorRecord, MvObject } from '@syncrule/runtime/store';
import { type Content, valuesOf } from '@syncrule/runtime/values';
import type { Note } from '../result.js';
import { contentOf, type StagedChange } from '../run/changes.js';
import type { Item } from './item.js';
import { type Moment, reasonsOfMv, reasonsOfObject } from './reasons.js';
import type { Sight } from './sight.js';

/** What items are made with. `written`: the rule that wrote an attribute of an object last, if any has in this test. */
export interface Surroundings extends Moment {
  readonly sight: Sight;
  readonly written: (object: CsObject, attribute: string) => string | undefined;
}

export const mvItem = (mv: MvObject, around: Surroundings): Item => {
  const type = around.machine.mvTypes.get(mv.type);
  const stored = (attribute: string) => {
    const slot = type?.slots.get(attribute);
    return slot === undefined ? undefined : mv.stored[slot];
  };
  const content = (attribute: string): Content =>
    attribute === 'goneSince' ? mv.goneSince : stored(attribute)?.values;
  return {
    name: around.sight.mvName(mv),
    side: 'mv',
    connector: undefined,
    attributes: type?.inOrder.map(({ name }) => name) ?? [],
    typeOf: (attribute) =>
      attribute === 'goneSince'
        ? { scalar: 'datetime', many: false }
        : type?.inOrder.find(({ name }) => name === attribute)?.type,
    values: (attribute) => valuesOf(content(attribute)),
    origin: (attribute) => originOfMvValue(mv, attribute, stored(attribute), around),
    reasons: (attribute) => reasonsOfMv(around, mv, attribute),
  };
};

const originOfMvValue = (
  mv: MvObject,
  attribute: string,
  value: MvObject['stored'][number],
  { places }: Surroundings,
): Note | undefined => {
  if (value === undefined) return undefined;
  const [first] = value.by;
  if (first === undefined) return value.values === undefined ? undefined : places.derived(mv.type, attribute);
  const note = places.flow(first.rule, attribute);
  if (value.mark === 'recorded') return { ...note, text: `${note.text}, kept since it fails now` };
  return value.mark === 'tied' ? { ...note, text: `${note.text}, kept since two objects disagree` } : note;
};

const csType = (
  { machine }: Surroundings,
  { connector, type }: { readonly connector: string; readonly type: string },
) => machine.csTypes.get(`${connector}.${type}`);

export const objectItem = (object: CsObject, around: Surroundings): Item => {
  const type = csType(around, object);
  const { connector } = object;
  return {
    name: around.sight.objectName(object),
    side: 'cs',
    connector,
    attributes: [...(type?.attributes.keys() ?? [])],
    typeOf: (attribute) => type?.attributes.get(attribute)?.type,
    values: (attribute) => valuesOf(contentOf(around.machine, object, attribute)),
    origin: (attribute) => {
      const rule = around.written(object, attribute);
      return rule === undefined ? undefined : around.places.flow(rule, attribute);
    },
    reasons: (attribute) => reasonsOfObject(around, object, attribute),
  };
};

export const changeItem = (change: StagedChange, around: Surroundings): Item => {
  const { operation, kind } = change;
  const { slot } = operation;
  const type = csType(around, slot);
  const object = objectOfChange(change, around.sight);
  const mv = around.sight.view.mv(operation.mv);
  const whose = change.object ?? (kind === 'add' ? undefined : object);
  const name =
    whose === undefined
      ? `${slot.connector}.${slot.type}${operation.name === undefined ? '' : ` ${JSON.stringify(operation.name)}`}${mv === undefined ? '' : ` for ${around.sight.mvName(mv)}`}`
      : around.sight.objectName(whose);
  return {
    name: `${kind} of ${name}`,
    side: 'cs',
    connector: slot.connector,
    attributes: kind === 'delete' ? [] : [...change.values.keys()],
    typeOf: (attribute) => type?.attributes.get(attribute)?.type,
    values: (attribute) => {
      const found = change.values.get(attribute);
      return found === undefined ? (kind === 'update' ? undefined : []) : found.values;
    },
    origin: (attribute) => {
      const rule = change.values.get(attribute)?.rule;
      return rule === undefined ? undefined : around.places.flow(rule, attribute);
    },
    reasons: async (attribute) => (object === undefined ? [] : reasonsOfObject(around, object, attribute)),
  };
};

/** The object that a change made or changed, if it is there after the cycle. */
export const objectOfChange = ({ operation, object }: StagedChange, { view }: Sight): CsObject | undefined => {
  if (object !== undefined) return view.object(object.id);
  const { connector, type, account } = operation.slot;
  return view
    .linkedTo(operation.mv)
    .find((each) => each.connector === connector && each.type === type && (each.link?.account ?? null) === account);
};

/** The object or metaverse object that an error is about. */
export const errorItem = (record: ErrorRecord, around: Surroundings): Item | undefined => {
  const { unit, error } = record;
  const { view } = around.sight;
  const item =
    'object' in unit
      ? over(view.object(unit.object), (object) => objectItem(object, around))
      : 'mv' in unit
        ? over(view.mv(unit.mv), (mv) => mvItem(mv, around))
        : undefined;
  return item && { ...item, name: `error of ${item.name}: ${error.message}`, attributes: [] };
};

const over = <T, R>(value: T | undefined, make: (value: T) => R): R | undefined =>
  value === undefined ? undefined : make(value);
