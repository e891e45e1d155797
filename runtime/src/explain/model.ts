// What an explanation is made of.
import type { Place, PlanRule } from '../plan/index.js';
import type { AttributeChange, CsObject, EngineError, MvValue } from '../store/index.js';
import type { Content, ObjKey } from '../values/index.js';
import type { Definitions, Input } from './reads.js';

/** Why a rule does not apply. */
export interface Refusal {
  /** The condition that failed, as the rule writes it. */
  readonly condition: string;
  readonly place: Place;
  readonly inputs: readonly Input[];
}

export type VoiceVerdict =
  /** It gave the value, alone or with others. */
  | 'won'
  | 'outranked'
  | 'absent'
  | 'keep'
  /** Its flow fails; what it gave before does not count either. */
  | 'failed'
  /** Its flow fails, and what it gave before counts. */
  | 'recorded'
  | 'out-of-scope'
  | 'once'
  /** What an object gave that is lost since counts still. */
  | 'kept'
  /** It and another of the same rank disagree. */
  | 'tied'
  /** No object that it speaks for is joined. */
  | 'no-object';

/** What one rule has to say about the attribute. */
export interface Voice {
  /** {@link ruleId}. */
  readonly rule: string;
  readonly place: Place;
  /** The object that the rule spoke for; missing for a rule from the metaverse, and for an object that is lost. */
  readonly object: CsObject | undefined;
  /** The object that is lost. */
  readonly lost: ObjKey | undefined;
  readonly verdict: VoiceVerdict;
  readonly value: Content;
  /** Of a failure. */
  readonly message: string | undefined;
  readonly inputs: readonly Input[];
  readonly scopePlace: Place | undefined;
  /** Of a rule out of scope: the condition that failed, as the rule writes it. */
  readonly condition: string | undefined;
}

export interface Explanation {
  readonly scalar: string;
  readonly value: Content;
  readonly cleared: boolean;
  /** `recorded`: kept although a flow fails; `tied`: kept because two objects disagree. */
  readonly mark: MvValue['mark'];
  readonly since: number | undefined;
  /** What the next synchronisation makes of it, where that is something else. */
  readonly next: { readonly value: Content; readonly cleared: boolean } | undefined;
  /** Rules in rank order, the winner with the others. */
  readonly voices: readonly Voice[];
  /** Of a derived value that no flow gave. */
  readonly derived: Derivation | undefined;
  /** Of an attribute of a connector object: what is to become of it. */
  readonly pending: Pending | undefined;
}

export interface Derivation {
  readonly type: string;
  readonly place: Place;
  /** The expression. */
  readonly text: string;
  readonly inputs: readonly Input[];
  /** Where it ended in `error`. */
  readonly message: string | undefined;
}

export type Pending =
  | { readonly kind: 'change'; readonly change: AttributeChange }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'delete' }
  /** Accepted by the target, and not yet seen back. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'blocked'; readonly error: EngineError }
  /** Rules leave it as it is. */
  | { readonly kind: 'left' };

/** Where the names in a rule's expressions lead. */
export const definitionsOf = (rule: PlanRule, functions: Definitions['functions']): Definitions => ({
  lets: new Map(rule.lets.map(({ name, of }) => [name, of])),
  functions,
  target: rule.direction === 'inbound' ? 'mv' : 'cs',
});
