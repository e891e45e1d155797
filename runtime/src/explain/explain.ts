// Why an attribute is what it is (engine specification, section 11): who gave the value, what was read for it, and why
// every other rule that could have given one did not. What was decided is read from the records; the losers are
// evaluated again on the present state.

import type { Machine } from '../engine/index.js';
import { CLEAR, type Environment, Failure, KEEP, type Outcome, type Through } from '../expressions/index.js';
import type { Place } from '../plan/index.js';
import type { CsObject, MvObject, MvValue, Store } from '../store/index.js';
import { type Content, objKey, type Row, refByAnchor, refById } from '../values/index.js';
import { evaluateLoading } from './through.js';

/** An attribute that an expression read, as the rule writes it: `title`, `cs.mail`, `param.domain`. */
export interface Input {
  readonly attribute: string;
  readonly value: Content;
}

/** What one rule has to say about the attribute. */
export interface Voice {
  /** {@link ruleId}. */
  readonly rule: string;
  readonly place: Place;
  /** The object that the rule spoke for; missing for a rule from the metaverse. */
  readonly object: CsObject | undefined;
  readonly verdict: 'won' | 'outranked' | 'absent' | 'keep' | 'failed' | 'out-of-scope' | 'once';
  readonly value: Content;
  /** Of a failure. */
  readonly message: string | undefined;
  readonly inputs: readonly Input[];
  readonly scopePlace: Place | undefined;
}

export interface Explanation {
  readonly scalar: string;
  readonly value: Content;
  readonly cleared: boolean;
  /** `recorded`: kept although a flow fails; `tied`: kept because two objects disagree. */
  readonly mark: MvValue['mark'];
  readonly since: number | undefined;
  /** Rules in rank order, the winner with the others. */
  readonly voices: readonly Voice[];
  /** Of a derived value that no flow gave. */
  readonly derived: { readonly type: string; readonly place: Place; readonly inputs: readonly Input[] } | undefined;
}

/** Why an attribute of a metaverse object is what it is. Nothing if its type has no such attribute. */
export const explainMetaverse = async (
  store: Store,
  machine: Machine,
  mv: MvObject,
  attribute: string,
  at: number,
): Promise<Explanation | undefined> => {
  const type = machine.mvTypes.get(mv.type);
  const slot = type?.slots.get(attribute);
  const known = slot === undefined ? undefined : type?.attributes[slot];
  if (!type || slot === undefined || !known) return undefined;
  const stored = mv.stored[slot];
  const members = await linkedObjects(store, mv);
  const voices: Voice[] = [];
  for (const { rule, flow } of known.contributors) {
    for (const object of members) {
      if (`${object.connector}.${object.type}` !== rule.rule.csType) continue;
      const won = stored?.by.some((part) => part.rule === rule.id && part.object === keyOf(object)) ?? false;
      const heard = await hear(store, machine, {
        scope: rule.scope,
        evaluate: flow.evaluate,
        environment: sourceEnvironment(object, at),
      });
      voices.push({
        rule: rule.id,
        place: flow.plan.place,
        scopePlace: rule.rule.scopePlace,
        object,
        ...heard,
        verdict: flow.once && !won ? 'once' : verdictOf(heard.verdict, won),
      });
    }
  }
  const isDerived = stored !== undefined && stored.by.length === 0 && known.derived !== undefined;
  return {
    scalar: known.type.scalar,
    value: stored?.values,
    cleared: stored?.clear ?? false,
    mark: stored?.mark,
    since: stored?.since,
    voices,
    derived:
      isDerived && known.derived
        ? {
            type: mv.type,
            place: placeOfAttribute(machine, mv.type, attribute),
            inputs: (
              await hear(store, machine, {
                ...always,
                evaluate: known.derived.evaluate,
                environment: mvEnvironment(mv, at),
              })
            ).inputs,
          }
        : undefined,
  };
};

/** Why an attribute of a connector object is to become what is staged, or is left alone. */
export const explainConnector = async (
  store: Store,
  machine: Machine,
  object: CsObject,
  attribute: string,
  at: number,
): Promise<Explanation | undefined> => {
  const type = machine.csTypes.get(`${object.connector}.${object.type}`);
  const plan = type?.attributes.get(attribute);
  if (!type || !plan) return undefined;
  const mv = object.link && (await store.load({ mvs: [object.link.mv] })).mvs.get(object.link.mv);
  return {
    scalar: plan.type.scalar,
    value: type.read(object.image, attribute),
    cleared: false,
    mark: undefined,
    since: undefined,
    voices: mv ? await outboundVoices(store, machine, { object, mv, attribute, at }) : [],
    derived: undefined,
  };
};

interface Outbound {
  readonly object: CsObject;
  readonly mv: MvObject;
  readonly attribute: string;
  readonly at: number;
}

const outboundVoices = async (
  store: Store,
  machine: Machine,
  { object, mv, attribute, at }: Outbound,
): Promise<readonly Voice[]> => {
  const target = machine.mvTypes
    .get(mv.type)
    ?.targets.find(
      ({ slot }) =>
        slot.connector === object.connector &&
        slot.type === object.type &&
        slot.account === (object.link?.account ?? null),
    );
  const written = target && [...target.writes, ...(target.naming ? [target.naming] : [])];
  const flows = written?.find(({ name }) => name === attribute)?.flows ?? [];
  const voices: Voice[] = [];
  for (const { rule, plan, evaluate, once } of flows) {
    const environment = { ...mvEnvironment(mv, at), target: object.image, connector: object.connector };
    const heard = await hear(store, machine, { scope: rule.scope, evaluate, environment });
    const decided = voices.some(({ verdict }) => verdict === 'won' || verdict === 'keep');
    const verdict =
      once && object.existence === 'confirmed' ? 'once' : decided ? outranked(heard.verdict) : first(heard.verdict);
    voices.push({
      rule: rule.id,
      place: plan.place,
      scopePlace: rule.rule.scopePlace,
      object: undefined,
      ...heard,
      verdict,
    });
  }
  return voices;
};

type Verdict = Voice['verdict'];
type HeardVerdict = 'value' | 'absent' | 'clear' | 'keep' | 'failed' | 'out-of-scope';

const verdictOf = (heard: HeardVerdict, won: boolean): Verdict => (won ? 'won' : outranked(heard));
const outranked = (heard: HeardVerdict): Verdict => (heard === 'value' || heard === 'clear' ? 'outranked' : heard);
const first = (heard: HeardVerdict): Verdict => (heard === 'value' || heard === 'clear' ? 'won' : heard);

interface Question {
  readonly scope: (environment: Environment) => boolean;
  readonly evaluate: (environment: Environment) => Outcome;
  readonly environment: Omit<Environment, 'through' | 'observe'>;
}

interface Heard {
  readonly verdict: HeardVerdict;
  readonly value: Content;
  readonly message: string | undefined;
  readonly inputs: readonly Input[];
}

const always = { scope: () => true };

/** Evaluates scope and flow of a rule and listens to what they read. */
const hear = (store: Store, machine: Machine, { scope, evaluate, environment }: Question): Promise<Heard> =>
  evaluateLoading(store, machine, (through: Through): Heard => {
    const inputs = new Map<string, Input>();
    const observe: NonNullable<Environment['observe']> = (side, name, value) => {
      const attribute = side === 'source' ? name : `${side === 'target' ? 'cs' : side}.${name}`;
      inputs.set(attribute, { attribute, value });
    };
    const full: Environment = { ...environment, through, observe };
    const heard = (verdict: HeardVerdict, value: Content, message?: string): Heard => ({
      verdict,
      value,
      message,
      inputs: [...inputs.values()],
    });
    if (!scope(full)) return heard('out-of-scope', undefined);
    inputs.clear();
    try {
      const outcome = evaluate(full);
      if (outcome === CLEAR) return heard('clear', undefined);
      if (outcome === KEEP) return heard('keep', undefined);
      return outcome === undefined || outcome === '' ? heard('absent', undefined) : heard('value', outcome);
    } catch (thrown) {
      if (thrown instanceof Failure) return heard('failed', undefined, thrown.message);
      throw thrown;
    }
  });

const linkedObjects = async (store: Store, mv: MvObject): Promise<readonly CsObject[]> => {
  const { linked } = await store.load({ linked: [mv.id] });
  const { objects } = await store.load({ objects: linked.get(mv.id) ?? [] });
  return [...objects.values()].flatMap((object) => object ?? []);
};

const keyOf = (object: CsObject) => objKey(object.connector, object.anchor ?? '');

const sourceEnvironment = (object: CsObject, now: number): Question['environment'] => ({
  source: object.image,
  target: undefined,
  self: object.anchor === undefined ? refById(object.id) : refByAnchor(object.anchor),
  connector: object.connector,
  now,
  moment: () => {},
});

const mvEnvironment = (mv: MvObject, now: number): Question['environment'] => ({
  source: mv.stored.map((value) => value?.values) satisfies Row,
  target: undefined,
  self: mv.key,
  connector: '',
  now,
  moment: () => {},
});

const placeOfAttribute = (machine: Machine, type: string, attribute: string): Place => {
  const found = machine.plan.metaverse
    .find(({ name }) => name === type)
    ?.attributes.find(({ name }) => name === attribute);
  if (!found) throw new Error(`bug: the plan has no ${type}.${attribute}`);
  return found.place;
};
