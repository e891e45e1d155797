// Objects of which it is not known what the system did with them: it is asked, and its answer is an import event.
import type { ImportEvent } from '../../connectors/index.js';
import type { CsObject, Link } from '../../store/index.js';
import { type ObjectId, objectId } from '../../values/index.js';
import { commitPage } from '../import/page.js';
import { SeenObjects } from '../import/seen.js';
import { type ImportSession, RowFaults } from '../import/session.js';
import { gone } from '../import/transition.js';
import { spaceTypesOf } from '../space.js';
import { sameSlot } from './item.js';
import { remainder } from './request.js';
import type { ExportSession } from './session.js';
import { stagedAfter } from './staged.js';

/** Adds of which no answer is known, also those of a process that was killed: decided before anything else is sent. Whether there were any. */
export const decideUnanswered = async (session: ExportSession): Promise<boolean> => {
  const { store } = session.space;
  const query = { limit: 1000, connector: session.connector.name, existence: 'creating' } as const;
  let asked = false;
  for (let after: ObjectId | undefined = objectId(0); after !== undefined; ) {
    const ids: readonly ObjectId[] = await store.objectIds({ ...query, after });
    const { objects } = await store.load({ objects: ids });
    const unanswered = [...objects.values()].flatMap((object) => (object?.written?.delivery ? [object] : []));
    await askSystem(session, unanswered);
    asked ||= unanswered.length > 0;
    after = ids.at(-1);
  }
  return asked;
};

/** Asks for each of them. Found: as if imported. Proven absent: an add did not happen, anything else is gone. */
export const askSystem = async (session: ExportSession, objects: readonly CsObject[]): Promise<void> => {
  for (const asked of objects) {
    const answer = await lookUp(session, asked);
    if (answer === 'unknown') continue;
    if (answer === 'absent') await recordAbsence(session, asked.id);
    else await recordPresence(session, asked, answer);
  }
};

type RowEvent = Exclude<ImportEvent, { readonly kind: 'page' | 'end' }>;

const lookUp = async (session: ExportSession, asked: CsObject): Promise<RowEvent | 'absent' | 'unknown'> => {
  const { space, connector, system } = session;
  const name = asked.written?.sentName ?? asked.name;
  const by = {
    ...(asked.anchor === undefined ? {} : { anchor: asked.anchor }),
    ...(name === undefined || asked.anchor !== undefined ? {} : { name }),
  };
  if (asked.anchor === undefined && name === undefined) return 'unknown';
  const selection = new Map(
    spaceTypesOf(space, connector.name).map((type) => [type.shortName, [...type.stored.keys()]]),
  );
  const answer = await system.lookUp(asked.type, by, selection);
  if (answer === 'absent' || answer === 'unknown') return answer;
  return answer.kind === 'page' || answer.kind === 'end' ? 'unknown' : answer;
};

/** The object is as if imported; of an add that made it only what was not sent with it stays staged. */
const recordPresence = async (session: ExportSession, asked: CsObject, seen: RowEvent): Promise<void> => {
  if (asked.existence === 'creating' && asked.link) await replaceAdd(session, asked, asked.link);
  await commitPage(await importSession(session), [seen]);
};

const replaceAdd = async ({ space: { store } }: ExportSession, asked: CsObject, link: Link): Promise<void> => {
  const { operations } = await store.load({ operations: [link.mv] });
  const slot = { ...asked, account: link.account };
  const add = (operations.get(link.mv) ?? []).find((one) => one.kind === 'add' && sameSlot(one.slot, slot));
  if (!add) return;
  const sent = asked.written?.sent ?? {};
  const later = add.changes.filter(({ attribute }) => !Object.hasOwn(sent, attribute));
  const staged = later.length > 0 ? remainder(add, asked.id, later) : undefined;
  await store.commit({ operations: await stagedAfter(store, [{ operation: add, staged }]) });
};

const recordAbsence = async ({ space: { store } }: ExportSession, id: ObjectId): Promise<void> => {
  const before = (await store.load({ objects: [id] })).objects.get(id);
  if (!before) return;
  const mvMarks = before.link ? [{ mv: before.link.mv }] : [];
  if (before.existence === 'creating') await store.commit({ removedObjects: [id], marks: mvMarks });
  else await store.commit({ objects: [{ before, after: gone(before) }], marks: [...mvMarks, { object: id }] });
};

/** An import of nothing but these answers: its counts are the export's. */
const importSession = async ({ space, connector, system, at, tally, ids }: ExportSession): Promise<ImportSession> => {
  const state = (await space.store.connectorStates()).find((one) => one.connector === connector.name);
  if (!state) throw new Error(`bug: ${connector.name} is exported to before it was imported`);
  return {
    space,
    connector,
    at,
    settledBefore: at,
    state,
    tally,
    seen: new SeenObjects(),
    named: new SeenObjects(),
    formerNames: new Map(),
    referencesFollow: system.capabilities.referencesFollow,
    told: new SeenObjects(),
    followed: new Set(),
    flawed: new Set(),
    rowFaults: new RowFaults(),
    ids,
  };
};
