// What is to be changed of an object, attribute by attribute (engine specification 5.6 S6, 5.7): what is wanted less what is there,
// and less what the target did not take over before.
import type { AttributeChange, EngineError, Sent } from '../../store/index.js';
import { type Content, contentOf, sortValues, type Value, valuesOf } from '../../values/index.js';
import { hashOfContent, hashOfSent } from '../fingerprint.js';
import type { TargetAttribute } from '../machine/machine.js';
import { sameValues } from '../same.js';
import type { Session } from '../session.js';
import { readWhole } from '../space/read-whole.js';
import { type Collision, collisionBlock, collisionsOf } from './collisions.js';
import type { Draft, Wanted } from './draft.js';
import type { AnyDraft } from './names.js';
import { refer } from './references.js';
import { byObject, currentByObject, currentContent } from './values.js';

type Update = Extract<Draft, { kind: 'update' }>;
type IsBlocked = (draft: AnyDraft) => boolean;

/** What working out changes asks of others, and where it says what there is to say. */
export interface Asking {
  readonly isBlocked: IsBlocked;
  readonly tell: (error: EngineError) => void;
}

/** What an operation is to change of an object that is there. */
export const changesOf = (session: Session, draft: Update, asking: Asking): readonly AttributeChange[] =>
  changesTo(session, draft, draft.wanted, asking);

/** The same but for references, of which nothing is known that would tell two refusals apart. Says nothing. */
export const plainChangesOf = (session: Session, draft: Update, isBlocked: IsBlocked): readonly AttributeChange[] => {
  const plain = draft.wanted.filter(({ attribute }) => !attribute.reference);
  return changesTo(session, draft, plain, { isBlocked, tell: () => undefined });
};

const changesTo = (
  session: Session,
  draft: Update,
  all: readonly Wanted[],
  asking: Asking,
): readonly AttributeChange[] => {
  const collisions = collisionsOf(session, draft, asking.isBlocked);
  return all
    .flatMap((wanted) => changeOf(session, draft, wanted, asking) ?? [])
    .filter((change) => isUnique(draft, change, collisions, asking));
};

/** The name that an object is to be given, unless the target did not take it over before. */
export const renameOf = (draft: Update, { tell }: Pick<Asking, 'tell'>): Update['rename'] => {
  const { rename, object } = draft;
  if (rename === undefined) return undefined;
  const difference = { attribute: ':name', wanted: rename.text, seen: object.name };
  return isHeeded(draft, { ...difference, hash: () => hashOfContent(rename.text) }, tell) ? rename : undefined;
};

/** An attribute that is to be left as it is. */
export const LEFT: unique symbol = Symbol('left');

/** Reference values in the connector's terms; `LEFT` where it is in doubt what stands for one of them. */
const referredContent = (
  session: Session,
  draft: Draft,
  wanted: Extract<Wanted, { kind: 'value' }>,
  { isBlocked, tell }: Asking,
): Content | typeof LEFT => {
  const { attribute } = wanted;
  const referred = refer(session, wanted.values, draft.target.slot.connector, attribute.attribute, isBlocked);
  if (referred.kind === 'values') return contentOf([...referred.values].sort(), attribute.attribute.type.many);
  tell(
    slotError(draft, {
      kind: 'ambiguous-reference',
      attribute: attribute.name,
      message: `several objects could stand for a value of ${attribute.name}: ${referred.candidates}; the attribute is left as it is`,
      detail: { candidates: referred.candidates },
    }),
  );
  return LEFT;
};

/** B10, of an update: the attribute that would give a name of somebody else is left as it is. */
const isUnique = (
  draft: Draft,
  { attribute }: AttributeChange,
  collisions: readonly Collision[],
  { tell }: Asking,
): boolean => {
  const collision = collisions.find((each) => each.attributes.has(attribute));
  if (collision !== undefined) tell(slotError(draft, { ...collisionBlock(collision), attribute }));
  return collision === undefined;
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
const isHeeded = (draft: Update, { attribute, wanted, seen, hash }: Difference, tell: Asking['tell']): boolean => {
  const unheeded = draft.object.written?.unheeded[attribute];
  if (unheeded === undefined || unheeded.wanted !== hash() || unheeded.seen !== hashOfContent(seen)) return true;
  if (unheeded.level === 'error')
    tell(
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

/** Whether only some values of a list may be at hand. */
export const isInParts = (session: Session, { target }: Draft, { attribute }: Wanted): boolean =>
  attribute.reference &&
  session.space.lists?.slots.get(target.csType.name)?.includes(target.csType.layout.indexOf(attribute.name)) === true;

/** The difference of a list is that of its values, as long as it is wanted and nothing was said of it as a whole. */
const goesByValue = ({ object }: Update, { kind, attribute: { name } }: Wanted): boolean => {
  const sent = object.written?.sent[name];
  return kind === 'value' && object.written?.unheeded[name] === undefined && (sent === undefined || !('set' in sent));
};

const changeOf = (session: Session, draft: Update, wanted: Wanted, asking: Asking): AttributeChange | undefined => {
  const { attribute } = wanted;
  if (isInParts(session, draft, wanted) && !goesByValue(draft, wanted))
    readWhole(session.space, draft.mv, [draft.object]);
  const values = wantedContent(session, draft, wanted, asking);
  if (values === LEFT) return undefined;
  const change = attribute.merge
    ? mergedChange(session, draft, wanted, values)
    : setChange(session, draft, wanted, values);
  if (change === undefined) return undefined;
  // A list that is sent whole must be known whole.
  if ('set' in change && isInParts(session, draft, wanted)) readWhole(session.space, draft.mv, [draft.object]);
  if ('set' in change && change.set === undefined && attribute.attribute.required && !attribute.reference) {
    asking.tell(
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
  return isHeeded(draft, difference, asking.tell) ? change : undefined;
};

/** Wanted values in the connector's terms. */
export const wantedContent = (
  session: Session,
  draft: Draft,
  wanted: Wanted,
  asking: Asking,
): Content | typeof LEFT => {
  if (wanted.kind !== 'value') return undefined;
  return wanted.attribute.reference ? referredContent(session, draft, wanted, asking) : wanted.values;
};

/** The object's values as they compare with wanted ones: references by what they mean, many values in order. */
const comparable = (session: Session, draft: Update, attribute: TargetAttribute, content: Content): Content => {
  if (attribute.reference) return byObject(session, draft.target.slot.connector, content);
  return attribute.attribute.type.many ? contentOf(sortValues(valuesOf(content)), true) : content;
};

/** What the object has of an attribute, as it compares with wanted values. */
const currentOf = (session: Session, draft: Update, attribute: TargetAttribute): Content => {
  const { csType } = draft.target;
  return attribute.reference
    ? currentByObject(session, csType, draft.object, attribute.name)
    : comparable(session, draft, attribute, currentContent(csType, draft.object, attribute.name));
};

const setChange = (session: Session, draft: Update, wanted: Wanted, values: Content): AttributeChange | undefined => {
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
  draft: Update,
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

/** The rule that decides about a value; none where one is withdrawn. */
export const ruleOf = (wanted: Wanted): string => (wanted.kind === 'withdraw' ? '' : wanted.rule);

const slotError = (draft: Draft, error: EngineError): EngineError => ({ ...error, slot: draft.target.slot });

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
