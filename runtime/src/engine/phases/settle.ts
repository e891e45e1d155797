// Settle (engine specification 5.1): links are added, one at a time, the least step first.
import { CLEAR, Failure } from '../../expressions/index.js';
import type { CsObject, KeyRow, Link, MvObject } from '../../store/index.js';
import { type Content, type MvId, mvKey } from '../../values/index.js';
import { attributesOf, forgetAttributes, LiveAttributes } from '../inbound/attributes.js';
import { type Decision, decideIn, isVisible } from '../inbound/decide.js';
import { normalised } from '../inbound/election.js';
import { throughConnector, viewOf } from '../inbound/view.js';
import { bug } from '../machine/preparation.js';
import { holdersOf, namesOfObject, noteMoved } from '../names/given.js';
import { claimantsOf, contradicts, intentOf, lookingFor, rulesThatApply } from '../outbound/intent.js';
import { compareInbound, type InboundItem, type OutboundItem } from '../queues.js';
import { sameKeys } from '../same.js';
import type { Session } from '../session.js';
import { keyOf } from '../space/resolve.js';
import { BATCH, batchesOf, betweenBatches, eachTouched, evaluateAll, evaluateOne } from './batches.js';
import { examine, keysNow, refreshKeys, type Wakes, wakesOf } from './examine.js';
import { linkChanged, referrersOf } from './marking.js';

/** Adds all links that can be added. Whether there was any. */
export const settle = async (session: Session): Promise<boolean> => {
  let changed = false;
  let made = false;
  await refreshKeys(session);
  for (;;) {
    await putInOrder(session);
    const inbound = session.queues.inbound.take(BATCH);
    const outbound = inbound.length > 0 ? [] : session.queues.outbound.take(BATCH);
    if (inbound.length > 0) made = (await settleInbound(session, inbound)) || made;
    else if (outbound.length > 0) made = (await settleOutbound(session, outbound)) || made;
    else if (made && (session.machine.relationalIntents || (session.everything && session.machine.relationalKeys))) {
      await refreshKeys(session);
      // A link changes what others read through references, and with it, perhaps, what they look for and may take.
      await eachTouched(session, (id) => {
        session.unexamined.add(id);
        session.queues.intents.add(id);
      });
      made = false;
    } else return changed;
    changed = changed || made;
  }
};

/** Examines what was touched and gives everything that waits its place in the canonical orders. */
const putInOrder = async (session: Session): Promise<void> => {
  const { queues, unexamined } = session;
  while (unexamined.size > 0 || queues.objects.size > 0 || queues.intents.size > 0) {
    for (const batch of batchesOf(drain(unexamined))) await evaluateAll(session, batch, (id) => examine(session, id));
    for (const batch of batchesOf(drain(queues.objects)))
      await evaluateAll(session, batch, (id) => orderObject(session, session.space.object(id)));
    for (const batch of batchesOf(drain(queues.intents)))
      await evaluateAll(session, batch, (id) => orderIntents(session, id));
  }
};

const drain = <T>(set: Set<T>): readonly T[] => {
  const items = [...set];
  set.clear();
  return items;
};

const orderObject = (session: Session, object: CsObject | undefined): void => {
  if (object === undefined || !isVisible(object)) return;
  const { links } = viewOf(session, object);
  session.queues.inbound.push({
    precedence: links[0]?.precedence ?? Number.POSITIVE_INFINITY,
    onlyJoins: !links.some((rule) => rule.projects),
    connector: object.connector,
    anchor: object.anchor ?? '',
    id: object.id,
  });
};

const orderIntents = (session: Session, id: MvId): void => {
  const mv = session.space.mv(id);
  if (mv === undefined) return;
  const items = itemsOf(session, mv);
  for (const item of items) session.queues.outbound.push(item);
};

/** Slots that may take an object: with joins, not filled, and with something to find. */
const itemsOf = (session: Session, mv: MvObject): readonly OutboundItem[] => {
  const targets = session.machine.mvTypes.get(mv.type)?.targets ?? [];
  return targets.flatMap((target) => {
    if (!target.rules.some((rule) => rule.joins.length > 0) || !session.space.anyVisible(target.csType.name)) return [];
    const linking = rulesThatApply(session, attributesOf(session, mv), target).filter((rule) => rule.links);
    const [first] = linking;
    return first === undefined ? [] : [{ precedence: first.precedence, key: mv.key, mv: mv.id, target }];
  });
};

// ---- inbound steps

/** Takes the steps of a batch in order, until a step wakes something that precedes the rest. */
const settleInbound = async (session: Session, batch: readonly InboundItem[]): Promise<boolean> => {
  let changed = false;
  await foresee(session, batch);
  for (const [index, item] of batch.entries()) {
    const ahead = session.queues.inbound.peek();
    if (ahead !== undefined && compareInbound(ahead, item) < 0) {
      for (const rest of batch.slice(index)) session.queues.inbound.push(rest);
      return changed;
    }
    const take = await evaluateOne(session, () => inboundStep(session, session.space.object(item.id)));
    changed = take() || changed;
    if (hasUnordered(session)) await putInOrder(session);
  }
  await betweenBatches(session);
  return changed;
};

/** Loads what the steps of a batch will read: first what is certain, then what working the steps out on trial misses. */
const foresee = async (session: Session, batch: readonly InboundItem[]): Promise<void> => {
  session.space.wantObjects(batch.map((item) => item.id));
  await evaluateAll(session, batch, (item) => wantKeys(session, session.space.object(item.id)));
  await evaluateAll(session, batch, (item) => inboundStep(session, session.space.object(item.id)));
};

const wantKeys = (session: Session, object: CsObject | undefined): void => {
  if (object === undefined || !isVisible(object)) return;
  const view = viewOf(session, object);
  for (const clause of view.clauses)
    for (const target of clause.targets) session.space.wantKeys(target.spec, clause.texts);
  if (view.projects !== undefined) session.space.wantBirths(keyOf(object));
};

const hasUnordered = ({ unexamined, queues }: Session): boolean => unexamined.size > 0 || queues.objects.size > 0;

/** A step, worked out completely; calling it takes it. Says whether it made a link. */
type Step = () => boolean;
const NO_STEP: Step = () => false;

const inboundStep = (session: Session, object: CsObject | undefined): Step => {
  if (object === undefined || !isVisible(object)) return NO_STEP;
  const decision = decideIn(session, object);
  switch (decision.kind) {
    case 'join':
      return joinStep(session, object, decision);
    case 'project':
      return projectStep(session, object, decision);
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

/** Links an object to a metaverse object that is there. */
const linkStep = (session: Session, mv: MvObject, object: CsObject, link: Link): Step => {
  const supposed = new LiveAttributes(session, mv, { with: { object, account: link.account } });
  wakesOf(session, keysNow(session, supposed));
  const effects = effectsOf(session, object);
  return () => {
    makeLink(session, object, link, effects);
    session.touch(mv.id);
    return true;
  };
};

/** What a link of an object concerns besides its metaverse object. */
interface Effects {
  readonly referring: readonly CsObject[];
  readonly looking: readonly MvId[];
}

const effectsOf = (session: Session, object: CsObject): Effects => ({
  referring: session.everything ? [] : referrersOf(session, object),
  looking: lookingFor(session, object).map(({ mv }) => mv),
});

const makeLink = (session: Session, object: CsObject, link: Link, effects: Effects): void => {
  session.space.putObject(object, { ...object, link, keys: namesOfObject(session, object) });
  session.relink(object, link);
  session.waiting.delete(object.id);
  forgetAttributes(session, link.mv);
  session.changedInRound.add(link.mv);
  session.standing.add(link.mv);
  linkChanged(session, effects.referring);
  for (const id of effects.looking) if (id !== link.mv) session.touch(id);
};

const projectStep = (
  session: Session,
  object: CsObject,
  { type, account }: Extract<Decision, { kind: 'project' }>,
): Step => {
  const unborn = newborn(session, object, type);
  const supposed = new LiveAttributes(session, unborn, { with: { object, account }, fresh: true });
  const keys = keysNow(session, supposed);
  const wakes = wakesOf(session, keys);
  const effects = effectsOf(session, object);
  const takes = mayTake(session, type);
  const holders = holdersOf(session, keys);
  return () => {
    noteMoved(session, keys);
    for (const holder of holders) session.touch(holder);
    const mv: MvObject = { ...unborn, id: session.space.newMvId(), keys };
    session.space.putMv(undefined, mv);
    makeLink(session, object, { mv: mv.id, account, origin: 'projected', since: session.at }, effects);
    bear(session, mv, wakes, takes);
    return true;
  };
};

/** The keys of a new metaverse object are there already: only those that it wakes are left to mark. */
const bear = (session: Session, mv: MvObject, wakes: Wakes, takes: boolean): void => {
  session.touched.add(mv.id);
  // What refers to itself means somebody only now.
  if (session.machine.relationalKeys) session.unexamined.add(mv.id);
  if (session.due !== 'all') session.due.add(mv.id);
  if (takes) session.queues.intents.add(mv.id);
  for (const id of wakes.objects) session.queues.objects.add(id);
  for (const id of wakes.found) session.seek(id);
  for (const id of [...wakes.competitors, ...wakes.lookers]) if (id !== mv.id) session.touch(id);
};

/** Whether there is anything that a metaverse object of this type could take. */
const mayTake = (session: Session, type: string): boolean =>
  session.machine.mvTypes
    .get(type)
    ?.targets.some(
      (target) => target.rules.some((rule) => rule.joins.length > 0) && session.space.anyVisible(target.csType.name),
    ) ?? false;

const NOBODY = 0 as MvId;

const newborn = (session: Session, object: CsObject, type: string): MvObject => {
  const birth = keyOf(object);
  const taken = new Set<string>(session.space.birthsOf(birth));
  let n = 0;
  while (taken.has(mvKey(birth, n))) n += 1;
  return {
    id: NOBODY,
    key: mvKey(birth, n),
    type,
    holders: [],
    goneSince: undefined,
    kept: undefined,
    once: rememberedOnce(session, object, type),
    stored: [],
    notSettled: false,
    keys: [],
  };
};

/** `once` flows count when the object is projected: the first present value by rank stays (L 9.9). */
const rememberedOnce = (session: Session, object: CsObject, type: string): MvObject['once'] => {
  const view = viewOf(session, object);
  const once: Record<string, Content> = {};
  for (const attribute of session.machine.mvTypes.get(type)?.inOrder ?? []) {
    const rules = { merge: attribute.merge, many: attribute.type.many, equality: attribute.equality };
    for (const { rule, flow } of attribute.contributors) {
      if (!flow.once || once[attribute.name] !== undefined || !view.rules.includes(rule)) continue;
      const result = view.result(flow);
      if (result === CLEAR || result instanceof Failure) continue;
      const content = normalised(result, rules);
      if (content !== undefined) once[attribute.name] = content;
    }
  }
  return Object.keys(once).length === 0 ? undefined : once;
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

// ---- outbound steps

const settleOutbound = async (session: Session, batch: readonly OutboundItem[]): Promise<boolean> => {
  let changed = false;
  await evaluateAll(session, batch, (item) => outboundStep(session, item));
  for (const [index, item] of batch.entries()) {
    if (session.queues.inbound.size > 0 || hasUnordered(session)) {
      for (const rest of batch.slice(index)) session.queues.outbound.push(rest);
      return changed;
    }
    const take = await evaluateOne(session, () => outboundStep(session, item));
    changed = take() || changed;
  }
  await betweenBatches(session);
  return changed;
};

const outboundStep = (session: Session, { mv: id, target, precedence, key }: OutboundItem): Step => {
  const mv = session.space.mv(id);
  if (mv === undefined) return NO_STEP;
  const intent = intentOf(session, mv, target);
  if (intent.kind !== 'take') return NO_STEP;
  const now =
    rulesThatApply(session, attributesOf(session, mv), target).find((rule) => rule.links)?.precedence ?? precedence;
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
