// Inbound steps: an object joins, is projected, or waits (engine specification 4.5, 5.1).
import type { CsObject, KeyRow } from '../../store/index.js';
import type { ObjectId, ObjKey } from '../../values/index.js';
import { type Decision, decideIn, isVisible } from '../inbound/decide.js';
import { throughConnector, viewOf } from '../inbound/view.js';
import { bug } from '../machine/preparation.js';
import { namesOfObject } from '../names/given.js';
import { lookingFor } from '../outbound/intent.js';
import type { InboundItem } from '../queues.js';
import { sameKeys } from '../same.js';
import type { Session } from '../session.js';
import { keyOf } from '../space/resolve.js';
import { evaluateAll } from './batches.js';
import { wakesOf } from './examine.js';
import { linkStep, NO_STEP, type Step } from './links.js';
import { projectStep, type Unborn, unbornOf } from './projection.js';
import { addReferred } from './referred.js';

/** What was worked out for the objects of a batch before their turn came. */
export type Foreseen = Map<ObjectId, Unborn>;

/** Loads what the steps of a batch will read: first what is certain, then what working the steps out on trial misses. */
export const foresee = async (session: Session, batch: readonly InboundItem[]): Promise<Foreseen> => {
  const foreseen: Foreseen = new Map();
  session.space.wantObjects(batch.map((item) => item.id));
  const referred = new Set<ObjKey>();
  await evaluateAll(session, batch, (item) => {
    const object = session.space.object(item.id);
    wantKeys(session, object);
    if (object !== undefined) addReferred(session, object, referred);
  });
  await session.space.loadObjectsByKey(referred);
  await evaluateAll(session, batch, (item) => foreseeStep(session, session.space.object(item.id), foreseen));
  return foreseen;
};

const wantKeys = (session: Session, object: CsObject | undefined): void => {
  if (object === undefined || !isVisible(object)) return;
  const view = viewOf(session, object);
  for (const clause of view.clauses)
    for (const target of clause.targets) session.space.wantKeys(target.spec, clause.texts);
  if (view.projects !== undefined) session.space.wantBirths(keyOf(object));
};

const foreseeStep = (session: Session, object: CsObject | undefined, foreseen: Foreseen): void => {
  if (object === undefined || !isVisible(object)) return;
  const decision = decideIn(session, object);
  if (decision.kind !== 'project') {
    stepOf(session, object, decision, foreseen);
    return;
  }
  const unborn = foreseen.get(object.id) ?? unbornOf(session, object, decision);
  foreseen.set(object.id, unborn);
  wakesOf(session, unborn.keys);
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
const waitStep = (session: Session, object: CsObject): Step => {
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  const environment = session.sourceEnvironment(object, throughConnector(session), () => undefined);
  const joins = (type?.keys ?? []).flatMap((key) => key.texts(environment).map((text): KeyRow => [key.spec, text]));
  const keys = [...joins, ...namesOfObject(session, object)];
  const changed = !sameKeys(keys, object.keys);
  const looking = changed ? [...lookingFor(session, object), ...lookingFor(session, { ...object, keys })] : [];
  return () => {
    session.waiting.add(object.id);
    if (changed) session.space.putObject(object, { ...object, keys });
    for (const { mv } of looking) session.touch(mv);
    return false;
  };
};
