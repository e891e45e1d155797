// Everything that the store in memory holds, in plain maps, and how changes alter it.
import { compareText, sortValues } from '../../values/order.js';
import { type Content, isMany, type MvId, type ObjectId } from '../../values/value.js';
import type { Departure } from '../departures.js';
import type { Changes, ErrorOrigin, ErrorRecord, MvChange, ObjectChange, RunRecord } from '../port.js';
import {
  type AddRefusal,
  type ConnectorState,
  type CsObject,
  type EngineError,
  type ErrorUnit,
  type Mark,
  type MvObject,
  type NameClaim,
  type Operation,
  type SpaceState,
  typeOfObject,
} from '../records.js';
import { type RuleNames, renameInError, renameInLink, renameInMv, renameInOperation } from '../renaming.js';
import type { MemoryLayouts } from './layouts.js';
import { valueWithDifference, withDifference, writtenWithDifferences } from './parts.js';
import { trimmed } from './trimmed.js';

export interface MemoryState {
  readonly objects: Map<ObjectId, CsObject>;
  /** What an object stands below. */
  readonly above: Map<ObjectId, ObjectId>;
  readonly mvs: Map<MvId, MvObject>;
  readonly operations: Map<MvId, readonly Operation[]>;
  readonly unclaimed: Map<ObjectId, Operation>;
  readonly claims: Map<MvId, readonly NameClaim[]>;
  readonly addRefusals: Map<MvId, readonly AddRefusal[]>;
  readonly errors: Map<string, readonly ErrorRecord[]>;
  readonly marks: Map<string, Mark>;
  readonly done: Set<MvId>;
  readonly triggers: Map<string, { readonly mark: Mark; readonly at: number }>;
  readonly connectors: Map<string, ConnectorState>;
  readonly departures: Departure[];
  readonly runs: RunRecord[];
  space: SpaceState;
  nextObject: number;
  nextMv: number;
}

export const emptyState = (): MemoryState => ({
  objects: new Map(),
  above: new Map(),
  mvs: new Map(),
  operations: new Map(),
  unclaimed: new Map(),
  claims: new Map(),
  addRefusals: new Map(),
  errors: new Map(),
  marks: new Map(),
  done: new Set(),
  triggers: new Map(),
  connectors: new Map(),
  departures: [],
  runs: [],
  space: { plan: undefined, lastSync: undefined, unfinished: undefined },
  nextObject: 1,
  nextMv: 1,
});

/** The same state, to go its own way. Records are immutable and stay common. */
export const copyOfState = (state: MemoryState): MemoryState => ({
  ...state,
  objects: new Map(state.objects),
  above: new Map(state.above),
  mvs: new Map(state.mvs),
  operations: new Map(state.operations),
  unclaimed: new Map(state.unclaimed),
  claims: new Map(state.claims),
  addRefusals: new Map(state.addRefusals),
  errors: new Map(state.errors),
  marks: new Map(state.marks),
  done: new Set(state.done),
  triggers: new Map(state.triggers),
  connectors: new Map(state.connectors),
  departures: [...state.departures],
  runs: [...state.runs],
});

/** Applies a commit, in the order that the port gives. */
export function change(state: MemoryState, changes: Changes, layouts: MemoryLayouts): void {
  if (changes.renamedRules) renameRules(state, changes.renamedRules);
  const objects = new Set(changes.removedObjects);
  const mvs = new Set(changes.removedMvs);
  for (const object of objects) removeObject(state, object);
  for (const mv of mvs) removeMv(state, mv);
  for (const each of changes.objects ?? []) if (!objects.has(each.after.id)) putObject(state, each, layouts);
  for (const each of changes.mvs ?? []) if (!mvs.has(each.after.id)) putMv(state, each, layouts);
  replace(state.operations, changes.operations);
  for (const [object, operation] of changes.unclaimed ?? [])
    if (operation === undefined) state.unclaimed.delete(object);
    else if (!objects.has(object)) state.unclaimed.set(object, operation);
  replace(state.claims, changes.claims);
  replace(state.addRefusals, changes.addRefusals);
  for (const error of changes.errors ?? []) putErrors(state, error);
  state.departures.unshift(...[...(changes.departures ?? [])].reverse());
  if (changes.clearMarks) state.marks.clear();
  for (const mark of changes.marks ?? []) putMark(state, mark);
  if (changes.clearDone) state.done.clear();
  for (const [mv, isDone] of changes.done ?? [])
    if (isDone) state.done.add(mv);
    else state.done.delete(mv);
  for (const trigger of changes.triggers ?? []) putTrigger(state, trigger);
  for (const connector of changes.connectors ?? []) state.connectors.set(connector.connector, connector);
  if (changes.space) state.space = changes.space;
}

function renameRules(state: MemoryState, names: RuleNames): void {
  for (const [id, object] of state.objects)
    if (object.link !== undefined) state.objects.set(id, { ...object, link: renameInLink(names, object.link) });
  for (const [id, mv] of state.mvs) state.mvs.set(id, renameInMv(names, mv));
  for (const [mv, list] of state.operations)
    state.operations.set(
      mv,
      list.map((operation) => renameInOperation(names, operation)),
    );
  for (const [unit, records] of state.errors)
    state.errors.set(
      unit,
      records.map((record) => ({ ...record, error: renameInError(names, record.error) })),
    );
}

export const unitKey = (unit: ErrorUnit): string => JSON.stringify(unit);

function removeObject(state: MemoryState, object: ObjectId): void {
  state.objects.delete(object);
  state.unclaimed.delete(object);
  dropUnit(state, { object });
}

function removeMv(state: MemoryState, mv: MvId): void {
  state.mvs.delete(mv);
  for (const lists of [state.operations, state.claims, state.addRefusals]) lists.delete(mv);
  dropUnit(state, { mv });
}

function dropUnit(state: MemoryState, unit: Mark): void {
  state.marks.delete(unitKey(unit));
  state.triggers.delete(unitKey(unit));
  for (const origin of ['import', 'sync', 'export']) state.errors.delete(unitKey(unit) + origin);
}

function putObject(state: MemoryState, { before, after }: ObjectChange, layouts: MemoryLayouts): void {
  const references = new Set(layouts.references(typeOfObject(after)));
  const held = state.objects.get(after.id);
  const length = Math.max(after.image.length, held?.image.length ?? 0);
  const image = Array.from({ length }, (_, slot) =>
    references.has(slot) && held?.type === after.type
      ? withDifference(held.image[slot], before?.image[slot], after.image[slot])
      : inOrder(after.image[slot], references.has(slot)),
  );
  const written = writtenWithDifferences(held?.written, before?.written, after.written);
  state.objects.set(after.id, { ...after, image: trimmed(image), written });
  state.nextObject = Math.max(state.nextObject, after.id + 1);
}

function putMv(state: MemoryState, { before, after }: MvChange, layouts: MemoryLayouts): void {
  const references = new Set(layouts.references(after.type));
  const held = state.mvs.get(after.id);
  const stored = after.stored.map((value, slot) =>
    value !== undefined && references.has(slot)
      ? valueWithDifference(held?.stored[slot]?.values, before?.stored[slot]?.values, value)
      : value,
  );
  state.mvs.set(after.id, { ...after, stored: trimmed(stored) });
  state.nextMv = Math.max(state.nextMv, after.id + 1);
}

/** References come back in ascending order. */
const inOrder = (content: Content, references: boolean): Content =>
  references && isMany(content) ? sortValues(content) : content;

function replace<T>(held: Map<MvId, readonly T[]>, lists: ReadonlyMap<MvId, readonly T[]> | undefined): void {
  for (const [mv, list] of lists ?? []) {
    if (list.length === 0) held.delete(mv);
    else held.set(mv, list);
  }
}

interface ErrorChange {
  readonly unit: ErrorUnit;
  readonly origin: ErrorOrigin;
  readonly errors: readonly EngineError[];
  readonly at: number;
}

function putErrors(state: MemoryState, { unit, origin, errors, at }: ErrorChange): void {
  const key = unitKey(unit) + origin;
  const old = [...(state.errors.get(key) ?? [])];
  const records = errors.map((error): ErrorRecord => {
    const index = old.findIndex((record) => sameness(record.error) === sameness(error));
    const [known] = index < 0 ? [] : old.splice(index, 1);
    if (known === undefined) return { unit, origin, error, firstSeen: at, lastSeen: at, count: 1 };
    return { ...known, error, lastSeen: at, count: known.count + 1 };
  });
  if (records.length === 0) state.errors.delete(key);
  else state.errors.set(key, records);
}

/** What is marked whole stays so; references that are marked are added. */
function putMark(state: MemoryState, mark: Mark): void {
  if (!('object' in mark) || mark.references === undefined) {
    state.marks.set(unitKey('object' in mark ? { object: mark.object } : mark), mark);
    return;
  }
  const { object, references } = mark;
  const key = unitKey({ object });
  const known = state.marks.get(key);
  const marked = known !== undefined && 'references' in known ? (known.references ?? []) : [];
  if ((known !== undefined && !('references' in known)) || references.length === 0) return;
  state.marks.set(key, { object, references: [...new Set([...marked, ...references])].sort(compareText) });
}

const sameness = ({ kind, slot, attribute, rule }: EngineError): string =>
  JSON.stringify([kind, slot?.connector, slot?.type, slot?.account, attribute, rule]);

function putTrigger(state: MemoryState, { mark, at }: { readonly mark: Mark; readonly at: number | undefined }): void {
  if (at === undefined) state.triggers.delete(unitKey(mark));
  else state.triggers.set(unitKey(mark), { mark, at });
}
