// Objects that nobody claims (engine specification 4.5, L 9.12): deleted where a rule says so, and nobody may want them.
import type { CsObject, Slot } from '../../store/index.js';
import type { MvId, ObjectId } from '../../values/index.js';
import { attributesOf, metaverseThrough } from '../inbound/attributes.js';
import { type Decision, decideIn, isVisible } from '../inbound/decide.js';
import { earlier } from '../inbound/stored-attributes.js';
import { Memo, type Session } from '../session.js';
import { referenceTo } from '../space/resolve.js';
import { type Claimant, intentOf, isWithheld, lookingFor } from './intent.js';

/** That an object is to be deleted because nobody claims it. */
export interface UnclaimedDraft {
  readonly kind: 'unclaimed';
  readonly key: string;
  readonly object: CsObject;
  readonly slot: Slot;
  readonly rule: string;
}

/** Whether an object is unclaimed, and when that may change with nothing but time. */
export interface Claiming {
  readonly draft: UnclaimedDraft | undefined;
  readonly next: number | undefined;
}

const CLAIMING = new Memo<ObjectId, Claiming>();
const CLAIMED: Claiming = { draft: undefined, next: undefined };

/** Asked once everything is stored; it does not change from then on. */
export const claimingOf = (session: Session, object: CsObject): Claiming => {
  const known = CLAIMING.of(session).get(object.id);
  if (known !== undefined) return known;
  const claiming = workOut(session, object);
  CLAIMING.of(session).set(object.id, claiming);
  return claiming;
};

const workOut = (session: Session, object: CsObject): Claiming => {
  const unclaimed = session.machine.csTypes.get(`${object.connector}.${object.type}`)?.unclaimed;
  if (unclaimed === undefined || !isVisible(object)) return CLAIMED;
  let next: number | undefined;
  const environment = {
    ...session.sourceEnvironment(object, metaverseThrough(session), (at) => {
      next = earlier(next, at);
    }),
    self: referenceTo(object),
    source: [],
    target: object.image,
  };
  const holds = unclaimed.when(environment);
  if (!holds || doubtAbout(session, object) !== undefined) return { draft: undefined, next };
  const slot: Slot = { connector: object.connector, type: object.type, account: null };
  return { draft: { kind: 'unclaimed', key: `unclaimed ${object.id}`, object, slot, rule: unclaimed.rule }, next };
};

/** Why it cannot be said that nobody claims an object. */
export type Doubt =
  /** It could join, or be projected once an error is gone. */
  | { readonly kind: 'undecided'; readonly decision: Decision['kind'] }
  /** Somebody wants it, or would if it were certain who that is. */
  | { readonly kind: 'sought'; readonly by: readonly MvId[] };

export const doubtAbout = (session: Session, object: CsObject): Doubt | undefined => {
  const decision = decideIn(session, object).kind;
  if (['join', 'project', 'ambiguous', 'failed'].includes(decision)) return { kind: 'undecided', decision };
  const by = lookingFor(session, object).filter((claimant) => wants(session, object, claimant));
  return by.length === 0 ? undefined : { kind: 'sought', by: by.map(({ mv }) => mv) };
};

const wants = (session: Session, object: CsObject, { mv, target }: Claimant): boolean => {
  const record = session.space.mv(mv);
  if (record === undefined) return false;
  if (isWithheld(attributesOf(session, record))) return true;
  const intent = intentOf(session, record, target);
  if (intent.kind === 'take') return intent.object.id === object.id;
  return intent.kind === 'ambiguous' && intent.candidates.some((each) => each.id === object.id);
};
