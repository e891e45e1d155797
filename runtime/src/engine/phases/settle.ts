// Settle (engine specification 5.1): links are added, one at a time, the least step first.
import { type CsObject, type MvObject, typeOfObject } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { attributesOf } from '../inbound/attributes.js';
import { isVisible } from '../inbound/decide.js';
import { viewOf } from '../inbound/view.js';
import type { InboundOrder } from '../machine/machine.js';
import { claimantsOf, contradicts, filling, intentOf, rulesThatApply } from '../outbound/intent.js';
import { compareInbound, compareOutbound, type InboundItem, type OutboundItem } from '../queues.js';
import type { Session } from '../session.js';
import type { IdSet } from '../space/id-set.js';
import { attempt, batchesOf, betweenBatches, evaluateAll, evaluateEach, evaluateOne } from './batches.js';
import { carryThrough } from './carry.js';
import { examine, foreseeExamining, refreshKeys } from './examine.js';
import type { Findings } from './findings.js';
import { foresee, inboundStep, waitStep } from './inbound-steps.js';
import { staysAsItIs } from './judgement.js';
import { linkStep, NO_STEP, type Step } from './links.js';
import { loadReferred } from './referred.js';

/** Adds all links that can be added. Whether there was any. */
export const settle = async (session: Session, findings: Findings): Promise<boolean> => {
  let changed = false;
  let made = false;
  await refreshKeys(session);
  for (;;) {
    await putInOrder(session);
    const inbound = session.queues.inbound.take(session.space.batch);
    const outbound = inbound.length > 0 ? [] : session.queues.outbound.take(session.space.batch);
    if (inbound.length > 0) made = (await settleInbound(session, findings, inbound)) || made;
    else if (outbound.length > 0) made = (await settleOutbound(session, outbound)) || made;
    else if (made && (session.machine.relationalIntents || (session.everything && session.machine.relationalKeys))) {
      await refreshKeys(session);
      // A link changes what others read through references, and with it, perhaps, what they look for and may take.
      for (const id of session.touched) {
        session.unexamined.add(id);
        session.queues.intents.add(id);
      }
      made = false;
    } else return changed;
    changed = changed || made;
  }
};

/** Examines what was touched and gives everything that waits its place in the canonical orders, however much that is. */
const putInOrder = async (session: Session): Promise<void> => {
  const { queues, unexamined } = session;
  while (unexamined.size > 0 || queues.objects.size > 0) {
    for (const batch of batchesOf(drain(unexamined), session.space.batch)) {
      await session.space.loadMvs(batch);
      await evaluateAll(session, batch, (id) => examine(session, id));
      await evaluateAll(session, batch, (id) => whileAtHand(session, id));
      await betweenBatches(session);
    }
    await evaluateEach(session, drain(queues.objects), (id) => orderObject(session, session.space.object(id)));
  }
  await evaluateEach(session, queues.intents, (id) => takePlaces(session, id));
};

/** The same between two steps: they are few, and what was worked out for the steps to come is kept. */
const putFewInOrder = async (session: Session): Promise<void> => {
  const { queues, unexamined } = session;
  while (unexamined.size > 0 || queues.objects.size > 0) {
    await evaluateAll(session, drain(unexamined), (id) => examine(session, id));
    await evaluateAll(session, drain(queues.objects), (id) => orderObject(session, session.space.object(id)));
  }
  await evaluateAll(session, [...queues.intents], (id) => takePlaces(session, id));
};

/** Its slots take their places at once, and where nothing becomes of it, it is judged. Whatever touches it makes it wait again. */
const whileAtHand = (session: Session, id: MvId): void => {
  const mv = session.space.mv(id);
  if (mv === undefined) return;
  const stays = !session.everything && staysAsItIs(session, mv);
  takePlaces(session, id);
  if (stays) session.due.delete(id);
};

const drain = <Id extends number>(set: IdSet<Id>): readonly Id[] => {
  const items = [...set];
  set.clear();
  return items;
};

/** Gives an object that may join or be projected its place in the order of steps; one that cannot is found from now on. */
export const orderObject = (session: Session, object: CsObject | undefined): void => {
  if (object === undefined || !isVisible(object)) return;
  if (session.machine.csTypes.get(typeOfObject(object))?.takesSteps === true)
    waitInOrder(session, object, viewOf(session, object).scope.order);
  else waitStep(session, object)();
};

/** No step is taken any more: what still waits for one is found under its keys from now on. */
export const leaveWaiting = (session: Session): Promise<void> =>
  evaluateEach(session, drain(session.queues.objects), (id) => {
    const object = session.space.object(id);
    if (object !== undefined && isVisible(object)) waitStep(session, object)();
  });

/** Puts an object among those that wait for their step. */
export const waitInOrder = (
  session: Session,
  { connector, anchor = '', id }: Pick<CsObject, 'connector' | 'anchor' | 'id'>,
  { precedence, onlyJoins }: InboundOrder,
): void => session.queues.inbound.push({ precedence, onlyJoins, connector, anchor, id });

/** Gives its slots their places, if they wait for them. */
const takePlaces = (session: Session, id: MvId): void => {
  const mv = session.queues.intents.has(id) ? session.space.mv(id) : undefined;
  const items = mv === undefined ? [] : itemsOf(session, mv);
  session.queues.intents.delete(id);
  for (const item of items) session.queues.outbound.push(item);
};

/** Slots that may take an object: with joins, not filled, and with something to find. */
const itemsOf = (session: Session, mv: MvObject): readonly OutboundItem[] => {
  const targets = session.machine.mvTypes.get(mv.type)?.targets ?? [];
  return targets.flatMap((target) => {
    if (!target.rules.some((rule) => rule.joins.length > 0) || !session.space.anyVisible(target.csType.name)) return [];
    if (filling(session, mv, target).length > 0) return [];
    const linking = rulesThatApply(attributesOf(session, mv), target).filter((rule) => rule.links);
    const [first] = linking;
    return first === undefined ? [] : [{ precedence: first.precedence, key: mv.key, mv: mv.id, target }];
  });
};

// ---- inbound steps

/** Takes the steps of a batch in order, until a step wakes something that precedes the rest. */
const settleInbound = async (session: Session, findings: Findings, batch: readonly InboundItem[]): Promise<boolean> => {
  let changed = false;
  const foreseen = await foresee(session, batch);
  for (const [index, item] of batch.entries()) {
    const ahead = session.queues.inbound.peek();
    if (ahead !== undefined && compareInbound(ahead, item) < 0) {
      for (const rest of batch.slice(index)) session.queues.inbound.push(rest);
      break;
    }
    const step = (): Step => inboundStep(session, session.space.object(item.id), foreseen);
    const take = attempt(step) ?? (await evaluateOne(session, step));
    changed = take() || changed;
    if (hasUnordered(session)) await putFewInOrder(session);
  }
  await carryBorn(session, findings);
  await betweenBatches(session);
  return changed;
};

/** Those that were born in a batch are carried through at once, while they are at hand. */
const carryBorn = async (session: Session, findings: Findings): Promise<void> => {
  const born = session.born.splice(0);
  if (!session.everything || born.length === 0) return;
  await loadReferred(session, born);
  await carryThrough(session, findings, born, 'born');
  await evaluateAll(session, born, (id) => takePlaces(session, id));
};

const hasUnordered = ({ unexamined, queues }: Session): boolean => unexamined.size > 0 || queues.objects.size > 0;

// ---- outbound steps

const settleOutbound = async (session: Session, taken: readonly OutboundItem[]): Promise<boolean> => {
  let changed = false;
  const batch = taken.filter((item, index) => !isSameStep(item, taken[index - 1]));
  const wanting = batch.map(({ mv }) => mv);
  await session.space.loadMvs(wanting);
  await loadReferred(session, wanting);
  await evaluateAll(session, batch, (item) => foreseeOutbound(session, item));
  for (const [index, item] of batch.entries()) {
    if (hasUnordered(session)) await putFewInOrder(session);
    if (isOvertaken(session, item)) {
      for (const rest of batch.slice(index)) session.queues.outbound.push(rest);
      return changed;
    }
    const step = (): Step => outboundStep(session, item);
    const take = attempt(step) ?? (await evaluateOne(session, step));
    changed = take() || changed;
  }
  await betweenBatches(session);
  return changed;
};

/** Who was touched twice waits twice, in one place. */
const isSameStep = (a: OutboundItem, b: OutboundItem | undefined): boolean =>
  b !== undefined && a.mv === b.mv && a.target === b.target && a.precedence === b.precedence;

/** Reads what the step of an item will read, and what is read of its metaverse object after it. */
const foreseeOutbound = (session: Session, item: OutboundItem): void => {
  outboundStep(session, item);
  foreseeExamining(session, item.mv);
};

/** Whether something else comes before this step now. */
const isOvertaken = ({ queues }: Session, item: OutboundItem): boolean => {
  const ahead = queues.outbound.peek();
  return queues.inbound.size > 0 || (ahead !== undefined && compareOutbound(ahead, item) < 0);
};

const outboundStep = (session: Session, { mv: id, target, precedence, key }: OutboundItem): Step => {
  const mv = session.space.mv(id);
  if (mv === undefined) return NO_STEP;
  const intent = intentOf(session, mv, target);
  if (intent.kind !== 'take') return NO_STEP;
  const now = rulesThatApply(attributesOf(session, mv), target).find((rule) => rule.links)?.precedence ?? precedence;
  if (now > precedence) return postpone(session, { precedence: now, key, mv: id, target });
  if (claimantsOf(session, intent.object).length > 1 || contradicts(session, mv, target, intent.object)) return NO_STEP;
  return linkStep(session, mv, intent.object, {
    mv: id,
    account: target.slot.account,
    origin: 'joined',
    since: session.at,
  });
};

/** Its place in the order has changed since it was given. */
const postpone =
  (session: Session, item: OutboundItem): Step =>
  () => {
    session.queues.outbound.push(item);
    return false;
  };
