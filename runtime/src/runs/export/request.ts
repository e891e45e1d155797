// An operation as the connector is asked to carry it out: references by name or anchor, bits as the integer they are in.
import type { ExportChange, ExportContent, ExportRequest } from '../../connectors/index.js';
import { writeBit } from '../../engine/index.js';
import type { AttributeChange, Operation } from '../../store/index.js';
import { type Content, type ObjectId, valuesOf } from '../../values/index.js';
import type { SpaceType } from '../space.js';
import { type Item, isReference } from './item.js';
import type { PresentNames } from './present-names.js';
import { sentReferences, split, type Targets } from './references.js';
import { currentContent } from './written.js';

/** What of an operation goes out now. */
export interface Prepared {
  readonly item: Item;
  readonly request: ExportRequest;
  /** The changes that the request carries, in the form of records: references by id. */
  readonly sent: readonly AttributeChange[];
  /** The rest of the operation: references to objects that are not there yet. */
  readonly later: readonly AttributeChange[];
}

/** What is known when a request is made. */
interface Known {
  readonly targets: Targets;
  readonly called: PresentNames;
}

/**
 * Prepares an operation. Nothing if none of it can be sent now: all that is left are references to objects that are
 * not there yet, or an add cannot be without such a reference.
 */
export const prepareRequest = (item: Item, id: string, { targets, called }: Known): Prepared | undefined => {
  const { operation, type } = item;
  if (operation.kind === 'delete') return { item, request: deleteRequest(item, id, called), sent: [], later: [] };
  const splits = operation.changes.map((change) =>
    isReference(type, change.attribute)
      ? split(change, isMany(type, change.attribute), targets)
      : { now: change, later: undefined },
  );
  const now = splits.flatMap((part) => part.now ?? []);
  const later = splits.flatMap((part) => part.later ?? []);
  if (operation.kind === 'add' && !hasRequired(type, now, later)) return undefined;
  if (operation.kind === 'update' && operation.name === undefined && now.length === 0) return undefined;
  const changes = withIntegers(item, now).map((change) => exportChange(type, change, targets));
  return {
    item,
    request: operation.kind === 'add' ? addRequest(item, id, changes) : updateRequest(item, id, changes, called),
    sent: now.map((change) => recorded(type, change, targets)),
    later,
  };
};

/** The operation that stays staged for what could not be sent: an update of an object that is there by then. */
export const remainder = (operation: Operation, object: ObjectId, later: readonly AttributeChange[]): Operation => ({
  ...operation,
  object,
  kind: 'update',
  name: undefined,
  changes: later,
});

const isMany = (type: SpaceType, attribute: string): boolean => type.attributes.get(attribute)?.type.many ?? false;

const hasRequired = (type: SpaceType, now: readonly AttributeChange[], later: readonly AttributeChange[]): boolean => {
  const sent = new Set(now.map((change) => change.attribute));
  return later.every(({ attribute }) => sent.has(attribute) || !type.attributes.get(attribute)?.required);
};

const addRequest = ({ operation, type }: Item, id: string, changes: readonly ExportChange[]): ExportRequest => ({
  kind: 'add',
  id,
  type: type.shortName,
  ...(operation.name === undefined ? {} : { name: operation.name }),
  changes,
});

const updateRequest = (
  item: Item,
  id: string,
  changes: readonly ExportChange[],
  called: PresentNames,
): ExportRequest => ({
  kind: 'update',
  ...addressed(item, id, called),
  ...(item.operation.name === undefined ? {} : { newName: item.operation.name }),
  changes,
});

const deleteRequest = (item: Item, id: string, called: PresentNames): ExportRequest => ({
  kind: 'delete',
  ...addressed(item, id, called),
});

const addressed = ({ object, type }: Item, id: string, called: PresentNames) => {
  if (object?.anchor === undefined) throw new Error('bug: an object without an anchor is to be changed');
  const name = called(object);
  return { id, type: type.shortName, anchor: object.anchor, ...(name === undefined ? {} : { name }) };
};

const exportChange = (type: SpaceType, change: AttributeChange, targets: Targets): ExportChange => {
  const { attribute } = change;
  const content = (contents: readonly Content[], single: boolean): ExportContent =>
    isReference(type, attribute) ? references(contents, single, targets) : plain(contents, single);
  if ('set' in change) return { attribute, set: content([change.set], !isMany(type, attribute)) };
  return { attribute, added: content(change.added, false), removed: content(change.removed, false) };
};

const references = (contents: readonly Content[], single: boolean, targets: Targets): ExportContent => {
  const found = sentReferences(contents, targets).map((target) => target.reference);
  if (found.length === 0) return undefined;
  return single ? found[0] : found;
};

const plain = (contents: readonly Content[], single: boolean): ExportContent => {
  const values = contents.flatMap(valuesOf);
  if (values.length === 0) return undefined;
  return single ? values[0] : values;
};

const recorded = (type: SpaceType, change: AttributeChange, targets: Targets): AttributeChange => {
  const { attribute, rule } = change;
  if (!isReference(type, attribute)) return change;
  const byId = (contents: readonly Content[]) => sentReferences(contents, targets).map((target) => target.text);
  if ('added' in change) return { attribute, rule, added: byId(change.added), removed: byId(change.removed) };
  const values = byId([change.set]);
  return { attribute, rule, set: isMany(type, attribute) ? (values.length > 0 ? values : undefined) : values[0] };
};

/** Changes of bits become one change of the integer that they are in, over what the object has or is given. */
const withIntegers = ({ object, type }: Item, changes: readonly AttributeChange[]): readonly AttributeChange[] => {
  const bits = changes.filter((change) => type.attributes.get(change.attribute)?.bit);
  if (bits.length === 0) return changes;
  const others = changes.filter((change) => !bits.includes(change));
  const integers = new Set(bits.flatMap((change) => type.attributes.get(change.attribute)?.bit?.of ?? []));
  const written = [...integers].map((of): AttributeChange => {
    const given = others.find((change) => change.attribute === of);
    const base = given && 'set' in given ? given.set : object && integerNow(object, type, of);
    const value = bits.reduce((integer, change) => applyBit(integer, type, of, change), integerOr0(base));
    return { attribute: of, set: value, rule: bits[0]?.rule ?? '' };
  });
  return [...others.filter((change) => !integers.has(change.attribute)), ...written];
};

const applyBit = (integer: bigint, type: SpaceType, of: string, change: AttributeChange): bigint => {
  const bit = type.attributes.get(change.attribute)?.bit;
  return bit?.of === of && 'set' in change ? writeBit(integer, bit, change.set === true) : integer;
};

/** The integer with the bits that were sent and not seen back yet. */
const integerNow = (object: NonNullable<Item['object']>, type: SpaceType, of: string): bigint => {
  const integer = integerOr0(currentContent(object, type, of));
  return Object.entries(object.written?.sent ?? {}).reduce((value, [attribute, sent]) => {
    const bit = type.attributes.get(attribute)?.bit;
    const wanted = 'set' in sent ? sent.set : undefined;
    return bit?.of === of && typeof wanted === 'boolean' ? writeBit(value, bit, wanted) : value;
  }, integer);
};

const integerOr0 = (content: Content): bigint => (typeof content === 'bigint' ? content : 0n);
