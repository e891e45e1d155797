// Names that operations want, and who else has to do with a name (engine specification 5.6, S5).
import type { CsObject, MvObject, NameClaim } from '../../store/index.js';
import { dnKey, type MvId } from '../../values/index.js';
import { Memo, type Session } from '../session.js';
import { type Draft, type Drafts, draftsOf, presentName } from './draft.js';
import { claimingOf, type UnclaimedDraft } from './unclaimed.js';

/** Of a slot of a metaverse object, or of an object that nobody claims. */
export type AnyDraft = Draft | UnclaimedDraft;

const DRAFTS = new Memo<MvId, Drafts>();

/** The drafts of a metaverse object; they do not change once everything is stored. */
export const draftsFor = (session: Session, mv: MvObject): Drafts => {
  const known = DRAFTS.of(session).get(mv.id);
  if (known !== undefined) return known;
  const drafts = draftsOf(session, mv);
  DRAFTS.of(session).set(mv.id, drafts);
  return drafts;
};

/** Makes the drafts of a metaverse object anew: names that they ask for may come out otherwise. */
export const redraft = (session: Session, mv: MvObject): void => {
  DRAFTS.of(session).delete(mv.id);
  draftsFor(session, mv);
};

/** The full name that a draft wants to give: of an add, or of an update that renames. */
export const wantedName = (draft: AnyDraft): string | undefined =>
  draft.kind === 'add' ? draft.name?.normalised : draft.kind === 'update' ? draft.rename?.normalised : undefined;

/** The full name of what a draft would put its object below; only where a missing parent can be told. */
export const wantedParent = (draft: Draft): string | undefined => {
  if (draft.kind === 'delete' || !draft.target.csType.connector.containers) return undefined;
  return (draft.kind === 'add' ? draft.name : draft.rename)?.parent;
};

/** How a claim says that it wants a name directly below this one. */
export const belowName = (name: string): string => `below ${name}`;

/**
 * What a metaverse object claims: the names that were sent for its objects and are not seen back yet, each name that its
 * drafts want, and that its parent matters to them.
 */
export const claimsFor = (
  { id: mv }: MvObject,
  drafts: readonly Draft[],
  linked: readonly CsObject[],
): readonly NameClaim[] => {
  const claims: NameClaim[] = [];
  for (const { connector, written } of linked)
    if (written?.sentName !== undefined) claims.push({ connector, name: dnKey(written.sentName), mv });
  for (const draft of drafts) {
    const name = wantedName(draft);
    if (name === undefined) continue;
    const { connector } = draft.target.slot;
    const parent = wantedParent(draft);
    claims.push({ connector, name, mv });
    if (parent !== undefined) claims.push({ connector, name: belowName(parent), mv });
  }
  return claims;
};

/** Drafts, of anybody, that want this name in this connector. */
export const claimantsOfName = (session: Session, connector: string, name: string): readonly Draft[] =>
  session.space.claimsOf(connector, name).flatMap((id) => {
    const mv = session.space.mv(id);
    return mv === undefined
      ? []
      : draftsFor(session, mv).drafts.filter(
          (draft) => draft.target.slot.connector === connector && wantedName(draft) === name,
        );
  });

/** Objects that have this name now, or have it once what was sent is seen back. */
export const ownersOfName = (session: Session, connector: string, name: string): readonly CsObject[] => {
  const renamed = session.space.claimsOf(connector, name).flatMap((id) => session.space.linkedTo(id));
  const known = new Map([...session.space.byName(connector, name), ...renamed].map((object) => [object.id, object]));
  return [...known.values()].filter(
    (object) => object.connector === connector && object.existence !== 'gone' && presentName(object) === name,
  );
};

/** What is to become of an object: the draft that its metaverse object has for it, or that nobody claims it. */
export const draftForObject = (session: Session, object: CsObject): AnyDraft | undefined => {
  if (object.link === undefined) return claimingOf(session, object).draft;
  const mv = session.space.mv(object.link.mv);
  return mv === undefined
    ? undefined
    : draftsFor(session, mv).drafts.find((draft) => draft.kind !== 'add' && draft.object.id === object.id);
};

/** The name of an object as it compares. */
export const nameKeyOf = (object: CsObject): string | undefined =>
  object.name === undefined ? undefined : dnKey(object.name);
