// One page of an import: its events meet the objects that are there, and the result is committed as one transaction.
import type { ImportEvent } from '../../connectors/index.js';
import type { Changes, ConnectorState, CsObject, EngineError, ObjectChange } from '../../store/index.js';
import { markOf } from '../marks.js';
import { fullType, type SpaceType, typeOfObject } from '../space.js';
import { concernedByRenames } from './concerned.js';
import type { ImportSession } from './session.js';
import { countPage } from './tally.js';
import {
  gone,
  type ObjectEvent,
  type PatchEvent,
  patched,
  type Received,
  received,
  receivedAgain,
} from './transition.js';
import { loadWorkingSet, type WorkingSet } from './working-set.js';

export type RowEvent = Exclude<ImportEvent, { kind: 'page' | 'end' }>;

/** Applies the events in their order and commits what they changed, with the connector's state if it moved. */
export const commitPage = async (
  session: ImportSession,
  events: readonly RowEvent[],
  state?: ConnectorState,
): Promise<void> => {
  const work = await loadWorkingSet(session, events);
  for (const event of events) apply(session, work, event);
  countPage(session.tally, work);
  const changes = changesOf(session, work, state);
  if (!changes) return;
  const { marks, staying, objects } = await concernedByRenames(session, work.changed());
  await session.space.store.commit({ ...changes, objects, staying, marks: [...(changes.marks ?? []), ...marks] });
};

const apply = (session: ImportSession, work: WorkingSet, event: RowEvent): void => {
  if (event.kind === 'object') applyObject(session, work, event);
  else if (event.kind === 'patch') applyPatch(session, work, event);
  else if (event.kind === 'gone') applyGone(work, event.anchor);
  else applyFault(session, work, event);
};

const applyObject = (session: ImportSession, work: WorkingSet, event: ObjectEvent): void => {
  const type = session.space.types.get(fullType(session.connector.name, event.type));
  if (type) keep(session, work, receiveObject(session, work, event, type), event);
  else refuse(session, work, event.anchor, typeMissing(event));
};

const receiveObject = (session: ImportSession, work: WorkingSet, event: ObjectEvent, type: SpaceType): Received => {
  const known = work.byAnchor(event.anchor) ?? work.awaited(event.type, event.name);
  const before = known && known.type !== event.type ? replaceType(work, known, event.type) : known;
  const reception = receptionOf(session, work, type);
  return before ? receivedAgain(before, event, reception) : received(session.ids.take(), event, reception);
};

/** An object that became another kind of thing is a new object; the old one is gone, and has no anchor any more. */
const replaceType = (work: WorkingSet, known: CsObject, type: string): CsObject | undefined => {
  const { anchor } = known;
  work.retire({ ...gone(known), anchor: undefined }, anchor);
  return work.retired(type, anchor);
};

const applyPatch = (session: ImportSession, work: WorkingSet, event: PatchEvent): void => {
  const before = work.byAnchor(event.anchor);
  const type = before && typeOfObject(session.space, before);
  if (before && type) keep(session, work, patched(before, event, receptionOf(session, work, type)), event);
  else refuse(session, work, event.anchor, needFullObject(event));
};

const applyGone = (work: WorkingSet, anchor: string): void => {
  const before = work.byAnchor(anchor);
  if (before) work.put(gone(before));
};

const applyFault = (session: ImportSession, work: WorkingSet, event: Extract<RowEvent, { kind: 'fault' }>): void => {
  const error: EngineError = { kind: event.error, message: event.message, detail: { where: event.where } };
  if (event.anchor !== undefined) {
    refuse(session, work, event.anchor, error);
  } else {
    session.tally.count('stage-fault');
    session.rowFaults.addUnknown(error);
  }
};

/** The object stays as it was and counts as seen. */
const refuse = (session: ImportSession, work: WorkingSet, anchor: string, error: EngineError): void => {
  session.tally.count('stage-fault');
  const known = work.byAnchor(anchor);
  if (known) {
    session.seen.add(known.id);
    work.fault(known.id, [error]);
  } else {
    session.rowFaults.add({ ...error, detail: { ...error.detail, anchor } });
  }
};

const keep = (
  session: ImportSession,
  work: WorkingSet,
  { object, errors, unheeded }: Received,
  event: ObjectEvent | PatchEvent,
): void => {
  session.seen.add(object.id);
  if (event.kind === 'object' || isAboutReferences(session, object, event)) session.told.add(object.id);
  if (event.name !== undefined) session.named.add(object.id);
  work.put(object);
  work.fault(object.id, errors);
  session.tally.count('exported-change-not-reimported', unheeded.length);
  if (errors.some((error) => error.kind === 'bad-value')) session.tally.count('stage-fault');
};

const isAboutReferences = ({ space }: ImportSession, object: CsObject, { values }: PatchEvent): boolean => {
  const stored = typeOfObject(space, object)?.stored;
  return [...values.keys()].some((name) => stored?.get(name)?.reference === true);
};

const receptionOf = (session: ImportSession, work: WorkingSet, type: SpaceType) => ({
  type,
  settledBefore: session.settledBefore,
  resolve: work.resolve,
});

const typeMissing = (event: ObjectEvent): EngineError => ({
  kind: 'type-missing',
  message: `The connector sent an object of type “${event.type}”, which the plan does not have.`,
});

const needFullObject = (event: PatchEvent): EngineError => ({
  kind: 'need-full-object',
  message: `A change of “${event.anchor}” arrived, but the object was never imported. A full import brings it.`,
});

/** Nothing where nothing changed: unchanged rows write nothing. */
const changesOf = (
  session: ImportSession,
  work: WorkingSet,
  state: ConnectorState | undefined,
): Changes | undefined => {
  const objects = work.changed();
  const errors = work.faults(session.flawed);
  if (objects.length === 0 && errors.length === 0 && !state) return undefined;
  return {
    objects,
    marks: objects.map((change) => markOf(session.space, change)),
    errors: [
      ...errors.map(([object, list]) => ({
        unit: { object },
        origin: 'import' as const,
        errors: list,
        at: session.at,
      })),
      ...objects.filter(isAnswered).map(({ after: { id } }) => ({
        unit: { object: id },
        origin: 'export' as const,
        errors: [],
        at: session.at,
      })),
    ],
    ...(state ? { connectors: [state] } : {}),
  };
};

/** It was not known what became of an operation on it, and now it was seen. */
const isAnswered = ({ before, after }: ObjectChange): boolean =>
  before?.written?.delivery !== undefined && after.written?.delivery === undefined;
