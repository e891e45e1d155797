// Outbound (engine specification 5.6, 5.7): what every slot should come to is staged as operations.
import type { EngineError, MvObject, NameClaim, Operation } from '../../store/index.js';
import { type MvId, type MvKey, parentDn, SEPARATOR, valuesOf } from '../../values/index.js';
import { attributesOf } from '../inbound/attributes.js';
import { nameClaims } from '../outbound/collisions.js';
import { operationOf } from '../outbound/difference.js';
import { presentName } from '../outbound/draft.js';
import { belowName, claimsFor, draftsFor, nameKeyOf, wantedName } from '../outbound/names.js';
import { sameOperations } from '../outbound/same.js';
import type { Session } from '../session.js';
import { batchesOf, betweenBatches, evaluateAll, mvBatches } from './batches.js';
import { referrersUpTo } from './examine.js';
import type { Findings } from './findings.js';
import { drawInNamesakes } from './unclaimed.js';

/** Stages the operations of everything touched, and of everything whose operations depend on those. */
export const stage = async (session: Session, findings: Findings): Promise<void> => {
  const concerned = session.everything ? 'all' : new Set(session.touched);
  if (concerned !== 'all') {
    await drawInNamesakes(session, concerned);
    await drawInClaimants(session, concerned);
  }
  await claimNames(session, concerned);
  if (concerned === 'all') {
    for await (const batch of mvBatches(session, 'all')) await stageBatch(session, batch, findings);
    return;
  }
  for (const batch of batchesOf(session.standing))
    await evaluateAll(session, batch, (id) => addReferrers(session, id, concerned));
  let todo: ReadonlySet<MvId> = concerned;
  const done = new Set<MvId>();
  while (todo.size > 0) {
    const appeared = new Set<MvId>();
    for await (const batch of mvBatches(session, todo)) {
      for (const id of batch) done.add(id);
      for (const id of await stageBatch(session, batch, findings)) appeared.add(id);
    }
    const next = new Set<MvId>();
    for (const batch of batchesOf(appeared)) await evaluateAll(session, batch, (id) => addReferrers(session, id, next));
    for (const id of done) next.delete(id);
    todo = next;
  }
};

/** Flows may refer to it directly, or to what they read through references. */
const addReferrers = (session: Session, id: MvId, to: Set<MvId>): void => {
  for (const referrer of referrersUpTo(session, [id], 1 + session.machine.depth.mv)) to.add(referrer);
};

/** Who would give a name that came or went. */
const drawInClaimants = async (session: Session, concerned: Set<MvId>): Promise<void> => {
  for (const batch of batchesOf(session.movedNames))
    await evaluateAll(session, batch, (claim) => {
      const [space = '', text = ''] = claim.split(SEPARATOR);
      for (const id of session.space.claimsOf(space, text)) concerned.add(id);
    });
};

// ---- names

/** Writes what everything concerned claims; draws in whoever competes for a name with it. */
const claimNames = async (session: Session, concerned: Set<MvId> | 'all'): Promise<void> => {
  const named = [...session.machine.connectors.values()].some((connector) => connector.naming !== undefined);
  if (!named && session.machine.namespaces.size === 0) return;
  let todo: ReadonlySet<MvId> | 'all' = concerned;
  while (todo === 'all' || todo.size > 0) {
    const next = new Set<MvId>();
    for await (const batch of mvBatches(session, todo)) {
      session.space.wantClaimed(batch);
      await evaluateAll(session, batch, (id) => claim(session, id, concerned === 'all' ? undefined : next));
      await betweenBatches(session);
    }
    if (concerned === 'all') return;
    for (const id of next) if (concerned.has(id)) next.delete(id);
    for (const id of next) concerned.add(id);
    todo = next;
  }
};

const claim = (session: Session, id: MvId, next: Set<MvId> | undefined): void => {
  const mv = session.space.mv(id);
  if (mv === undefined) return;
  const { drafts } = draftsFor(session, mv);
  const claims = [
    ...claimsFor(mv, drafts, session.space.linkedTo(id)),
    ...drafts.flatMap((draft) => nameClaims(session, id, draft)),
  ];
  const before = session.space.claimedBy(id);
  const changed = !sameClaims(before, claims);
  const neighbours = next === undefined ? [] : neighboursOf(session, mv, [...before, ...claims]);
  if (changed) session.space.putClaims(id, claims);
  for (const neighbour of neighbours) next?.add(neighbour);
};

const sameClaims = (a: readonly NameClaim[], b: readonly NameClaim[]): boolean =>
  a.length === b.length &&
  a.every((each) => b.some((other) => other.connector === each.connector && other.name === each.name));

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

// ---- operations

/** Stages a batch; says for which metaverse objects an add appeared or went away, since references to them change with it. */
const stageBatch = async (session: Session, batch: readonly MvId[], findings: Findings): Promise<readonly MvId[]> => {
  const appeared: MvId[] = [];
  session.space.wantStaged(batch);
  await session.space.loadMvsByKey(referredBy(session, batch));
  await evaluateAll(session, batch, (id) => wantNames(session, session.space.mv(id)));
  await evaluateAll(session, batch, (id) => {
    if (stageOne(session, id, findings)) appeared.push(id);
  });
  await betweenBatches(session);
  return appeared;
};

/** Asks for whatever has to do with the names that the drafts want. */
const wantNames = (session: Session, mv: MvObject | undefined): void => {
  for (const draft of mv === undefined ? [] : draftsFor(session, mv).drafts) {
    const name = wantedName(draft);
    if (name === undefined) continue;
    const { connector } = draft.target.slot;
    session.space.wantName(connector, name);
    const parent = draft.target.csType.connector.containers ? parentDn(name) : undefined;
    if (parent !== undefined) session.space.wantName(connector, parent);
  }
};

/** Metaverse objects that these refer to: what stands for them will be asked. */
const referredBy = (session: Session, ids: readonly MvId[]): ReadonlySet<MvKey> =>
  new Set(
    ids.flatMap((id) => {
      const mv = session.space.mv(id);
      const type = mv === undefined ? undefined : session.machine.mvTypes.get(mv.type);
      const referring = type?.inOrder.filter((attribute) => attribute.type.scalar === 'ref') ?? [];
      return referring.flatMap((attribute) => valuesOf(mv?.stored[attribute.slot]?.values) as readonly MvKey[]);
    }),
  );

const stageOne = (session: Session, id: MvId, findings: Findings): boolean => {
  const mv = session.space.mv(id);
  if (mv === undefined) return false;
  const { drafts, errors } = draftsFor(session, mv);
  const staged = drafts.map((draft) => operationOf(session, draft));
  const operations = staged.flatMap((each) => each.operations);
  const before = session.space.operationsOf(id);
  if (!sameOperations(before, operations)) session.space.putOperations(id, operations);
  findings.staged(before, operations);
  findings.ofMv(id, 'slots', distinctErrors([...errors, ...staged.flatMap((each) => each.errors)]));
  findings.trigger({ mv: id }, attributesOf(session, mv).next);
  return addsOf(before) !== addsOf(operations);
};

const addsOf = (operations: readonly Operation[]): string =>
  operations
    .flatMap((operation) =>
      operation.kind === 'add'
        ? [`${operation.slot.connector} ${operation.slot.type} ${operation.slot.account ?? ''}`]
        : [],
    )
    .sort()
    .join('\n');

const distinctErrors = (errors: readonly EngineError[]): readonly EngineError[] => [
  ...new Map(errors.map((error) => [JSON.stringify(error), error])).values(),
];
