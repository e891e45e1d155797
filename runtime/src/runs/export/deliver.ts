// One batch on its way: recorded before it is sent, sent, and each outcome recorded (engine specification, 8.4 and 9).
import type { ExportOutcome } from '../../connectors/index.js';
import { managedAs } from '../../engine/index.js';
import type { OutboundRule } from '../../plan/index.js';
import type { AddRefusal, Changes, CsObject, Link, Mark, ObjectChange, Operation, Retry } from '../../store/index.js';
import { ruleId } from '../../store/index.js';
import type { MvId } from '../../values/index.js';
import { markOf } from '../marks.js';
import { attemptsSoFar } from '../retry.js';
import type { Space } from '../space.js';
import { withOwnAnchors } from './anchors.js';
import { type Item, sameSlot } from './item.js';
import { askSystem } from './look-up.js';
import { type Settlement, settle } from './outcome.js';
import { withPasswords } from './passwords.js';
import { presentNames } from './present-names.js';
import { loadTargets } from './references.js';
import { type Prepared, prepareRequest } from './request.js';
import type { ExportSession } from './session.js';
import { type Replacement, stagedAfter, unclaimedAfter } from './staged.js';
import { afterSending, NOTHING_WRITTEN } from './written.js';

export interface Delivery {
  /** Items that were carried out. */
  readonly done: ReadonlySet<Item>;
  /** What of them must wait for other objects. */
  readonly later: readonly Item[];
}

/** Sends the items of a batch in their order. What cannot be sent now stays staged. */
export const deliver = async (session: ExportSession, items: readonly Item[]): Promise<Delivery> => {
  const changes = items.flatMap((item) => item.operation.changes);
  const { store } = session.space;
  const targets = await loadTargets(store, session.connector, changes);
  const objects = items.flatMap(({ object }) => object ?? []);
  const called = await presentNames(store, session.connector, objects);
  const outgoing = items.flatMap((item, index): readonly Outgoing[] => {
    const request = prepareRequest(item, String(index), { targets, called });
    if (!request) return [];
    const prepared = withPasswords(request, session.space.plan);
    const sending = sendingObject(session, prepared);
    return [{ prepared, sending, recorded: asIfSent(prepared, sending) }];
  });
  if (outgoing.length === 0) return { done: new Set(), later: items };
  await recordSending(session, outgoing);
  const { outcomes, fault } = await send(session, outgoing);
  const settled = await recordOutcomes(session, outgoing, outcomes);
  if (fault !== undefined) throw fault;
  await askSystem(
    session,
    settled.filter(({ settlement }) => settlement.lookUp).map(({ outgoing: { sending } }) => sending),
  );
  const sent = new Set(outgoing.map(({ prepared }) => prepared.item));
  return {
    done: new Set(settled.filter(isDone).map(({ outgoing: { prepared } }) => prepared.item)),
    later: [...items.filter((item) => !sent.has(item)), ...settled.flatMap(remaining)],
  };
};

interface Outgoing {
  readonly prepared: Prepared;
  /** The object as the request finds it. */
  readonly sending: CsObject;
  /** As it is recorded before the request goes out: an add as if it had been carried out, unless it turns out otherwise. */
  readonly recorded: CsObject;
}

interface Settled {
  readonly outgoing: Outgoing;
  readonly settlement: Settlement;
}

const isDone = ({ settlement: { errors } }: Settled): boolean => errors.length === 0;

/** References that wait for other objects; not what failed and waits for its time. */
const remaining = ({ outgoing: { prepared }, settlement: { object, staged, errors } }: Settled): readonly Item[] =>
  staged && errors.length === 0 && object !== 'removed' ? [{ ...prepared.item, operation: staged, object }] : [];

const sendingObject = (session: ExportSession, { item }: Prepared): CsObject => {
  if (item.object) return item.object;
  const { operation } = item;
  return {
    id: session.ids.take(),
    connector: session.connector.name,
    type: item.type.shortName,
    anchor: undefined,
    name: operation.name,
    existence: 'creating',
    explicit: false,
    image: [],
    link: provisionedLink(session, operation),
    written: NOTHING_WRITTEN,
    keys: [],
  };
};

const asIfSent = ({ item: { operation, type }, sent }: Prepared, sending: CsObject): CsObject =>
  operation.kind === 'add'
    ? { ...sending, written: { ...afterSending(sending.written, sent, type), delivery: 'sending' } }
    : sending;

const provisionedLink = ({ space, at }: ExportSession, operation: Operation): Link => {
  if (operation.mv === undefined) throw new Error('bug: an object is to be added for nobody');
  const { mv, slot } = operation;
  const rule = provisioningRule(space, operation.rule);
  const managed = rule && managedAs(rule);
  return { mv, account: slot.account, origin: 'provisioned', since: at, ...(managed ? { managed } : {}) };
};

const provisioningRule = (space: Space, id: string | undefined): OutboundRule | undefined =>
  space.plan.rules
    .filter((rule) => rule.direction === 'outbound')
    .find((rule) => ruleId(rule) === id && rule.provision !== undefined);

/**
 * From here on an add is an object, whatever happens to the process. Its operation stays staged until the answer is
 * recorded: if the process dies and the system turns out not to have the object, it is sent by the next export.
 */
const recordSending = async (session: ExportSession, outgoing: readonly Outgoing[]): Promise<void> => {
  const adds = outgoing.filter(({ prepared }) => prepared.item.operation.kind === 'add');
  if (adds.length === 0) return;
  await session.space.store.commit({
    objects: adds.map(({ recorded }): ObjectChange => ({ before: undefined, after: recorded })),
  });
};

interface Sent {
  readonly outcomes: ReadonlyMap<string, ExportOutcome>;
  /** What stopped the connector in the middle. */
  readonly fault: unknown;
}

const send = async ({ system }: ExportSession, outgoing: readonly Outgoing[]): Promise<Sent> => {
  const outcomes = new Map<string, ExportOutcome>();
  try {
    for await (const outcome of system.export(
      outgoing.map(({ prepared }) => prepared.request),
      {},
    )) {
      outcomes.set(outcome.id, outcome);
    }
    return { outcomes, fault: undefined };
  } catch (fault) {
    return { outcomes, fault };
  }
};

const recordOutcomes = async (
  session: ExportSession,
  outgoing: readonly Outgoing[],
  outcomes: ReadonlyMap<string, ExportOutcome>,
): Promise<readonly Settled[]> => {
  const refusals = await earlierRefusals(session, outgoing);
  const answered = outgoing.map((one): Settled => {
    const { id } = one.prepared.request;
    const outcome = outcomes.get(id) ?? { id, kind: 'unknown', message: 'The connector gave no answer.' };
    const context = {
      at: session.at,
      plan: session.space.plan.hash,
      attempts: attemptsSoFar(retryOf(one, refusals)),
      retry: session.retry,
    };
    return { outgoing: one, settlement: settle(one.prepared, one.sending, outcome, context) };
  });
  const settled = await withOwnAnchors(session.space.store, answered);
  for (const { settlement } of settled) for (const name of settlement.counts) session.tally.count(name);
  await session.space.store.commit(await changesOf(session, settled, refusals));
  return settled;
};

type Refusals = ReadonlyMap<MvId, readonly AddRefusal[]>;

const earlierRefusals = async (session: ExportSession, outgoing: readonly Outgoing[]): Promise<Refusals> => {
  const adding = outgoing
    .map(({ prepared }) => prepared.item.operation)
    .flatMap(({ kind, mv }) => (kind === 'add' && mv !== undefined ? [mv] : []));
  return (await session.space.store.load({ addRefusals: new Set(adding) })).addRefusals;
};

const retryOf = ({ prepared, sending }: Outgoing, refusals: Refusals): Retry | undefined => {
  const { kind, mv, slot } = prepared.item.operation;
  if (kind !== 'add') return sending.written?.retry;
  const before = mv === undefined ? [] : (refusals.get(mv) ?? []);
  return before.find((refusal) => sameSlot(refusal.slot, slot))?.retry;
};

const changesOf = async (
  session: ExportSession,
  settled: readonly Settled[],
  refusals: Refusals,
): Promise<Changes> => ({
  objects: settled.flatMap(objectChange),
  removedObjects: settled.flatMap(({ outgoing, settlement }) =>
    settlement.object === 'removed' ? [outgoing.sending.id] : [],
  ),
  operations: await stagedAfter(session.space.store, settled.map(replacementOf)),
  unclaimed: unclaimedAfter(settled.map(replacementOf)),
  addRefusals: refusalsAfter(settled, refusals),
  errors: errorsOf(session, settled),
  marks: settled.flatMap((one) => marksOf(session, one)),
});

const replacementOf = ({ outgoing, settlement }: Settled): Replacement => ({
  operation: outgoing.prepared.item.operation,
  staged: settlement.staged,
});

const objectChange = ({ outgoing, settlement }: Settled): readonly ObjectChange[] =>
  settlement.object === 'removed' ? [] : [{ before: outgoing.recorded, after: settlement.object }];

const marksOf = ({ space }: ExportSession, { outgoing, settlement }: Settled): readonly Mark[] => {
  const { mv, kind } = outgoing.prepared.item.operation;
  const { object, staged, errors } = settlement;
  if (kind === 'update' && object !== 'removed' && staged === undefined && errors.length === 0) {
    const mark = markOf(space, { before: outgoing.recorded, after: object });
    if ('references' in mark) return [mark];
  }
  return [
    ...(mv === undefined ? [] : [{ mv }]),
    ...(settlement.object === 'removed' ? [] : [{ object: settlement.object.id }]),
  ];
};

const errorsOf = ({ errors, at }: ExportSession, settled: readonly Settled[]): NonNullable<Changes['errors']> => {
  for (const { outgoing, settlement } of settled) {
    const { operation } = outgoing.prepared.item;
    const { mv } = operation;
    const unit = settlement.object !== 'removed' || mv === undefined ? { object: outgoing.sending.id } : { mv };
    errors.settled(operation, unit, settlement.errors);
  }
  return errors.takeChanges(at);
};

const refusalsAfter = (settled: readonly Settled[], before: Refusals): Refusals => {
  const after = new Map<MvId, readonly AddRefusal[]>();
  for (const { outgoing, settlement } of settled) {
    const { kind, mv, slot } = outgoing.prepared.item.operation;
    if (kind !== 'add' || mv === undefined) continue;
    const known = after.get(mv) ?? before.get(mv) ?? [];
    const others = known.filter((refusal) => !sameSlot(refusal.slot, slot));
    if (settlement.addRefusal || others.length < known.length) {
      after.set(mv, settlement.addRefusal ? [...others, settlement.addRefusal] : others);
    }
  }
  return after;
};
