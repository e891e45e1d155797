// Why an attribute of a metaverse object is what it is (engine specification, section 11): who gave the value, from what,
// and why every other rule that could have given one did not.
import {
  type InboundMachine,
  LiveAttributes,
  type Machine,
  type MvAttributeMachine,
  mvKeyOf,
  type View,
  viewOf,
} from '../engine/index.js';
import { CLEAR, Failure } from '../expressions/index.js';
import type { Place, PlanFlow } from '../plan/index.js';
import { type Contribution, type CsObject, isClear, type MvObject, type Store } from '../store/index.js';
import { type Content, objKey, type RefText, sameContent, valuesOf } from '../values/index.js';
import { type Asked, Inquiry } from './inquiry.js';
import { type Derivation, definitionsOf, type Explanation, type Voice } from './model.js';
import { inputsOf } from './reads.js';
import { refusalOf } from './scope.js';
import { exprText } from './text.js';
import type { Outcomes } from './trace.js';

/** Why an attribute of a metaverse object is what it is. Nothing if its type has no such attribute. */
export const explainMetaverse = async (
  store: Store,
  machine: Machine,
  mv: MvObject,
  attribute: string,
  at: number,
): Promise<Explanation | undefined> => {
  const inquiry = await Inquiry.open(store, machine, at);
  return inquiry.ask((asked) => explainAttribute(asked, mv, attribute));
};

/** The same within an inquiry. */
export const explainAttribute = (asked: Asked, mv: MvObject, attribute: string): Explanation | undefined => {
  const { session, trace } = asked;
  const type = session.machine.mvTypes.get(mv.type);
  const known = type?.inOrder.find(({ name }) => name === attribute);
  if (known === undefined) return undefined;
  const members = session.space.linkedTo(mv.id).map((object) => {
    const { result, outcomes } = trace.during(() => viewOf(session, object));
    return { object, view: result, outcomes };
  });
  const live = new LiveAttributes(session, mv);
  const spoken = known.contributors.flatMap((contributor) =>
    speak(asked, { mv, attribute: known, members }, contributor),
  );
  const { result: outcome, outcomes } = trace.during(() => live.outcome(known.slot));
  const by = outcome.value?.by ?? [];
  const voices = [
    ...spoken.map((one) => judged(one, by, outcome.tie !== undefined)),
    ...(live.held ? [] : lost(asked, live.memory(known), by, spoken)),
  ];
  const stored = mv.stored[known.slot];
  const next = { value: outcome.value?.values, cleared: outcome.value?.clear ?? false };
  const isSame = next.cleared === (stored?.clear ?? false) && sameContent(next.value, stored?.values);
  return {
    scalar: known.type.scalar,
    value: stored?.values,
    cleared: stored?.clear ?? false,
    mark: stored?.mark,
    since: stored?.since,
    next: isSame ? undefined : next,
    voices,
    derived:
      by.length > 0 || outcome.tie !== undefined
        ? undefined
        : derivationOf(asked, mv, attribute, outcomes, outcome.failure),
    pending: undefined,
  };
};

interface Member {
  readonly object: CsObject;
  readonly view: View;
  readonly outcomes: Outcomes;
}

interface About {
  readonly mv: MvObject;
  readonly attribute: MvAttributeMachine;
  readonly members: readonly Member[];
}

type Contributor = MvAttributeMachine['contributors'][number];

/** What a rule says for each object that it could speak for. */
const speak = (asked: Asked, about: About, contributor: Contributor): readonly Voice[] => {
  const { rule, flow } = contributor;
  const own = about.members.filter(
    ({ object }) =>
      `${object.connector}.${object.type}` === rule.rule.csType && (object.link?.account ?? null) === rule.account,
  );
  const base = voiceOf(rule, flow.plan);
  if (own.length === 0) return [{ ...base, verdict: 'no-object' }];
  return own.map((member) => ({ ...base, object: member.object, ...said(asked, about, contributor, member) }));
};

const voiceOf = ({ id, rule }: InboundMachine, flow: PlanFlow): Omit<Voice, 'verdict'> => ({
  rule: id,
  place: flow.place,
  object: undefined,
  lost: undefined,
  value: undefined,
  message: undefined,
  inputs: [],
  scopePlace: rule.scopePlace,
  condition: undefined,
});

const said = (
  { session, trace }: Asked,
  { mv, attribute }: About,
  { rule, flow }: Contributor,
  { object, view, outcomes: heard }: Member,
): Pick<Voice, 'verdict'> & Partial<Voice> => {
  const functions = new Map(session.machine.plan.functions.map((one) => [one.name, one]));
  if (object.existence === 'gone') return { verdict: 'absent', message: 'the last import says that it is gone' };
  if (!view.rules.includes(rule)) {
    const { condition, inputs } = refusalOf(rule.rule, heard, functions);
    return { verdict: 'out-of-scope', condition, inputs };
  }
  if (flow.once) return { verdict: 'once', value: mv.once?.[attribute.name] };
  const { result, outcomes } = trace.during(() => view.result(flow));
  const inputs = inputsOf(flow.plan.of, outcomes, definitionsOf(rule.rule, functions));
  if (result instanceof Failure) return { verdict: 'failed', message: result.message, inputs };
  if (result === CLEAR) return { verdict: 'outranked', inputs };
  const value = flow.reference ? crossed(session, object.connector, result, attribute) : result;
  if (isAbsent(value)) {
    const dangling = flow.reference && !isAbsent(result) ? 'what it refers to is not joined to anything' : undefined;
    return { verdict: 'absent', message: dangling, inputs };
  }
  return { verdict: 'outranked', value, inputs };
};

const isAbsent = (content: Content): boolean => valuesOf(content).every((value) => value === '');

const crossed = (
  session: Asked['session'],
  connector: string,
  result: Content,
  { type }: MvAttributeMachine,
): Content => {
  const keys = valuesOf(result).flatMap(
    (reference) => mvKeyOf(session, connector, String(reference) as RefText, type.to) ?? [],
  );
  return keys.length > 0 && !type.many ? keys[0] : keys.length === 0 ? undefined : keys;
};

/** What was said, with what became of it. */
const judged = (voice: Voice, by: readonly Contribution[], tied: boolean): Voice => {
  const { object, rule, verdict } = voice;
  const counts = object !== undefined && by.some((part) => part.rule === rule && part.object === keyOf(object));
  if (verdict === 'outranked') return { ...voice, verdict: tied ? 'tied' : counts ? 'won' : 'outranked' };
  if (verdict === 'once' && counts) return { ...voice, verdict: 'won' };
  return verdict === 'failed' && counts ? { ...voice, verdict: 'recorded' } : voice;
};

const keyOf = ({ connector, anchor = '' }: CsObject) => objKey(connector, anchor);

/** What objects gave that are lost, while no source holds the metaverse object. */
const lost = (
  { session }: Asked,
  memory: readonly Contribution[],
  by: readonly Contribution[],
  spoken: readonly Voice[],
): readonly Voice[] =>
  memory.flatMap((part): readonly Voice[] => {
    if (spoken.some(({ object, rule }) => object !== undefined && keyOf(object) === part.object && rule === part.rule))
      return [];
    const like = spoken.find(({ rule }) => rule === part.rule);
    const place: Place = like?.place ?? session.machine.plan.rules[0]?.place ?? [0, 1, 1];
    const counts = by.some((one) => one.rule === part.rule && one.object === part.object);
    return [
      {
        rule: part.rule,
        place,
        object: undefined,
        lost: part.object,
        verdict: counts ? 'kept' : 'outranked',
        value: isClear(part.part) ? undefined : part.part,
        message: undefined,
        inputs: [],
        scopePlace: undefined,
        condition: undefined,
      },
    ];
  });

const derivationOf = (
  { session }: Asked,
  mv: MvObject,
  attribute: string,
  outcomes: Outcomes,
  failure: Failure | undefined,
): Derivation | undefined => {
  const { plan } = session.machine;
  const declared = plan.metaverse
    .find(({ name }) => name === mv.type)
    ?.attributes.find(({ name }) => name === attribute);
  if (declared?.derived === undefined) return undefined;
  const functions = new Map(plan.functions.map((one) => [one.name, one]));
  return {
    type: mv.type,
    place: declared.place,
    text: exprText(declared.derived),
    inputs: inputsOf(declared.derived, outcomes, { lets: new Map(), functions, target: 'cs' }),
    message: failure?.message,
  };
};
