// What a metaverse object comes to when inbound is finished (engine specification 5.4): values with provenance, errors.
import { Failure } from '../../expressions/index.js';
import { type CsObject, type EngineError, isClear, type MvObject, type MvValue } from '../../store/index.js';
import { type RefText, refTextOf, valuesOf } from '../../values/index.js';
import { type AttributeOutcome, type LiveAttributes, liveAttributesOf } from '../inbound/attributes.js';
import type { Entry } from '../inbound/election.js';
import { viewOf } from '../inbound/view.js';
import type { InboundFlow, InboundMachine } from '../machine/machine.js';
import { sameValues } from '../same.js';
import type { Session } from '../session.js';
import { askAll } from '../space/ask-all.js';
import { resolve } from '../space/resolve.js';
import type { Findings } from './findings.js';

/** What a metaverse object comes to: all that is to be stored and said of it. */
export interface Outcome {
  readonly attributes: LiveAttributes;
  /** The record to be stored; the one that is there where nothing changes. */
  readonly after: MvObject;
  readonly errors: readonly EngineError[];
  readonly members: readonly Member[];
}

interface Member {
  readonly object: CsObject;
  readonly errors: readonly EngineError[];
}

export const comeOut = (session: Session, mv: MvObject): Outcome => {
  const attributes = liveAttributesOf(session, mv);
  const stored = storedValues(mv, attributes);
  const holders = attributes.holders();
  const same = sameStored(stored, mv.stored) && sameValues(holders, mv.holders);
  const members: Member[] = [];
  for (const object of session.space.linkedTo(mv.id))
    if (object.existence !== 'gone') members.push({ object, errors: memberErrors(session, object, mv) });
  return {
    attributes,
    after: same ? mv : { ...mv, stored: withoutTrailing(stored), holders },
    errors: attributeErrors(attributes),
    members,
  };
};

/** Stores what a metaverse object comes to. */
export const store = (session: Session, { attributes, after, errors, members }: Outcome, findings: Findings): void => {
  const { mv, failures } = attributes;
  if (after !== mv) {
    session.space.putMv(mv, after);
    attributes.rekeyed(after);
    findings.flowed(mv.id);
  }
  if (failures.length > 0) session.failures.set(mv.id, failures);
  else session.failures.delete(mv.id);
  findings.ofMv(mv.id, 'attributes', errors);
  for (const member of members) findings.ofObject(member.object.id, member.errors);
  findings.trigger({ mv: mv.id }, attributes.next);
  if (!session.machine.usesTime) return;
  for (const { object } of attributes.members) findings.trigger({ object: object.id }, viewOf(session, object).next);
};

/** What rests on a name stays until names are given. */
const storedValues = (mv: MvObject, attributes: LiveAttributes): readonly (MvValue | undefined)[] => {
  const stored: (MvValue | undefined)[] = [];
  for (let slot = 0; slot < attributes.type.attributes.length; slot += 1)
    stored.push(
      attributes.type.attributes[slot]?.nameLevel === undefined ? attributes.outcome(slot).value : mv.stored[slot],
    );
  return stored;
};

export const withoutTrailing = (stored: readonly (MvValue | undefined)[]): readonly (MvValue | undefined)[] => {
  let length = stored.length;
  while (length > 0 && stored[length - 1] === undefined) length -= 1;
  return length === stored.length ? stored : stored.slice(0, length);
};

const sameStored = (a: readonly (MvValue | undefined)[], b: readonly (MvValue | undefined)[]): boolean => {
  if (b.length > a.length) return false;
  for (let slot = 0; slot < a.length; slot += 1) if (!sameMvValue(a[slot], b[slot])) return false;
  return true;
};

export const sameMvValue = (a: MvValue | undefined, b: MvValue | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.clear === b.clear &&
    a.mark === b.mark &&
    sameValues(a.values, b.values) &&
    sameContributions(a.by, b.by));

const sameContributions = (a: MvValue['by'], b: MvValue['by']): boolean => {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    const each = a[index];
    const other = b[index];
    if (each === undefined || other === undefined) return false;
    if (each.object !== other.object || each.rule !== other.rule || !samePart(each.part, other.part)) return false;
  }
  return true;
};

const samePart = (a: MvValue['by'][number]['part'], b: MvValue['by'][number]['part']): boolean =>
  isClear(a) || isClear(b) ? isClear(a) && isClear(b) : sameValues(a, b);

// ---- errors

const NOTHING: readonly EngineError[] = [];

const attributeErrors = (attributes: LiveAttributes): readonly EngineError[] => {
  let errors: readonly EngineError[] = NOTHING;
  for (const { name, slot, nameLevel } of attributes.type.inOrder) {
    const outcome = nameLevel === undefined ? attributes.outcome(slot) : undefined;
    if (outcome?.tie !== undefined || outcome?.failure !== undefined)
      errors = [...errors, ...outcomeErrors(name, outcome)];
  }
  return errors;
};

/** What there is to say of an attribute. */
export const outcomeErrors = (attribute: string, { tie, failure }: AttributeOutcome): readonly EngineError[] => {
  if (tie !== undefined) return [tieError(attribute, tie)];
  return failure === undefined ? [] : [{ kind: failure.kind, attribute, message: failure.message }];
};

const tieError = (attribute: string, entries: readonly Entry[]): EngineError => {
  const objects = [...new Set(entries.map((entry) => entry.object.replace('\u001f', ':')))].join(', ');
  return {
    kind: 'tie',
    attribute,
    ...(entries[0] === undefined ? {} : { rule: entries[0].rule }),
    message: `${objects} give different values for ${attribute} at the same rank: who this is, is in doubt; nothing is staged for it`,
    detail: { objects },
  };
};

/** Errors of a linked object: flows that fail, and references that mean nothing. `once` flows are over for it. */
export const memberErrors = (session: Session, object: CsObject, mv: MvObject): readonly EngineError[] => {
  const view = viewOf(session, object);
  const type = session.machine.mvTypes.get(mv.type);
  if (type === undefined || object.link === undefined) return NOTHING;
  let errors: readonly EngineError[] = NOTHING;
  for (const rule of view.scope.flowing(type, object.link.account).rules)
    for (const flow of rule.flows) {
      if (flow.once) continue;
      const result = view.result(flow);
      if (result instanceof Failure)
        errors = [...errors, { kind: 'flow-error', attribute: flow.attribute, rule: rule.id, message: result.message }];
      else if (flow.reference && result !== undefined && typeof result !== 'symbol')
        errors = [...errors, ...unresolved(session, object, { rule, flow }, valuesOf(result).map(refTextOf))];
    }
  return errors;
};

const unresolved = (
  session: Session,
  object: CsObject,
  { rule, flow }: { readonly rule: InboundMachine; readonly flow: InboundFlow },
  references: readonly RefText[],
): readonly EngineError[] =>
  unresolvedAmong(session, object, references).map((reference) => ({
    kind: 'unresolved-reference',
    attribute: flow.attribute,
    rule: rule.id,
    message: `${flow.attribute} refers to ${reference.slice(2)}, which ${object.connector} does not hold`,
    detail: { reference: reference.slice(2) },
  }));

const unresolvedAmong = (session: Session, object: CsObject, references: readonly RefText[]): readonly RefText[] => {
  const unresolved: RefText[] = [];
  askAll(references, (reference) => {
    if (resolve(session.space, object.connector, reference) === undefined) unresolved.push(reference);
  });
  return unresolved;
};
