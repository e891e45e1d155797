// Names that metaverse objects claim (engine specification 5.6, S5), and who else has to do with them.
import type { MvObject, NameClaim } from '../../store/index.js';
import { type MvId, parentDn } from '../../values/index.js';
import { LiveAttributes } from '../inbound/attributes.js';
import type { Machine } from '../machine/machine.js';
import { isRefusal, refusalOf } from '../names/given.js';
import { nameClaims } from '../outbound/collisions.js';
import { draftsOf, presentName } from '../outbound/draft.js';
import { belowName, claimsFor, draftsFor, nameKeyOf, wantedName, wantedParent } from '../outbound/names.js';
import type { Session } from '../session.js';
import type { IdSet } from '../space/id-set.js';

/** Whether anything has names that may be wanted by several. */
export const givesNames = ({ connectors, namespaces }: Machine): boolean =>
  namespaces.size > 0 || [...connectors.values()].some((connector) => connector.naming !== undefined);

/** Writes what a metaverse object claims; `next`: gathers whoever competes for a name with it. */
export const claim = (session: Session, id: MvId, next: IdSet<MvId>): void => {
  const mv = session.space.mv(id);
  if (mv === undefined) return;
  const { drafts } = draftsFor(session, mv);
  const before = session.space.claimedBy(id);
  const claims = [
    ...claimsFor(mv, drafts, session.space.linkedTo(id)),
    ...drafts.flatMap((draft) => nameClaims(session, id, draft)),
    ...(session.names.unserved.has(id) || before.some(isRefusal) ? refusals(session, mv) : []),
  ];
  const changed = !sameClaims(before, claims);
  const neighbours = neighboursOf(
    session,
    mv,
    [...before, ...claims].filter((each) => !isRefusal(each)),
  );
  if (changed) session.space.putClaims(id, claims);
  for (const neighbour of neighbours) next.add(neighbour);
};

/** The names that it is refused, by all that asks for some: whoever gives one of them up wakes it. */
const refusals = (session: Session, mv: MvObject): readonly NameClaim[] => {
  session.names.refused.length = 0;
  const live = new LiveAttributes(session, mv);
  for (const { slot, nameLevel } of live.type.inOrder) if (nameLevel !== undefined) live.outcome(slot);
  draftsOf(session, mv);
  return [...new Set(session.names.refused.splice(0))].map((name) => refusalOf(name, mv.id));
};

/** As sets: two slots of one metaverse object may claim one name. */
export const sameClaims = (a: readonly NameClaim[], b: readonly NameClaim[]): boolean =>
  a.length === b.length && holdAll(a, b) && holdAll(b, a);

const holdAll = (these: readonly NameClaim[], those: readonly NameClaim[]): boolean =>
  those.every((each) => these.some((other) => other.connector === each.connector && other.name === each.name));

/** Metaverse objects whose names have to do with those of this one: the same name, one below it, one above it. */
const neighboursOf = (session: Session, mv: MvObject, claims: readonly NameClaim[]): readonly MvId[] => {
  const present = session.space.linkedTo(mv.id).flatMap((object) => {
    const names = new Set([presentName(object), nameKeyOf(object)]);
    return [...names].flatMap((name) => (name === undefined ? [] : [{ connector: object.connector, name }]));
  });
  const own = [...claims.filter((each) => !each.name.startsWith(belowName(''))), ...present];
  return own.flatMap(({ connector, name }) => {
    const parent = parentDn(name);
    return [
      ...session.space.claimsOf(connector, name),
      ...session.space.claimsOf(connector, belowName(name)),
      ...[name, ...(parent === undefined ? [] : [parent])].flatMap((each) =>
        session.space.byName(connector, each).flatMap((object) => {
          if (object.link === undefined) session.seek(object.id);
          return object.link?.mv ?? [];
        }),
      ),
    ];
  });
};

/** Asks for whatever has to do with the names that the drafts want. */
export const wantNames = (session: Session, mv: MvObject | undefined): void => {
  for (const draft of mv === undefined ? [] : draftsFor(session, mv).drafts) {
    const name = wantedName(draft);
    if (name === undefined) continue;
    const { connector } = draft.target.slot;
    session.space.wantName(connector, name);
    const parent = wantedParent(draft);
    if (parent !== undefined) session.space.wantName(connector, parent);
  }
};
