// One connector object, step by step: which rules it is in scope of, what its joins find, whether it is projected, what
// its flows give.
import {
  candidatesOf,
  type Decision,
  decideIn,
  type InboundMachine,
  isVisible,
  LiveAttributes,
  rulesThatApply,
  viewOf,
} from '../engine/index.js';
import { CLEAR, Failure } from '../expressions/index.js';
import type { Place } from '../plan/index.js';
import type { CsObject, MvObject, Slot } from '../store/index.js';
import { type Content, mvId, mvKey, objKey } from '../values/index.js';
import type { Asked } from './inquiry.js';
import { clauseOf, type JoinClause } from './joins.js';
import { definitionsOf, type Refusal } from './model.js';
import { type Input, inputsOf } from './reads.js';
import { refusalOf } from './scope.js';
import { reportUnclaimed, type UnclaimedReport } from './unclaimed.js';

/** A rule and whether it applies. */
export interface RuleReport {
  readonly rule: string;
  readonly place: Place;
  /** What it does besides flows. */
  readonly does: readonly ('join' | 'project' | 'provision')[];
  /** Why it does not apply; missing where it does. */
  readonly refusal: Refusal | undefined;
}

export interface FlowReport {
  readonly rule: string;
  readonly place: Place;
  readonly attribute: string;
  readonly gives: 'value' | 'absent' | 'clear' | 'failure';
  readonly value: Content;
  readonly message: string | undefined;
  readonly inputs: readonly Input[];
}

/** What would be made of an object that would be projected now. */
export interface Newborn {
  readonly type: string;
  readonly attributes: readonly { readonly name: string; readonly scalar: string; readonly value: Content }[];
  /** Slots that a rule would fill. */
  readonly provisions: readonly { readonly slot: Slot; readonly rule: string; readonly place: Place }[];
}

export interface ObjectReport {
  readonly object: CsObject;
  readonly rules: readonly RuleReport[];
  readonly clauses: readonly JoinClause<MvObject>[];
  /** What the engine decides; or why it decides nothing: `linked`, `set-aside`, `unconfirmed`, `gone`. */
  readonly decision: Decision['kind'] | 'linked' | 'set-aside' | 'unconfirmed' | 'gone';
  /** The rule by which it would be projected, and why not, where its `when` does not hold. */
  readonly projection:
    | { readonly rule: string; readonly place: Place; readonly refusal: Refusal | undefined }
    | undefined;
  readonly flows: readonly FlowReport[];
  readonly newborn: Newborn | undefined;
  /** Where a rule deletes what nobody claims. */
  readonly unclaimed: UnclaimedReport | undefined;
}

export const reportObject = (asked: Asked, object: CsObject): ObjectReport => {
  const { session, trace } = asked;
  const { plan } = session.machine;
  const functions = new Map(plan.functions.map((one) => [one.name, one]));
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  const { result: view, outcomes } = trace.during(() => viewOf(session, object));
  const inbound = type?.inbound ?? [];
  const joining = view.links.find((rule) => rule.joins.length > 0);
  const clauses = view.clauses.map(({ texts, targets }, index) => {
    const candidates = candidatesOf(session, texts, targets).flatMap((id) => session.space.mv(id) ?? []);
    const rule = joining?.rule ?? view.links[0]?.rule;
    if (rule === undefined) throw new Error('bug: a join of no rule');
    return clauseOf(plan, rule, index, { outcomes, texts, candidates });
  });
  const decision = decisionOn(asked, object);
  return {
    object,
    rules: inbound.map((rule) => ({
      rule: rule.id,
      place: rule.rule.place,
      does: [...(rule.joins.length > 0 ? (['join'] as const) : []), ...(rule.projects ? (['project'] as const) : [])],
      refusal: view.rules.includes(rule) ? undefined : refusalOf(rule.rule, outcomes, functions),
    })),
    clauses,
    decision,
    projection: projectionOf(view.links, asked, outcomes),
    flows: view.rules.flatMap((rule) => flowsOf(asked, object, rule)),
    newborn:
      decision === 'project' && view.projects !== undefined
        ? newbornOf(asked, object, view.projects, view.account)
        : undefined,
    unclaimed: reportUnclaimed(asked, object),
  };
};

const decisionOn = ({ session }: Asked, object: CsObject): ObjectReport['decision'] => {
  if (object.existence === 'gone') return 'gone';
  if (object.link !== undefined) return 'linked';
  if (object.explicit) return 'set-aside';
  return isVisible(object) ? decideIn(session, object).kind : 'unconfirmed';
};

const projectionOf = (
  links: readonly InboundMachine[],
  { session }: Asked,
  outcomes: Parameters<typeof refusalOf>[1],
): ObjectReport['projection'] => {
  const projecting = links.find((rule) => rule.projects);
  const project = projecting?.rule.project;
  if (projecting === undefined || project === undefined) return undefined;
  const holds = project.when === undefined || outcomes.get(project.when) === true;
  const functions = new Map(session.machine.plan.functions.map((one) => [one.name, one]));
  const asScope = { ...projecting.rule, scope: project.when, scopePlace: project.place };
  return {
    rule: projecting.id,
    place: project.place,
    refusal:
      holds || project.when === undefined
        ? undefined
        : refusalOf({ ...asScope, scope: project.when }, outcomes, functions),
  };
};

const flowsOf = ({ session, trace }: Asked, object: CsObject, rule: InboundMachine): readonly FlowReport[] => {
  const functions = new Map(session.machine.plan.functions.map((one) => [one.name, one]));
  const view = viewOf(session, object);
  return rule.flows.map((flow) => {
    const { result, outcomes } = trace.during(() => view.result(flow));
    const inputs = inputsOf(flow.plan.of, outcomes, definitionsOf(rule.rule, functions));
    const base = { rule: rule.id, place: flow.plan.place, attribute: flow.attribute, inputs, message: undefined };
    if (result instanceof Failure) return { ...base, gives: 'failure', value: undefined, message: result.message };
    if (result === CLEAR) return { ...base, gives: 'clear', value: undefined };
    return { ...base, gives: result === undefined ? 'absent' : 'value', value: result };
  });
};

/** Nobody has this number: it is of one that is not there yet. */
const UNBORN = mvId(0);

const newbornOf = ({ session }: Asked, object: CsObject, type: string, account: string | null): Newborn => {
  const unborn: MvObject = {
    id: UNBORN,
    key: mvKey(objKey(object.connector, object.anchor ?? ''), 0),
    type,
    holders: [],
    goneSince: undefined,
    kept: undefined,
    once: undefined,
    stored: [],
    notSettled: false,
    keys: [],
  };
  const live = new LiveAttributes(session, unborn, { with: { object, account }, fresh: true });
  return {
    type,
    attributes: live.type.inOrder.flatMap(({ name, slot, type: { scalar } }) => {
      const value = live.read(slot);
      return value === undefined ? [] : [{ name, scalar, value }];
    }),
    provisions: live.type.targets.flatMap((target) => {
      const rule = rulesThatApply(live, target).find((one) => one.provisions);
      return rule === undefined
        ? []
        : [{ slot: target.slot, rule: rule.id, place: rule.rule.provision?.place ?? rule.rule.place }];
    }),
  };
};
