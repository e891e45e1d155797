// What a metaverse object wants of a slot (engine specification 4.5, outbound), and which links hold.
import type { OutboundRule } from '../../plan/index.js';
import { type CsObject, type Link, type MvObject, ruleId } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { attributesOf, LiveAttributes } from '../inbound/attributes.js';
import { isVisible } from '../inbound/decide.js';
import type { Attributes } from '../inbound/stored-attributes.js';
import { viewOf } from '../inbound/view.js';
import type { KeyMachine, OutboundMachine, TargetMachine } from '../machine/machine.js';
import type { Session } from '../session.js';

export type Intent =
  /** Withheld: links stay as they are, nothing is staged. */
  | { readonly kind: 'held' }
  /** Linked objects that are there; more than one is an error. */
  | { readonly kind: 'filled'; readonly objects: readonly CsObject[] }
  | { readonly kind: 'take'; readonly object: CsObject }
  | { readonly kind: 'ambiguous'; readonly clause: number; readonly candidates: readonly CsObject[] }
  | { readonly kind: 'provision' }
  | { readonly kind: 'nothing' };

const NOBODY: readonly CsObject[] = [];
const NOTHING: Intent = { kind: 'nothing' };
const HELD: Intent = { kind: 'held' };

/** The slot that a linked object fills. */
export const fills = (object: CsObject, target: TargetMachine): boolean =>
  object.connector === target.slot.connector &&
  object.type === target.slot.type &&
  (object.link?.account ?? null) === target.slot.account;

/** Objects of a metaverse object in a slot, those that are gone left out. */
export const filling = (session: Session, mv: MvObject, target: TargetMachine): readonly CsObject[] => {
  let found: readonly CsObject[] = NOBODY;
  for (const object of session.space.linkedTo(mv.id))
    if (object.existence !== 'gone' && fills(object, target)) found = [...found, object];
  return found;
};

/** R(M, s): rules of the slot in scope; those that provision only while the object is held. */
export const rulesThatApply = (attributes: Attributes, target: TargetMachine): readonly OutboundMachine[] =>
  target.inScope(attributes).rules;

/** Nothing about it is certain enough to act on: two objects disagree who it is, or it did not settle. */
export const isWithheld = (attributes: Attributes): boolean => attributes.mv.notSettled || attributes.tied;

export const intentOf = (session: Session, mv: MvObject, target: TargetMachine): Intent => {
  const attributes = attributesOf(session, mv);
  if (isWithheld(attributes)) return HELD;
  const objects = filling(session, mv, target);
  if (objects.length > 0) return { kind: 'filled', objects };
  const linking = target.inScope(attributes).links;
  if (linking.length === 0) return NOTHING;
  const found = lookUp(session, attributes, target, linking);
  if (found !== undefined) return found;
  return linking.some((rule) => rule.provisions && rule.provisionWhen(attributes.environment(rule.reads)))
    ? { kind: 'provision' }
    : NOTHING;
};

/** Tries the joins of the rules (equal for all that can meet, A5) on visible objects. */
const lookUp = (
  session: Session,
  attributes: Attributes,
  target: TargetMachine,
  linking: readonly OutboundMachine[],
): Intent | undefined => {
  const joins = linking.find((rule) => rule.joins.length > 0)?.joins ?? [];
  if (joins.length === 0 || !session.space.anyVisible(target.csType.name)) return undefined;
  let ambiguous: Intent | undefined;
  for (const [clause, join] of joins.entries()) {
    const candidates = matchesOf(session, join.target, keyTexts(attributes, join.source));
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined) return { kind: 'take', object: only };
    if (candidates.length > 1) ambiguous ??= { kind: 'ambiguous', clause, candidates };
  }
  return ambiguous;
};

export const keyTexts = (attributes: Attributes, key: KeyMachine): readonly string[] =>
  key.texts(attributes.environment(key.reads));

/** The visible objects that one clause finds by its keys. */
export const matchesOf = (session: Session, key: KeyMachine, texts: readonly string[]): readonly CsObject[] => {
  const found = new Map<number, CsObject>();
  for (const text of texts)
    for (const object of session.space.objectsByKey(key.spec, text))
      if (isVisible(object)) found.set(object.id, object);
  return [...found.values()];
};

/** A metaverse object that wants an object, and for which slot. */
export interface Claimant {
  readonly mv: MvId;
  readonly target: TargetMachine;
}

/** Every (metaverse object, slot) whose intent is to take this object. */
export const claimantsOf = (session: Session, object: CsObject): readonly Claimant[] =>
  lookingFor(session, object).filter(({ mv, target }) => {
    const record = session.space.mv(mv);
    if (record === undefined) return false;
    const intent = intentOf(session, record, target);
    return intent.kind === 'take' && intent.object.id === object.id;
  });

const NO_CLAIMANTS: readonly Claimant[] = [];

/** Every (metaverse object, slot) with a join that the object's keys meet, whether or not it decides for it. */
export const lookingFor = (session: Session, object: CsObject): readonly Claimant[] => {
  if (object.keys.length === 0) return NO_CLAIMANTS;
  const found = new Map<string, Claimant>();
  for (const [spec, text] of object.keys)
    for (const taker of session.machine.takers.get(spec) ?? [])
      for (const mv of session.space.mvsByKey(taker.source.spec, text))
        found.set(`${mv} ${taker.target.key}`, { mv, target: taker.target });
  return [...found.values()];
};

/** Taking the object would take the metaverse object out of the scope that took it. */
export const contradicts = (session: Session, mv: MvObject, target: TargetMachine, object: CsObject): boolean => {
  const supposed = new LiveAttributes(session, mv, { with: { object, account: target.slot.account } });
  return !supposed.tied && !rulesThatApply(supposed, target).some((rule) => rule.links);
};

/** Whether a link stays, and with which flags (engine specification 4.5, "holding a link"). */
export interface Holding {
  readonly link: Link | undefined;
  readonly selfContradiction: boolean;
  /** It stays for no other reason than that no import has shown it yet: nothing is done about it meanwhile. */
  readonly awaited: boolean;
}

export const holdingOf = (
  session: Session,
  mv: MvObject,
  target: TargetMachine | undefined,
  object: CsObject,
  link: Link,
): Holding => {
  const attributes = attributesOf(session, mv);
  const inbound = viewOf(session, object).links.some(
    (rule) => rule.rule.mvType === mv.type && rule.account === link.account,
  );
  const rules = target === undefined ? [] : rulesThatApply(attributes, target);
  const outbound = rules.some((rule) => rule.links);
  const provisioning = rules.find((rule) => rule.provisions);
  if (provisioning !== undefined)
    return { link: managedBy(link, provisioning), selfContradiction: false, awaited: false };
  const selfContradiction =
    (link.managed !== undefined || !(outbound || inbound)) &&
    target !== undefined &&
    contradictsItself(session, mv, target, object, link);
  const next = link.managed === undefined || selfContradiction ? link : ending(session, link, link.managed, target);
  const due = dueOf(next);
  if (due !== undefined && due > session.at) attributes.noteMoment(due);
  const held =
    next.origin === 'operator' ||
    inbound ||
    outbound ||
    next.managed !== undefined ||
    next.done === 'keep' ||
    selfContradiction;
  const awaited = !held && isUnseen(object);
  return { link: held || awaited ? next : undefined, selfContradiction, awaited };
};

/**
 * No import has shown yet that it was made, or that it got the name that was sent for it: its link stays until one does, so
 * that nobody takes the name meanwhile.
 */
export const isUnseen = ({ existence, written }: CsObject): boolean =>
  existence === 'creating' || written?.sentName !== undefined;

/** Only the object's own values take the metaverse object out of scope. */
const contradictsItself = (
  session: Session,
  mv: MvObject,
  target: TargetMachine,
  object: CsObject,
  link: Link,
): boolean => {
  const without = new LiveAttributes(session, mv, { without: object });
  if (without.tied) return false;
  return rulesThatApply(without, target).some((rule) => rule.links && (rule.provisions || link.managed === undefined));
};

/** What a rule that provisions says of the end of what it holds. */
export const managedAs = (rule: OutboundRule): NonNullable<Link['managed']> => ({
  rule: ruleId(rule),
  action: rule.deprovision?.action ?? 'keep',
  after: rule.deprovision?.after ?? 0,
});

const managedBy = (link: Link, rule: OutboundMachine): Link => {
  const { ending: _ending, done: _done, ...rest } = link;
  return { ...rest, managed: managedAs(rule.rule) };
};

/** When the deprovisioning of a link is to be carried out, if it is to be. */
export const dueOf = ({ managed, ending: since }: Link): number | undefined =>
  managed === undefined || since === undefined ? undefined : since + managed.after;

/** No rule that provisions applies any more: the deprovisioning runs its course. */
const ending = (
  session: Session,
  link: Link,
  managed: NonNullable<Link['managed']>,
  target: TargetMachine | undefined,
): Link => {
  const { managed: _managed, ending: since = session.at, ...rest } = link;
  if (target === undefined || !target.provisions) return { ...rest, done: 'keep' };
  if (managed.action !== 'delete' && session.at >= since + managed.after) return { ...rest, done: managed.action };
  return { ...rest, managed, ending: since };
};

/** The slot of a linked object among those that rules from its metaverse object's type fill. */
export const targetOf = (session: Session, mv: MvObject, object: CsObject): TargetMachine | undefined =>
  session.machine.mvTypes.get(mv.type)?.targets.find((target) => fills(object, target));
