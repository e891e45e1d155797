// Inbound steps: an object joins, is projected, or waits (engine specification 4.5, 5.1).
import type { CsObject, KeyRow } from '../../store/index.js';
import type { MvId, ObjectId } from '../../values/index.js';
import { type Decision, decideIn, isVisible } from '../inbound/decide.js';
import { throughConnector, viewOf } from '../inbound/view.js';
import { bug } from '../machine/preparation.js';
import { namesOfObject } from '../names/given.js';
import { type Claimant, lookingFor } from '../outbound/intent.js';
import type { InboundItem } from '../queues.js';
import { sameKeys } from '../same.js';
import type { Session } from '../session.js';
import { keyOf } from '../space/resolve.js';
import { batchesOf, evaluateAll } from './batches.js';
import { foreseeExamining } from './examine.js';
import { linkStep, NO_STEP, type Step } from './links.js';
import { projectStep, type Unborn, unbornOf } from './projection.js';
import { loadReferred, Referred } from './referred.js';

/** What was worked out for the objects of a batch before their turn came. */
export type Foreseen = Map<ObjectId, Unborn>;

/** Loads what the steps of a batch will read: first what is certain, then what working the steps out on trial misses. */
export const foresee = async (session: Session, batch: readonly InboundItem[]): Promise<Foreseen> => {
  const foreseen: Foreseen = new Map();
  session.space.wantObjects(batch.map((item) => item.id));
  const referred = new Referred();
  await evaluateAll(session, batch, (item) => {
    const object = session.space.object(item.id);
    wantKeys(session, object);
    if (object !== undefined) referred.add(session, object);
  });
  await referred.load(session);
  const touched = new Set<MvId>();
  await evaluateAll(session, batch, (item) => {
    for (const { mv } of foreseeStep(session, session.space.object(item.id), foreseen)) touched.add(mv);
  });
  await foreseeTouched(session, [...touched]);
  return foreseen;
};

/** Loads what is read of the metaverse objects that look for objects of the batch: should one wait, they are examined. */
const foreseeTouched = async (session: Session, touched: readonly MvId[]): Promise<void> => {
  for (const ids of batchesOf(touched, session.space.batch)) {
    await session.space.loadMvs(ids);
    await loadReferred(session, ids);
    await evaluateAll(session, ids, (id) => foreseeExamining(session, id));
  }
};

const wantKeys = (session: Session, object: CsObject | undefined): void => {
  if (object === undefined || !isVisible(object)) return;
  const view = viewOf(session, object);
  for (const clause of view.clauses)
    for (const target of clause.targets) session.space.wantKeys(target.spec, clause.texts);
  if (view.projects !== undefined) session.space.wantBirths(keyOf(object));
};

const NOBODY: readonly Claimant[] = [];

/** Works a step out on trial. Returns those who would be touched if the object waited. */
const foreseeStep = (session: Session, object: CsObject | undefined, foreseen: Foreseen): readonly Claimant[] => {
  if (object === undefined || !isVisible(object)) return NOBODY;
  const decision = decideIn(session, object);
  if (decision.kind !== 'project') {
    stepOf(session, object, decision, foreseen);
    return decision.kind === 'join' ? NOBODY : lookingFor(session, withKeys(session, object));
  }
  const unborn = foreseen.get(object.id) ?? unbornOf(session, object, decision);
  foreseen.set(object.id, unborn);
  projectStep(session, object, decision, unborn);
  return NOBODY;
};

export const inboundStep = (session: Session, object: CsObject | undefined, foreseen: Foreseen): Step =>
  object === undefined || !isVisible(object) ? NO_STEP : stepOf(session, object, decideIn(session, object), foreseen);

const stepOf = (session: Session, object: CsObject, decision: Decision, foreseen: Foreseen): Step => {
  switch (decision.kind) {
    case 'join':
      return joinStep(session, object, decision);
    case 'project':
      return projectStep(session, object, decision, foreseen.get(object.id) ?? unbornOf(session, object, decision));
    default:
      return waitStep(session, object);
  }
};

const joinStep = (
  session: Session,
  object: CsObject,
  { mv: id, account }: Extract<Decision, { kind: 'join' }>,
): Step => {
  const mv = session.space.mv(id) ?? bug('a join key of nobody');
  return linkStep(session, mv, object, { mv: id, account, origin: 'joined', since: session.at });
};

/** No step: the object waits under its keys, where joins of others find it. */
export const waitStep = (session: Session, object: CsObject): Step => {
  const after = withKeys(session, object);
  const looking = after === object ? [] : [...lookingFor(session, object), ...lookingFor(session, after)];
  return () => {
    session.waiting.add(object.id);
    if (after !== object) session.space.putObject(object, after);
    for (const { mv } of looking) session.touch(mv);
    return false;
  };
};

/** An object under the keys by which joins of others find it. */
const withKeys = (session: Session, object: CsObject): CsObject => {
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  const environment = session.sourceEnvironment(object, throughConnector(session), () => undefined);
  const joins = (type?.keys ?? []).flatMap((key) => key.texts(environment).map((text): KeyRow => [key.spec, text]));
  const keys = [...joins, ...namesOfObject(session, object)];
  return sameKeys(keys, object.keys) ? object : { ...object, keys };
};
