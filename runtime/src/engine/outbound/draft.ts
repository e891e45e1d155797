// What a slot should come to (engine specification 5.6, S1 to S4), before other slots have their say.
import { CLEAR, type Environment, Failure, KEEP, type Outcome } from '../../expressions/index.js';
import type { CsObject, EngineError, MvObject } from '../../store/index.js';
import { type Content, contentOf, distinctValues, dnKey, parentDn, sortValues, valuesOf } from '../../values/index.js';
import { attributesOf, metaverseThrough } from '../inbound/attributes.js';
import { normalised } from '../inbound/election.js';
import type { Attributes } from '../inbound/stored-attributes.js';
import type { OutboundFlow, OutboundScope, TargetAttribute, TargetMachine, Write } from '../machine/machine.js';
import type { Session } from '../session.js';
import { keyOf } from '../space/resolve.js';
import { claimantsOf, dueOf, holdingOf, type Intent, intentOf } from './intent.js';

/** What the flows say of one attribute. Attributes of which they say nothing to be done are left out. */
export type Wanted =
  | { readonly kind: 'value'; readonly attribute: TargetAttribute; readonly values: Content; readonly rule: string }
  | { readonly kind: 'none'; readonly attribute: TargetAttribute; readonly rule: string }
  | { readonly kind: 'withdraw'; readonly attribute: TargetAttribute };

/** A name as it is written, and as it compares. */
export interface WantedName {
  readonly text: string;
  readonly normalised: string;
  /** The name of what it would stand below, as it compares. */
  readonly parent: string | undefined;
  readonly rule: string;
}

interface Base {
  readonly mv: MvObject;
  readonly target: TargetMachine;
  /** Text of (metaverse object, slot). */
  readonly key: string;
}
export type Draft =
  | (Base & {
      readonly kind: 'add';
      readonly name: WantedName | undefined;
      readonly wanted: readonly Wanted[];
      readonly rule: string;
    })
  | (Base & {
      readonly kind: 'update';
      readonly object: CsObject;
      readonly rename: WantedName | undefined;
      readonly wanted: readonly Wanted[];
    })
  | (Base & { readonly kind: 'delete'; readonly object: CsObject; readonly rule: string | undefined });

/** The drafts of all slots of a metaverse object, and what stands in the way of others. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly errors: readonly EngineError[];
  /** The moment at which they may turn out otherwise with nothing but time. */
  readonly next: number | undefined;
}

export const draftKey = (mv: MvObject, target: TargetMachine): string => `${mv.id} ${target.key}`;

/** S1 to S4 for all slots of a metaverse object. */
export const draftsOf = (session: Session, mv: MvObject): Drafts => {
  const attributes = attributesOf(session, mv);
  const drafts: Draft[] = [];
  const errors: EngineError[] = [];
  if (mv.notSettled)
    errors.push({
      kind: 'not-settled',
      message: 'what it is joined to changed in every one of ten rounds; nothing is staged for it',
    });
  for (const target of attributes.type.targets) {
    const { draft, problems } = slotOf(session, attributes, target);
    if (draft !== undefined) drafts.push(draft);
    for (const problem of problems) errors.push({ ...problem, slot: target.slot });
  }
  return { drafts, errors, next: attributes.next };
};

interface SlotOutcome {
  readonly draft: Draft | undefined;
  readonly problems: readonly EngineError[];
}

const NO_PROBLEMS: readonly EngineError[] = [];

const none = (...problems: readonly EngineError[]): SlotOutcome => ({ draft: undefined, problems });

const slotOf = (session: Session, attributes: Attributes, target: TargetMachine): SlotOutcome => {
  const intent = intentOf(session, attributes.mv, target);
  switch (intent.kind) {
    case 'held':
    case 'nothing':
      return none();
    case 'ambiguous':
      return none(ambiguity(target, intent));
    case 'take':
      return none(untaken(session, target, intent.object));
    case 'filled':
      return filledSlot(session, attributes, target, intent.objects);
    case 'provision':
      return attributes.failures.length > 0
        ? none({
            kind: 'source-failed',
            message: `nothing is created while ${attributes.failures.join(', ')} cannot be worked out`,
          })
        : addDraft(session, attributes, target);
  }
};

const named = (object: CsObject): string =>
  `${object.connector}.${object.type}:${object.anchor ?? object.name ?? '(new)'}`;

const ambiguity = (
  target: TargetMachine,
  { clause, candidates }: Extract<Intent, { kind: 'ambiguous' }>,
): EngineError => {
  const names = candidates.map(named).sort().join(', ');
  return {
    kind: 'ambiguous-join',
    message: `join ${clause + 1} finds several objects of ${target.csType.name}: ${names}; none is joined and none is created`,
    detail: { candidates: names },
  };
};

const untaken = (session: Session, target: TargetMachine, object: CsObject): EngineError => {
  const claimants = claimantsOf(session, object);
  if (claimants.length < 2)
    return {
      kind: 'join-contradiction',
      message: `${named(object)} would take its own metaverse object out of the scope that joins it; it is not joined, and nothing is created`,
      detail: { object: keyOf(object) },
    };
  const keys = claimants
    .flatMap((claimant) => session.space.mv(claimant.mv)?.key ?? [])
    .map((key) => key.replaceAll('\u001f', ':'))
    .sort();
  return {
    kind: 'contested-join',
    message: `${named(object)} is wanted by several: ${keys.join(', ')}; nobody gets it, and nothing is created in ${target.csType.name}`,
    detail: { object: keyOf(object), claimants: keys.join(', ') },
  };
};

const filledSlot = (
  session: Session,
  attributes: Attributes,
  target: TargetMachine,
  objects: readonly CsObject[],
): SlotOutcome => {
  const [object] = objects;
  if (object === undefined || objects.length > 1)
    return none({
      kind: 'two-objects-one-account',
      message: `several objects of ${target.csType.name} are joined to it: ${objects.map(named).sort().join(', ')}; nothing is staged for any`,
      detail: { objects: objects.map(named).sort().join(', ') },
    });
  const { link } = object;
  if (link === undefined) return none();
  const scope = target.inScope(attributes);
  const { selfContradiction, awaited } = holdingOf(session, attributes.mv, target, object, link);
  if (awaited) return none();
  const problems: EngineError[] = selfContradiction
    ? [
        {
          kind: 'self-contradiction',
          message: `only the values of ${named(object)} itself take its metaverse object out of scope; it stays as it is`,
        },
      ]
    : [];
  const due =
    link.managed?.action === 'delete' &&
    !scope.provisions &&
    !selfContradiction &&
    session.at >= (dueOf(link) ?? Number.POSITIVE_INFINITY);
  const base = { mv: attributes.mv, target, key: draftKey(attributes.mv, target) };
  if (due) return { draft: { ...base, kind: 'delete', object, rule: link.managed?.rule }, problems };
  const election = electAll(session, attributes, { target, scope, object });
  const rename =
    election.name !== undefined && election.name.normalised !== presentName(object) ? election.name : undefined;
  return {
    draft: { ...base, kind: 'update', object, rename, wanted: election.wanted },
    problems: problems.length === 0 ? election.failures : [...problems, ...election.failures],
  };
};

/** The name the object has, or will have once what was sent is seen back, as it compares. */
export const presentName = (object: CsObject): string | undefined => {
  const name = object.written?.sentName ?? object.name;
  return name === undefined ? undefined : dnKey(name);
};

const addDraft = (session: Session, attributes: Attributes, target: TargetMachine): SlotOutcome => {
  const scope = target.inScope(attributes);
  const provisioning = scope.rules.find(
    (rule) => rule.provisions && rule.provisionWhen(attributes.environment(rule.reads)),
  );
  const { name, wanted, failures } = electAll(session, attributes, { target, scope, object: undefined });
  if (failures.length > 0) return none(...failures);
  const rule = provisioning?.id ?? '';
  const key = draftKey(attributes.mv, target);
  return {
    draft: { mv: attributes.mv, target, key, kind: 'add', name, wanted: wanted.filter(isValue), rule },
    problems: NO_PROBLEMS,
  };
};

const isValue = ({ kind }: Wanted): boolean => kind === 'value';

// ---- S4

/** A slot, the rules that apply to it, and the object that is there. */
interface Filling {
  readonly target: TargetMachine;
  readonly scope: OutboundScope;
  readonly object: CsObject | undefined;
}

interface ElectedSlot {
  readonly name: WantedName | undefined;
  readonly wanted: readonly Wanted[];
  readonly failures: readonly EngineError[];
}

const electAll = (session: Session, attributes: Attributes, slot: Filling): ElectedSlot => {
  const environment = slotEnvironment(session, attributes, slot.target, slot.object);
  const wanted: Wanted[] = [];
  const failures: EngineError[] = [];
  const decide = (write: Write): Wanted | undefined => {
    const outcome = electAttribute(attributes, environment, slot, write);
    if (outcome.kind === 'failed')
      failures.push({
        kind: outcome.error,
        attribute: write.attribute.name,
        rule: outcome.rule,
        message: outcome.message,
      });
    return outcome.kind === 'failed' || outcome.kind === 'stored' ? undefined : outcome;
  };
  for (const write of slot.scope.writes) {
    const outcome = decide(write);
    if (outcome !== undefined) wanted.push(outcome);
  }
  const name = slot.scope.naming === undefined ? undefined : decide(slot.scope.naming);
  return { name: name?.kind === 'value' ? nameOf(name) : undefined, wanted, failures };
};

const nameOf = ({ values, rule }: Extract<Wanted, { kind: 'value' }>): WantedName | undefined => {
  if (typeof values !== 'string') return undefined;
  const normalised = dnKey(values);
  return { text: values, normalised, parent: parentDn(normalised), rule };
};

type OutboundElection =
  | Wanted
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly error: Failure['kind']; readonly rule: string; readonly message: string };
const STORED: OutboundElection = { kind: 'stored' };

const electAttribute = (
  attributes: Attributes,
  environment: Environment,
  { target, scope, object }: Filling,
  write: Write,
): OutboundElection => {
  const { attribute } = write;
  let gathered: Content[] | undefined;
  let kept = false;
  let by: string | undefined;
  for (const flow of write.flows) {
    if (flow.once && object !== undefined) return STORED;
    const outcome = evaluateIn(attributes, environment, flow);
    if (outcome instanceof Failure)
      return { kind: 'failed', error: outcome.kind, rule: flow.rule.id, message: outcome.message };
    if (outcome === KEEP) kept = true;
    else if (outcome === CLEAR) {
      if (!attribute.merge) return { kind: 'none', attribute, rule: flow.rule.id };
    } else {
      const values = normalised(outcome, attribute);
      if (values === undefined) continue;
      if (!attribute.merge) return { kind: 'value', attribute, values, rule: flow.rule.id };
      gathered ??= [];
      gathered.push(values);
      by ??= flow.rule.id;
    }
  }
  if (by !== undefined && gathered !== undefined)
    return {
      kind: 'value',
      attribute,
      values: contentOf(sortValues(distinctValues(gathered.flatMap(valuesOf), attribute.equality)), true),
      rule: by,
    };
  return kept || attribute === target.naming ? STORED : undecided(scope, write, object);
};

/** What a flow gives for a metaverse object; `object`: the one that is there in the slot. */
export const evaluateFlow = (
  session: Session,
  attributes: Attributes,
  target: TargetMachine,
  flow: OutboundFlow,
  object: CsObject | undefined,
): Outcome | Failure => evaluateIn(attributes, slotEnvironment(session, attributes, target, object), flow);

/** What the flows of a slot are evaluated in. What they read of the metaverse object is put there before each. */
const slotEnvironment = (
  session: Session,
  attributes: Attributes,
  target: TargetMachine,
  object: CsObject | undefined,
): Environment =>
  session.metaverseEnvironment(
    attributes.mv,
    attributes.row([]),
    metaverseThrough(session),
    attributes.noteMoment,
    target.slot.connector,
    object,
  );

const evaluateIn = (attributes: Attributes, environment: Environment, flow: OutboundFlow): Outcome | Failure => {
  attributes.row(flow.reads);
  try {
    return flow.evaluate(environment);
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
};

/** What becomes of an attribute about which the flows of the rules that apply decided nothing (L 9.8). */
const undecided = (
  scope: OutboundScope,
  { attribute, flows }: Write,
  object: CsObject | undefined,
): OutboundElection => {
  const winding = !scope.provisions && (object?.link?.managed !== undefined || object?.link?.done !== undefined);
  if (winding || object === undefined) return STORED;
  const [writer] = flows;
  return writer === undefined ? { kind: 'withdraw', attribute } : { kind: 'none', attribute, rule: writer.rule.id };
};
