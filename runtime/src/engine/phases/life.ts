// Life (engine specification 5.2): who has lost the last source, who was found again, and who may go.
import { type Contribution, type CsObject, type MvObject, type ObjectHead, typeOfObject } from '../../store/index.js';
import type { MvId, MvKey, ObjKey } from '../../values/index.js';
import { forgetAttributes, type LiveAttributes, liveAttributesOf } from '../inbound/attributes.js';
import { isVisible } from '../inbound/decide.js';
import { isRefusal, nameRows, noteMoved, refusedOfRows } from '../names/given.js';
import { isUnseen } from '../outbound/intent.js';
import type { Session } from '../session.js';
import { IdSet } from '../space/id-set.js';
import { keyOf } from '../space/resolve.js';
import { evaluateAll } from './batches.js';
import { type Wakes, wakesOf } from './examine.js';
import { lookAtValue, referrersOf, touchReferring } from './marking.js';
import { mourn } from './mourning.js';

export type Fate =
  | { readonly kind: 'revive'; readonly mv: MvObject }
  | { readonly kind: 'linger'; readonly mv: MvObject; readonly kept: NonNullable<MvObject['kept']> }
  | Death;

interface Death {
  readonly kind: 'die';
  readonly mv: MvObject;
  readonly linked: readonly CsObject[];
  readonly referring: readonly ObjectHead[];
  readonly wakes: Wakes;
  readonly mourners: readonly MvId[];
  /** Who claims what it claims, or was refused a name that it has. */
  readonly rivals: readonly MvId[];
}

/** What becomes of a metaverse object, decided on the state that settle left; nothing where nothing changes. */
export const fateOf = (session: Session, mv: MvObject): readonly Fate[] => {
  const attributes = liveAttributesOf(session, mv);
  if (attributes.held) return mv.goneSince === undefined ? [] : [{ kind: 'revive', mv }];
  const linked = session.space.linkedTo(mv.id);
  const managed = linked.some(
    (object) => object.existence !== 'gone' && (object.link?.managed !== undefined || isUnseen(object)),
  );
  if (!managed) return [deathOf(session, mv, linked)];
  return mv.goneSince === undefined ? [{ kind: 'linger', mv, kept: keptOf(attributes) }] : [];
};

const keptOf = (attributes: LiveAttributes): NonNullable<MvObject['kept']> => {
  const kept: Record<string, readonly Contribution[]> = {};
  for (const attribute of attributes.type.inOrder) {
    const parts = attributes.memory(attribute);
    if (parts.length > 0) kept[attribute.name] = parts;
  }
  return kept;
};

/** The death of a metaverse object, with everything that it concerns. */
export const deathOf = (session: Session, mv: MvObject, linked: readonly CsObject[]): Death => {
  lookAtValue(session, mv.id);
  return deathWith(session, mv, linked);
};

const deathWith = (session: Session, mv: MvObject, linked: readonly CsObject[]): Death => ({
  kind: 'die',
  mv,
  linked,
  referring: linked.flatMap((object) => referrersOf(session, object)),
  wakes: wakesOf(session, mv.keys),
  mourners: session.space.mvReferrersOf(mv.key),
  rivals: [
    ...session.space
      .claimedBy(mv.id)
      .flatMap((claim) => (isRefusal(claim) ? [] : session.space.claimsOf(claim.connector, claim.name))),
    ...refusedOfRows(session, nameRows(session, mv.keys)),
  ],
});

/** Carries out what was decided of all of them: those who die, die together, after the others have found their lives. */
export const carryOutFates = async (session: Session, fates: readonly Fate[]): Promise<void> => {
  const mourners = new Map<MvId, MvObject>();
  await evaluateAll(session, new IdSet(fates.flatMap((fate) => (fate.kind === 'die' ? fate.mourners : []))), (id) => {
    const mourner = session.space.mv(id);
    if (mourner !== undefined) mourners.set(id, mourner);
  });
  const dead: Death[] = [];
  for (const fate of fates)
    if (fate.kind === 'die') dead.push(fate);
    else liveOn(session, fate);
  // Who dies is forgotten by those that linger too, with what they keep from now on.
  const keys = new Set<MvKey>();
  for (const death of dead) {
    bury(session, death);
    keys.add(death.mv.key);
  }
  for (const mourner of mourners.values()) mourn(session, mourner, keys);
};

const liveOn = (session: Session, fate: Exclude<Fate, Death>): void => {
  const mv = session.space.latestMv(fate.mv);
  if (mv === undefined) return;
  session.changedInRound.add(mv.id);
  session.fates[fate.kind === 'revive' ? 'revived' : 'gone'] += 1;
  session.space.putMv(
    mv,
    fate.kind === 'revive'
      ? { ...mv, goneSince: undefined, kept: undefined }
      : { ...mv, goneSince: session.at, kept: fate.kept },
  );
  session.touch(mv.id);
};

const bury = (session: Session, { mv: known, linked, referring, wakes, rivals }: Death): void => {
  const mv = session.space.latestMv(known);
  if (mv === undefined) return;
  session.changedInRound.add(mv.id);
  session.fates.died += 1;
  for (const object of linked) unlink(session, object, mv);
  noteMoved(session, nameRows(session, mv.keys));
  const { key, type, goneSince } = mv;
  session.space.remember({ kind: 'mv', key, type, at: session.at, holders: lastHolders(mv), goneSince });
  session.space.removeMv(mv);
  forgetAttributes(session, mv.id);
  session.touched.delete(mv.id);
  session.carried.drop(mv.id);
  for (const object of linked)
    touchReferring(
      session,
      referring.filter(({ link }) => link?.mv !== mv.id),
      object,
      mv.key,
    );
  for (const id of wakes.objects) session.queues.objects.add(id);
  for (const id of wakes.found) session.seek(id);
  for (const id of [...wakes.competitors, ...wakes.lookers, ...rivals]) if (id !== mv.id) session.touch(id);
};

/** A link ends; what is visible again may take a step. */
export const unlink = (session: Session, object: CsObject, mv: Pick<MvObject, 'key'>): void => {
  const latest = session.space.latestObject(object);
  if (latest === undefined) return;
  if (latest.existence === 'gone') rememberObject(session, latest, mv);
  const free: CsObject = { ...latest, link: undefined };
  session.space.putObject(latest, free);
  session.relink(latest, undefined);
  if (isVisible(free)) session.queues.objects.add(free.id);
};

/** Who held it last: of one that lingers, those whose contributions are kept. */
export const lastHolders = ({ holders, kept }: Pick<MvObject, 'holders' | 'kept'>): readonly ObjKey[] =>
  holders.length > 0
    ? holders
    : [
        ...new Set(
          Object.values(kept ?? {})
            .flat()
            .map(({ object }) => object),
        ),
      ].sort();

/** What is known of an object that is gone, while its link is still there. */
const rememberObject = (session: Session, object: CsObject, { key: mv }: Pick<MvObject, 'key'>): void => {
  if (object.link === undefined) return;
  const { mv: _, ...link } = object.link;
  session.space.remember({
    kind: 'object',
    key: keyOf(object),
    type: typeOfObject(object),
    name: object.name,
    at: session.at,
    mv,
    link,
  });
};
