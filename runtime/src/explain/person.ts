// One metaverse object, step by step: who holds it, and for every slot which rules apply, what their joins find, what
// should be there, and what stands in the way.
import {
  blockOf,
  type Draft,
  draftsFor,
  filling,
  type Intent,
  intentOf,
  isWithheld,
  keyTexts,
  lastHolders,
  liveAttributesOf,
  matchesOf,
  operationOf,
  rulesThatApply,
  type TargetMachine,
} from '../engine/index.js';
import type { CsObject, EngineError, MvObject, Operation, Slot } from '../store/index.js';
import type { Content, ObjKey } from '../values/index.js';
import type { Asked } from './inquiry.js';
import { clauseOf, type JoinClause } from './joins.js';
import type { RuleReport } from './object.js';
import { refusalOf } from './scope.js';

export interface SlotReport {
  readonly slot: Slot;
  readonly rules: readonly RuleReport[];
  readonly clauses: readonly JoinClause<CsObject>[];
  readonly intent: Intent['kind'];
  /** Objects that fill the slot, that it would take, or among which it cannot choose. */
  readonly objects: readonly CsObject[];
  readonly expected: Draft['kind'] | undefined;
  /** Whether rules that block let it not be carried out. */
  readonly blocked: boolean;
  readonly operation: Operation | undefined;
  readonly errors: readonly EngineError[];
}

export interface MetaverseReport {
  readonly mv: MvObject;
  readonly members: readonly CsObject[];
  /** Who holds it now: objects that a rule would project. */
  readonly holders: readonly ObjKey[];
  /** Who held it last, where nobody does. */
  readonly lastHolders: readonly ObjKey[];
  /** Attributes about which two objects disagree. */
  readonly ties: readonly string[];
  readonly withheld: boolean;
  readonly values: readonly { readonly name: string; readonly scalar: string; readonly value: Content }[];
  readonly slots: readonly SlotReport[];
}

export const reportMetaverse = (asked: Asked, mv: MvObject): MetaverseReport => {
  const { session } = asked;
  const live = liveAttributesOf(session, mv);
  const drafts = draftsFor(session, mv);
  return {
    mv,
    members: session.space.linkedTo(mv.id),
    holders: live.holders(),
    lastHolders: live.held ? [] : lastHolders(mv),
    ties: live.type.inOrder.filter(({ slot }) => live.outcome(slot).tie !== undefined).map(({ name }) => name),
    withheld: isWithheld(live),
    values: live.type.inOrder.flatMap(({ name, slot, type: { scalar } }) => {
      const value = live.read(slot);
      return value === undefined ? [] : [{ name, scalar, value }];
    }),
    slots: live.type.targets.map((target) => slotReport(asked, mv, target, drafts)),
  };
};

const slotReport = (
  asked: Asked,
  mv: MvObject,
  target: TargetMachine,
  { drafts, errors }: ReturnType<typeof draftsFor>,
): SlotReport => {
  const { session } = asked;
  const intent = intentOf(session, mv, target);
  const draft = drafts.find((one) => one.target.key === target.key);
  const staged = draft === undefined ? { operations: [], errors: [] } : operationOf(session, draft);
  return {
    slot: target.slot,
    rules: rulesOf(asked, mv, target),
    clauses: intent.kind === 'filled' || intent.kind === 'held' ? [] : clausesOf(asked, mv, target),
    intent: intent.kind,
    objects: objectsOf(intent),
    expected: draft?.kind,
    blocked: draft !== undefined && blockOf(session, draft) !== undefined,
    operation: staged.operations[0],
    errors: [...errors, ...staged.errors].filter(({ slot }) => slot !== undefined && sameSlot(slot, target.slot)),
  };
};

const sameSlot = (a: Slot, b: Slot): boolean =>
  a.connector === b.connector && a.type === b.type && a.account === b.account;

const objectsOf = (intent: Intent): readonly CsObject[] => {
  if (intent.kind === 'filled') return intent.objects;
  if (intent.kind === 'take') return [intent.object];
  return intent.kind === 'ambiguous' ? intent.candidates : [];
};

const rulesOf = ({ session, trace }: Asked, mv: MvObject, target: TargetMachine): readonly RuleReport[] => {
  const live = liveAttributesOf(session, mv);
  const functions = new Map(session.machine.plan.functions.map((one) => [one.name, one]));
  const { result: applying, outcomes } = trace.during(() => rulesThatApply(live, target));
  return target.rules.map((rule) => {
    const unheld = rule.provisions && !live.held;
    const refusal = unheld
      ? { condition: 'some source holds it', place: rule.rule.place, inputs: [] }
      : refusalOf(rule.rule, outcomes, functions);
    return {
      rule: rule.id,
      place: rule.rule.place,
      does: [
        ...(rule.joins.length > 0 ? (['join'] as const) : []),
        ...(rule.provisions ? (['provision'] as const) : []),
      ],
      refusal: applying.includes(rule) ? undefined : refusal,
    };
  });
};

const clausesOf = ({ session, trace }: Asked, mv: MvObject, target: TargetMachine): readonly JoinClause<CsObject>[] => {
  const live = liveAttributesOf(session, mv);
  const joining = rulesThatApply(live, target).find((rule) => rule.joins.length > 0);
  if (joining === undefined || filling(session, mv, target).length > 0) return [];
  return joining.joins.map((join, index) => {
    const { result: texts, outcomes } = trace.during(() => keyTexts(live, join.source));
    const candidates = matchesOf(session, join.target, texts);
    return clauseOf(session.machine.plan, joining.rule, index, { outcomes, texts, candidates });
  });
};
