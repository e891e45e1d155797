// Names in namespaces that an operation would give, and who else gives them (engine specification 5.6, B10).
import type { EngineError, NameClaim } from '../../store/index.js';
import type { Content, MvId, Row } from '../../values/index.js';
import { valuesOf } from '../../values/index.js';
import { throughConnector } from '../inbound/view.js';
import type { EntryMachine, NamespaceMachine } from '../machine/machine.js';
import { claimSpace, currentRow } from '../names/given.js';
import type { Session } from '../session.js';
import type { Draft } from './draft.js';
import { type AnyDraft, draftForObject, draftsFor } from './names.js';
import { obstacleToDeletion } from './refusals.js';

/** A name that somebody else gives too. */
export interface Collision {
  readonly namespace: string;
  readonly name: string;
  /** Attributes that give it. */
  readonly attributes: ReadonlySet<string>;
}

/** What it keeps from being staged. */
export const collisionBlock = ({ namespace, name }: Collision): EngineError => ({
  kind: 'not-unique',
  message: `${name} is taken in ${namespace}: somebody else has it, wants it too, or it is reserved`,
  detail: { namespace, name },
});

interface Given {
  readonly namespace: NamespaceMachine;
  readonly text: string;
  readonly attributes: ReadonlySet<string>;
}

/** Claims on the names that a draft would give. */
export const nameClaims = (session: Session, mv: MvId, draft: Draft): readonly NameClaim[] =>
  givenBy(session, draft).map(({ namespace, text }) => ({ connector: claimSpace(namespace.name), name: text, mv }));

/** Names that a draft would give and that others give. */
export const collisionsOf = (
  session: Session,
  draft: Draft,
  isBlocked: (draft: AnyDraft) => boolean,
): readonly Collision[] =>
  givenBy(session, draft)
    .filter((given) => isGivenByOthers(session, draft, given, isBlocked))
    .map(({ namespace, text, attributes }) => ({ namespace: namespace.name, name: text, attributes }));

const givenBy = (session: Session, draft: Draft): readonly Given[] => {
  if (draft.kind === 'delete') return [];
  const type = draft.target.csType.name;
  return [...session.machine.namespaces.values()].flatMap((namespace) =>
    namespace.entries
      .filter((entry) => entry.type === type)
      .flatMap((entry) =>
        newNames(session, draft, entry).map((text) => ({ namespace, text, attributes: entry.attributes })),
      ),
  );
};

const newNames = (
  session: Session,
  draft: Extract<Draft, { kind: 'add' | 'update' }>,
  entry: EntryMachine,
): readonly string[] => {
  const before = draft.kind === 'add' ? [] : currentRow(session, draft.object);
  const names = (row: Row): readonly string[] =>
    entry.names({
      source: row,
      target: undefined,
      self: draft.mv.key,
      connector: draft.target.slot.connector,
      through: throughConnector(session),
      now: session.at,
      moment: () => undefined,
    });
  const had = new Set(draft.kind === 'add' ? [] : names(before));
  return names(rowAfter(draft, before)).filter((name) => !had.has(name));
};

/** The attributes of the object once the operation is carried out, as far as namespaces read them. */
const rowAfter = (draft: Extract<Draft, { kind: 'add' | 'update' }>, before: Row): Row => {
  const { layout } = draft.target.csType;
  const row: Content[] = [...before];
  for (const wanted of draft.wanted) {
    const slot = layout.indexOf(wanted.attribute.name);
    if (slot < 0 || wanted.kind === 'withdraw') continue;
    if (wanted.kind === 'none') row[slot] = undefined;
    else row[slot] = wanted.attribute.merge ? [...valuesOf(row[slot]), ...valuesOf(wanted.values)] : wanted.values;
  }
  return row;
};

const isGivenByOthers = (
  session: Session,
  draft: Draft,
  { namespace, text }: Given,
  isBlocked: (draft: AnyDraft) => boolean,
): boolean => {
  const { space } = session;
  const { mv, target } = draft;
  const own = draft.kind === 'add' ? undefined : draft.object.id;
  const objects = space.objectsByKey(namespace.objects, text).filter((object) => {
    if (object.id === own || object.existence === 'gone') return false;
    if (object.link?.mv !== mv.id) return true;
    const theirs = draftForObject(session, object);
    const goes = theirs?.kind === 'delete' && !isBlocked(theirs) && obstacleToDeletion(session, object) === undefined;
    return object.connector === target.slot.connector && !goes;
  });
  const others = [
    ...space.mvsByKey(namespace.values, text),
    ...space.mvsByKey(namespace.reserved, text),
    ...space.claimsOf(claimSpace(namespace.name), text),
  ].filter((id) => id !== mv.id);
  return objects.length > 0 || others.length > 0 || isGivenByASibling(session, draft, { namespace, text });
};

/** Another operation for the same metaverse object in the same connector. */
const isGivenByASibling = (
  session: Session,
  draft: Draft,
  { namespace, text }: Pick<Given, 'namespace' | 'text'>,
): boolean =>
  draftsFor(session, draft.mv).drafts.some(
    (other) =>
      other.key !== draft.key &&
      other.target.slot.connector === draft.target.slot.connector &&
      givenBy(session, other).some((given) => given.namespace === namespace && given.text === text),
  );
