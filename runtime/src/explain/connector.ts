// Why an attribute of a connector object is to become what is staged, or is left alone.
import {
  type Draft,
  draftsFor,
  evaluateFlow,
  liveAttributesOf,
  type Machine,
  type OutboundFlow,
  operationOf,
  rulesThatApply,
  type TargetMachine,
  targetOf,
} from '../engine/index.js';
import { CLEAR, Failure, KEEP, type Outcome } from '../expressions/index.js';
import type { CsObject, MvObject, Store } from '../store/index.js';
import { type Asked, Inquiry } from './inquiry.js';
import { definitionsOf, type Explanation, type Pending, type Voice } from './model.js';
import { inputsOf } from './reads.js';
import { refusalOf } from './scope.js';
import type { Outcomes } from './trace.js';

/** Why an attribute of a connector object is what it is and will be. Nothing if its type has no such attribute. */
export const explainConnector = async (
  store: Store,
  machine: Machine,
  object: CsObject,
  attribute: string,
  at: number,
): Promise<Explanation | undefined> => {
  const inquiry = await Inquiry.open(store, machine, at);
  return inquiry.ask((asked) => explainSlotAttribute(asked, object, attribute));
};

/** The same within an inquiry. */
export const explainSlotAttribute = (asked: Asked, object: CsObject, attribute: string): Explanation | undefined => {
  const { session } = asked;
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  const plan = type?.attributes.get(attribute);
  if (!type || !plan) return undefined;
  const mv = object.link && session.space.mv(object.link.mv);
  const target = mv && targetOf(session, mv, object);
  const naming = type.connector.naming === attribute;
  return {
    scalar: plan.type.scalar,
    value: naming ? object.name : type.read(object.image, attribute),
    cleared: false,
    mark: undefined,
    since: undefined,
    next: undefined,
    voices: mv && target ? outboundVoices(asked, { object, mv, target }, attribute) : [],
    derived: undefined,
    pending: mv && target ? pendingOf(asked, { object, mv, target }, attribute) : undefined,
  };
};

interface Filled {
  readonly object: CsObject;
  readonly mv: MvObject;
  readonly target: TargetMachine;
}

const outboundVoices = (asked: Asked, filled: Filled, attribute: string): readonly Voice[] => {
  const { session, trace } = asked;
  const { mv, target } = filled;
  const attributes = liveAttributesOf(session, mv);
  const { result: applying, outcomes } = trace.during(() => rulesThatApply(attributes, target));
  const written = [...target.writes, ...(target.naming ? [target.naming] : [])].find(({ name }) => name === attribute);
  const voices: Voice[] = [];
  for (const flow of written?.flows ?? []) {
    const voice = applying.includes(flow.rule)
      ? heardFlow(asked, filled, flow)
      : refused(asked, flow, { outcomes, isHeld: attributes.held });
    const decided = written?.merge !== true && voices.some(({ verdict }) => DECIDES.has(verdict));
    voices.push(decided && DECIDES.has(voice.verdict) ? { ...voice, verdict: 'outranked' } : voice);
  }
  return voices;
};

/** After one of these, no other rule is asked. */
const DECIDES: ReadonlySet<Voice['verdict']> = new Set(['won', 'once', 'failed']);

const base = ({ rule, plan }: OutboundFlow): Omit<Voice, 'verdict'> => ({
  rule: rule.id,
  place: plan.place,
  object: undefined,
  lost: undefined,
  value: undefined,
  message: undefined,
  inputs: [],
  scopePlace: rule.rule.scopePlace,
  condition: undefined,
});

const functionsOf = ({ session }: Asked) => new Map(session.machine.plan.functions.map((one) => [one.name, one]));

const refused = (
  asked: Asked,
  flow: OutboundFlow,
  { outcomes, isHeld }: { readonly outcomes: Outcomes; readonly isHeld: boolean },
): Voice => {
  if (!isHeld && flow.rule.provisions)
    return { ...base(flow), verdict: 'out-of-scope', condition: 'no source holds the metaverse object any more' };
  const { condition, inputs } = refusalOf(flow.rule.rule, outcomes, functionsOf(asked));
  return { ...base(flow), verdict: 'out-of-scope', condition, inputs };
};

const heardFlow = (asked: Asked, { object, mv, target }: Filled, flow: OutboundFlow): Voice => {
  const { session, trace } = asked;
  if (flow.once && object.existence !== 'gone') return { ...base(flow), verdict: 'once' };
  const attributes = liveAttributesOf(session, mv);
  const { result, outcomes } = trace.during(() => evaluateFlow(session, attributes, target, flow, object));
  const inputs = inputsOf(flow.plan.of, outcomes, definitionsOf(flow.rule.rule, functionsOf(asked)));
  return { ...base(flow), inputs, ...verdictOf(result) };
};

const verdictOf = (outcome: Outcome | Failure): Pick<Voice, 'verdict'> & Partial<Voice> => {
  if (outcome instanceof Failure) return { verdict: 'failed', message: outcome.message };
  if (outcome === KEEP) return { verdict: 'keep' };
  if (outcome === CLEAR) return { verdict: 'won' };
  return outcome === undefined || outcome === '' ? { verdict: 'absent' } : { verdict: 'won', value: outcome };
};

const pendingOf = ({ session }: Asked, { object, mv, target }: Filled, attribute: string): Pending => {
  if (object.written?.sent[attribute] !== undefined) return { kind: 'sent' };
  const { drafts, errors } = draftsFor(session, mv);
  const draft = drafts.find(
    (one): one is Exclude<Draft, { kind: 'add' }> => one.kind !== 'add' && one.object.id === object.id,
  );
  const staged = draft === undefined ? { operations: [], errors: [] } : operationOf(session, draft);
  const error = [...errors, ...staged.errors].find(
    (one) =>
      one.slot?.connector === target.slot.connector &&
      one.slot.type === target.slot.type &&
      (one.attribute ?? attribute) === attribute,
  );
  const [operation] = staged.operations;
  if (operation?.kind === 'delete') return { kind: 'delete' };
  if (operation?.name !== undefined && target.naming?.name === attribute)
    return { kind: 'rename', name: operation.name };
  const change = operation?.changes.find((one) => one.attribute === attribute);
  if (change !== undefined) return { kind: 'change', change };
  return error === undefined ? { kind: 'left' } : { kind: 'blocked', error };
};
