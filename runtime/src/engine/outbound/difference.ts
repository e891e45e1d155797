// From drafts to operations (engine specification 5.6 S6, 5.7): the difference between what is wanted and what is there.
import type { AttributeChange, CsObject, EngineError, Operation, Sent } from '../../store/index.js';
import { type Content, contentOf, sortValues, type Value, valuesOf } from '../../values/index.js';
import { hashOfContent, hashOfSent, operationFingerprint } from '../fingerprint.js';
import type { TargetAttribute } from '../machine/machine.js';
import { sameValues } from '../same.js';
import type { Session } from '../session.js';
import { blockError, blockOf, collisionBlock } from './blocking.js';
import { type Collision, collisionsOf } from './collisions.js';
import type { Draft, Wanted } from './draft.js';
import { followsAbove } from './following.js';
import { refer } from './references.js';
import type { UnclaimedDraft } from './unclaimed.js';
import { byObject, currentByObject, currentContent } from './values.js';

export interface Staged {
  readonly operations: readonly Operation[];
  readonly errors: readonly EngineError[];
}

const NOTHING: Staged = { operations: [], errors: [] };

/** The operation of a draft, if there is anything to do and nothing in the way. */
export const operationOf = (session: Session, draft: Draft): Staged => {
  const block = blockOf(session, draft);
  const blocked = block === undefined ? [] : [blockError(draft, block)];
  switch (draft.kind) {
    case 'add':
      return block === undefined ? addOperation(session, draft) : { operations: [], errors: blocked };
    case 'delete':
      return block === undefined ? deleteOperation(session, draft) : { operations: [], errors: blocked };
    case 'update': {
      const { operations, errors } = updateOperation(session, draft, block !== undefined);
      return { operations, errors: [...blocked, ...errors] };
    }
  }
};

const slotError = (draft: Draft, error: EngineError): EngineError => ({ ...error, slot: draft.target.slot });

const addOperation = (session: Session, draft: Extract<Draft, { kind: 'add' }>): Staged => {
  const errors: EngineError[] = [];
  const changes: AttributeChange[] = [];
  for (const wanted of draft.wanted) {
    const values = wantedContent(session, draft, wanted, errors);
    if (values !== undefined && values !== LEFT)
      changes.push({ attribute: wanted.attribute.name, set: values, rule: ruleOf(wanted) });
  }
  const operation: Operation = {
    mv: draft.mv.id,
    slot: draft.target.slot,
    object: undefined,
    kind: 'add',
    name: draft.name?.text,
    changes,
    rule: draft.rule,
  };
  return { operations: [operation], errors };
};

const ruleOf = (wanted: Wanted): string => (wanted.kind === 'withdraw' ? '' : wanted.rule);

/** An attribute that is to be left as it is. */
const LEFT: unique symbol = Symbol('left');

/** Reference values in the connector's terms; `LEFT` where it is in doubt what stands for one of them. */
const referredContent = (
  session: Session,
  draft: Draft,
  wanted: Extract<Wanted, { kind: 'value' }>,
  errors: EngineError[],
): Content | typeof LEFT => {
  const { attribute } = wanted;
  const referred = refer(
    session,
    wanted.values,
    draft.target.slot.connector,
    attribute.attribute,
    (other) => blockOf(session, other) !== undefined,
  );
  if (referred.kind === 'values') return contentOf([...referred.values].sort(), attribute.attribute.type.many);
  errors.push(
    slotError(draft, {
      kind: 'ambiguous-reference',
      attribute: attribute.name,
      message: `several objects could stand for a value of ${attribute.name}: ${referred.candidates}; the attribute is left as it is`,
      detail: { candidates: referred.candidates },
    }),
  );
  return LEFT;
};

/** Nothing is staged while something is under way. */
const isUnderWay = (object: CsObject): boolean =>
  object.written?.sentDelete !== undefined || object.written?.delivery !== undefined;

const deleteOperation = (session: Session, draft: Extract<Draft, { kind: 'delete' }>): Staged =>
  deletion(session, draft.object, { mv: draft.mv.id, slot: draft.target.slot, rule: draft.rule });

/** The deletion of an object that nobody claims. */
export const unclaimedOperation = (session: Session, draft: UnclaimedDraft): Staged => {
  const block = blockOf(session, draft);
  return block === undefined
    ? deletion(session, draft.object, { mv: undefined, slot: draft.slot, rule: draft.rule })
    : { operations: [], errors: [blockError(draft, block)] };
};

const deletion = (session: Session, object: CsObject, of: Pick<Operation, 'mv' | 'slot' | 'rule'>): Staged => {
  if (isUnderWay(object)) return NOTHING;
  const unheeded = object.written?.unheeded[':delete'];
  if (unheeded !== undefined)
    return unheeded.level === 'error'
      ? {
          operations: [],
          errors: [
            {
              kind: 'exported-change-not-reimported',
              slot: of.slot,
              attribute: ':delete',
              message: 'the target confirmed the deletion, and still shows the object',
            },
          ],
        }
      : NOTHING;
  const operation: Operation = { ...of, object: object.id, kind: 'delete', name: undefined, changes: [] };
  return unlessRefused(session, object, operation);
};

const unlessRefused = (
  session: Session,
  object: CsObject,
  operation: Operation,
  errors: readonly EngineError[] = [],
): Staged => {
  const refused = object.written?.refused;
  const type = session.machine.csTypes.get(`${object.connector}.${object.type}`);
  const isReference = (attribute: string): boolean => type?.attributes.get(attribute)?.type.scalar === 'ref';
  if (
    refused === undefined ||
    refused.plan !== session.machine.plan.hash ||
    refused.fingerprint !== operationFingerprint(operation, isReference)
  )
    return { operations: [operation], errors };
  return {
    operations: [],
    errors: [
      ...errors,
      { kind: 'refused', slot: operation.slot, message: `the target refused this before: ${refused.message}` },
    ],
  };
};

const updateOperation = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  renameBlocked: boolean,
): Staged => {
  const { object } = draft;
  if (isUnderWay(object)) return NOTHING;
  const errors: EngineError[] = [];
  const collisions = collisionsOf(session, draft, (other) => blockOf(session, other) !== undefined);
  const changes = draft.wanted
    .flatMap((wanted) => changeOf(session, draft, wanted, errors) ?? [])
    .filter((change) => isUnique(draft, change, collisions, errors));
  const rename = renameBlocked || followsAbove(session, draft) ? undefined : renameOf(draft, errors);
  if (rename === undefined && changes.length === 0) return { operations: [], errors };
  const operation: Operation = {
    mv: draft.mv.id,
    slot: draft.target.slot,
    object: object.id,
    kind: 'update',
    name: rename?.text,
    changes,
    rule: rename?.rule ?? changes[0]?.rule,
  };
  return unlessRefused(session, object, operation, errors);
};

/** B10, of an update: the attribute that would give a name of somebody else is left as it is. */
const isUnique = (
  draft: Draft,
  { attribute }: AttributeChange,
  collisions: readonly Collision[],
  errors: EngineError[],
): boolean => {
  const collision = collisions.find((each) => each.attributes.has(attribute));
  if (collision !== undefined) errors.push(slotError(draft, { ...collisionBlock(collision), attribute }));
  return collision === undefined;
};

const renameOf = (
  draft: Extract<Draft, { kind: 'update' }>,
  errors: EngineError[],
): Extract<Draft, { kind: 'update' }>['rename'] => {
  const { rename, object } = draft;
  if (rename === undefined) return undefined;
  const difference = { attribute: ':name', wanted: rename.text, seen: object.name };
  return isHeeded(draft, { ...difference, hash: () => hashOfContent(rename.text) }, errors) ? rename : undefined;
};

interface Difference {
  /** An attribute, or `:name`. */
  readonly attribute: string;
  readonly wanted: Content;
  readonly seen: Content;
  /** Tells what is wanted apart from what was wanted before; asked only where the target once did not take something over. */
  readonly hash: () => string;
}

/** A difference that the target did not take over is not staged again while wanted and seen are the same. */
const isHeeded = (
  draft: Extract<Draft, { kind: 'update' }>,
  { attribute, wanted, seen, hash }: Difference,
  errors: EngineError[],
): boolean => {
  const unheeded = draft.object.written?.unheeded[attribute];
  if (unheeded === undefined || unheeded.wanted !== hash() || unheeded.seen !== hashOfContent(seen)) return true;
  if (unheeded.level === 'error')
    errors.push(
      slotError(draft, {
        kind: 'exported-change-not-reimported',
        attribute,
        message: `${attribute} was exported as ${shown(wanted)}, and the import shows ${shown(seen)}; it is not sent again until one of them changes`,
      }),
    );
  return false;
};

const shown = (content: Content): string =>
  content === undefined ? 'nothing' : valuesOf(content).map(String).join(', ');

// ---- one attribute

const changeOf = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  wanted: Wanted,
  errors: EngineError[],
): AttributeChange | undefined => {
  const { attribute } = wanted;
  const values = wantedContent(session, draft, wanted, errors);
  if (values === LEFT) return undefined;
  const change = attribute.merge
    ? mergedChange(session, draft, wanted, values)
    : setChange(session, draft, wanted, values);
  if (change === undefined) return undefined;
  if ('set' in change && change.set === undefined && attribute.attribute.required && !attribute.reference) {
    errors.push(
      slotError(draft, {
        kind: 'required-missing',
        attribute: attribute.name,
        message: `the target requires ${attribute.name}; it is not cleared`,
      }),
    );
    return undefined;
  }
  const sent: Sent = 'set' in change ? { set: change.set } : { added: change.added, removed: change.removed };
  const difference: Difference = {
    attribute: attribute.name,
    wanted: 'set' in change ? change.set : contentOf(change.added.flatMap(valuesOf), true),
    seen: draft.target.csType.read(draft.object.image, attribute.name),
    hash: () => hashOfSent(sent),
  };
  return isHeeded(draft, difference, errors) ? change : undefined;
};

/** Wanted values in the connector's terms. */
const wantedContent = (
  session: Session,
  draft: Draft,
  wanted: Wanted,
  errors: EngineError[],
): Content | typeof LEFT => {
  if (wanted.kind !== 'value') return undefined;
  return wanted.attribute.reference ? referredContent(session, draft, wanted, errors) : wanted.values;
};

/** The object's values as they compare with wanted ones: references by what they mean, many values in order. */
const comparable = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  attribute: TargetAttribute,
  content: Content,
): Content => {
  if (attribute.reference) return byObject(session, draft.target.slot.connector, content);
  return attribute.attribute.type.many ? contentOf(sortValues(valuesOf(content)), true) : content;
};

/** What the object has of an attribute, as it compares with wanted values. */
const currentOf = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  attribute: TargetAttribute,
): Content => {
  const { csType } = draft.target;
  return attribute.reference
    ? currentByObject(session, csType, draft.object, attribute.name)
    : comparable(session, draft, attribute, currentContent(csType, draft.object, attribute.name));
};

const setChange = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  wanted: Wanted,
  values: Content,
): AttributeChange | undefined => {
  const { attribute } = wanted;
  const current = currentOf(session, draft, attribute);
  if (wanted.kind === 'withdraw') {
    const exported = comparable(session, draft, attribute, draft.object.written?.exported[attribute.name]);
    return current !== undefined && sameValues(current, exported)
      ? { attribute: attribute.name, set: undefined, rule: '' }
      : undefined;
  }
  if (sameValues(values, current)) return undefined;
  const edit = attribute.reference ? editOf(valuesOf(current), valuesOf(values)) : undefined;
  return { attribute: attribute.name, rule: wanted.rule, ...(edit ?? { set: values }) };
};

/**
 * References that come to or leave a list of which some stay: a member added to a large group is one value. Not where
 * one of them means no object: it could not be told to the target, which the whole list can.
 */
const editOf = (current: Values, wanted: Values): { readonly added: Values; readonly removed: Values } | undefined => {
  const added = without(wanted, current);
  const removed = without(current, wanted);
  return removed.length < current.length && [...added, ...removed].every(meansObject) ? { added, removed } : undefined;
};

const meansObject = (reference: Value): boolean => /^[om]:/.test(String(reference));

const mergedChange = (
  session: Session,
  draft: Extract<Draft, { kind: 'update' }>,
  wanted: Wanted,
  values: Content,
): AttributeChange | undefined => {
  const { attribute } = wanted;
  const current = valuesOf(currentOf(session, draft, attribute));
  const exported = valuesOf(comparable(session, draft, attribute, draft.object.written?.exported[attribute.name]));
  const added = without(valuesOf(values), current);
  const removed = within(without(exported, valuesOf(values)), current);
  if (added.length === 0 && removed.length === 0) return undefined;
  return { attribute: attribute.name, added, removed, rule: ruleOf(wanted) };
};

type Values = readonly Value[];
const without = (values: Values, others: Values): Values => {
  const held = new Set(others.map(exactly));
  return values.filter((value) => !held.has(exactly(value)));
};
const within = (values: Values, others: Values): Values => {
  const held = new Set(others.map(exactly));
  return values.filter((value) => held.has(exactly(value)));
};

/** Equal for values that are the same octet by octet. */
const exactly = (value: Value): string =>
  value instanceof Uint8Array ? `bytes ${Buffer.from(value).toString('base64')}` : `${typeof value} ${value}`;
