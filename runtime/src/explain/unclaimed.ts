// Whether a connector object is deleted because nobody claims it, and why not, where a rule would delete such objects.
import { claimingOf, type Doubt, doubtAbout, isVisible, unclaimedOperation } from '../engine/index.js';
import type { OutboundRule, Place } from '../plan/index.js';
import { type CsObject, type EngineError, ruleId } from '../store/index.js';
import type { MvKey } from '../values/index.js';
import type { Asked } from './inquiry.js';
import type { Refusal } from './model.js';
import { refusalOf } from './scope.js';

type Unclaiming = OutboundRule & { readonly unclaimed: NonNullable<OutboundRule['unclaimed']> };

export type UnclaimedVerdict =
  /** Its deletion is staged, or waits for what is under way. */
  | { readonly kind: 'deleted'; readonly staged: boolean }
  /** The rule's `when` does not hold. */
  | { readonly kind: 'spared'; readonly refusal: Refusal }
  | { readonly kind: 'undecided'; readonly decision: Extract<Doubt, { kind: 'undecided' }>['decision'] }
  /** By metaverse objects that look for it. */
  | { readonly kind: 'sought'; readonly by: readonly MvKey[] }
  | { readonly kind: 'blocked'; readonly errors: readonly EngineError[] };

export interface UnclaimedReport {
  readonly rule: string;
  readonly place: Place;
  readonly verdict: UnclaimedVerdict;
}

/** Missing where the object is joined or not visible, or no rule deletes what nobody claims. */
export const reportUnclaimed = (asked: Asked, object: CsObject): UnclaimedReport | undefined => {
  const { plan } = asked.session.machine;
  const rule = plan.rules.find(
    (one): one is Unclaiming =>
      one.direction === 'outbound' &&
      one.unclaimed !== undefined &&
      one.csType === `${object.connector}.${object.type}`,
  );
  if (rule === undefined || !isVisible(object)) return undefined;
  return { rule: ruleId(rule), place: rule.unclaimed.place, verdict: verdictOn(asked, object, rule) };
};

const verdictOn = ({ session, trace }: Asked, object: CsObject, rule: Unclaiming): UnclaimedVerdict => {
  const { result: claiming, outcomes } = trace.during(() => claimingOf(session, object));
  if (claiming.draft !== undefined) {
    const { operations, errors } = unclaimedOperation(session, claiming.draft);
    return errors.length > 0 ? { kind: 'blocked', errors } : { kind: 'deleted', staged: operations.length > 0 };
  }
  const doubt = doubtAbout(session, object);
  if (doubt?.kind === 'undecided') return doubt;
  if (doubt !== undefined) return { kind: 'sought', by: doubt.by.flatMap((id) => session.space.mv(id)?.key ?? []) };
  const functions = new Map(session.machine.plan.functions.map((one) => [one.name, one]));
  const { when: scope, place: scopePlace } = rule.unclaimed;
  const condition = scope === undefined ? rule : { ...rule, scope, scopePlace };
  return { kind: 'spared', refusal: refusalOf(condition, outcomes, functions) };
};
