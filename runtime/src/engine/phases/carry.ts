// Carrying metaverse objects through: judged, stored and staged in one go, while everything about them is at hand. A full
// synchronisation does so with those that wait for nothing, so that each is loaded once and written once. Whatever touches
// one of them later takes it back, and it takes the way of all others.
import type { MvObject } from '../../store/index.js';
import { type MvId, mvKeyOf, valuesOf } from '../../values/index.js';
import { attributesOf, liveAttributesOf } from '../inbound/attributes.js';
import { isVisible } from '../inbound/decide.js';
import { standsAlone } from '../outbound/alone.js';
import { ownBlock } from '../outbound/blocking.js';
import { filling } from '../outbound/intent.js';
import { claimsFor, draftsFor } from '../outbound/names.js';
import type { Session } from '../session.js';
import { askAll } from '../space/ask-all.js';
import { resolve } from '../space/resolve.js';
import { evaluateAll } from './batches.js';
import { sameClaims, wantNames } from './claims.js';
import type { Findings } from './findings.js';
import { staysAsItIs } from './judgement.js';
import { stageIfSure } from './operations.js';
import { comeOut, type Outcome, store } from './outcome.js';
import { referencesIn, referredBy } from './referred.js';

/**
 * What is known of those to carry: `born` in this synchronisation; or there before, when links are still to be made: only
 * those that stay `unchanged` are carried, since what is written must not be written twice; or `judged`, when no link changes any more.
 */
export type Stage = 'born' | 'unchanged' | 'judged';

/** Carries through those that can be; what their objects refer to should be loaded. Returns the others. */
export const carryThrough = async (
  session: Session,
  findings: Findings,
  ids: readonly MvId[],
  stage: Stage,
): Promise<readonly MvId[]> => {
  const stored: MvId[] = [];
  const rest: MvId[] = [];
  await evaluateAll(session, ids, (id) => {
    const outcome = sureOutcome(session, session.space.mv(id), stage);
    if (outcome === undefined) {
      rest.push(id);
      return;
    }
    store(session, outcome, findings);
    session.carried.store(id);
    session.touched.delete(id);
    session.due.delete(id);
    stored.push(id);
  });
  await carryOut(session, findings, stored, stage);
  return rest;
};

/** What a metaverse object comes to, if that is sure whatever becomes of others. */
const sureOutcome = (session: Session, mv: MvObject | undefined, stage: Stage): Outcome | undefined => {
  if (mv === undefined || mv.notSettled || mv.goneSince !== undefined) return undefined;
  if (session.machine.mvTypes.get(mv.type)?.selfContained !== true) return undefined;
  const attributes = liveAttributesOf(session, mv);
  if (!attributes.held || attributes.tied || !refersToLinked(session, mv)) return undefined;
  if (stage !== 'judged' && !staysAsItIs(session, mv)) return undefined;
  const outcome = comeOut(session, mv);
  if (outcome.errors.length > 0 || (stage === 'unchanged' && outcome.after !== mv)) return undefined;
  return outcome;
};

/** What its objects refer to is joined already, or cannot be. */
const refersToLinked = (session: Session, mv: MvObject): boolean => {
  let linked = true;
  for (const object of session.space.linkedTo(mv.id))
    askAll(referencesIn(session, object), (reference) => {
      const referred = resolve(session.space, object.connector, reference);
      if (referred !== undefined && isVisible(referred)) linked = false;
    });
  return linked;
};

// ---- outbound

const carryOut = async (session: Session, findings: Findings, ids: readonly MvId[], stage: Stage): Promise<void> => {
  session.space.wantClaimed(ids);
  session.space.wantStaged(ids);
  const quiet: MvId[] = [];
  await evaluateAll(session, ids, (id) => {
    const mv = session.space.mv(id);
    if (mv === undefined) return;
    if (hasQuietSlots(session, mv)) {
      wantNames(session, mv);
      quiet.push(id);
    } else if (stage !== 'judged') session.queues.intents.add(id);
  });
  const standing: MvId[] = [];
  await evaluateAll(session, quiet, (id) => {
    if (claimAlone(session, session.space.mv(id))) standing.push(id);
  });
  await session.space.references.loadStanding(referredBy(session, standing));
  await evaluateAll(session, standing, (id) => {
    const referred = whatItRefersTo(session, session.space.mv(id));
    if (referred === 'in doubt' || !stageIfSure(session, id, findings)) return;
    session.carried.stage(id);
    if (referred === 'staged') note(session, id, findings);
  });
};

/** Each slot is filled by one object, or there is nothing that could fill it. */
const hasQuietSlots = (session: Session, mv: MvObject): boolean =>
  attributesOf(session, mv).type.targets.every((target) => {
    const objects = filling(session, mv, target);
    if (objects.length > 0) return objects.length === 1;
    return target.rules.every((rule) => rule.joins.length === 0) || !session.space.anyVisible(target.csType.name);
  });

/** Its slots are noted as bits: so many there are. */
const MOST_SLOTS = 32;

/** Claims the names that it wants, if nobody else has to do with them and nothing is in its way. */
const claimAlone = (session: Session, mv: MvObject | undefined): boolean => {
  if (mv === undefined) return false;
  const { drafts, errors } = draftsFor(session, mv);
  const { targets } = attributesOf(session, mv).type;
  if (
    errors.length > 0 ||
    targets.length > MOST_SLOTS ||
    !drafts.every((draft) => standsAlone(session, draft) && ownBlock(session, draft) === undefined)
  )
    return false;
  const claims = claimsFor(mv, drafts, session.space.linkedTo(mv.id));
  if (!sameClaims(session.space.claimedBy(mv.id), claims)) session.space.putClaims(mv.id, claims);
  let adds = 0;
  for (const draft of drafts) if (draft.kind === 'add') adds |= 1 << targets.indexOf(draft.target);
  session.carried.settleStanding(mv.id, adds);
  return true;
};

/** Of all that it refers to it is known what stands for it; or that is written, so that any change of it can be told. */
type Referred = 'in doubt' | 'standing' | 'staged';

const whatItRefersTo = ({ space, machine, carried }: Session, mv: MvObject | undefined): Referred => {
  let known: Referred = 'staged';
  for (const slot of mv === undefined ? [] : (machine.mvTypes.get(mv.type)?.references ?? []))
    askAll(valuesOf(mv?.stored[slot]?.values), (value) => {
      const referred = space.mvIdOf(mvKeyOf(value));
      if (referred === undefined || !carried.stands(referred)) known = 'in doubt';
      else if (known === 'staged' && !carried.isStaged(referred)) known = 'standing';
    });
  return known;
};

/** The synchronisation is through with it. What there is to say is written at the end, so whoever has an error is not noted. */
const note = (session: Session, id: MvId, findings: Findings): void => {
  const objects = session.space.linkedTo(id).map((object) => object.id);
  if (findings.isSilentOn(id, objects)) session.carried.note(id, findings.momentsOf(id, objects));
};
