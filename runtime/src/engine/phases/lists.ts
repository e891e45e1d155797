// Lists of references that go value by value (engine specification 7.2): before a metaverse object is worked out, everything
// is gathered that belongs to the values that are looked at, on all sides. Of each list one value more is looked at, if
// there is one: whether there is any value at all decides who contributes.
import type { AskedList, CsObject, MvObject, Operation, Sent } from '../../store/index.js';
import { typeOfObject } from '../../store/index.js';
import {
  type Content,
  type MvId,
  type MvKey,
  mvKeyOf,
  objectId,
  refTextOf,
  SEPARATOR,
  valuesOf,
} from '../../values/index.js';
import type { Session } from '../session.js';
import { askAll } from '../space/ask-all.js';
import type { LookedAt } from '../space/list-parts.js';
import { readWhole } from '../space/read-whole.js';
import { meaningOf } from '../space/resolve.js';
import { evaluateAll } from './batches.js';
import type { Findings } from './findings.js';
import { meantBy } from './marked-references.js';
import { Referred } from './referred.js';

/** Gathers what belongs to the values looked at of these, which are loaded. */
export const completeLists = async (session: Session, findings: Findings, ids: readonly MvId[]): Promise<void> => {
  const { lists } = session.space;
  if (lists === undefined) return;
  const parts = await partsOf(session, lists, findings, ids);
  if (parts.length > 0) {
    await complete(session, lists, parts);
    // What is staged of some of them concerns them whole.
    await partsOf(session, lists, findings, parts);
  }
  await session.space.loadMvs(ids);
};

const partsOf = async (
  session: Session,
  lists: LookedAt,
  findings: Findings,
  ids: readonly MvId[],
): Promise<readonly MvId[]> => {
  const parts: MvId[] = [];
  await evaluateAll(session, ids, (id) => {
    if (isInPart(session, lists, findings, id)) parts.push(id);
  });
  return parts;
};

/**
 * What came to be looked at since is read whole, with its objects: worked out from parts that do not belong together, the
 * rest of a list would be lost. Misses what is not at hand.
 */
export const needComplete = (session: Session, mv: MvObject): void => {
  const { lists } = session.space;
  if (lists === undefined || lists.isComplete(mv.id)) return;
  const objects = listsOf(session, lists, mv.id);
  if (objects.length > 0 || lists.slots.has(mv.type)) readWhole(session.space, mv, objects);
};

const complete = async (session: Session, lists: LookedAt, ids: readonly MvId[]): Promise<void> => {
  session.space.wantStaged(ids);
  await evaluateAll(session, ids, (id) => lookAtStaged(session, lists, id));
  await lookAtOthers(session, lists, ids);
  await loadMeant(session, lists, ids);
  await evaluateAll(session, ids, (id) => lookAtMeant(session, lists, id));
  await session.space.references.loadStanding(valuesLookedAt(lists, ids));
  await evaluateAll(session, ids, (id) => lookAtLinked(session, lists, id));
  for (const id of ids) if (lists.ofMv(id) !== undefined) lists.completed(id);
};

/** Whether its lists are looked at in part, and something is not gathered yet. Of one that is looked at whole, so are its objects. */
const isInPart = (session: Session, lists: LookedAt, findings: Findings, id: MvId): boolean => {
  const mv = session.space.mv(id);
  if (mv === undefined || lists.isComplete(id)) return false;
  const linked = session.space.linkedTo(id);
  const objects = linked.filter((object) => lists.slots.has(typeOfObject(object)));
  if (objects.length === 0 && !lists.slots.has(mv.type)) return false;
  // What is in doubt about one value may be said of any other.
  const erring = findings.isErring({ mv: id }) || linked.some((object) => findings.isErring({ object: object.id }));
  if (erring) lists.everything(id);
  if (lists.ofMv(id) !== undefined) return true;
  for (const object of objects) lists.everythingOf(object.id);
  return false;
};

const listsOf = (session: Session, lists: LookedAt, id: MvId): readonly CsObject[] =>
  session.space.linkedTo(id).filter((object) => lists.slots.has(typeOfObject(object)));

// ---- what is staged, or was sent and is not seen back

const lookAtStaged = (session: Session, lists: LookedAt, id: MvId): void => {
  for (const operation of session.space.operationsOf(id))
    for (const change of operation.changes) {
      if (!isPartial(session, operation, change.attribute)) continue;
      if ('set' in change) lists.everything(id);
      else for (const each of [...change.added, ...change.removed]) lookAtOperands(session, lists, id, each);
    }
  for (const object of listsOf(session, lists, id))
    for (const [attribute, sent] of Object.entries(object.written?.sent ?? {}))
      if (isPartial(session, { slot: object }, attribute)) lookAtSent(session, lists, { id, object }, sent);
};

const isPartial = (
  { machine }: Session,
  { slot: { connector, type } }: Pick<Operation, 'slot'> | { readonly slot: CsObject },
  attribute: string,
): boolean => {
  const name = `${connector}.${type}`;
  const slot = machine.csTypes.get(name)?.layout.indexOf(attribute) ?? -1;
  return machine.valueWise.get(name)?.includes(slot) === true;
};

const lookAtSent = (
  session: Session,
  lists: LookedAt,
  { id, object }: { readonly id: MvId; readonly object: CsObject },
  sent: Sent,
): void => {
  if ('set' in sent) {
    lists.everything(id);
    return;
  }
  for (const content of [...sent.added, ...sent.removed])
    for (const value of valuesOf(content)) {
      const reference = refTextOf(value);
      if (/^[an]:/.test(reference)) lists.reference(object.id, reference, id);
      else lookAtOperands(session, lists, id, reference);
    }
};

/** References of operations: to an object by its number, or to one that is still to be added. */
const lookAtOperands = (session: Session, lists: LookedAt, id: MvId, content: Content): void => {
  for (const value of valuesOf(content)) {
    const reference = String(value);
    const text = reference.slice(2);
    if (reference.startsWith('o:')) lookAtObject(session, lists, id, session.space.head(objectId(Number(text))));
    else if (reference.startsWith('m:')) lists.value(id, mvKeyOf(text.split(SEPARATOR).slice(0, -2).join(SEPARATOR)));
  }
};

/** What an object is linked to is looked at. */
const lookAtObject = (
  session: Session,
  lists: LookedAt,
  id: MvId,
  head: { readonly link: { readonly mv: MvId } | undefined } | undefined,
): void => {
  const mv = head?.link === undefined ? undefined : session.space.mvHead(head.link.mv);
  if (mv !== undefined) lists.value(id, mv.key);
};

// ---- one value more

const lookAtOthers = async (session: Session, lists: LookedAt, ids: readonly MvId[]): Promise<void> => {
  await session.space.flush();
  const asked = new Map<AskedList, { readonly id: MvId; readonly object?: CsObject }>();
  await evaluateAll(session, ids, (id) => {
    const values = lists.ofMv(id);
    const mv = session.space.mv(id);
    if (values === undefined || mv === undefined) return;
    const objects = listsOf(session, lists, id).filter((each) => session.machine.targetTypes.has(typeOfObject(each)));
    for (const slot of lists.slots.get(mv.type) ?? []) asked.set({ holder: { mv: id }, slot, known: values }, { id });
    for (const object of objects)
      for (const slot of lists.slots.get(typeOfObject(object)) ?? []) {
        const known = lists.ofObject(object.id) ?? [];
        asked.set({ holder: { object: object.id }, connector: object.connector, slot, known }, { id, object });
      }
  });
  for (const [list, other] of await session.space.others([...asked.keys()])) {
    const of = asked.get(list);
    if (of === undefined || other === undefined) continue;
    if (of.object === undefined) lists.value(of.id, mvKeyOf(other));
    else lists.reference(of.object.id, other, of.id);
  }
};

// ---- what references mean, and who is meant

const loadMeant = async (session: Session, lists: LookedAt, ids: readonly MvId[]): Promise<void> => {
  const referred = new Referred();
  await evaluateAll(session, ids, (id) => {
    for (const object of listsOf(session, lists, id))
      for (const reference of lists.ofObject(object.id) ?? []) referred.note(object.connector, refTextOf(reference));
  });
  await referred.load(session);
};

const lookAtMeant = (session: Session, lists: LookedAt, id: MvId): void => {
  for (const object of listsOf(session, lists, id))
    askAll([...(lists.ofObject(object.id) ?? [])], (reference) => {
      for (const head of meantBy(session, object.connector, refTextOf(reference)))
        lookAtObject(session, lists, id, head);
    });
};

const valuesLookedAt = (lists: LookedAt, ids: readonly MvId[]): ReadonlySet<MvKey> =>
  new Set(ids.flatMap((id) => [...(lists.ofMv(id) ?? [])]));

/** References to everything that is linked to what is looked at. */
const lookAtLinked = (session: Session, lists: LookedAt, id: MvId): void => {
  const objects = listsOf(session, lists, id);
  askAll([...(lists.ofMv(id) ?? [])], (key) => {
    const mv = session.space.mvIdOf(key);
    if (mv === undefined) return;
    askAll(session.space.headsLinkedTo(mv), (head) => {
      const holders = objects.filter(({ connector }) => connector === head.connector);
      const references = holders.length === 0 ? [] : meaningOf(session.space.object(head.id) ?? bare(head));
      for (const holder of holders) for (const reference of references) lists.reference(holder.id, reference, id);
    });
  });
};

const bare = <Head>(head: Head): Head & { readonly anchor: undefined; readonly name: undefined } => ({
  ...head,
  anchor: undefined,
  name: undefined,
});
